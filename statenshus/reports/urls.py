from django.urls import path

from statenshus.reports import views

app_name = "reports"
urlpatterns = [
    path("deck/", views.deck, name="deck"),
]
