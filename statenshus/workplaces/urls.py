"""Addresses of the shared office, below /h/<slug>/workplaces/."""

from django.urls import URLPattern

app_name = "workplaces"
urlpatterns: list[URLPattern] = []
