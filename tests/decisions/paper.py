"""A secretary with pen and paper: who may vote, and what it comes to, in lists. What the program is held against."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.decisions import oracle

OSLO = ZoneInfo("Europe/Oslo")
Name = str


@dataclass
class Place:
    """That somebody sits in a seat, in which order, from a day until the day before another."""

    seat: int
    who: Name
    rank: int
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass
class Away:
    """That somebody lets another in the seat vote: in the voting now open, or from day to day."""

    seat: int
    giver: Name
    to: Name | None
    asked: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass
class Slip:
    """A seat's slip in a voting."""

    word: str = ""
    agrees: bool = True
    who: Name | None = None
    rank: int | None = None
    out: bool = False

    def as_seat(self, chair: bool) -> oracle.Seat:
        return (self.word, self.agrees, chair, self.out)


@dataclass
class Round:
    """A voting: its rules, whether in writing, its end, a slip a seat, and who wanted a meeting."""

    rule: tuple[str, str, str, str | None]
    secret: bool
    closes_at: datetime | None
    pull_members: int | None
    slips: dict[int, Slip]
    wants_meeting: set[int] = field(default_factory=set)
    is_open: bool = True

    def takes_votes(self, now: datetime) -> bool:
        return self.is_open and (self.closes_at is None or now < self.closes_at)


@dataclass
class Paper:
    """The body, the case before it, and the voting on it."""

    now: datetime
    places: list[Place]
    chair: int | None = 1
    barred: set[Name] = field(default_factory=set)
    away: list[Away] = field(default_factory=list)
    asked: dict[int, int] = field(default_factory=dict)
    """How many times each seat has been asked to vote: to be away for one voting lasts until it is asked anew."""
    round: Round | None = None
    must_meet: bool = False

    @property
    def today(self) -> date:
        return self.now.astimezone(OSLO).date()

    def sitting(self, seat: int, day: date | None = None) -> list[Place]:
        found = [place for place in self.places if place.seat == seat and place.on(day or self.today)]
        return sorted(found, key=lambda place: place.rank)

    def seats(self) -> list[int]:
        return sorted({place.seat for place in self.places if place.on(self.today)})

    def able(self, seat: int) -> list[Place]:
        return [place for place in self.sitting(seat) if place.who not in self.barred]

    def turn(self, seat: int) -> Name | None:
        """Who is asked: the first who sits there and may, or whoever they have let vote, and so on.

        Where it comes to nobody, it is the first after all.
        """
        left, seen = self.able(seat), set()
        here = left[0] if left else None
        while here is not None:
            seen.add(here.who)
            away = next((each for each in self._in_force(seat) if each.giver == here.who), None)
            if away is None:
                return here.who
            named = [place for place in left if place.who == away.to and place.who not in seen]
            later = [place for place in left if place.rank > here.rank and place.who not in seen]
            here = next(iter(named or later), None)
        return left[0].who if left else None

    def _in_force(self, seat: int) -> list[Away]:
        """What is for one voting goes before what is for some days; of those, the one said last."""
        here = [each for each in self.away if each.seat == seat]
        one = [each for each in here if each.asked is not None and each.asked == self.asked.get(seat)]
        days = [
            each
            for each in here
            if each.asked is None and each.since <= self.today and (each.until is None or self.today < each.until)
        ]
        return one[::-1] + days[::-1]

    def may_vote(self, who: Name, seat: int) -> str:
        """Empty if they may, else the code of the refusal."""
        if not any(place.who == who for place in self.places):
            return "not_allowed"
        if not self.round.takes_votes(self.now):
            return "closed"
        if seat not in self.round.slips:
            return "not_elector"
        here = next((place for place in self.sitting(seat) if place.who == who), None)
        if here is None:
            return "not_in_seat"
        if who in self.barred:
            return "recused"
        return "" if here.rank == 0 or self.turn(seat) == who else "not_your_turn"

    def open(
        self, rule: tuple[str, str, str, str | None], secret: bool, closes_at: datetime | None, pull: int | None
    ) -> None:
        slips = {seat: Slip(out=not self.able(seat)) for seat in self.seats()}
        self.round = Round(rule, secret, closes_at, pull, slips)
        for seat, slip in slips.items():
            if not slip.out:
                self.ask(seat)

    def ask(self, seat: int) -> None:
        self.asked[seat] = self.asked.get(seat, 0) + 1

    def cast(self, seat: int, who: Name, word: str, agrees: bool, *, themself: bool) -> None:
        """Whoever votes themself takes back that another votes for them in this voting."""
        if themself:
            self.away = [
                each for each in self.away if (each.seat, each.giver, each.asked is None) != (seat, who, False)
            ]
        rank = next(place.rank for place in self.sitting(seat) if place.who == who)
        self.round.slips[seat] = Slip(word, agrees, who, rank)

    def bar(self, who: Name) -> None:
        """Whoever is disqualified votes no more, and what they voted is struck, while votes are taken."""
        self.barred.add(who)
        if self.round is None or not self.round.takes_votes(self.now):
            return
        for seat, slip in self.round.slips.items():
            was_out, struck = slip.out, slip.who == who
            if struck:
                slip = self.round.slips[seat] = Slip()
            slip.out = not slip.word and not self.able(seat)
            if not slip.out and (struck or was_out):
                self.ask(seat)

    def is_pulled(self) -> bool:
        return self.round.pull_members is not None and len(self.round.wants_meeting) >= self.round.pull_members

    def as_seats(self) -> list[oracle.Seat]:
        return [slip.as_seat(seat == self.chair) for seat, slip in sorted(self.round.slips.items())]

    def is_settled(self) -> bool:
        return oracle.is_settled(self.as_seats(), *self.round.rule, secret=self.round.secret)

    def close(self) -> tuple[str, bool]:
        """What it comes to: seats for which nobody can vote any more wait for nobody."""
        for seat, slip in self.round.slips.items():
            if not slip.word and not self.able(seat):
                self.round.slips[seat] = replace(slip, out=True)
        self.round.is_open = False
        came_to = oracle.outcome(self.as_seats(), *self.round.rule, secret=self.round.secret, pulled=self.is_pulled())
        self.must_meet = self.must_meet or came_to[0] == "to_meeting"
        return came_to

    def numbers(self) -> dict[str, int]:
        words = [slip.word for slip in self.round.slips.values()]
        told = {word: words.count(word) for word in ("for", "against", "blank", "abstain")}
        return {**told, "silent": sum(not slip.word and not slip.out for slip in self.round.slips.values())}
