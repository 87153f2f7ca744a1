"""Addresses of people, below /h/<slug>/people/."""

from django.urls import path

from statenshus.people.views import bodies, organisations, persons

app_name = "people"
urlpatterns = [
    # organisations
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<slug:key>/", organisations.organisation, name="organisation"),
    # persons
    path("directory/", persons.directory, name="directory"),
    path("persons/<slug:key>/", persons.person, name="person"),
    path("tokens/", persons.tokens, name="tokens"),
    # bodies
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<slug:key>/", bodies.body, name="body"),
]
