"""What a status deck says, slide by slide, before anybody has thought of how it looks."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from statenshus.kernel.houses import House

_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]+")


def plain(text: str) -> str:
    """The text on one line, without what no document can carry; non-breaking spaces are kept."""
    return _UNPRINTABLE.sub(" ", text).strip(" ")


@dataclass(frozen=True)
class Slide:
    """A slide: its title, and where each of its facts comes from, for the notes."""

    title: str
    sources: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)
    """(fact, source), in the order told."""

    @property
    def kind(self) -> str:
        """The name of its class, for those that draw it."""
        return type(self).__name__


@dataclass(frozen=True)
class TitleSlide(Slide):
    """The house, the day, and who commissioned it."""

    day: str
    commissioner: str


@dataclass(frozen=True)
class Tile:
    """One participant: what people call it, and what else is said of it."""

    name: str
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """Participants of one sort, under their heading."""

    heading: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class ParticipantsSlide(Slide):
    """Who takes part."""

    commissioner: str
    groups: tuple[Group, ...]
    empty: str


@dataclass(frozen=True)
class Finding:
    """An experience, and what it led to."""

    theme: str
    text: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class ExperiencesSlide(Slide):
    """Experiences and the way forward."""

    findings: tuple[Finding, ...]
    empty: str


@dataclass(frozen=True)
class Part:
    """A subproject: its name, who leads it, and what it takes over."""

    name: str
    lead: str = ""
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeSlide(Slide):
    """One restructuring: before, what happened to it, after."""

    before_heading: str
    before: tuple[Part, ...]
    sentence: tuple[str, ...]
    after: tuple[Part, ...]
    leads: tuple[str, ...]
    """Those of whom it is not said which subproject they are to lead, in order."""
    lines: tuple[tuple[int, int], ...]
    """Lineage: (index in before, index in after)."""


@dataclass(frozen=True)
class SubprojectsSlide(Slide):
    """The subprojects as they stand, when no change of them is to be told."""

    sentence: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Point:
    """A factor and its sub-points."""

    text: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class FactorsSlide(Slide):
    """A list of factors."""

    factors: tuple[Point, ...]


@dataclass(frozen=True)
class Deck:
    """The status of a house on a day, as slides, in the house's language of documents."""

    house: House
    day: date
    day_in_words: str
    author: str
    made_at: datetime
    slides: tuple[Slide, ...]

    @property
    def title(self) -> str:
        """What the document is called."""
        return f"{self.author} {self.day_in_words}"
