"""Addresses of the portfolio, below /h/<slug>/portfolio/."""

from django.urls import include, path

from statenshus.portfolio.views import (
    experiences,
    factors,
    placements,
    restructuring_parts,
    restructuring_stages,
    restructurings,
    subprojects,
)

app_name = "portfolio"
restructuring_acts = [
    path("edit_restructuring/", restructurings.edit_restructuring, name="edit_restructuring"),
    path("close_in/", restructuring_parts.close_in, name="close_in"),
    path("closings/<slug:subproject>/keep_open/", restructuring_parts.keep_open, name="keep_open"),
    path("add_successor/", restructuring_parts.add_successor, name="add_successor"),
    path("successors/<slug:successor>/edit_successor/", restructuring_parts.edit_successor, name="edit_successor"),
    path(
        "successors/<slug:successor>/remove_successor/", restructuring_parts.remove_successor, name="remove_successor"
    ),
    path("propose_lead/", restructuring_parts.propose_lead, name="propose_lead"),
    path("leads/<slug:person>/pair_lead/", restructuring_parts.pair_lead, name="pair_lead"),
    path("leads/<slug:person>/drop_lead/", restructuring_parts.drop_lead, name="drop_lead"),
    path("set_destination/", restructuring_parts.set_destination, name="set_destination"),
    path(
        "placements/<slug:placement>/clear_destination/",
        restructuring_parts.clear_destination,
        name="clear_destination",
    ),
    path("discuss/", restructuring_stages.discuss, name="discuss"),
    path("propose/", restructuring_stages.propose, name="propose"),
    path("hear/", restructuring_stages.hear, name="hear"),
    path("put_to_decision/", restructuring_stages.put_to_decision, name="put_to_decision"),
    path("decide/", restructuring_stages.decide, name="decide"),
    path("undo_decision/", restructuring_stages.undo_decision, name="undo_decision"),
    path("withdraw/", restructuring_stages.withdraw, name="withdraw"),
]
urlpatterns = [
    # subprojects
    path("subprojects/", subprojects.subprojects, name="subprojects"),
    path("subprojects/start_subproject/", subprojects.start_subproject, name="start_subproject"),
    path("subprojects/<slug:key>/", subprojects.subproject, name="subproject"),
    path("subprojects/<slug:key>/describe_subproject/", subprojects.describe_subproject, name="describe_subproject"),
    path("subprojects/<slug:key>/end_subproject/", subprojects.end_subproject, name="end_subproject"),
    path("subprojects/<slug:key>/add_item/", placements.add_item, name="add_item"),
    path("subprojects/<slug:key>/appoint_lead/", placements.appoint_lead, name="appoint_lead"),
    path("subprojects/<slug:key>/add_member/", placements.add_member, name="add_member"),
    path("items/<slug:key>/edit_item/", placements.edit_item, name="edit_item"),
    path("items/<slug:key>/place_item/", placements.place_item, name="place_item"),
    path("placements/<slug:key>/end_placement/", placements.end_placement, name="end_placement"),
    # restructurings
    path("restructurings/", restructurings.restructurings, name="restructurings"),
    path("restructurings/draft_restructuring/", restructurings.draft_restructuring, name="draft_restructuring"),
    path("restructurings/<slug:key>/", restructurings.restructuring, name="restructuring"),
    path("restructurings/<slug:key>/", include(restructuring_acts)),
    # experiences and factors
    path("experiences/", experiences.experiences, name="experiences"),
    path("experiences/record_experience/", experiences.record_experience, name="record_experience"),
    path("experiences/<slug:key>/", experiences.experience, name="experience"),
    path("experiences/<slug:key>/edit_experience/", experiences.edit_experience, name="edit_experience"),
    path("experiences/<slug:key>/add_outcome/", experiences.add_outcome, name="add_outcome"),
    path("experiences/<slug:key>/settle_experience/", experiences.settle_experience, name="settle_experience"),
    path("experiences/<slug:key>/reopen_experience/", experiences.reopen_experience, name="reopen_experience"),
    path("factors/", factors.factors, name="factors"),
    path("factors/add_factor/", factors.add_factor, name="add_factor"),
    path("factors/<slug:key>/edit_factor/", factors.edit_factor, name="edit_factor"),
    path("factors/<slug:key>/retire_factor/", factors.retire_factor, name="retire_factor"),
]
