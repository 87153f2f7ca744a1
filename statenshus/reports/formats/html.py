"""The deck as one file for a browser: nothing outside it is needed, and it reads well aloud, on a phone, on paper."""

from django.template.loader import render_to_string
from django.utils.translation import override

from statenshus.reports.formats.mountains import RIDGES
from statenshus.reports.queries.slides import Deck
from statenshus.ui.colours import palette


def render(deck: Deck) -> bytes:
    """The deck as .html."""
    ridges = [(role, " ".join(f"{round(x * 1200)},{round(y * 200)}" for x, y in points)) for role, points in RIDGES]
    with override(deck.house.language):
        context = {"deck": deck, "colours": palette(deck.house), "ridges": ridges}
        return render_to_string("reports/file.html", context).encode()
