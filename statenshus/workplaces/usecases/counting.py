"""The act by which weeks that are over are counted, before it is forgotten who was where."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from math import ceil
from typing import Any

from django.db import transaction

from statenshus.kernel.actors import Actor
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.people.models import Organisation
from statenshus.workplaces.models import (
    Booking,
    Count,
    CountedWeek,
    Kind,
    Policy,
    Together,
    TravelFactor,
    Trip,
    Visit,
    Workplace,
    policies_of,
)
from statenshus.workplaces.models.bookings import BookingQuerySet
from statenshus.workplaces.queries.hours import day_of, midnight, opening
from statenshus.workplaces.queries.persons import organisation_of
from statenshus.workplaces.queries.quotas import amount_of
from statenshus.workplaces.queries.suppression import FEWEST, Cell, told
from statenshus.workplaces.queries.week import Week, week_of
from statenshus.workplaces.rules import quotas as rules

_A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Use:
    """That a person used a place on a day: so much of it."""

    person: int
    organisation: int | None
    visits: int | None
    """Of a guest: the agency of whoever invited them."""
    zone: int
    day: date
    kind: str
    amount: int


@transaction.atomic
def count_weeks(*, by: Actor) -> list[CountedWeek]:
    """Count the weeks that are over and not counted yet; one that is counted is never counted again.

    Three queries and a few for each week.

    Raises NotAllowed by rules.count_weeks.
    """
    by.must(rules.count_weeks)
    House.objects.select_for_update(no_key=True).get(pk=by.house.pk)
    last = CountedWeek.objects.in_house(by.house).first()
    every = Booking.objects.in_house(by.house).order_by("starts_at").first()
    first = last.monday + _A_WEEK if last else every and week_of(day_of(every.starts_at)).monday
    policies, made = policies_of(by.house), []
    while first and first + _A_WEEK <= by.today:
        made.append(_count(Week(first), policies, by))
        first += _A_WEEK
    if made:
        record(by, "workplaces.count_weeks", by.house, count=len(made))
    return made


def _count(week: Week, policies: dict[str, Policy], by: Actor) -> CountedWeek:
    counted = CountedWeek.objects.create(house=by.house, monday=week.monday, counted_at=by.now, **_spared(week, by))
    rows = Workplace.objects.in_house(by.house).filter(valid_from__lt=week.after).select_related("zone")
    places = [place for place in rows.prefetch_related("parts") if any(place.holds_at(day) for day in week.days)]
    units = {place.pk: max(1, len(place.parts.all())) for place in places}
    uses = list(_uses(week, policies, units, by))
    agencies = [*Organisation.objects.in_house(by.house).order_by("name", "pk").values_list("pk", flat=True), None]
    counts: list[Count] = []
    for kind in Kind:
        own = [place for place in places if place.kind == kind]
        if own:
            of_kind = [use for use in uses if use.kind == kind]
            counts += _of_kind(counted, policies[kind], own, of_kind, agencies)
    Count.objects.bulk_create(counts)
    Together.objects.bulk_create(_together(counted, uses))
    return counted


def _uses(week: Week, policies: dict[str, Policy], units: dict[int, int], by: Actor) -> Iterable[Use]:
    """What was used of what there was; what came to nothing is not."""
    visited = _visited(by)
    for booking in _came(week, by).select_related("workplace"):
        place, policy = booking.workplace, policies[booking.workplace.kind]
        if policy.unit == Policy.Unit.HALF_DAY:
            amount = int(2 * amount_of(policy, booking.starts_at, booking.ends_at))
        else:
            amount = max(1, _hours(booking.starts_at, booking.ended_at or booking.ends_at))
        day, all_parts = day_of(booking.starts_at), units.get(place.pk, 1)
        visits = visited.get(booking.person_id)
        where = (booking.organisation_id, visits.pk if visits else None, place.zone_id)
        yield Use(booking.person_id, *where, day, place.kind, amount * all_parts)


def _visited(by: Actor) -> dict[int, Organisation | None]:
    """The agency that each guest visits: that of whoever invited them, on the first day. A query, and one a guest."""
    visits = Visit.objects.in_house(by.house).select_related("host__house")
    return {visit.person_id: organisation_of(visit.host, visit.first_on) for visit in visits}


def _came(week: Week, by: Actor) -> BookingQuerySet:
    """What did not come to nothing."""
    came = Booking.objects.in_house(by.house).filter(ended__in=["", Booking.Ended.LEFT], offered_until=None)
    came = came.exclude(asked_at__isnull=False, approved_at=None)
    return came.filter(starts_at__gte=midnight(week.monday), starts_at__lt=midnight(week.after))


def _spared(week: Week, by: Actor) -> dict[str, int | None]:
    """The travel that people stated, where five or more did; its CO₂ where the house has a factor for every journey."""
    trips = list(Trip.objects.in_house(by.house).filter(booking__in=_came(week, by)).select_related("booking"))
    if len({trip.booking.person_id for trip in trips}) < FEWEST:
        return {}
    factors = list(TravelFactor.objects.in_house(by.house))
    found = [_factor_of(trip, factors) for trip in trips]
    grams = [trip.km * factor.grams_per_km for trip, factor in zip(trips, found, strict=True) if factor]
    return {
        "travel_km": sum(trip.km for trip in trips),
        "travel_minutes": sum(trip.minutes for trip in trips),
        "travel_grams": sum(grams) if len(grams) == len(trips) else None,
    }


def _factor_of(trip: Trip, factors: list[TravelFactor]) -> TravelFactor | None:
    day = trip.booking.day
    return next((factor for factor in factors if factor.mode == trip.mode and factor.holds_at(day)), None)


def _of_kind(
    counted: CountedWeek, policy: Policy, places: list[Workplace], uses: list[Use], agencies: list[int | None]
) -> list[Count]:
    """The kind in all, and its three partitions: each is told by itself, and they have but the sum in common."""
    days = Week(counted.monday).days
    room: dict[tuple[str, Hashable], int] = defaultdict(int)
    for place in places:
        if len(place.parts.all()):
            continue
        for day in days:
            whole = opening(policy, day) if place.holds_at(day) else None
            if whole is not None:
                each = 2 if policy.unit == Policy.Unit.HALF_DAY else _hours(whole.starts_at, whole.ends_at)
                room["all", None] += each
                room["zone", place.zone_id] += each
                room["weekday", day.isoweekday()] += each
    open_days = {day.isoweekday() for day in days if opening(policy, day)} | {use.day.isoweekday() for use in uses}
    zones = sorted({place.zone_id for place in places} | {use.zone for use in uses})
    partitions: dict[str, dict[Hashable, list[Use]]] = {
        "zone": {zone: [use for use in uses if use.zone == zone] for zone in zones},
        "weekday": {day: [use for use in uses if use.day.isoweekday() == day] for day in sorted(open_days)},
        "agency": {agency: [use for use in uses if use.organisation == agency] for agency in agencies},
    }
    field = {"zone": "zone_id", "weekday": "weekday", "agency": "organisation_id"}
    said: dict[str, Any] = {"house": counted.house, "week": counted, "kind": policy.kind}
    made, all_of_it = [], None
    for of, partition in partitions.items():
        numbers, all_of_it = told({key: _cell(rows) for key, rows in partition.items()}, _cell(uses))
        if of == "agency" and numbers[None] is not None:
            made += _guests(said, partition[None], agencies)
        for key, used in numbers.items():
            there_was = None if of == "agency" else room[of, key]
            made.append(Count(**said, of=of, used=used, there_was=there_was, **{field[of]: key}))
    return [Count(**said, of="all", used=all_of_it, there_was=room["all", None]), *made]


def _guests(said: dict[str, Any], uses: list[Use], agencies: list[int | None]) -> list[Count]:
    """Guests by the agency they visited: a partition of what no agency used, where that is told itself.

    Every agency has its cell, also one that nobody visited: which of them there are must not tell who was visited.
    """
    partition: dict[Hashable, Cell] = {key: _cell([use for use in uses if use.visits == key]) for key in agencies}
    numbers, _all = told(partition, _cell(uses))
    return [Count(**said, of="guests", used=numbers[key], organisation_id=key) for key in agencies]


def _hours(starts_at: datetime, ends_at: datetime) -> int:
    """The hours that were begun."""
    return ceil((ends_at - starts_at).total_seconds() / 3600)


def _cell(uses: list[Use]) -> Cell:
    return Cell(sum(use.amount for use in uses), len({use.person for use in uses}))


def _together(counted: CountedWeek, uses: list[Use]) -> list[Together]:
    """Two agencies on the same day, where five or more came from each in the week."""
    came: dict[int, set[int]] = defaultdict(set)
    days: dict[int, set[date]] = defaultdict(set)
    for use in uses:
        if use.organisation is not None and use.kind != Kind.PARKING:
            came[use.organisation].add(use.person)
            days[use.organisation].add(use.day)
    many = sorted(agency for agency, persons in came.items() if len(persons) >= FEWEST)
    return [
        Together(house=counted.house, week=counted, one_id=one, other_id=other, days=len(days[one] & days[other]))
        for one, other in combinations(many, 2)
    ]
