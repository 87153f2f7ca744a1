"""Setting a document by Typst: PDF/A-2a and PDF/UA-1 at once, so it can be archived and read aloud."""

import json
import unicodedata
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

# A compiler that is kept cannot serve two threads at once; a document takes it some hundredths of a second.
_ONE_AT_A_TIME = Lock()
SOFT_BREAK = "\u200b"
"""A place to break, without a width."""


def typeset(template: Path, data: dict[str, Any], **inputs: str) -> bytes:
    """The template set with the data as .pdf. All text is data, so nothing in it is read as markup.

    The template reads `json(bytes(sys.inputs.data))`; every text must have been `shown`.
    """
    given = {"data": json.dumps(data, ensure_ascii=False), **inputs}
    with _ONE_AT_A_TIME:
        return bytes(_compiler(template).compile(format="pdf", sys_inputs=given, pdf_standards=["a-2a", "ua-1"]))


@cache
def _compiler(template: Path) -> Any:
    """Kept, for it reads fonts and template once."""
    return typst.Compiler(input=str(template), ignore_system_fonts=True, font_paths=[str(settings.FONTS)])


@cache
def inter(weight: str) -> dict[int, float]:
    """Inter's advances by code point, in shares of the size; the fonts are made at set-up."""
    with TTFont(settings.FONTS / f"Inter-{weight}.ttf") as font:
        advances, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: advances[name][0] / em for code, name in font.getBestCmap().items()}


def shown(text: str) -> str:
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
