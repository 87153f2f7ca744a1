"""From what a deck says to pages on which it fits, each with a title of its own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from statenshus.reports.formats.pages import drawn, texts
from statenshus.reports.formats.pages.factors import factors
from statenshus.reports.formats.pages.model import (
    INNER,
    LEFT,
    Box,
    Page,
    Paragraph,
    Style,
    body_top,
    box,
    height,
    titled,
)
from statenshus.reports.formats.pages.tiles import tiles
from statenshus.reports.queries.slides import (
    ChangeSlide,
    Deck,
    ExperiencesSlide,
    FactorsSlide,
    ParticipantsSlide,
    Slide,
    SubprojectsSlide,
    TitleSlide,
)

__all__ = ["Box", "Page", "Paragraph", "Style", "pages"]


def pages(deck: Deck) -> list[Page]:
    """The deck's pages in order. What does not fit one page goes on in the next, "(2 av 3)"; nothing is left out."""
    with override(deck.house.language):
        found = [page for slide in deck.slides for page in _of(slide)]
    return _unique(found)


def _of(slide: Slide) -> list[Page]:
    if isinstance(slide, TitleSlide):
        return [_title_page(slide)]
    bodies = list(_bodies(slide, slide.title))
    if len(bodies) > 1:
        # Longer titles leave less room: lay out again below the longest.
        bodies = list(_bodies(slide, _numbered(slide.title, 88, 88)))
    titles = (
        [slide.title] if len(bodies) == 1 else [_numbered(slide.title, n + 1, len(bodies)) for n in range(len(bodies))]
    )
    return [
        Page(slide.kind, titled(title), boxes, lines, slide.sources)
        for title, (boxes, lines) in zip(titles, bodies, strict=True)
    ]


def _numbered(title: str, number: int, all_: int) -> str:
    return _("%(title)s (%(number)s of %(all)s)") % {"title": title, "number": number, "all": all_}


def _bodies(slide: Slide, title: str) -> Iterator[drawn.Drawing]:
    top = body_top(titled(title))
    match slide:
        case ParticipantsSlide():
            yield from ((boxes, ()) for boxes in _participants(slide, top))
        case ExperiencesSlide():
            yield from ((boxes, ()) for boxes in texts.experiences(slide, top))
        case ChangeSlide():
            drawing = drawn.change(slide, top)
            yield from [drawing] if drawing else ((boxes, ()) for boxes in texts.change(slide, top))
        case SubprojectsSlide():
            yield from ((boxes, ()) for boxes in drawn.subprojects(slide, top))
        case FactorsSlide():
            yield from ((boxes, ()) for boxes in factors(slide, top))


def _participants(slide: ParticipantsSlide, top: float) -> list[tuple[Box, ...]]:
    said = [_("Commissioned by: %(name)s") % {"name": slide.commissioner}] if slide.commissioner else []
    said += [] if slide.groups else [slide.empty]
    if not said:
        return tiles(slide.groups, top)
    lead = box(LEFT, top - 10, INNER, (Style(16, colour="muted", before=6),), tuple(Paragraph(0, s) for s in said))
    if not slide.groups:
        return [(lead,)]
    first, *more = tiles(slide.groups, lead.y + lead.h + 16)
    return [(lead, *first), *more]


def _title_page(slide: TitleSlide) -> Page:
    for size in (60, 52, 44, 36, 30):
        styles = (Style(size, bold=True, colour="on_main"),)
        title = box(LEFT + 18, 84, INNER - 36, styles, (Paragraph(0, slide.title),), heading=True)
        if title.h <= 2 * size * 1.25 + 1:
            break
    said = (Paragraph(0, slide.day), *((Paragraph(1, slide.commissioner),) if slide.commissioner else ()))
    below = (Style(26, colour="on_main"), Style(16, colour="muted_on_main", before=10))
    if title.y + title.h + height(said, below, INNER - 36) > 330:
        below = (Style(20, colour="on_main"), Style(12, colour="muted_on_main", before=6))
    day = box(LEFT + 18, title.y + title.h + 10, INNER - 36, below, said)
    return Page(slide.kind, title, (day,), sources=slide.sources)


def _unique(found: list[Page]) -> list[Page]:
    """No two pages of the same name: where a house's own words make them so, a number is added."""
    seen: Counter[str] = Counter()
    told = []
    for page in found:
        name = page.name
        while seen[name]:
            seen[page.name] += 1
            name = f"{page.name} – {seen[page.name]}"
        seen[name] += 1
        told.append(page if name == page.name else replace(page, title=titled(name)))
    return told
