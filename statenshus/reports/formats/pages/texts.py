"""Pages of running text: experiences, and any change too large to be drawn."""

from collections.abc import Sequence

from statenshus.reports.formats.pages.columns import GUTTER, Chunk, column_boxes, flow
from statenshus.reports.formats.pages.model import BOTTOM, INNER, LEFT, Box, Paragraph, Style
from statenshus.reports.queries.slides import ChangeSlide, ExperiencesSlide

_COLUMN = (INNER - GUTTER) / 2
_SIZES = (20, 19, 18, 17, 16)
"""Of running text, as liked; the last is the smallest that reads well at the back of a room."""


def _findings(size: float) -> tuple[Style, ...]:
    return (
        Style(13, bold=True, colour="accent", before=18),
        Style(size, before=2),
        Style(size - 1, bullet=True, before=5),
    )


PARTS = (
    Style(13, bold=True, colour="accent", before=18),
    Style(16, before=6),
    Style(18, bold=True, colour="title", before=10),
    Style(13, colour="muted", before=2),
)


def experiences(slide: ExperiencesSlide, top: float) -> list[tuple[Box, ...]]:
    """Each experience under its theme, with what it led to, in two columns."""
    chunks = [
        (
            *((Paragraph(0, finding.theme),) if finding.theme else ()),
            Paragraph(1, finding.text),
            *(Paragraph(2, outcome) for outcome in finding.outcomes),
        )
        for finding in slide.findings
    ]
    chunks = chunks or [(Paragraph(1, slide.empty),)]
    ways = [_in_columns(chunks, _findings(size), top) for size in _SIZES]
    # As few pages as the smallest size needs, and then as large as they allow.
    return next(way for way in ways if len(way) == len(ways[-1]))


def change(slide: ChangeSlide, top: float) -> list[tuple[Box, ...]]:
    """A change as text: before, what happened, after, leads."""
    sentence = tuple(Paragraph(1, said) for said in slide.sentence)
    chunks: list[Chunk] = [(Paragraph(0, slide.before_heading),)]
    chunks += [(Paragraph(1, part.name),) for part in slide.before]
    chunks.append(sentence)
    for part in slide.after:
        said = (*((part.lead,) if part.lead else ()), *part.origins)
        chunks.append((Paragraph(2, part.name), *(Paragraph(3, line) for line in said)))
    chunks += [(Paragraph(1, lead),) for lead in slide.leads]
    return _in_columns(chunks, PARTS, top)


def _in_columns(chunks: Sequence[Chunk], styles: tuple[Style, ...], top: float) -> list[tuple[Box, ...]]:
    tall = BOTTOM - top
    pages = flow(chunks, styles, _COLUMN, tall, 2)
    return [column_boxes(columns, styles, left=LEFT, top=top, room=_COLUMN, tall=tall) for columns in pages]
