"""The plan of a year as pages show it, and what the one who plans it is to be given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statenshus.asks.queries.reminders import holiday_on
from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import FixedDate, PlannedBody, PlannedDate, YearPlan
from statenshus.meetings.queries.busy import minute_of
from statenshus.meetings.queries.candidates import closed_days, free_seats, sitting
from statenshus.meetings.queries.polls import quorum_of
from statenshus.meetings.queries.year_plan import Due, Fault, Wanted
from statenshus.people.models import SeatHolding

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    """A plan: its bodies, what is fixed, the dates by month, what cannot be met in words, and how good it is."""

    bodies: list[PlannedBody]
    fixed: list[FixedDate]
    months: list[tuple[date, list[PlannedDate]]]
    faults: list[str]
    is_current: bool
    """Nothing of what is wanted has changed in number since it was proposed."""


def year(plan: YearPlan, by: Actor) -> Year:
    """What there is to see of the plan. Three queries."""
    bodies = list(plan.bodies.select_related("body", "plan"))
    rows = PlannedDate.objects.in_house(by.house).filter(of__plan=plan)
    dates = list(rows.select_related("of__body", "host", "meeting"))
    months: dict[date, list[PlannedDate]] = {}
    for each in dates:
        months.setdefault(each.on_day.replace(day=1), []).append(each)
    found = [Fault(**each) for each in plan.faults.get("found", [])] if plan.is_open else []
    said = list(words(found, {each.key: each for each in bodies}))
    is_current = all(sum(date.of_id == each.pk for date in dates) == each.count for each in bodies)
    return Year(bodies, list(plan.fixed_dates.select_related("body")), list(months.items()), said, is_current)


def wanted_of(plan: YearPlan, by: Actor) -> tuple[list[Wanted], list[date]]:
    """What is wanted of each body, with what is known of those who sit in it; and the open days. Six queries a body."""
    open_days = list(_open_days(plan, by))
    rows = PlannedDate.objects.in_house(by.house).filter(of__plan=plan)
    dates: dict[int, list[PlannedDate]] = {}
    for each in rows:
        dates.setdefault(each.of_id, []).append(each)
    due: dict[int, list[Due]] = {}
    for fixed in plan.fixed_dates.exclude(body=None):
        due.setdefault(fixed.body_id or 0, []).append(Due(fixed.name, fixed.on_day, fixed.days_before))
    found = []
    for planned in plan.bodies.select_related("body"):
        begins = planned.begins.hour * 60 + planned.begins.minute
        own = dates.get(planned.pk, [])
        found.append(
            Wanted(
                planned.key,
                planned.count,
                planned.least_days,
                planned.most_days,
                tuple(planned.weekdays),
                begins,
                begins + planned.minutes,
                due=due.get(planned.body_id, []),
                fixed={each.number: each.on_day for each in own if each.is_fixed and each.number <= planned.count},
                before={each.number: each.on_day for each in own},
                **_known(planned, open_days, by),
            )
        )
    return found, open_days


def _open_days(plan: YearPlan, by: Actor) -> Iterator[date]:
    """From tomorrow at the earliest: no holidays, no recess, and nothing that is fixed for all."""
    day = max(plan.first_on, by.today + _DAY)
    closed = closed_days(plan.first_on, plan.until_on, by)
    closed |= set(plan.fixed_dates.filter(body=None).values_list("on_day", flat=True))
    while day < plan.until_on:
        if day not in closed and not holiday_on(day):
            yield day
        day += _DAY


def _known(planned: PlannedBody, open_days: Sequence[date], by: Actor) -> dict[str, Any]:
    """Who would have to be there, and on which days how many seats have nobody who can, as far as is known."""
    holders = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=planned.body, rank=0)
    persons = frozenset(holders.values_list("person", flat=True))
    if not open_days:
        return {"persons": persons}
    at = [datetime.combine(day, planned.begins, tzinfo=OSLO) for day in open_days]
    seats, busy = sitting(planned.body, at[0], at[-1] + timedelta(minutes=planned.minutes), by)
    free = free_seats(np.array([minute_of(each) for each in at], dtype=np.int64), planned.minutes, busy)
    away = (len(seats) - free.sum(axis=0)).tolist() if seats else [0] * len(open_days)
    quorum = quorum_of(planned.body, open_days[0], len(seats), by) if seats else 0
    absent = {day: count for day, count in zip(open_days, away, strict=True) if count}
    return {"persons": persons, "seats": len(seats), "quorum": quorum, "absent": absent}


def words(found: Sequence[Fault], bodies: Mapping[str, PlannedBody]) -> Iterator[str]:
    """Each of what cannot be met, in a sentence that names the rule in the way. No query."""
    for fault in found:
        planned = bodies.get(fault.key)
        if planned is None or (fault.code == "clash" and fault.other not in bodies):
            continue
        named = {"body": planned.body.name, "number": fault.number, "days": fault.days, "other": fault.other}
        if fault.code == "near":
            said = ngettext(
                "%(body)s: only %(days)s day before meeting %(number)s; at least %(least)s are asked for.",
                "%(body)s: only %(days)s days before meeting %(number)s; at least %(least)s are asked for.",
                fault.days,
            )
            yield said % {**named, "least": planned.least_days}
        elif fault.code == "far":
            said = _("%(body)s: %(days)s days before meeting %(number)s; at most %(most)s are asked for.")
            yield said % {**named, "most": planned.most_days}
        elif fault.code == "due":
            yield _("%(body)s has no meeting in the %(days)s days before “%(other)s”.") % named
        elif fault.code == "quorum":
            said = _("%(body)s, meeting %(number)s: only %(days)s seats can come, too few to decide.")
            yield said % named
        elif fault.code == "clash":
            other = bodies[fault.other].body.name
            said = _("%(body)s and %(other)s meet at once on a day, and somebody sits in both.")
            yield said % {**named, "other": other}
        elif fault.code == "days":
            said = _("%(body)s: there are only %(days)s open days on its weekdays for %(count)s meetings.")
            yield said % {**named, "count": planned.count}
        else:
            said = _("%(body)s: %(count)s meetings %(least)s days apart need %(days)s days; there are %(other)s.")
            yield said % {**named, "count": planned.count, "least": planned.least_days}
