"""Addresses of people, below /h/<slug>/people/."""

from django.urls import path

from statenshus.people.views import accounts, bodies, organisations, persons, seats

app_name = "people"
urlpatterns = [
    # organisations
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/register_organisation/", organisations.register_organisation, name="register_organisation"),
    path("organisations/<slug:key>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:key>/write_card/", organisations.write_card, name="write_card"),
    path(
        "organisations/<slug:key>/describe_organisation/",
        organisations.describe_organisation,
        name="describe_organisation",
    ),
    path("organisations/<slug:key>/copy_from_register/", organisations.copy_from_register, name="copy_from_register"),
    path("organisations/<slug:key>/join/", organisations.join, name="join"),
    path("participations/<int:pk>/leave/", organisations.leave, name="leave"),
    path(
        "participations/<int:pk>/correct_participation/",
        organisations.correct_participation,
        name="correct_participation",
    ),
    # persons
    path("directory/", persons.directory, name="directory"),
    path("directory/add_person/", persons.add_person, name="add_person"),
    path("persons/<slug:key>/", persons.person, name="person"),
    path("persons/<slug:key>/edit_person/", persons.edit_person, name="edit_person"),
    path("persons/<slug:key>/affiliate/", persons.affiliate, name="affiliate"),
    path("affiliations/<int:pk>/end_affiliation/", persons.end_affiliation, name="end_affiliation"),
    path("persons/<slug:key>/grant_role/", persons.grant_role, name="grant_role"),
    path("grants/<int:pk>/withdraw_role/", persons.withdraw_role, name="withdraw_role"),
    # bodies and seats
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/found_body/", bodies.found_body, name="found_body"),
    path("bodies/<slug:key>/", bodies.body, name="body"),
    path("bodies/<slug:key>/describe_body/", bodies.describe_body, name="describe_body"),
    path("bodies/<slug:key>/dissolve_body/", bodies.dissolve_body, name="dissolve_body"),
    path("bodies/<slug:key>/add_seat/", seats.add_seat, name="add_seat"),
    path("seats/<slug:key>/remove_seat/", seats.remove_seat, name="remove_seat"),
    path("seats/<slug:key>/seat_person/", seats.seat_person, name="seat_person"),
    path("seats/<slug:key>/reorder_deputies/", seats.reorder_deputies, name="reorder_deputies"),
    path("holdings/<int:pk>/unseat_person/", seats.unseat_person, name="unseat_person"),
    # accounts
    path("tokens/", accounts.tokens, name="tokens"),
    path("tokens/issue_token/", accounts.issue_token, name="issue_token"),
    path("tokens/<int:pk>/revoke_token/", accounts.revoke_token, name="revoke_token"),
    path("persons/<slug:key>/invite_person/", accounts.invite_person, name="invite_person"),
]
