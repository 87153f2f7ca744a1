"""Addresses of home inside a house."""

from django.urls import path

from statenshus.home import views

app_name = "home"
urlpatterns = [path("", views.house, name="house")]
