"""Addresses of the portfolio, below /h/<slug>/portfolio/."""

from django.urls import path

from statenshus.portfolio.views import experiences, restructurings, subprojects

app_name = "portfolio"
urlpatterns = [
    # subprojects
    path("subprojects/", subprojects.subprojects, name="subprojects"),
    path("subprojects/<slug:key>/", subprojects.subproject, name="subproject"),
    # restructurings
    path("restructurings/", restructurings.restructurings, name="restructurings"),
    path("restructurings/<slug:key>/", restructurings.restructuring, name="restructuring"),
    # experiences and factors
    path("experiences/", experiences.experiences, name="experiences"),
    path("experiences/<slug:key>/", experiences.experience, name="experience"),
    path("factors/", experiences.factors, name="factors"),
]
