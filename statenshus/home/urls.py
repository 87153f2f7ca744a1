"""Addresses of home outside any house."""

from django.urls import path

from statenshus.home import views

app_name = "home"
urlpatterns = [
    path("", views.houses, name="houses"),
    path("account/", views.account, name="account"),
    path("language/", views.language, name="language"),
    path("demo/enter/", views.enter, name="enter"),
    # Before allauth's own, at the same addresses.
    path("accounts/login/", views.log_in, name="log_in"),
    path("accounts/email/", views.email, name="email"),
]
