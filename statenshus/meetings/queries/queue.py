"""Whose turn it is to be host, and why: a fair queue. Pure.

Each turn that somebody takes is shared by all whose turn it could have been: each of n is owed an n-th of it, and
whoever takes it has had a whole one. Next is the one who is owed most. So of those who could always, none is ever more
than one turn ahead of another; who is away meanwhile is owed nothing, and need not make up for it; who lets
a turn pass is owed its part of it all the same.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from statistics import median


@dataclass(frozen=True)
class Taken:
    """A turn that was taken: when, by whom, and by whom it is shared, by their keys."""

    on: date
    by: str
    shared_by: Collection[str]


@dataclass(frozen=True)
class Member:
    """An organisation that takes turns, and what it has for guests; `capacity` is None where nobody has said."""

    key: str
    name: str
    head_start: Fraction = Fraction(0)
    since: date | None = None
    capacity: int | None = None
    is_accessible: bool = False
    is_away: bool = False
    skipped: str = ""
    """Why it cannot this time, where it has said so."""
    unvisited: int = 0
    """How many of those who are to come have not been there."""


@dataclass(frozen=True)
class Place:
    """A place in the queue: what it is owed, how many turns it has had, when the last was, and why it is not asked."""

    member: Member
    owed: Fraction
    turns: int
    last_on: date | None
    obstacles: list[str] = field(default_factory=list)
    """away, small, unknown, inaccessible, skipped: those that apply."""

    @property
    def shares(self) -> bool:
        """Whether it could have the turn, also if it lets it pass: so that it is owed its part."""
        return set(self.obstacles) <= {"skipped"}


def owed(member: Member, taken: Sequence[Taken]) -> Fraction:
    """How many turns a member is owed: its head start, and its part of those that could have been its, less its own."""
    parts = (Fraction(1, len(each.shared_by)) for each in taken if member.key in each.shared_by)
    return member.head_start + sum(parts, Fraction(0)) - sum(each.by == member.key for each in taken)


def head_start(members: Sequence[Member], taken: Sequence[Taken]) -> Fraction:
    """What one who joins is taken to be owed: as much as the one in the middle of those who are there."""
    return Fraction(median(owed(each, taken) for each in members)) if members else Fraction(0)


def queue(members: Sequence[Member], taken: Sequence[Taken], *, guests: int, is_accessible: bool) -> list[Place]:
    """Every member in the order in which they are asked: those who can before those who cannot, then whom most is owed.

    Of those alike it is whoever was host longest ago, or has waited longest; then where most have not been; then the
    first by key.
    """
    places = []
    for member in members:
        own = [each.on for each in taken if each.by == member.key]
        found = _obstacles(member, guests, is_accessible)
        places.append(Place(member, owed(member, taken), len(own), max(own, default=None), found))
    return sorted(places, key=_order)


def _obstacles(member: Member, guests: int, is_accessible: bool) -> list[str]:
    found = ["away"] if member.is_away else []
    if member.capacity is None:
        found.append("unknown")
    elif member.capacity < guests:
        found.append("small")
    if is_accessible and member.capacity is not None and not member.is_accessible:
        found.append("inaccessible")
    return [*found, "skipped"] if member.skipped else found


def _order(place: Place) -> tuple[object, ...]:
    waited_since = place.last_on or place.member.since or date.min
    return (bool(place.obstacles), -place.owed, waited_since, -place.member.unvisited, place.member.key)
