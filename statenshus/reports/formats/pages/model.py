"""A page: boxes of text at their places, in points, measured to fit. PowerPoint and PDF both draw it as it stands."""

from dataclasses import dataclass, field, replace

from statenshus.reports.formats.measure import LINE, joined, lines

WIDTH, HEIGHT = 960.0, 540.0
LEFT, RIGHT = 54.0, 906.0
INNER = RIGHT - LEFT
TOP, BOTTOM = 36.0, 492.0


@dataclass(frozen=True)
class Style:
    """How the paragraphs of one level look. `colour` and a box's `fill` are names of the palette's fields."""

    size: float
    bold: bool = False
    colour: str = "text"
    bullet: bool = False
    before: float = 0
    """Space above, in points; not at the top of a box."""

    @property
    def indent(self) -> float:
        """How far a bullet's text stands in."""
        return self.size if self.bullet else 0


@dataclass(frozen=True)
class Paragraph:
    """A text at a level: the index of its style."""

    level: int
    text: str


@dataclass(frozen=True)
class Box:
    """Text in a rectangle."""

    x: float
    y: float
    w: float
    h: float
    styles: tuple[Style, ...]
    paragraphs: tuple[Paragraph, ...]
    fill: str = ""
    edge: str = ""
    """Colour of a band along the left side."""
    pad: float = 0
    middle: bool = False
    heading: bool = False

    @property
    def room(self) -> float:
        """The width that text has."""
        return self.w - 2 * self.pad


@dataclass(frozen=True)
class Page:
    """A page with its title."""

    kind: str
    title: Box
    boxes: tuple[Box, ...]
    lines: tuple[tuple[int, int], ...] = ()
    """From the right side of one box to the left of another, by index."""
    sources: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """The title as text."""
        return self.title.paragraphs[0].text


def height(paragraphs: tuple[Paragraph, ...], styles: tuple[Style, ...], room: float) -> float:
    """How high the paragraphs stand in a box with this room."""
    total = 0.0
    for place, paragraph in enumerate(paragraphs):
        style = styles[paragraph.level]
        total += style.before if place else 0
        total += len(lines(paragraph.text, style.size, style.bold, room - style.indent)) * style.size * LINE
    return total


def breakable(paragraphs: tuple[Paragraph, ...], styles: tuple[Style, ...], room: float) -> tuple[Paragraph, ...]:
    """The paragraphs, with a place to break in every word wider than the room."""

    def one(paragraph: Paragraph) -> Paragraph:
        style = styles[paragraph.level]
        return replace(paragraph, text=joined(lines(paragraph.text, style.size, style.bold, room - style.indent)))

    return tuple(one(paragraph) for paragraph in paragraphs)


def box(
    x: float, y: float, w: float, styles: tuple[Style, ...], paragraphs: tuple[Paragraph, ...], **look: object
) -> Box:
    """A box as high as its text, or as `h` says when that is higher."""
    pad = float(look.get("pad", 0))  # type: ignore[arg-type]
    told = breakable(paragraphs, styles, w - 2 * pad)
    h = max(float(look.pop("h", 0)), height(told, styles, w - 2 * pad) + 2 * pad)  # type: ignore[arg-type]
    return Box(x, y, w, h, styles, told, **look)  # type: ignore[arg-type]


def titled(text: str) -> Box:
    """The title's box: one size smaller at a time until it takes two lines at most, or is at its smallest."""
    for size in (30, 26, 22, 20):
        styles = (Style(size, bold=True, colour="title"),)
        found = box(LEFT, TOP, INNER, styles, (Paragraph(0, text),), heading=True)
        if found.h <= 2 * size * LINE + 1:
            break
    return found


def body_top(title: Box) -> float:
    """Where the body starts below a title."""
    return title.y + title.h + 18
