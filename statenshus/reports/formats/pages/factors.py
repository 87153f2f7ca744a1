"""Factors as cards: in rows when they are short, in two columns when they have sub-points."""

from statenshus.reports.formats.pages.model import BOTTOM, INNER, LEFT, Box, Paragraph, Style, box, breakable, height
from statenshus.reports.queries.slides import FactorsSlide, Point

_GAP = 14.0


def factors(slide: FactorsSlide, top: float) -> list[tuple[Box, ...]]:
    """The cards as pages, the rows of a page sharing its height when they nearly fill it."""
    plain = not any(factor.points for factor in slide.factors)
    liked = 1 if plain and len(slide.factors) <= 6 else 2
    tall = BOTTOM - top
    ways = [(columns, size) for columns in (liked, 1) for size in (22, 20, 18, 16)]
    laid = [(_pages(slide.factors, size, columns, tall), size, columns) for columns, size in ways]
    fits = [way for way in laid if all(_row_height(row, way[1], way[2]) <= tall for page in way[0] for row in page)]
    rows, size, columns = next((way for way in fits if len(way[0]) == 1), fits[0] if fits else laid[-1])
    return [_placed(page, size, columns, top) for page in rows]


def _wide(columns: int) -> float:
    return (INNER - _GAP * (columns - 1)) / columns


Row = list[tuple[Point, ...]]


def _styles(size: float) -> tuple[Style, ...]:
    return Style(size, bold=True, colour="title"), Style(max(14, size - 4), bullet=True, before=5)


def _paragraphs(factor: Point) -> tuple[Paragraph, ...]:
    return (Paragraph(0, factor.text), *(Paragraph(1, point) for point in factor.points))


def _chunked(factors: tuple[Point, ...], size: float, wide: float, tall: float) -> list[Point]:
    """The factors; one with more sub-points than a page holds goes on under its own name."""
    styles, found = _styles(size), []
    for factor in factors:
        points: tuple[str, ...] = ()
        for point in factor.points:
            longer = Point(factor.text, (*points, point))
            if points and height(_paragraphs(longer), styles, wide - 40) + 40 > tall:
                found.append(Point(factor.text, points))
                points = ()
            points = (*points, point)
        found.append(Point(factor.text, points))
    return found


def _row_height(row: tuple[Point, ...], size: float, columns: int) -> float:
    styles, wide = _styles(size), _wide(columns)
    return max(height(breakable(_paragraphs(f), styles, wide - 40), styles, wide - 40) for f in row) + 36


def _pages(factors: tuple[Point, ...], size: float, columns: int, tall: float) -> list[Row]:
    whole = _chunked(factors, size, _wide(columns), tall)
    rows = [tuple(whole[at : at + columns]) for at in range(0, len(whole), columns)]
    pages: list[Row] = [[]]
    used = 0.0
    for row in rows:
        needed = _row_height(row, size, columns)
        if pages[-1] and used + needed > tall:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += needed + _GAP
    return pages


def _placed(rows: Row, size: float, columns: int, top: float) -> tuple[Box, ...]:
    heights = [_row_height(row, size, columns) for row in rows]
    spare = BOTTOM - top - sum(heights) - _GAP * (len(rows) - 1)
    extra = min(24.0, max(0.0, spare / len(rows)))
    boxes, y, wide = [], top, _wide(columns)
    for row, h in zip(rows, heights, strict=True):
        for place, factor in enumerate(row):
            x = LEFT + place * (wide + _GAP)
            boxes.append(
                box(
                    x,
                    y,
                    wide,
                    _styles(size),
                    _paragraphs(factor),
                    h=h + extra,
                    pad=18,
                    fill="tint",
                    edge="accent",
                    middle=columns == 1,
                )
            )
        y += h + extra + _GAP
    return tuple(boxes)
