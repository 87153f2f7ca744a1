"""How a date that is put to a body stands: who can, by whom a seat counts, whether it is enough, how likely. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

YES, IF_NEEDED, REMOTE, NO, UNANSWERED = "yes", "if_needed", "remote", "no", ""


@dataclass(frozen=True)
class Says:
    """What somebody says of a date; empty where they have not answered."""

    person: int
    name: str
    answer: str = UNANSWERED
    rank: int = 0
    """Their place in the seat: 0 holds it."""

    def can(self, takes_remote: bool) -> bool:
        """Whether they can come, also if only if need be, or by link where there is one."""
        return self.answer in {YES, IF_NEEDED} or (takes_remote and self.answer == REMOTE)

    def may_still(self) -> bool:
        """Whether they may yet answer that they can."""
        return self.answer == UNANSWERED


@dataclass(frozen=True)
class Rates:
    """How often a seat has been taken, as shares of 0 to 1, by what was known of it beforehand."""

    said: float
    """When it had said that it comes."""
    unsaid: float
    """When it had not said anything."""
    deputy: float
    """By a deputy, when its holder did not come."""


@dataclass(frozen=True)
class SeatAsked:
    """A seat on the day of a date: what it is called, who sits in it, its holder first, and how it is wont to come."""

    pk: int
    name: str
    people: tuple[Says, ...]
    rates: Rates


class Standing(StrEnum):
    """What a date has come to."""

    MET = "met"
    """Enough can come, and those without whom it cannot be held."""
    OPEN = "open"
    """It depends on those who have not answered."""
    LOST = "lost"
    """Too few can come, whatever the rest answer; or somebody without whom it cannot be held cannot."""


@dataclass(frozen=True)
class Weighed:
    """A date as it stands. Each seat is in one of `by_holder`, `by_deputy`, `waiting`, `cannot` and `vacant`."""

    starts_at: datetime
    required: int
    by_holder: list[tuple[SeatAsked, Says]]
    by_deputy: list[tuple[SeatAsked, Says]]
    waiting: list[str]
    cannot: list[str]
    vacant: list[str]
    by_link: list[str]
    """Those of `waiting` and `cannot` in which somebody could take part by link, if there were one."""
    needed_cannot: list[str]
    needed_waiting: list[str]
    chance: float
    """That so many come that it can decide, with those without whom it cannot be held."""

    @property
    def can(self) -> int:
        """How many seats can come."""
        return len(self.by_holder) + len(self.by_deputy)

    @property
    def seats(self) -> int:
        """How many there are."""
        return self.can + len(self.waiting) + len(self.cannot) + len(self.vacant)

    @property
    def reluctant(self) -> int:
        """How many can only if need be."""
        return sum(says.answer == IF_NEEDED for _seat, says in [*self.by_holder, *self.by_deputy])

    @property
    def remote(self) -> int:
        """How many come by link alone."""
        return sum(says.answer == REMOTE for _seat, says in [*self.by_holder, *self.by_deputy])

    @property
    def standing(self) -> Standing:
        """What it has come to."""
        if self.needed_cannot or self.can + len(self.waiting) < self.required:
            return Standing.LOST
        return Standing.MET if self.can >= self.required and not self.needed_waiting else Standing.OPEN

    @property
    def worth(self) -> tuple[int, ...]:
        """What it is compared by, the less the better: those it is alike in are as good as each other.

        Not lost; with whom it cannot be held; most seats; then by their holders, gladly, and in the room.
        """
        is_lost = self.standing == Standing.LOST
        return (is_lost, len(self.needed_waiting), -self.can, len(self.by_deputy), self.reluctant, self.remote)


def weigh(
    starts_at: datetime,
    seats: Sequence[SeatAsked],
    *,
    required: int,
    takes_remote: bool,
    needed: Sequence[Says] = (),
) -> Weighed:
    """How the date stands. A seat counts by the first of those who sit in it that can: its holder before deputies.

    `needed` are those without whom the meeting cannot be held, whether they sit in a seat or not; a deputy does not do
    for them.
    """
    found: dict[str, list[tuple[SeatAsked, Says]]] = {"holder": [], "deputy": []}
    waiting: list[str] = []
    cannot: list[str] = []
    vacant: list[str] = []
    by_link: list[str] = []
    for seat in seats:
        rank = next((n for n, each in enumerate(seat.people) if each.can(takes_remote)), None)
        if rank is not None:
            found["deputy" if rank else "holder"].append((seat, seat.people[rank]))
            continue
        where = vacant
        if seat.people:
            where = waiting if any(each.may_still() for each in seat.people) else cannot
        where.append(seat.name)
        if any(each.answer == REMOTE for each in seat.people):
            by_link.append(seat.name)
    return Weighed(
        starts_at,
        required,
        found["holder"],
        found["deputy"],
        waiting,
        cannot,
        vacant,
        by_link,
        [each.name for each in needed if not each.can(takes_remote) and not each.may_still()],
        [each.name for each in needed if each.may_still()],
        chance(seats, required=required, takes_remote=takes_remote, needed=needed),
    )


def best(dates: Sequence[Weighed]) -> list[Weighed]:
    """Those that no other is better than, the first first; none where all are lost."""
    if not dates:
        return []
    least = min(each.worth for each in dates)
    found = [each for each in dates if each.worth == least and each.standing != Standing.LOST]
    return sorted(found, key=lambda each: each.starts_at)


def chance(seats: Sequence[SeatAsked], *, required: int, takes_remote: bool, needed: Sequence[Says] = ()) -> float:
    """That as many seats come as are required, and all who are needed.

    Seats are taken to come or not independently of each other, each as often as it has before: so it is an estimate,
    and the same weather or the same strike is not in it. Exact for those rates (the Poisson binomial distribution, by
    adding a seat at a time). Steps: the square of the number of seats.
    """
    wanted = {each.person: each for each in needed}
    certain, at_all, odds = 0, 1.0, []
    for seat in seats:
        must = [wanted.pop(each.person) for each in seat.people if each.person in wanted]
        if must:
            certain += 1
            for each in must:
                at_all *= _odds_of_one(each, seat.rates, takes_remote)
        else:
            odds.append(_odds(seat, takes_remote))
    for each in wanted.values():
        at_all *= _odds_of_one(each, _OF_NOBODY, takes_remote)
    return at_all * _at_least(required - certain, odds)


def _at_least(wanted: int, odds: Sequence[float]) -> float:
    if wanted <= 0:
        return 1.0
    if wanted > len(odds):
        return 0.0
    exactly = [1.0]
    for odd in odds:
        more = [0.0, *(each * odd for each in exactly)]
        exactly = [stay + came for stay, came in zip([*(each * (1 - odd) for each in exactly), 0.0], more, strict=True)]
    return min(1.0, sum(exactly[wanted:]))


def _odds_of_one(says: Says, rates: Rates, takes_remote: bool) -> float:
    if says.can(takes_remote):
        return rates.said
    return rates.unsaid if says.may_still() else 0.0


def _odds(seat: SeatAsked, takes_remote: bool) -> float:
    """How likely the seat is taken: as said; else as its holder is wont to, or a deputy that may still answer."""
    if any(each.can(takes_remote) for each in seat.people):
        return seat.rates.said
    if not seat.people:
        return 0.0
    holder, *deputies = seat.people
    if holder.may_still():
        return seat.rates.unsaid
    return seat.rates.deputy if any(each.may_still() for each in deputies) else 0.0


# Of ten who say that they come nine do; who has said nothing comes every second time, and so does a deputy: what is
# taken to hold before anything is known. A body's meetings weigh against it one each, and a seat's own against the
# body's as if it had been to WEIGHT meetings before.
_SAID, _UNSAID, _DEPUTY, WEIGHT = (9, 10), (1, 2), (1, 2), 4
_OF_NOBODY = Rates(_SAID[0] / _SAID[1], _UNSAID[0] / _UNSAID[1], _DEPUTY[0] / _DEPUTY[1])


@dataclass
class Tally:
    """How often a seat came, of how many times, in the three cases of Rates."""

    said: tuple[int, int] = (0, 0)
    unsaid: tuple[int, int] = (0, 0)
    deputy: tuple[int, int] = (0, 0)

    def add(self, *, is_said: bool, is_there: bool, is_holder: bool) -> None:
        """One meeting more: whether the seat had said that it comes, was taken, and by its holder."""
        case = "said" if is_said else "unsaid"
        came, times = getattr(self, case)
        setattr(self, case, (came + is_there, times + 1))
        if not (is_there and is_holder):
            self.deputy = (self.deputy[0] + is_there, self.deputy[1] + 1)


def rates_of(tallies: Sequence[Tally]) -> list[Rates]:
    """The rates of each seat of a body: its own, drawn towards those of the body, and these towards what is assumed."""

    def drawn(case: str, assumed: tuple[int, int]) -> list[float]:
        own: list[tuple[int, int]] = [getattr(each, case) for each in tallies]
        came, times = sum(each[0] for each in own) + assumed[0], sum(each[1] for each in own) + assumed[1]
        return [(each[0] + WEIGHT * came / times) / (each[1] + WEIGHT) for each in own]

    cases = (drawn("said", _SAID), drawn("unsaid", _UNSAID), drawn("deputy", _DEPUTY))
    return [Rates(*row) for row in zip(*cases, strict=True)]
