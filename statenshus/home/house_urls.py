"""Addresses of home inside a house."""

from django.urls import path

from statenshus.home import views

app_name = "home"
urlpatterns = [
    path("", views.house, name="house"),
    path("log/", views.log, name="log"),
    path("colours/<slug:main>-<slug:accent>.css", views.colours, name="colours"),
]
