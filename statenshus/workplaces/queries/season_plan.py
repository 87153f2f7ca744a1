"""Who gets a place on which weekdays of a season: the plan that is proposed, with its reasons. It reads no database.

In this order: as many as can be get a first day, then a second, and so on; whoever's agency has a quota that only warns
gets what others leave. Then days that were wished for come before those that would also do, the zone one would rather
be in before others, one zone all week before several, and what was proposed before; of those alike the lot decides.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST = 8
"""More than there are days in a week: what a first day is worth, the second one less."""
SECONDS = 10.0
"""How long each of the few steps may take at most."""


class Why(StrEnum):
    """Why somebody has no place on a weekday they wished for."""

    SHUT = "shut"
    """Nothing of the kind is open on that weekday."""
    NONE = "none"
    """No place opens for their agency, or none is as they need it."""
    BY_HAND = "by_hand"
    """A house host decided so."""
    FULL = "full"
    """Every place that they could have is given."""
    QUOTA = "quota"
    """Their agency's quota is used."""
    INSTEAD = "instead"
    """They have another day instead."""


@dataclass(frozen=True)
class Desk:
    """A place, and the group of those that are as good: of one zone, accessible or not."""

    pk: int
    zone: int
    accessible: bool

    @property
    def group(self) -> tuple[int, bool]:
        """What it has in common with others."""
        return (self.zone, self.accessible)


@dataclass(frozen=True)
class Asked:
    """What somebody wishes for, and what is fixed of it."""

    pk: int
    person: str
    agency: int | None
    weekdays: Sequence[int]
    or_weekdays: Sequence[int] = ()
    zones: frozenset[int] = frozenset()
    """Those that open for them."""
    zone: int | None = None
    """Where they would rather be."""
    accessible: bool = False
    fixed: dict[int, int | None] = field(default_factory=dict)
    """By weekday, what was decided by hand: a place, or none."""
    before: dict[int, int] = field(default_factory=dict)
    """By weekday, the place that was proposed before."""

    def may_have(self, desk: Desk) -> bool:
        """Whether the place would do."""
        return desk.zone in self.zones and (desk.accessible or not self.accessible)

    @property
    def days(self) -> list[int]:
        """Every weekday on which they may be given a place."""
        return sorted({*self.weekdays, *self.or_weekdays})


@dataclass(frozen=True)
class Limit:
    """The most days a week that an agency may have; with `warns`, more where others leave them."""

    most: int
    warns: bool = False


@dataclass(frozen=True)
class Plan:
    """Who gets what."""

    given: dict[tuple[int, int], int]
    """By wish and weekday: the place."""
    why: dict[tuple[int, int], Why]
    """By wish and weekday that was wished for and not given."""
    is_best: bool
    """Whether nothing better can be found; else it is the best that was found in time."""


def plan(
    wishes: Sequence[Asked],
    desks: Sequence[Desk],
    open_days: Iterable[int],
    limits: dict[int, Limit] | None = None,
    *,
    lots: str = "",
    seconds: float = SECONDS,
) -> Plan:
    """The plan for the wishes. What is fixed by hand stands, also where it is over a quota.

    `limits` is by agency; `lots` names the drawing, so that the same wishes get the same plan. At most six steps, each
    of `seconds` at most. The solver is loaded here, since it is large and only a worker needs it.
    """
    limits, days = limits or {}, set(open_days)
    within = _Model(wishes, desks, days, limits, lots)
    is_best = within.solve(seconds)
    if any(limit.warns for limit in limits.values()):
        hard = {agency: limit for agency, limit in limits.items() if not limit.warns}
        beyond = _Model(wishes, desks, days, hard, lots, at_least=within.chosen)
        is_best, within = beyond.solve(seconds) and is_best, beyond
    given = _seat(wishes, desks, within.chosen)
    return Plan(given, _reasons(wishes, desks, days, limits, given), is_best)


class _Model:
    """Who gets a day in which group of places. Which of the places it is, is of no matter here."""

    def __init__(
        self,
        wishes: Sequence[Asked],
        desks: Sequence[Desk],
        open_days: set[int],
        limits: dict[int, Limit],
        lots: str,
        at_least: Iterable[tuple[int, int]] = (),
    ) -> None:
        from ortools.sat.python import cp_model

        self.solver_of, self.model = cp_model, cp_model.CpModel()
        self.wishes = wishes
        self.by_pk = {desk.pk: desk for desk in desks}
        self.gets: dict[tuple[int, int, tuple[int, bool]], Any] = {}
        self.fair: list[Any] = []
        self.levels: list[Any] = []
        self.reached = 0
        drawn = sorted(wishes, key=lambda each: hashlib.sha256(f"{lots} {each.person}".encode()).digest())
        self.lot = {each.pk: len(drawn) - place for place, each in enumerate(drawn)}
        for wish in wishes:
            self._add(wish, [day for day in wish.days if day in open_days and day not in wish.fixed], desks)
        self._bound_groups(desks)
        self._bound_agencies(limits)
        self._keep(Counter(pk for pk, _day in at_least))
        self.chosen: dict[tuple[int, int], tuple[int, bool]] = {}

    def _add(self, wish: Asked, days: list[int], desks: Sequence[Desk]) -> None:
        groups = sorted({desk.group for desk in desks if wish.may_have(desk)})
        own = {(day, group): self.model.new_bool_var("") for day in days for group in groups}
        for (day, group), var in own.items():
            self.gets[wish.pk, day, group] = var
        for day in days:
            self.model.add_at_most_one(own[day, group] for group in groups)
        fixed = sum(place is not None for place in wish.fixed.values())
        free = max(0, len(wish.weekdays) - fixed)
        reached = [self.model.new_bool_var("") for _level in range(free)]
        for more, less in zip(reached[1:], reached, strict=False):
            self.model.add_implication(more, less)
        self.model.add(sum(own.values()) == sum(reached))
        self.levels.extend(reached)
        self.fair.extend((MOST - fixed - level) * var for level, var in enumerate(reached))

    def _bound_groups(self, desks: Sequence[Desk]) -> None:
        fixed = {(day, place) for wish in self.wishes for day, place in wish.fixed.items()}
        wanted = defaultdict(list)
        for (_wish, day, group), var in self.gets.items():
            wanted[day, group].append(var)
        for (day, group), several in wanted.items():
            there = sum(desk.group == group and (day, desk.pk) not in fixed for desk in desks)
            self.model.add(sum(several) <= there)

    def _bound_agencies(self, limits: dict[int, Limit]) -> None:
        for agency, limit in limits.items():
            own = {wish.pk for wish in self.wishes if wish.agency == agency}
            fixed = sum(place is not None for wish in self.wishes if wish.pk in own for place in wish.fixed.values())
            several = [var for (pk, _day, _group), var in self.gets.items() if pk in own]
            self.model.add(sum(several) <= max(0, limit.most - fixed))

    def _keep(self, at_least: dict[int, int]) -> None:
        """That nobody loses what they have without what is left over."""
        for pk, days in at_least.items():
            self.model.add(sum(var for (own, _day, _group), var in self.gets.items() if own == pk) >= days)

    def solve(self, seconds: float) -> bool:
        """Step by step; whether each was solved to the end.

        Days are shared out first. What one would rather have comes after, twice: the second time it counts to be where
        one is on most days, since to ask for few moves outright is a much harder question.
        """
        is_fair = self._step(sum(self.fair), seconds)
        self.model.add(sum(self.fair) >= self.reached)
        self._step(self._taste({}), seconds)
        return self._step(self._taste(self._homes()), seconds) and is_fair

    def _step(self, wanted: Any, seconds: float) -> bool:
        solver = self.solver_of.CpSolver()
        solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
        solver.parameters.max_time_in_seconds = seconds
        self.model.maximize(wanted)
        status = solver.solve(self.model)
        if status not in (self.solver_of.OPTIMAL, self.solver_of.FEASIBLE):
            return False
        self.reached = round(solver.objective_value)
        self.model.clear_hints()
        for var in (*self.gets.values(), *self.levels):
            self.model.add_hint(var, solver.value(var))
        self.chosen = {(pk, day): group for (pk, day, group), var in self.gets.items() if solver.value(var)}
        return bool(status == self.solver_of.OPTIMAL)

    def _homes(self) -> dict[int, tuple[int, bool]]:
        """Where each is on most days."""
        found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        for (pk, _day), group in self.chosen.items():
            found[pk].append(group)
        return {pk: max(groups, key=lambda group: (groups.count(group), group)) for pk, groups in found.items()}

    def _taste(self, homes: dict[int, tuple[int, bool]]) -> Any:
        """What is better of two plans that give as many days to as many; the lot counts for less than all the rest."""
        several, whole = [], len(self.wishes) + 1
        of = {wish.pk: wish for wish in self.wishes}
        for (pk, day, group), var in self.gets.items():
            wish = of[pk]
            was = self.by_pk.get(wish.before.get(day, 0))
            worth = 20 * (day in wish.weekdays) + 6 * (group[0] == wish.zone) + 3 * (was is not None)
            worth += 4 * (was is not None and was.group == group) - (group[1] and not wish.accessible)
            worth += 5 * (homes.get(pk) == group)
            several.append((worth * whole + self.lot[pk]) * var)
        return sum(several)


def _seat(
    wishes: Sequence[Asked], desks: Sequence[Desk], chosen: dict[tuple[int, int], tuple[int, bool]]
) -> dict[tuple[int, int], int]:
    """Which place of the group each gets: the same all week where it can be, those with most days first."""
    given = {(wish.pk, day): place for wish in wishes for day, place in wish.fixed.items() if place is not None}
    taken = {(day, place) for (_pk, day), place in given.items()}
    for wish in sorted(wishes, key=lambda each: (-sum(pk == each.pk for pk, _day in chosen), each.pk)):
        left = {day: group for (pk, day), group in chosen.items() if pk == wish.pk}
        liked = {*wish.before.values(), *(place for place in wish.fixed.values() if place is not None)}
        while left:
            free = {
                desk: [day for day, group in left.items() if desk.group == group and (day, desk.pk) not in taken]
                for desk in desks
            }
            best = max(desks, key=lambda desk: (len(free[desk]), desk.pk in liked, -desk.pk))
            for day in free[best]:
                given[wish.pk, day] = best.pk
                taken.add((day, best.pk))
                del left[day]
    return given


def _reasons(
    wishes: Sequence[Asked],
    desks: Sequence[Desk],
    open_days: set[int],
    limits: dict[int, Limit],
    given: dict[tuple[int, int], int],
) -> dict[tuple[int, int], Why]:
    taken = {(day, place) for (_pk, day), place in given.items()}
    used: dict[int | None, int] = defaultdict(int)
    for wish in wishes:
        used[wish.agency] += sum((wish.pk, day) in given for day in wish.days)
    found = {}
    for wish in wishes:
        would_do = [desk for desk in desks if wish.may_have(desk)]
        limit = limits.get(wish.agency) if wish.agency is not None else None
        has = sum((wish.pk, day) in given for day in wish.days)
        for day in wish.weekdays:
            if (wish.pk, day) in given:
                continue
            if day in wish.fixed:
                why = Why.BY_HAND
            elif day not in open_days:
                why = Why.SHUT
            elif not would_do:
                why = Why.NONE
            elif all((day, desk.pk) in taken for desk in would_do):
                why = Why.FULL
            elif limit is not None and used[wish.agency] >= limit.most and has < len(wish.weekdays):
                why = Why.QUOTA
            else:
                why = Why.INSTEAD if has >= len(wish.weekdays) else Why.FULL
            found[wish.pk, day] = why
    return found
