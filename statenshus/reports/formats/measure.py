"""How much room a text takes, measured and never guessed.

The PDF is set in Inter. PowerPoint has no Inter, and a font that is missing is replaced by one that nobody
has measured, so slides are set in Arial, which every PowerPoint has and for which LibreOffice has Liberation
Sans, of the same widths. A character is taken to be as wide as in the wider of the two, a line as high as
1.25 of its size (Inter 1.21, Arial 1.15), and lines break at spaces alone: so what fits here fits in both.
"""

import unicodedata
from functools import cache, lru_cache

from statenshus.ui.typeset import SOFT_BREAK, inter

LINE = 1.25

# Arial's advances of U+0020 to U+007E, in thousandths of the size; the same in Liberation Sans.
_REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 "
    "584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 "
    "333 611 556 778 556 556 500 389 280 389 584"
)
_OTHERS = {"Æ": 1000, "æ": 889, "Ø": 778, "ø": 611, "«": 556, "»": 556, "–": 556, "—": 1000, "…": 1000, "•": 350}


@cache
def _advance(character: str, bold: bool) -> float:
    if character == SOFT_BREAK:
        return 0
    arial = {chr(32 + place): int(width) for place, width in enumerate((_BOLD if bold else _REGULAR).split())}
    base = unicodedata.normalize("NFKD", character)[0]
    in_arial = (arial | _OTHERS).get(character if character in _OTHERS else base, 0) / 1000
    weights = ("SemiBold", "Bold") if bold else ("Regular",)
    in_inter = max(inter(weight).get(ord(character), 1.1) for weight in weights)
    # Where Arial's width is not known, a tenth is added to Inter's; a character that neither has is a box.
    return max(in_inter, in_arial) if in_arial else in_inter * 1.1


def width(text: str, size: float, bold: bool = False) -> float:
    """Of the text on one line, in points."""
    return sum(_advance(character, bold) for character in text) * size


@lru_cache(maxsize=4096)
def lines(text: str, size: float, bold: bool, room: float) -> tuple[str, ...]:
    """The text in lines no wider than `room`. A word that is wider is cut, with a SOFT_BREAK where it is."""
    found: list[str] = []
    line, used, space = "", 0.0, _advance(" ", bold) * size
    for word in text.replace(SOFT_BREAK, "").split(" "):
        wide = width(word, size, bold)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            found.append(line)
        *full, line = _cut(word, size, bold, room) if wide > room else [word]
        used = width(line, size, bold) if full else wide
        found += [f"{piece}{SOFT_BREAK}" for piece in full]
    return (*found, line)


def _cut(word: str, size: float, bold: bool, room: float) -> list[str]:
    pieces, piece, used = [], "", 0.0
    for character in word:
        step = _advance(character, bold) * size
        if piece and used + step > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + character, used + step
    return [*pieces, piece]


def joined(parts: tuple[str, ...]) -> str:
    """Lines as one text again, which breaks where they did or later.

    After «¿ » or «( », and before « :» or « )», no text is broken of itself (Unicode Standard Annex 14, LB13 to LB15),
    so there it is told that it may.
    """
    pairs = zip(parts, (*parts[1:], ""), strict=True)
    return "".join(f"{part}{_between(part, after)}" for part, after in pairs).rstrip(f" {SOFT_BREAK}")


def _between(line: str, after: str) -> str:
    if line.endswith(SOFT_BREAK):
        return ""
    opens = line[-1:] in "¿¡" or unicodedata.category(line[-1:] or " ") in {"Ps", "Pi"}
    closes = unicodedata.category(after[:1] or " ").startswith("P")
    return f" {SOFT_BREAK}" if opens or closes else " "
