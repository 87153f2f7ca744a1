"""How full it was, and how full it may be: from the counts of weeks that are over, and from what is booked already."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Booking, Count, CountedWeek, Policy, Together, Workplace, policies_of
from statenshus.workplaces.queries.hours import day_of, midnight, opening
from statenshus.workplaces.queries.quotas import amount_of

WEEKS = 13
LEARNT_FROM, AHEAD = 8, 14
COLUMNS = ("week", "kind", "of", "what", "used", "there_was", "unit")


@dataclass(frozen=True)
class Line:
    """A row of a table and a bar of its chart: what was used of what there was, over the weeks that are told."""

    name: str
    used: int | None
    """None where it is told of no week."""
    there_was: int | None
    hidden: int
    """Of so many weeks it is not told."""

    @property
    def percent(self) -> int | None:
        """In whole per cent; None where it is not known."""
        return round(100 * self.used / self.there_was) if self.there_was and self.used is not None else None


@dataclass(frozen=True)
class Occupancy:
    """How full a kind of workplace was over some weeks."""

    weeks: list[Line]
    zones: list[Line]
    weekdays: list[Line]
    agencies: list[Line]
    """Those of which something is told."""
    too_few: list[str]
    """The rest of them."""
    guests: list[Line]
    """By the agency they visited; of those of which something is told."""
    together: list[tuple[str, str, int]]
    by_halves: bool


def occupancy(by: Actor, kind: str, weeks: int = WEEKS) -> Occupancy:
    """The kind over the last weeks that are counted, the newest last. Three queries."""
    newest = list(CountedWeek.objects.visible_to(by)[:weeks])
    rows = list(Count.objects.visible_to(by).filter(week__in=newest, kind=kind).select_related(*RELATED))
    by_week: dict[date, list[Count]] = defaultdict(list)
    rest: dict[str, dict[str, list[Count]]] = {"zone": {}, "weekday": {}, "agency": {}, "guests": {}}
    for row in sorted(rows, key=lambda each: (each.week.monday, each.weekday or 0)):
        if row.of == Count.Of.ALL:
            by_week[row.week.monday].append(row)
        else:
            rest[row.of].setdefault(name_of(row), []).append(row)
    days: dict[tuple[str, str], int] = defaultdict(int)
    for pair in Together.objects.visible_to(by).filter(week__in=newest).select_related("one", "other"):
        days[str(pair.one), str(pair.other)] += pair.days
    zones, weekdays, agencies, guests = ([_line(*each) for each in rows.items()] for rows in rest.values())
    return Occupancy(
        [_line(_("Week %(number)s") % {"number": f"{monday:%V}"}, rows) for monday, rows in by_week.items()],
        zones,
        weekdays,
        [line for line in agencies if line.used is not None],
        [line.name for line in agencies if line.used is None],
        [line for line in guests if line.used is not None],
        [(*pair, number) for pair, number in days.items()],
        policies_of(by.house)[kind].unit == Policy.Unit.HALF_DAY,
    )


def travel(by: Actor, weeks: int = WEEKS) -> list[tuple[CountedWeek, int]]:
    """The travel that was spared in the last weeks that are counted, where it is told, each with its kilometres in per
    cent of the most; the newest last. One query."""
    found = [week for week in CountedWeek.objects.visible_to(by)[:weeks] if week.travel_km is not None]
    most = max((week.travel_km or 0 for week in found), default=0) or 1
    return [(week, round(100 * (week.travel_km or 0) / most)) for week in reversed(found)]


RELATED = ("week", "zone", "organisation")


def name_of(row: Count) -> str:
    """What the row counts, in words."""
    if row.zone is not None:
        return str(row.zone)
    if row.weekday is not None:
        return capfirst(str(WEEKDAYS[row.weekday - 1]))
    if row.of == Count.Of.ALL:
        return _("All")
    if row.of == Count.Of.GUESTS:
        return str(row.organisation) if row.organisation else _("Others")
    return str(row.organisation) if row.organisation else _("Guests, and others")


def _line(name: str, rows: list[Count]) -> Line:
    told = [row for row in rows if row.used is not None]
    used = sum(row.used or 0 for row in told) if told else None
    there_was = sum(row.there_was or 0 for row in told) or None
    return Line(name, used, there_was, len(rows) - len(told))


def sheet_of(by: Actor) -> list[tuple[Any, ...]]:
    """Every number that is told, and every one that is not, empty; the newest week first. Three queries."""
    units = {kind: _unit(policy) for kind, policy in policies_of(by.house).items()}
    rows = Count.objects.visible_to(by).select_related(*RELATED).order_by("-week__monday", "kind", "of", "pk")
    counted = [
        (str(row.week), row.kind, row.of, name_of(row), row.used, row.there_was, units[row.kind])
        for row in rows.iterator()
    ]
    spared = [
        (str(week), "", "travel", "", value, None, unit)
        for week in CountedWeek.objects.visible_to(by)
        for unit, value in (
            ("km", week.travel_km),
            ("minutes", week.travel_minutes),
            ("g CO2", week.travel_grams),
        )
    ]
    return counted + spared


def _unit(policy: Policy) -> str:
    return "half-days" if policy.unit == Policy.Unit.HALF_DAY else "hours"


def dictionary() -> list[tuple[str, str]]:
    """What each column means."""
    used = _("How much was used. Empty where fewer than five people stand behind it, or where it would tell of it.")
    of = _("What is counted: all; zone, weekday or agency, which each add up to all; guests by agency visited; travel.")
    unit = _("What used and there_was are counted in: half-days, or hours begun; for travel km, minutes or g CO2.")
    there_was = _("How much there was to use in the opening hours. Closures are not taken off. Empty for agencies.")
    return [
        ("week", _("The week, as ISO 8601 counts: year and number. Counted once, when it is over.")),
        ("kind", _("The kind of place: desk, room, booth or parking. Empty for travel.")),
        ("of", of),
        ("what", _("Which zone, weekday or agency.")),
        ("used", used),
        ("there_was", there_was),
        ("unit", unit),
    ]


@dataclass(frozen=True)
class Expected:
    """How full a day may be, in per cent."""

    on: date
    booked: int
    likely: int | None
    """The median of that weekday in the weeks it is learnt from; None where none of them is told."""
    lowest: int | None
    highest: int | None
    weeks: int


def forecast(by: Actor, kind: str) -> list[Expected]:
    """The open days of the next two weeks, from what is booked already and from the last eight weeks. Four queries.

    A day never turns out less than what is booked, as far as can be known; what is likely is never below that.
    """
    policy, today = policies_of(by.house)[kind], by.today
    learnt: dict[int, list[int]] = defaultdict(list)
    newest = list(CountedWeek.objects.visible_to(by)[:LEARNT_FROM])
    told = Count.objects.visible_to(by).filter(week__in=newest, kind=kind, of=Count.Of.WEEKDAY, used__isnull=False)
    for row in told:
        if row.there_was:
            learnt[row.weekday or 0].append(round(100 * (row.used or 0) / row.there_was))
    places = list(Workplace.objects.visible_to(by).filter(kind=kind).prefetch_related("parts"))
    booked = _booked(by, policy, places)
    found = []
    for day in (today + timedelta(days=n) for n in range(1, AHEAD + 1)):
        whole = opening(policy, day)
        there = sum(1 for place in places if place.holds_at(day) and not len(place.parts.all()))
        if whole is None or not there:
            continue
        each = amount_of(policy, whole.starts_at, whole.ends_at)
        now, past = round(100 * booked[day] / float(there * each)), learnt[day.isoweekday()]
        likely = max(now, round(median(past))) if past else None
        lowest, highest = (max(now, min(past)), max(now, *past)) if past else (None, None)
        found.append(Expected(day, now, likely, lowest, highest, len(past)))
    return found


def _booked(by: Actor, policy: Policy, places: list[Workplace]) -> dict[date, float]:
    """What is kept of the kind on each day to come: what the plan shows as taken, and no more."""
    units = {place.pk: max(1, len(place.parts.all())) for place in places}
    first = midnight(by.today + timedelta(days=1))
    rows = Booking.objects.in_house(by.house).standing().filter(workplace__in=units)
    found: dict[date, float] = defaultdict(float)
    ahead = rows.filter(starts_at__gte=first, starts_at__lt=first + timedelta(days=AHEAD + 1))
    for place, starts_at, ends_at in ahead.values_list("workplace", "starts_at", "ends_at"):
        found[day_of(starts_at)] += units[place] * float(amount_of(policy, starts_at, ends_at))
    return found
