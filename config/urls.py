"""Addresses outside any house."""

from django.urls import include, path

from statenshus.asks.views import links
from statenshus.people.views import accounts
from statenshus.workplaces.views import dav, feeds, screens, visits

urlpatterns = [
    path("", include("statenshus.home.urls")),
    path("accounts/", include("allauth.urls")),
    path("invitation/", accounts.accept_invitation, name="accept_invitation"),
    path("feed/<str:token>.ics", feeds.calendar, name="calendar"),
    path(".well-known/caldav", dav.well_known, name="well_known"),
    path("dav/", dav.collection, name="dav"),
    path("dav/<path:path>", dav.collection, name="dav_below"),
    path("screen/<str:token>/", screens.screen, name="screen"),
    path("visit/<str:token>/", visits.visit, name="visit"),
    path("answer/stop/<str:token>/", links.stop_mail, name="stop_mail"),
    path("answer/<str:token>/", links.answer, name="answer"),
]
handler403 = "statenshus.home.views.forbidden"
handler404 = "statenshus.home.views.not_found"
handler500 = "statenshus.home.views.server_error"
