"""Addresses outside any house."""

from django.urls import include, path

urlpatterns = [
    path("", include("statenshus.home.urls")),
    path("accounts/", include("allauth.urls")),
]
handler403 = "statenshus.home.views.forbidden"
handler404 = "statenshus.home.views.not_found"
handler500 = "statenshus.home.views.server_error"
