"""A document as PDF/A-2a and PDF/UA-1 on A4, set by Typst."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from statenshus.decisions.formats.document import Document
from statenshus.kernel.actors import OSLO
from statenshus.kernel.houses import House
from statenshus.ui.colours import palette
from statenshus.ui.typeset import shown, typeset

TEMPLATE = Path(__file__).with_name("minutes.typ")


def render(document: Document, *, house: House, at: datetime) -> bytes:
    """The document as .pdf, dated `at`: the same document gives the same pages."""
    day = at.astimezone(OSLO)
    told = _shown(asdict(document))
    with override(document.language):
        told["page"], told["of"] = shown(_("Page")), shown(_("of"))
    told["date"] = {"year": day.year, "month": day.month, "day": day.day}
    told["colours"] = asdict(palette(house))
    return typeset(TEMPLATE, told)


def _shown(value: Any) -> Any:
    """The same with every text in letters that the font has."""
    if isinstance(value, str):
        return shown(" ".join(value.split()) if "\n" in value else value)
    if isinstance(value, dict):
        return {name: _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list | tuple) else value
