"""The deck as PDF, set by Typst: PDF/A-2a and PDF/UA-1 at once, so it can be archived and read aloud."""

import json
import unicodedata
from dataclasses import asdict
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from statenshus.reports.formats.colours import palette
from statenshus.reports.formats.measure import inter
from statenshus.reports.formats.mountains import PLACE, RIDGES
from statenshus.reports.formats.pages import Box, pages
from statenshus.reports.queries.slides import Deck

# A compiler that is kept cannot serve two threads at once; a deck takes it some hundredths of a second.
_ONE_AT_A_TIME = Lock()
TEMPLATE = Path(__file__).with_name("deck.typ")


def render(deck: Deck, *, check: bool = False) -> bytes:
    """The deck as .pdf. With `check`, a text that is higher than its box is an error: for tests."""
    data = json.dumps(_data(deck), ensure_ascii=False)
    inputs = {"deck": data, **({"check": "yes"} if check else {})}
    with _ONE_AT_A_TIME:
        return bytes(_compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"]))


@cache
def _compiler() -> Any:
    """Kept, for it reads fonts and template once."""
    return typst.Compiler(input=str(TEMPLATE), ignore_system_fonts=True, font_paths=[str(settings.FONTS)])


def _data(deck: Deck) -> dict[str, Any]:
    with override(deck.house.language):
        told = pages(deck)
        mountains = _("A stylised silhouette of mountain ranges in the house's colours")
    return {
        "title": _shown(deck.title),
        "author": _shown(deck.author),
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
        paragraph["text"] = _shown(paragraph["text"])
    return {**told, "level": level}


def _shown(text: str) -> str:
    """The text in letters that Inter has: PDF/A allows no character without its shape.

    One that is missing becomes what it is made of, where that is known (ﬁ → fi), else a question mark.
    """
    known = inter("Regular")
    if all(ord(character) in known for character in text):
        return text
    return "".join(
        character
        if ord(character) in known
        else "".join(part for part in unicodedata.normalize("NFKD", character) if ord(part) in known) or "?"
        for character in unicodedata.normalize("NFC", text)
    )
