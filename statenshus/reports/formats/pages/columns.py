"""Text that runs on: from column to column and page to page, in columns of nearly the same height."""

from collections.abc import Sequence
from dataclasses import replace

from statenshus.reports.formats.measure import LINE, joined, lines
from statenshus.reports.formats.pages.model import Box, Paragraph, Style, height

Chunk = tuple[Paragraph, ...]
"""Paragraphs that stay together."""

GUTTER = 40.0


def flow(
    chunks: Sequence[Chunk], styles: tuple[Style, ...], room: float, tall: float, columns: int
) -> list[list[Chunk]]:
    """The chunks in pages of columns of paragraphs, each column no higher than `tall`.

    As few pages as can be, and on them the columns as even as can be. A chunk that is higher than a column
    goes on in the next.
    """
    whole = [piece for chunk in chunks for piece in _pieces(chunk, styles, room, tall)]
    sizes = [(height(piece, styles, room), styles[piece[0].level].before) for piece in whole]
    needed = len(_filled(sizes, tall))
    wanted = -(-needed // columns) * columns
    low, high = max((size for size, _ in sizes), default=0.0), tall
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(sizes, middle)) <= wanted else (middle, high)
    found = [tuple(p for piece in whole[begin:end] for p in piece) for begin, end in _filled(sizes, high)]
    return [found[place : place + columns] for place in range(0, len(found), columns)]


def _filled(sizes: Sequence[tuple[float, float]], tall: float) -> list[tuple[int, int]]:
    """Which pieces go in which column, [begin, end), given the height of each and the space above it."""
    found, begin, used = [], 0, 0.0
    for place, (size, above) in enumerate(sizes):
        if place > begin and used + above + size > tall:
            found.append((begin, place))
            begin, used = place, 0.0
        used += size + (above if place > begin else 0)
    return [*found, (begin, len(sizes))]


def _pieces(chunk: Chunk, styles: tuple[Style, ...], room: float, tall: float) -> list[Chunk]:
    """The chunk, or what it must be cut into: between paragraphs where that will do, else between lines."""
    if height(chunk, styles, room) <= tall:
        return [chunk]
    cut = [piece for paragraph in chunk for piece in _cut(paragraph, styles[paragraph.level], room, tall)]
    pieces: list[Chunk] = []
    for paragraph in cut:
        if pieces and height((*pieces[-1], paragraph), styles, room) <= tall:
            pieces[-1] = (*pieces[-1], paragraph)
        else:
            pieces.append((paragraph,))
    return pieces


def _cut(paragraph: Paragraph, style: Style, room: float, tall: float) -> list[Paragraph]:
    told = lines(paragraph.text, style.size, style.bold, room - style.indent)
    many = max(1, int(tall / 2 // (style.size * LINE)))
    if len(told) <= many:
        return [paragraph]
    return [replace(paragraph, text=joined(told[at : at + many])) for at in range(0, len(told), many)]


def column_boxes(
    columns: list[Chunk], styles: tuple[Style, ...], *, left: float, top: float, room: float, tall: float
) -> tuple[Box, ...]:
    """The columns of one page, side by side."""
    from statenshus.reports.formats.pages.model import box

    return tuple(
        box(left + place * (room + GUTTER), top, room, styles, column, h=tall) for place, column in enumerate(columns)
    )
