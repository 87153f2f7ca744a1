from django.urls import path, register_converter

from statenshus.reports import views
from statenshus.reports.files import RENDERERS


class Ending:
    """The ending of a deck's file."""

    regex = "|".join(RENDERERS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Ending, "deck_ending")

app_name = "reports"
urlpatterns = [
    path("deck/", views.deck, name="deck"),
    path("deck.<deck_ending:ending>", views.deck_file, name="deck_file"),
]
