"""Polls as pages show them: each date weighed, the best told apart, and how many seats must come."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from statenshus.asks.models.asks import seats_of
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Attendance, Meeting, Poll, PollAnswer, PollDate
from statenshus.meetings.queries.busy import busy_of, minute_of
from statenshus.meetings.queries.dates import Rates, Says, SeatAsked, Tally, Weighed, best, rates_of, weigh
from statenshus.meetings.queries.meetings import COMES, PRESENT, name_of
from statenshus.people.models import Body, Person, Seat, SeatHolding
from statenshus.workplaces.queries.hours import day_of


@dataclass(frozen=True)
class DateShown:
    """A date of a poll: how it stands, and whether no other is better."""

    date: PollDate
    weighed: Weighed
    is_best: bool
    is_past: bool
    is_chosen: bool

    @property
    def has_room(self) -> bool:
        """The room is held for it. Wants `booking`."""
        return self.date.booking is not None and self.date.booking.ended_at is None


@dataclass(frozen=True)
class PollShown:
    """A poll with its dates in order, which seats have said nothing, and on how many meetings the estimates rest."""

    dates: list[DateShown]
    unanswered: list[str]
    meetings: int

    @property
    def best(self) -> list[DateShown]:
        """Those that no other is better than."""
        return [each for each in self.dates if each.is_best]


def quorum_of(body: Body, day: date, seats: int, by: Actor) -> int:
    """How many of so many seats must come for the body to decide: by its own rules, which a higher capability knows.

    More than half, where it has none. One query.
    """
    told: int | None = import_string(settings.QUORUM)(body, day, seats, by)
    return seats // 2 + 1 if told is None else told


def shown(poll: Poll, by: Actor) -> PollShown:
    """Each date weighed with those who sit in the body on its day. Seven queries, however much is asked and answered.

    None is best before anybody has answered, when a date is chosen, or where all are lost or past.
    """
    sitting = _Sitting(poll, by)
    dates = list(poll.dates.select_related("booking"))
    rates, meetings = _rates(poll, sitting.seats)
    weighed = [_weigh(each, sitting, rates) for each in dates]
    may_be = [each for each in weighed if each.starts_at > by.now]
    told = {each.starts_at for each in best(may_be)} if sitting.said and poll.ended_at is None else set()
    for each in dates:
        each.poll = poll
    return PollShown(
        [
            DateShown(row, each, row.starts_at in told, row.starts_at <= by.now, row.starts_at == poll.chosen_starts_at)
            for row, each in zip(dates, weighed, strict=True)
        ],
        [name_of(seat) for seat in sitting.seats if seat.holds_at(by.today) and seat.pk not in sitting.answered],
        meetings,
    )


def own_seats(poll: Poll, by: Actor) -> list[Seat]:
    """The seats in which the actor may answer, those they hold before those in which they are a deputy. One query."""
    mine = seats_of(by).filter(seat__body=poll.body_id).select_related("seat__organisation", "seat__body")
    return [holding.seat for holding in mine.order_by("rank", "seat__position", "pk")]


def own_answers(dates: Sequence[PollDate], by: Actor) -> dict[int, str]:
    """What the actor has said of each of the dates, by its number. One query."""
    rows = PollAnswer.objects.visible_to(by).filter(date__in=dates, person=by.person.pk if by.person else None)
    return dict(rows.values_list("date", "answer"))


def own_clashes(poll: Poll, dates: Sequence[PollDate], by: Actor) -> dict[int, str]:
    """Of each date, by its number, what the actor has at the time: a meeting of the house, or in their own calendar.

    What their calendar has then is not known, and is an empty text. Two queries.
    """
    if not dates or by.person is None:
        return {}
    last = dates[-1].starts_at + poll.lasts
    rows = Meeting.objects.visible_to(by).filter(called_off_at=None, starts_at__lt=last, ends_at__gt=dates[0].starts_at)
    mine = list(rows.filter(body__in=seats_of(by).values("seat__body")).exclude(poll=poll))
    found = {}
    busy = busy_of([by.person.pk], by).get(by.person.pk, [])
    for each in dates:
        begin, end = minute_of(each.starts_at), minute_of(each.starts_at + poll.lasts)
        if any(until > begin and since < end for since, until in busy):
            found[each.pk] = ""
        for meeting in mine:
            if meeting.starts_at < each.starts_at + poll.lasts and meeting.ends_at > each.starts_at:
                found[each.pk] = meeting.title
    return found


class _Sitting:
    """Who sits in the body of a poll, and what they have said. Four queries, and one for the rules."""

    def __init__(self, poll: Poll, by: Actor) -> None:
        self.poll, self.by = poll, by
        rows = Seat.objects.in_house(by.house).filter(body=poll.body_id).beyond(by.today)
        self.seats = list(rows.select_related("organisation", "body"))
        sitting = SeatHolding.objects.in_house(by.house).filter(seat__body=poll.body_id).beyond(by.today)
        self.holdings: dict[int, list[SeatHolding]] = defaultdict(list)
        for holding in sitting.select_related("person").order_by("rank", "pk"):
            self.holdings[holding.seat_id].append(holding)
        self.said = {
            (each.date_id, each.seat_id, each.person_id): each.answer
            for each in PollAnswer.objects.in_house(by.house).filter(date__poll=poll)
        }
        self.answered = {seat for _date, seat, _person in self.said}
        self._required: dict[int, int] = {}

    def on(self, day: date) -> list[tuple[Seat, list[SeatHolding]]]:
        """The seats of the day, and who sits in each, the holder first."""
        return [
            (seat, [each for each in self.holdings[seat.pk] if each.holds_at(day)])
            for seat in self.seats
            if seat.holds_at(day)
        ]

    def says(self, on: PollDate, holding: SeatHolding) -> Says:
        """What they say of the date in the seat."""
        answer = self.said.get((on.pk, holding.seat_id, holding.person_id), "")
        return Says(holding.person_id, holding.person.name, answer, holding.rank)

    def prepares(self, on: PollDate, person: Person) -> Says:
        """What the preparer says of the date, in whichever seat or none."""
        own = (said for (date_pk, _seat, who), said in self.said.items() if (date_pk, who) == (on.pk, person.pk))
        return Says(person.pk, person.name, next(own, ""))

    def required(self, seats: int) -> int:
        """How many of so many seats in which somebody sits must come, by the rules that hold today."""
        if seats not in self._required:
            self._required[seats] = quorum_of(self.poll.body, self.by.today, seats, self.by)
        return self._required[seats]


def _weigh(on: PollDate, sitting: _Sitting, rates: dict[int, Rates]) -> Weighed:
    poll, seats = sitting.poll, sitting.on(day_of(on.starts_at))
    asked = [
        SeatAsked(seat.pk, name_of(seat), tuple(sitting.says(on, each) for each in people), rates[seat.pk])
        for seat, people in seats
    ]
    needed = {}
    for seat, people in seats:
        if poll.needs_chair and seat.role == Seat.Role.CHAIR and people:
            needed[people[0].person_id] = sitting.says(on, people[0])
    if poll.preparer is not None:
        needed.setdefault(poll.preparer.pk, sitting.prepares(on, poll.preparer))
    return weigh(
        on.starts_at,
        asked,
        required=sitting.required(sum(bool(people) for _seat, people in seats)),
        takes_remote=poll.format != Meeting.Format.PHYSICAL,
        needed=list(needed.values()),
    )


def _rates(poll: Poll, seats: Sequence[Seat]) -> tuple[dict[int, Rates], int]:
    """How each seat is wont to come, from who was noted at the body's meetings, and at how many that was. One query."""
    rows = Attendance.objects.in_house(poll.house).filter(meeting__body=poll.body_id).exclude(came="")
    tallies = {seat.pk: Tally() for seat in seats}
    meetings = set()
    for meeting, seat, answer, came, rank in rows.values_list("meeting", "seat", "answer", "came", "rank"):
        meetings.add(meeting)
        if seat in tallies:
            tallies[seat].add(is_said=answer in COMES, is_there=came in PRESENT, is_holder=rank == 0)
    return dict(zip(tallies, rates_of(list(tallies.values())), strict=True)), len(meetings)
