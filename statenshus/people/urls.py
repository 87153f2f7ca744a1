"""Addresses of people, below /h/<slug>/people/."""

from django.urls import path

from statenshus.people.views import bodies, organisations, persons

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
    path("persons/<slug:key>/", persons.person, name="person"),
    path("tokens/", persons.tokens, name="tokens"),
    # bodies
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<slug:key>/", bodies.body, name="body"),
]
