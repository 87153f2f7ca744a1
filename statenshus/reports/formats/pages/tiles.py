"""Tiles in a grid under headings: participants."""

from collections.abc import Sequence

from statenshus.reports.formats.measure import width
from statenshus.reports.formats.pages.model import BOTTOM, INNER, LEFT, Box, Paragraph, Style, box, breakable, height
from statenshus.reports.queries.slides import Group, Tile

GAP = 12.0
_HEADING = (Style(13, bold=True, colour="accent"),)
_HEADED = 13 * 1.25 + 7
_APART = 10.0
_TRIES = [(columns, size) for size in (20, 18, 16, 14) for columns in (3, 4, 5)]
"""Columns and size of names, in the order they are liked."""


def tiles(groups: Sequence[Group], top: float) -> list[tuple[Box, ...]]:
    """The groups as pages of boxes: in the first way that fits one page, else in the densest, over several."""
    for columns, size in _TRIES:
        rows = _rows(groups, columns, size)
        if _unbroken(groups, columns, size) and _tall(rows) <= BOTTOM - top:
            return [_placed(rows, top, columns)]
    columns, size = next(((c, s) for c, s in reversed(_TRIES) if _unbroken(groups, c, s)), (3, 14))
    pages: list[list[Row]] = []
    page: list[Row] = []
    for row in _rows(groups, columns, size):
        # A heading stays with the first row below it.
        if page and _tall([*page, row]) + (60 if isinstance(row, str) else 0) > BOTTOM - top:
            pages.append(page)
            page = []
        page.append(row)
    return [_placed(each, top, columns) for each in [*pages, page]]


Row = str | tuple[tuple[Style, ...], list[tuple[Paragraph, ...]], float]


def _styles(size: float) -> tuple[Style, ...]:
    return Style(size, bold=True, colour="title"), Style(max(11, size * 0.65), colour="muted", before=2)


def _tile_width(columns: int) -> float:
    return (INNER - GAP * (columns - 1)) / columns


def _pad(size: float) -> float:
    return size * 0.7 if size > 14 else 6


def _unbroken(groups: Sequence[Group], columns: int, size: float) -> bool:
    room = _tile_width(columns) - 2 * _pad(size)
    words = {word for group in groups for tile in group.tiles for word in tile.name.split(" ")}
    return all(width(word, size, bold=True) <= room for word in words)


def _rows(groups: Sequence[Group], columns: int, size: float) -> list[Row]:
    rows: list[Row] = []
    styles = _styles(size)
    room = _tile_width(columns) - 2 * _pad(size)
    for group in groups:
        told = [_paragraphs(tile) for tile in group.tiles]
        rows.append(group.heading)
        for at in range(0, len(told), columns):
            row = told[at : at + columns]
            highest = max(height(breakable(paragraphs, styles, room), styles, room) for paragraphs in row)
            rows.append((styles, row, highest + 2 * _pad(size)))
    return rows


def _paragraphs(tile: Tile) -> tuple[Paragraph, ...]:
    return (Paragraph(0, tile.name), *((Paragraph(1, tile.detail),) if tile.detail else ()))


def _tall(rows: Sequence[Row]) -> float:
    return sum(_step(row, first=place == 0) for place, row in enumerate(rows))


def _step(row: Row, *, first: bool) -> float:
    if isinstance(row, str):
        return _HEADED + (0 if first else _APART)
    return row[2] + _gap(row)


def _gap(row: Row) -> float:
    return 8.0 if row[0][0].size <= 14 else GAP  # type: ignore[union-attr]


def _placed(rows: Sequence[Row], top: float, columns: int) -> tuple[Box, ...]:
    boxes, y = [], top
    for place, row in enumerate(rows):
        if isinstance(row, str):
            lower = y + (0 if place == 0 else _APART)
            boxes.append(box(LEFT, lower, INNER, _HEADING, (Paragraph(0, row),), heading=True))
        else:
            styles, told, h = row
            for column, paragraphs in enumerate(told):
                x = LEFT + column * (_tile_width(columns) + GAP)
                look = {"h": h, "pad": _pad(styles[0].size), "fill": "tint", "edge": "line", "middle": True}
                boxes.append(box(x, y, _tile_width(columns), styles, paragraphs, **look))
        y += _step(row, first=place == 0)
    return tuple(boxes)
