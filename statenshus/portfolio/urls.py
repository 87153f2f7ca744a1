"""Addresses of the portfolio, below /h/<slug>/portfolio/."""

from django.urls import path

from statenshus.portfolio.views import experiences, factors, placements, restructurings, subprojects

app_name = "portfolio"
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
    path("restructurings/<slug:key>/", restructurings.restructuring, name="restructuring"),
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
