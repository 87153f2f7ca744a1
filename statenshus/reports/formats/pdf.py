"""The deck as PDF, set by Typst: PDF/A-2a and PDF/UA-1 at once, so it can be archived and read aloud."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from statenshus.reports.formats.mountains import PLACE, RIDGES
from statenshus.reports.formats.pages import Box, pages
from statenshus.reports.queries.slides import Deck
from statenshus.ui.colours import palette
from statenshus.ui.typeset import shown, typeset

TEMPLATE = Path(__file__).with_name("deck.typ")


def render(deck: Deck, *, check: bool = False) -> bytes:
    """The deck as .pdf. With `check`, a text that is higher than its box is an error: for tests."""
    return typeset(TEMPLATE, _data(deck), **({"check": "yes"} if check else {}))


def _data(deck: Deck) -> dict[str, Any]:
    with override(deck.house.language):
        told = pages(deck)
        mountains = _("A stylised silhouette of mountain ranges in the house's colours")
    return {
        "title": shown(deck.title),
        "author": shown(deck.author),
        "language": deck.house.language,
        "date": {"year": deck.made_at.year, "month": deck.made_at.month, "day": deck.made_at.day},
        "colours": asdict(palette(deck.house)),
        "place": PLACE,
        "ridges": RIDGES,
        "mountains": mountains,
        "pages": [
            {
                "kind": page.kind,
                "title": _box(page.title, 1),
                "boxes": [_box(box, 2) for box in page.boxes],
                "lines": page.lines,
            }
            for page in told
        ],
    }


def _box(box: Box, level: int) -> dict[str, Any]:
    told = asdict(box)
    for paragraph in told["paragraphs"]:
        paragraph["text"] = shown(paragraph["text"])
    return {**told, "level": level}
