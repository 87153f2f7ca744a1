"""Addresses inside a house, below /h/<slug>/. The middleware strips the prefix."""

from django.urls import include, path

from config.api import api

urlpatterns = [
    path("", include("statenshus.home.house_urls")),
    path("people/", include("statenshus.people.urls")),
    path("asks/", include("statenshus.asks.urls")),
    path("workplaces/", include("statenshus.workplaces.urls")),
    path("meetings/", include("statenshus.meetings.urls")),
    path("decisions/", include("statenshus.decisions.urls")),
    path("portfolio/", include("statenshus.portfolio.urls")),
    path("reports/", include("statenshus.reports.urls")),
    path("api/v1/", api.urls),
]
handler403 = "statenshus.home.views.forbidden"
handler404 = "config.api.not_found"
handler500 = "config.api.server_error"
