"""When most of many people are free, beside a sweep in plain Python and a difference array on ready arrays."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

import numpy as np

from bench.timing import Row, once, taking_turns
from statenshus.meetings.queries import year_plan
from statenshus.meetings.queries.busy import Busy, minute_of
from statenshus.meetings.queries.candidates import Wanted, free_seats, starts

WEEKS, PERSONS, BUSY = 13, (10, 100, 1_000), 340
"""About so many times is each busy in thirteen weeks."""
MINUTES = 60


def measured() -> Iterator[Row]:
    wanted = Wanted(date(2026, 8, 3), date(2026, 11, 2), (1, 2, 3, 4, 5), time(8), time(16, 15), MINUTES, 15)
    begins = np.array([minute_of(each) for each in starts(wanted)], dtype=np.int64)
    for count in PERSONS:
        yield _one(begins, count)
    yield _year(4, 30, 10, aim=2_000)
    yield _year(40, 300, 12)


def _year(bodies: int, persons: int, sitting: int, aim: int | None = None) -> Row:
    """Eight meetings a body, each with some who are drawn at random, and random days on which up to three cannot."""
    rng = random.Random(bodies)
    days = [day for n in range(350) if (day := date(2026, 1, 5) + timedelta(days=n)).isoweekday() < 6]
    budget = [year_plan.Due("budget", date(2026, 10, 1), 14)]
    wanted = [
        year_plan.Wanted(
            f"b{n:02}", 8, 21, 70, (1, 2, 3, 4, 5), begins := rng.choice((540, 600, 780)), begins + 120,
            frozenset(rng.sample(range(persons), sitting)), sitting, sitting // 2 + 1,
            {day: rng.randrange(4) for day in days}, [] if n % 4 else budget,
        )
        for n in range(bodies)
    ]  # fmt: skip
    year_plan.plan(wanted[:2], days)
    taken, made = once(lambda: year_plan.plan(wanted, days))
    more = {"gap to the bound, %": made.shortfall, "not met": len(made.faults)}
    met = None if aim is None else taken < aim
    told = f"a year of {bodies} bodies × 8 meetings, {persons} people"
    return Row(told, taken, aim="" if aim is None else f"< {aim / 1000:g} s", met=met, more=more)


def _one(begins: Any, count: int) -> Row:
    """Half of the seats have a deputy, so that so many persons sit in two thirds as many seats."""
    rng = random.Random(count)
    people = [_busy(rng, begins) for _person in range(count)]
    seats: list[list[Busy]] = []
    for n in range(0, count, 3):
        seats += [people[n : n + 2], people[n + 2 : n + 3]]
    seats = [seat for seat in seats if seat]
    flat = np.concatenate(people)
    first = np.searchsorted(begins, flat[:, 0] - MINUTES, side="right")
    after = np.searchsorted(begins, flat[:, 1], side="left")
    listed = [[(int(a), int(b)) for a, b in each] for each in people]
    found: dict[str, Any] = {}

    def ours() -> None:
        free = free_seats(begins, MINUTES, seats)
        at = int(np.argmax(free.sum(axis=0)))
        found["ours"] = (at, [n for n, is_free in enumerate(free[:, at]) if not is_free])

    def sweep() -> None:
        found["sweep"] = _swept(begins, listed)

    def ready() -> None:
        marks = np.bincount(first, minlength=len(begins) + 1) - np.bincount(after, minlength=len(begins) + 1)
        found["ready"] = int(np.argmin(np.cumsum(marks)[:-1]))

    mine, plain, bare = taking_turns(ours, sweep, ready, rounds=15)
    told = f"{len(begins):,} times, {count:,} people: best time with deputies and reasons (sweep {plain:.1f} ms)"
    return Row(told, mine, "numpy, ready arrays, no deputies", mine / bare, "≤ 2×", mine / bare <= 2)


def _busy(rng: random.Random, begins: Any) -> Busy:
    made = []
    for _time in range(BUSY):
        at = int(begins[rng.randrange(len(begins))])
        made.append((at, at + rng.choice((15, 30, 60, 90))))
    return np.array(made, dtype=np.int64)


def _swept(begins: Any, people: Sequence[Sequence[tuple[int, int]]]) -> int:
    """The time at which fewest are busy, by sorting what begins and what ends, in plain Python."""
    marks = sorted(
        [(a - MINUTES, 1) for each in people for a, _b in each] + [(b, -1) for each in people for _a, b in each]
    )
    at, busy, best, least = 0, 0, 0, 1 << 60
    for begin in begins.tolist():
        while at < len(marks) and (marks[at][0] < begin or (marks[at][0] == begin and marks[at][1] < 0)):
            busy += marks[at][1]
            at += 1
        if busy < least:
            best, least = begin, busy
    return best
