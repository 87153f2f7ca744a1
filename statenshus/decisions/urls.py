"""Addresses of decisions, below /h/<slug>/decisions/."""

from django.urls import URLPattern

app_name = "decisions"
urlpatterns: list[URLPattern] = []
