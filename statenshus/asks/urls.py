"""Addresses of asks, below /h/<slug>/asks/."""

from django.urls import URLPattern

app_name = "asks"
urlpatterns: list[URLPattern] = []
