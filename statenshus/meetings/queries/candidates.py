"""Which times could be put to a body: within hours and weekdays, outside holidays, and when most are free."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from django.core.exceptions import ValidationError
from numpy.typing import NDArray

from statenshus.asks.queries.reminders import holiday_on
from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import Meeting, Recess
from statenshus.meetings.queries.busy import Busy, Minutes, array_of, busy_of, minute_of
from statenshus.meetings.queries.meetings import name_of
from statenshus.people.models import Body, Seat, SeatHolding
from statenshus.ui.forms import by_clock

_DAY = timedelta(days=1)
LONGEST_DAYS = 370


@dataclass(frozen=True)
class Wanted:
    """When a meeting might be: on which days, between which hours, for so long, beginning each `step_minutes`."""

    first_on: date
    until_on: date
    """The first day after."""
    weekdays: Collection[int]
    """As ISO numbers them."""
    opens: time
    closes: time
    minutes: int
    step_minutes: int = 30


@dataclass(frozen=True)
class Candidate:
    """A time, how many of the seats are free as far as is known, and those that are not."""

    starts_at: datetime
    free: int
    seats: int
    busy: list[str]


def starts(wanted: Wanted, closed: Collection[date] = ()) -> list[datetime]:
    """Every moment at which the meeting could begin, in order; on none of the days that are closed, nor holidays.

    A time that the clock jumps over in spring is left out; of one that it passes twice in autumn it is the first.
    """
    found = []
    for day in _days(wanted):
        if day in closed or holiday_on(day):
            continue
        at, ends = datetime.combine(day, wanted.opens), datetime.combine(day, wanted.closes)
        while at + timedelta(minutes=wanted.minutes) <= ends:
            with suppress(ValidationError):
                found.append(by_clock(at))
            at += timedelta(minutes=wanted.step_minutes)
    return found


def _days(wanted: Wanted) -> Iterator[date]:
    day = wanted.first_on
    while day < min(wanted.until_on, wanted.first_on + LONGEST_DAYS * _DAY):
        if day.isoweekday() in wanted.weekdays:
            yield day
        day += _DAY


def free_persons(begins: Minutes, minutes: int, persons: Sequence[Busy]) -> NDArray[np.bool_]:
    """Who is free all of [begin, begin + minutes): a row a person, a column for each of `begins`, which ascend.

    What is busy from a until b is in the way of all that begin after a − minutes and before b. Each such stretch is
    marked where it begins and where it ends, and the marks added up: steps are the busy times, and persons × begins.
    """
    count, width = len(persons), len(begins) + 1
    if not count:
        return np.ones((0, len(begins)), dtype=bool)
    every = np.concatenate(persons)
    whose = np.repeat(np.arange(count), [len(busy) for busy in persons]) * width
    first = np.searchsorted(begins, every[:, 0] - minutes, side="right") + whose
    after = np.searchsorted(begins, every[:, 1], side="left") + whose
    marks = np.bincount(first, minlength=count * width) - np.bincount(after, minlength=count * width)
    busy = np.cumsum(marks.reshape(count, width)[:, :-1].astype(np.int16), axis=1, dtype=np.int16)
    return busy <= 0


def free_seats(begins: Minutes, minutes: int, seats: Sequence[Sequence[Busy]]) -> NDArray[np.bool_]:
    """Which seats have somebody who is free: a row a seat, a column for each of `begins`. One without anybody has not.

    The holder or any deputy does, and what each is busy with is given in the order of the seat.
    """
    persons = free_persons(begins, minutes, [busy for seat in seats for busy in seat])
    found = np.zeros((len(seats), len(begins)), dtype=bool)
    sizes = np.array([len(seat) for seat in seats], dtype=np.int64)
    taken = np.flatnonzero(sizes)
    if len(taken):
        found[taken] = np.logical_or.reduceat(persons, (np.cumsum(sizes) - sizes)[taken], axis=0)
    return found


def propose(body: Body, wanted: Wanted, by: Actor, most: int = 8) -> list[Candidate]:
    """The times at which most seats are free, in order of time. Five queries.

    At most one a half-day, and of those that are as good as each other as far apart as can be.

    What is known is the meetings of the house in which those who sit in the body sit too, and the calendars that they
    let be read. Whoever has a place in the shared office is not thereby busy, and where they are is not looked at.
    """
    closed = closed_days(wanted.first_on, wanted.until_on, by)
    found = [each for each in starts(wanted, closed) if each > by.now]
    if not found:
        return []
    seats, busy = sitting(body, found[0], found[-1] + timedelta(minutes=wanted.minutes), by)
    begins = np.array([minute_of(each) for each in found], dtype=np.int64)
    free = free_seats(begins, wanted.minutes, busy)
    chosen = _spread(found, free.sum(axis=0).tolist(), most)
    return [
        Candidate(
            found[index],
            int(free[:, index].sum()),
            len(seats),
            [name_of(seat) for seat, is_free in zip(seats, free[:, index], strict=True) if not is_free],
        )
        for index in chosen
    ]


def _spread(found: Sequence[datetime], free: Sequence[int], most: int) -> list[int]:
    """Which of the moments to propose: where most are free, one a half-day.

    Of those that are alike one a day, mornings and afternoons by turns, and as far apart as can be.
    """
    half_days: dict[tuple[date, bool], int] = {}
    for index in sorted(range(len(found)), key=lambda each: (-free[each], each)):
        local = found[index].astimezone(OSLO)
        half_days.setdefault((local.date(), local.hour < 12), index)
    chosen: list[int] = []
    for level in sorted({free[index] for index in half_days.values()}, reverse=True):
        alike = {at: index for at, index in half_days.items() if free[index] == level}
        days = sorted({day for day, _is_morning in alike})
        turns = ((day, n % 2 == 0) for n, day in enumerate(days))
        first = {alike[at if at in alike else (at[0], not at[1])] for at in turns}
        for among in (sorted(first), sorted(set(alike.values()) - first)):
            chosen += _apart(among, most - len(chosen))
    return sorted(chosen)


def _apart(among: Sequence[int], most: int) -> list[int]:
    """So many of them, as far apart as can be, the first and the last with them."""
    if len(among) <= most:
        return list(among)
    if most <= 1:
        return list(among[: max(most, 0)])
    return [among[round(n * (len(among) - 1) / (most - 1))] for n in range(most)]


def closed_days(first_on: date, until_on: date, by: Actor) -> set[date]:
    """The days of the house's recesses in [first_on, until_on). One query."""
    found: set[date] = set()
    for recess in Recess.objects.visible_to(by).during(first_on, until_on):
        first, until = max(recess.first_on, first_on), min(recess.until_on, until_on)
        found |= {first + n * _DAY for n in range((until - first).days)}
    return found


def sitting(body: Body, first: datetime, last: datetime, by: Actor) -> tuple[list[Seat], list[list[Busy]]]:
    """The body's seats in which somebody sits today, and when each who does is busy. Four queries."""
    rows = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=body)
    persons: dict[int, list[int]] = {}
    for seat, person in rows.order_by("rank", "pk").values_list("seat", "person"):
        persons.setdefault(seat, []).append(person)
    seats = list(
        Seat.objects.in_house(by.house)
        .filter(pk__in=persons)
        .select_related("organisation", "body")
        .order_by("position")
    )
    every = {person for sitting in persons.values() for person in sitting}
    coming = Meeting.objects.in_house(by.house).filter(called_off_at=None, starts_at__lt=last, ends_at__gt=first)
    theirs = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person__in=every)
    rows_of = coming.filter(body__seats__holdings__in=theirs).values_list(
        "body__seats__holdings__person", "starts_at", "ends_at"
    )
    busy = busy_of(every, by)
    for who, starts_at, ends_at in rows_of:
        busy.setdefault(who, []).append((minute_of(starts_at), minute_of(ends_at)))
    return seats, [[array_of(busy.get(person, [])) for person in persons[seat.pk]] for seat in seats]
