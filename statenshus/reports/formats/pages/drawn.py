"""A change drawn: before to the left, after to the right, lines between them. And subprojects as they stand."""

from collections.abc import Sequence
from dataclasses import replace

from statenshus.reports.formats.pages.model import BOTTOM, INNER, LEFT, RIGHT, Box, Paragraph, Style, box, height
from statenshus.reports.queries.slides import ChangeSlide, Part, SubprojectsSlide

_HEADING = (Style(15, bold=True, colour="accent"),)
_SENTENCE = (Style(15, bold=True, before=2),)
_LEADS = (Style(15, before=3),)
_LEFT_WIDTH, _RIGHT_AT = 300.0, 452.0
_RIGHT_WIDTH = RIGHT - _RIGHT_AT
_GAPS = (16.0, 10.0)
Drawing = tuple[tuple[Box, ...], tuple[tuple[int, int], ...]]


def change(slide: ChangeSlide, top: float) -> Drawing | None:
    """Boxes and the lines between them; None when the change is too large for one page at a readable size."""
    sentence = tuple(Paragraph(0, said) for said in slide.sentence)
    heading = (Paragraph(0, slide.before_heading),)
    start = top + max(height(sentence, _SENTENCE, _RIGHT_WIDTH), height(heading, _HEADING, _LEFT_WIDTH)) + 12
    leads = tuple(Paragraph(0, lead) for lead in slide.leads)
    below = height(leads, _LEADS, _RIGHT_WIDTH) + 14 if leads else 0
    for size, gap in ((20, _GAPS[0]), (18, _GAPS[1]), (16, _GAPS[1])):
        left = _stack(slide.before, LEFT, start, _LEFT_WIDTH, size - 3, gap, BOTTOM, bold=False)
        right = _stack(slide.after, _RIGHT_AT, start, _RIGHT_WIDTH, size, gap, BOTTOM - below, bold=True)
        if left is not None and right is not None:
            break
    else:
        return None
    left = _spread(left, start, right[-1].y + right[-1].h if right else start)
    said = box(_RIGHT_AT, top, _RIGHT_WIDTH, _SENTENCE, sentence)
    boxes = [box(LEFT, top, _LEFT_WIDTH, _HEADING, heading, heading=True), *left, said, *right]
    if leads:
        under = right[-1].y + right[-1].h + 14 if right else start
        boxes.append(box(_RIGHT_AT, under, _RIGHT_WIDTH, _LEADS, leads))
    first, second = 1, 2 + len(left)
    return tuple(boxes), tuple((first + one, second + other) for one, other in slide.lines)


def subprojects(slide: SubprojectsSlide, top: float) -> list[tuple[Box, ...]]:
    """The sentence, then a card a subproject, in two columns from five on."""
    said = box(LEFT, top, INNER, (Style(16),), (Paragraph(0, slide.sentence),))
    start = top + said.h + 18
    liked = 2 if len(slide.parts) > 4 else 1
    ways = [(columns, size) for columns in (liked, 1) for size in (20.0, 16.0)]
    for columns, size in ways:
        cards = [_card(part, LEFT, start, _wide(columns), size, bold=True) for part in slide.parts]
        if all(start + card.h <= BOTTOM for card in cards):
            break
    return _in_rows(said, cards, columns, start, top)


def _wide(columns: int) -> float:
    return (INNER - 16 * (columns - 1)) / columns


def _in_rows(said: Box, cards: list[Box], columns: int, start: float, top: float) -> list[tuple[Box, ...]]:
    pages: list[list[Box]] = [[said]]
    y = start
    for at in range(0, len(cards), columns):
        row = cards[at : at + columns]
        tallest = max(card.h for card in row)
        if y + tallest > BOTTOM and y > start:
            pages.append([])
            y = start = top
        for place, card in enumerate(row):
            pages[-1].append(replace(_moved(card, y, tallest), x=LEFT + place * (_wide(columns) + 16)))
        y += tallest + 12
    return [tuple(page) for page in pages]


def _moved(card: Box, y: float, h: float | None = None) -> Box:
    return replace(card, y=y, h=h or card.h)


def _card(part: Part, x: float, y: float, w: float, size: float, *, bold: bool) -> Box:
    styles = (
        Style(size, bold=bold, colour="title"),
        Style(max(12, size - 6), colour="text", before=3),
        Style(max(12, size - 7), colour="muted", before=2),
    )
    told = (
        Paragraph(0, part.name),
        *((Paragraph(1, part.lead),) if part.lead else ()),
        *(Paragraph(2, origin) for origin in part.origins),
    )
    return box(x, y, w, styles, told, pad=12, fill="tint", edge="accent" if bold else "line", middle=True)


def _spread(cards: list[Box], top: float, bottom: float) -> list[Box]:
    """The cards from top to bottom, where they do not reach that far by themselves."""
    spare = bottom - top - sum(card.h for card in cards)
    if len(cards) < 2 or cards[-1].y + cards[-1].h >= bottom:
        return cards
    grow = min(14.0, spare / len(cards) / 2)
    gap = (spare - grow * len(cards)) / (len(cards) - 1)
    placed, y = [], top
    for card in cards:
        placed.append(_moved(card, y, card.h + grow))
        y += card.h + grow + gap
    return placed


def _stack(
    parts: Sequence[Part], x: float, top: float, w: float, size: float, gap: float, bottom: float, *, bold: bool
) -> list[Box] | None:
    """Cards below each other, of one height where there is room for that; None when they do not fit."""
    cards = [_card(part, x, top, w, size, bold=bold) for part in parts]
    room = bottom - top - gap * max(0, len(cards) - 1)
    if sum(card.h for card in cards) > room:
        return None
    even = max((card.h for card in cards), default=0)
    heights = [even if even * len(cards) <= room else card.h for card in cards]
    placed, y = [], top
    for card, h in zip(cards, heights, strict=True):
        placed.append(_moved(card, y, h))
        y += h + gap
    return placed
