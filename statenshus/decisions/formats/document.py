"""What a document is made of: headings, prose, facts, tables, notices, verdicts, all of plain text."""

from dataclasses import dataclass, field
from itertools import groupby


@dataclass(frozen=True)
class Run:
    """Text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a point of a list where it has a mark: a bullet or a number."""

    runs: tuple[Run, ...]
    mark: str = ""
    level: int = 0
    """How deep in lists within lists."""

    @property
    def text(self) -> str:
        """What it says, without style."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Group:
    """Paragraphs that belong together: one of text, or the points of one list."""

    points: bool
    numbered: bool
    paragraphs: tuple[Paragraph, ...]


def groups_of(paragraphs: tuple[Paragraph, ...]) -> list[Group]:
    """Points that follow each other are one list; a list is numbered where all of it is."""
    found: list[Group] = []
    for is_point, several in groupby(paragraphs, key=lambda each: bool(each.mark)):
        told = tuple(several)
        if is_point:
            found.append(Group(True, all(each.mark != "•" for each in told), told))
        else:
            found += [Group(False, False, (each,)) for each in told]
    return found


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3; the title is the only one of level 1."""

    text: str
    level: int = 2
    kind: str = "heading"


@dataclass(frozen=True)
class Prose:
    """Paragraphs that somebody wrote."""

    paragraphs: tuple[Paragraph, ...]
    kind: str = "prose"

    @property
    def groups(self) -> list[Group]:
        """The paragraphs, lists together."""
        return groups_of(self.paragraphs)


@dataclass(frozen=True)
class Facts:
    """Short facts, each with its label."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Table:
    """A table with its caption and header row; `shares` are the widths of the columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]
    kind: str = "table"


@dataclass(frozen=True)
class Notice:
    """A sentence that stands out, as where something is left out."""

    text: str
    kind: str = "notice"


@dataclass(frozen=True)
class Verdict:
    """What was decided: the outcome, its text, and the facts about it."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    rows: tuple[tuple[str, str], ...]
    kind: str = "verdict"

    @property
    def groups(self) -> list[Group]:
        """The paragraphs, lists together."""
        return groups_of(self.paragraphs)


Block = Heading | Prose | Facts | Table | Notice | Verdict


@dataclass(frozen=True)
class Document:
    """A document of a house, in one language."""

    language: str
    house: str
    title: str
    over: str
    """What stands above the title: what kind of document it is, and whose."""
    status: str
    foot: str
    """Short name in the foot of each page."""
    proof: str
    """What the foot of each page says of the chain."""
    blocks: tuple[Block, ...] = field(default_factory=tuple)
