"""Dates for all bodies of a year in one go: the best plan that can be found, and what in it cannot be met. Pure.

What must hold: in time a body's meetings follow each other, on open days of its own weekdays, and nobody sits in two at
once. What is asked for, in this order: a meeting in time before what is fixed; no fewer and no more days between two
than the body wants; enough who can come; as little as can be of a plan there was before moved; most who can come; and
spread evenly. What cannot be met is broken as little as can be, and told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import Any

import numpy as np

SECONDS = 20.0
ENOUGH = 0.01
"""So near to the bound a plan is good enough to stop."""
LONGEST, NEVER = 400, 10**12
NEAR = (10, 35, LONGEST)
"""How many days from where it would be best a date is looked for, at first and then."""
LATE, APART, TOO_FEW, MOVED, ABSENT = 20_000, 1_000, 5_000, 200, 5
"""What it costs: no meeting before a fixed date; a day too near or too far; no quorum; a date moved; a seat absent."""
Slot = tuple[str, int]
"""A body by its key, and which of its meetings, from 1."""


@dataclass(frozen=True)
class Due:
    """That a body is to meet at most so many days before a day, or on it."""

    name: str
    on: date
    days_before: int

    def is_met(self, on: date) -> bool:
        """Whether a meeting on the day is in time."""
        return self.on - timedelta(days=self.days_before) <= on <= self.on


@dataclass(frozen=True)
class Wanted:
    """What is wanted of a body: how often, how far apart, on which weekdays, and within which minutes of the day."""

    key: str
    count: int
    least_days: int
    most_days: int
    weekdays: Collection[int]
    begins: int
    ends: int
    persons: frozenset[int] = frozenset()
    """Whoever would have to be in two places, where another body meets at the same time."""
    seats: int = 0
    quorum: int = 0
    absent: Mapping[date, int] = field(default_factory=dict)
    """How many seats have nobody who can come, by day, as far as is known."""
    due: Sequence[Due] = ()
    fixed: Mapping[int, date] = field(default_factory=dict)
    """By number: the days that were set by hand."""
    before: Mapping[int, date] = field(default_factory=dict)
    """By number: the days of the plan there was before."""

    def collides(self, other: "Wanted") -> bool:
        """Whether somebody would be in both if they met on one day."""
        return bool(self.persons & other.persons) and self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True)
class Fault:
    """What cannot be met: near, far, due, quorum, clash, days or room; of which body and meeting, by how much."""

    code: str
    key: str
    number: int = 0
    days: int = 0
    other: str = ""


@dataclass(frozen=True)
class Plan:
    """The days, and how good they are."""

    days: dict[Slot, date]
    faults: list[Fault]
    shortfall: int
    """By how many per cent at most another could cost less; 0 where none does."""


def plan(wanted: Sequence[Wanted], open_days: Sequence[date], *, seconds: float = SECONDS) -> Plan:
    """The best plan that is found in time, with the bound that tells how good it is.

    For each body by itself the best days are known exactly; what these cost together no plan can be below. Where
    somebody would be in two places, CP-SAT moves days near these, then farther off. Where bodies that share somebody
    cannot be kept apart at all, they are let meet at once, and that is told. The solver is loaded only then.
    """
    alone = {each.key: _alone(each, open_days) for each in wanted}
    # What was set by hand out of order cannot be kept.
    wanted = [replace(each, fixed={}) if alone[each.key][1] >= NEVER else each for each in wanted]
    alone |= {each.key: _alone(each, open_days) for each in wanted if alone[each.key][1] >= NEVER}
    days = {slot: day for own, _cost in alone.values() for slot, day in own.items()}
    least = sum(cost for _own, cost in alone.values())
    if any(one.collides(other) for one, other in combinations(wanted, 2)):
        for near in NEAR:
            found = _together(wanted, open_days, days, near, seconds / len(NEAR))
            if found is not None:
                days = found
                break
    cost = sum(_cost(each, days, open_days) for each in wanted)
    shortfall = round(100 * (cost - least) / cost) if cost > least else 0
    return Plan(days, faults(wanted, days, open_days), shortfall)


def _possible(each: Wanted, open_days: Sequence[date]) -> list[date]:
    return [day for day in open_days if day.isoweekday() in each.weekdays]


def _among(each: Wanted, open_days: Sequence[date]) -> list[list[date]]:
    """Of each of its meetings the days on which it can be: as many meetings as there is room for."""
    possible = _possible(each, open_days)
    count = min(each.count, len(possible))
    return [[each.fixed[n]] if n in each.fixed else possible for n in range(1, count + 1)]


def _alone(each: Wanted, open_days: Sequence[date]) -> tuple[dict[Slot, date], int]:
    """Its best days if there were no other body, and what they cost: found exactly, meeting by meeting.

    Steps: meetings × days² × 2 to the number of fixed dates that it is to meet before, of which the first six count.
    """
    among = _among(each, open_days)
    if not among:
        return {}, 0
    due = each.due[:6]
    masks = 1 << len(due)
    best: Any = None
    last = np.array([], dtype=np.int64)
    before: list[Any] = []
    for number, days in enumerate(among, 1):
        price = np.array([_price(each, number, len(among), day, open_days) for day in days], dtype=np.int64)
        met = np.array([sum(1 << n for n, one in enumerate(due) if one.is_met(day)) for day in days])
        at = np.array([day.toordinal() for day in days])
        if best is None:
            came = np.full((masks, len(days)), NEVER, dtype=np.int64)
            came[0] = 0
            chosen = np.zeros((masks, len(days)), dtype=np.int64)
        else:
            between = at[None, :] - last[:, None]
            gap = APART * (np.maximum(each.least_days - between, 0) + np.maximum(between - each.most_days, 0))
            gap[between < 1] = NEVER
            steps = best[:, :, None] + gap[None, :, :]
            chosen, came = steps.argmin(axis=1), steps.min(axis=1)
        best = np.full((masks, len(days)), NEVER, dtype=np.int64)
        back = np.zeros((masks, len(days), 2), dtype=np.int64)
        for mask in range(masks):
            for to in np.unique(mask | met):
                here = np.flatnonzero((mask | met) == to)
                better = here[came[mask, here] + price[here] < best[to, here]]
                best[to, better] = came[mask, better] + price[better]
                back[to, better] = np.stack([np.full(len(better), mask), chosen[mask, better]], axis=1)
        before.append(back)
        last = at
    late = np.array([LATE * (len(due) - bin(mask).count("1")) for mask in range(masks)])
    total = best + late[:, None]
    mask, index = divmod(int(total.argmin()), total.shape[1])
    cost, found = int(total[mask, index]), dict[Slot, date]()
    for number in range(len(among), 0, -1):
        found[each.key, number] = among[number - 1][index]
        mask, index = (int(each) for each in before[number - 1][mask, index])
    return found, cost


def _together(
    wanted: Sequence[Wanted], open_days: Sequence[date], alone: Mapping[Slot, date], near: int, seconds: float
) -> dict[Slot, date] | None:
    """Days so that nobody is in two places, each at most so many from where it would be alone; None if that fails."""
    from ortools.sat.python import cp_model

    model, cost = cp_model.CpModel(), list[Any]()
    is_on: dict[Slot, dict[date, Any]] = {}
    for each in wanted:
        own, among = [], _among(each, open_days)
        for number, days in enumerate(among, 1):
            best = alone[each.key, number]
            chosen = {day: model.new_bool_var("") for day in days if abs((day - best).days) <= near}
            model.add_exactly_one(chosen.values())
            for day, var in chosen.items():
                cost.append(_price(each, number, len(among), day, open_days) * var)
                model.add_hint(var, day == best)
            own.append(chosen)
            is_on[each.key, number] = chosen
        cost += _apart(model, each, own)
        cost += _due(model, each, own)
    for group in _groups(wanted):
        on = defaultdict[date, list[Any]](list)
        for (key, _number), chosen in is_on.items():
            for day, var in chosen.items() if key in group else ():
                on[day].append(var)
        for variables in on.values():
            model.add_at_most_one(variables)
    model.minimize(sum(cost))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = 1
    solver.parameters.num_workers = 2
    solver.parameters.relative_gap_limit = ENOUGH
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {slot: next(day for day, var in chosen.items() if solver.value(var)) for slot, chosen in is_on.items()}


def _cost(each: Wanted, days: Mapping[Slot, date], open_days: Sequence[date]) -> int:
    """What the days of the body cost."""
    own = [days[each.key, n] for n in range(1, each.count + 1) if (each.key, n) in days]
    total = sum(_price(each, n, len(own), day, open_days) for n, day in enumerate(own, 1))
    for one, after in pairwise(own):
        between = (after - one).days
        total += APART * (max(each.least_days - between, 0) + max(between - each.most_days, 0))
    return total + LATE * sum(not any(map(due.is_met, own)) for due in each.due)


def _price(each: Wanted, number: int, count: int, day: date, open_days: Sequence[date]) -> int:
    """What the day costs: how far it is from an even spread, who cannot come, and that it was another."""
    absent = each.absent.get(day, 0)
    price = abs((day - _even(number, count, open_days)).days) + ABSENT * absent
    price += TOO_FEW * (each.seats - absent < each.quorum)
    return price + MOVED * (number not in each.fixed and each.before.get(number, day) != day)


def _apart(model: Any, each: Wanted, own: Sequence[Mapping[date, Any]]) -> Iterable[Any]:
    """One after another, and what it costs where they are nearer or farther than is wanted."""
    at = [sum(day.toordinal() * var for day, var in chosen.items()) for chosen in own]
    for one, after in pairwise(at):
        model.add(after - one >= 1)
        near, far = model.new_int_var(0, each.least_days, ""), model.new_int_var(0, LONGEST, "")
        model.add(after - one + near >= each.least_days)
        model.add(after - one - far <= each.most_days)
        yield APART * near
        yield APART * far


def _due(model: Any, each: Wanted, own: Sequence[Mapping[date, Any]]) -> Iterable[Any]:
    for due in each.due:
        late = model.new_bool_var("")
        model.add_bool_or([*(var for chosen in own for day, var in chosen.items() if due.is_met(day)), late])
        yield LATE * late


def _even(number: int, count: int, open_days: Sequence[date]) -> date:
    """Where the meeting would be in an even spread."""
    return open_days[0] + timedelta(days=(2 * number - 1) * (open_days[-1] - open_days[0]).days // (2 * count))


def _groups(wanted: Sequence[Wanted]) -> list[frozenset[str]]:
    """Bodies of which no two may meet on one day: for each person those that meet at one moment of the day."""
    found: set[frozenset[str]] = set()
    for person in {person for each in wanted for person in each.persons}:
        own = [each for each in wanted if person in each.persons]
        for each in own:
            found.add(frozenset(other.key for other in own if other.begins <= each.begins < other.ends))
    return sorted(found, key=sorted)


def faults(wanted: Sequence[Wanted], days: Mapping[Slot, date], open_days: Sequence[date]) -> list[Fault]:
    """What the days do not meet, and where no days could meet it, why."""
    found = []
    for each in wanted:
        own = [days[each.key, n] for n in range(1, each.count + 1) if (each.key, n) in days]
        found += _impossible(each, len(own), open_days)
        for number, (one, after) in enumerate(pairwise(own), 2):
            between = (after - one).days
            if between < each.least_days:
                found.append(Fault("near", each.key, number, between))
            elif between > each.most_days:
                found.append(Fault("far", each.key, number, between))
        late = [due for due in each.due if not any(map(due.is_met, own))]
        found += [Fault("due", each.key, 0, due.days_before, due.name) for due in late]
        for number, day in enumerate(own, 1):
            if each.seats - each.absent.get(day, 0) < each.quorum:
                found.append(Fault("quorum", each.key, number, each.seats - each.absent.get(day, 0)))
    for here, other in combinations(wanted, 2):
        if here.collides(other):
            theirs = {day for (key, _n), day in days.items() if key == other.key}
            found += [
                Fault("clash", key, number, 0, other.key)
                for (key, number), day in sorted(days.items())
                if key == here.key and day in theirs
            ]
    return found


def _impossible(each: Wanted, planned: int, open_days: Sequence[date]) -> list[Fault]:
    possible = _possible(each, open_days)
    if planned < each.count:
        return [Fault("days", each.key, 0, len(possible))]
    span = (possible[-1] - possible[0]).days if possible else 0
    needed = (each.count - 1) * each.least_days
    return [Fault("room", each.key, 0, needed, str(span))] if needed > span else []
