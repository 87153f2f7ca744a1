"""What is free, and what is taken as others may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Abs
from django.utils.translation import gettext

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation
from statenshus.workplaces.models import Booking, Closure, Hold, Policy, Shown, Workplace, ZoneAccess, policies_of
from statenshus.workplaces.queries.hours import Slot, halves, is_past, last_day, opening, within_hours
from statenshus.workplaces.queries.persons import organisation_of, person_of

NEAREST = 3


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for during [starts_at, ends_at)."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    capacity: int = 1
    equipment: tuple[str, ...] = ()
    accessible: bool = False
    near: Organisation | None = None


def own_organisation(by: Actor, day: date) -> Organisation | None:
    """Where the actor works on the day. One query."""
    return organisation_of(person_of(by), day) if by.person else None


def free(by: Actor, wanted: Wanted, policy: Policy, where: Organisation | None) -> "QuerySet[Workplace]":
    """What the actor, who works at `where`, may have at that time, the nearest and the smallest that is enough first.

    None outside the opening hours. One query, however many bookings there are.
    """
    may = Workplace.objects.visible_to(by).at(wanted.starts_at.date()).open_for(where)
    may = may.filter(kind=wanted.kind, capacity__gte=wanted.capacity)
    if wanted.equipment:
        may = may.filter(equipment__contains=list(wanted.equipment))
    if wanted.accessible:
        may = may.filter(accessible=True)
    if not within_hours(policy, wanted.starts_at, wanted.ends_at):
        return may.none()
    may = may.exclude(_taken(by, wanted, policy, "workplace")).exclude(_taken(by, wanted, policy, "workplace__part_of"))
    may = may.exclude(_closed(by, wanted))
    order = ["capacity", "zone__floor__level", "zone__position", "position", "pk"]
    if wanted.near is not None:
        may = may.annotate(near=_near(by, wanted, wanted.near))
        order = ["-near", *order]
    return may.select_related("zone__floor__site").order_by(*order)


def _taken(by: Actor, wanted: Wanted, policy: Policy, whose: str) -> Exists:
    """That the place itself, or a part of it, is kept: asked one by one, so that each goes by the index."""
    until = wanted.ends_at.astimezone(UTC) + timedelta(minutes=policy.buffer_minutes)
    kept = Hold.objects.in_house(by.house).during(wanted.starts_at, until)
    return Exists(kept.filter(**{whose: OuterRef("pk")}))


def _closed(by: Actor, wanted: Wanted) -> Exists:
    during = Closure.objects.in_house(by.house).filter(starts_at__lt=wanted.ends_at, ends_at__gt=wanted.starts_at)
    places = Q(workplace=OuterRef("pk")) | Q(workplace__part_of=OuterRef("pk")) | Q(workplace=OuterRef("part_of"))
    return Exists(during.filter(places))


def _near(by: Actor, wanted: Wanted, organisation: Organisation) -> Q:
    """In a zone that opens for the organisation by name, or where it shows that it sits at the time."""
    own = ZoneAccess.objects.filter(zone=OuterRef("zone"), organisation=organisation)
    there = (
        Booking.objects.in_house(by.house).standing().during(wanted.starts_at, wanted.ends_at).exclude(shown=Shown.BUSY)
    )
    return Q(Exists(own)) | Q(Exists(there.filter(organisation=organisation, workplace__zone=OuterRef("zone"))))


def alternatives(workplace: Workplace, wanted: Wanted, by: Actor) -> list[Workplace]:
    """The three nearest that are free instead: in the same zone, on the same floor, by the plan. Four queries."""
    where = own_organisation(by, wanted.starts_at.date())
    found = free(by, wanted, policies_of(by.house)[wanted.kind], where).exclude(pk=workplace.pk)
    found = found.annotate(
        same_zone=Q(zone=workplace.zone_id),
        same_floor=Q(zone__floor=workplace.zone.floor_id),
        away=Abs(F("x") - workplace.x) + Abs(F("y") - workplace.y),
    )
    return list(found.order_by("-same_zone", "-same_floor", "away", "pk")[:NEAREST])


@dataclass(frozen=True)
class Taken:
    """That a place is somebody's during [starts_at, ends_at), as whoever looks may see it."""

    workplace: int
    starts_at: datetime
    ends_at: datetime
    label: str
    title: str = ""
    booking: Booking | None = None
    """One's own."""
    person: int | None = None
    """Whose name was read, where it is another's."""
    closed: bool = False


def taken(by: Actor, workplaces: Iterable[Workplace], first: datetime, after: datetime) -> list[Taken]:
    """What is taken of the places, with their parts and wholes, at some moment of [first, after), in order of time.

    Each booking as whoever has it chose: with their name, their agency, or only that it is taken. Three queries.
    """
    places = {place.pk: place for place in workplaces}
    parts = Workplace.objects.in_house(by.house).filter(part_of__in=places).values_list("pk", flat=True)
    holds = Hold.objects.in_house(by.house).during(first, after).filter(workplace__in=[*places, *parts])
    rows = holds.select_related("booking__person", "booking__organisation", "workplace")
    found: dict[tuple[int, int], Taken] = {}
    for hold in rows.order_by("starts_at", "pk"):
        for pk in {hold.workplace.pk, hold.workplace.part_of_id or 0} & set(places):
            found.setdefault((pk, hold.booking_id), _shown(pk, hold.booking, by))
    shut = Closure.objects.in_house(by.house).filter(
        Q(workplace__in=places) | Q(workplace__parts__in=places) | Q(workplace__part_of__in=places),
        starts_at__lt=after,
        ends_at__gt=first,
    )
    closed = [
        Taken(pk, closure.starts_at, closure.ends_at, closure.reason, closed=True)
        for closure in shut.distinct().select_related("workplace")
        for pk, place in places.items()
        if closure.workplace_id in (pk, place.part_of_id) or closure.workplace.part_of_id == pk
    ]
    return sorted([*found.values(), *closed], key=lambda each: (each.starts_at, each.workplace))


def _shown(place: int, booking: Booking, by: Actor) -> Taken:
    when = (place, booking.starts_at, booking.ends_at)
    if by.person is not None and booking.person_id == by.person.pk:
        return Taken(*when, gettext("You"), booking.title, booking=booking)
    if booking.shown == Shown.NAME:
        return Taken(*when, booking.person.name, booking.title, person=booking.person_id)
    if booking.shown == Shown.AGENCY and booking.organisation is not None:
        return Taken(*when, str(booking.organisation))
    return Taken(*when, gettext("Taken"))


@dataclass(frozen=True)
class Part:
    """A half-day of a workplace, or the whole of its day where it is booked by the minute."""

    slot: Slot
    taken: tuple[Taken, ...]
    can_book: bool


@dataclass(frozen=True)
class Day:
    """A day of a workplace."""

    on: date
    is_open: bool
    parts: tuple[Part, ...]


def days_of(workplace: Workplace, policy: Policy, days: Sequence[date], every: Sequence[Taken], by: Actor) -> list[Day]:
    """The days of a workplace, each in its half-days or as a whole, with what is taken of it. No query."""
    mine = [each for each in every if each.workplace == workplace.pk]
    return [_day(workplace, policy, day, mine, by) for day in days]


def _day(workplace: Workplace, policy: Policy, day: date, mine: Sequence[Taken], by: Actor) -> Day:
    whole = opening(policy, day)
    if whole is None:
        return Day(day, False, ())
    slots = halves(policy, day)[:2] if policy.unit == Policy.Unit.HALF_DAY else [whole]
    reach = workplace.holds_at(day) and day <= last_day(policy, by.today)
    parts = []
    for slot in slots:
        there = tuple(each for each in mine if each.starts_at < slot.ends_at and each.ends_at > slot.starts_at)
        late = is_past(policy, slot.starts_at, slot.ends_at, by.now) if len(slots) > 1 else slot.ends_at <= by.now
        parts.append(Part(slot, there, reach and not late and (len(slots) == 1 or not there)))
    return Day(day, True, tuple(parts))


def last_of(by: Actor, kind: str) -> Booking | None:
    """The actor's latest booking of the kind, so that the same can be had again. One query."""
    own = Booking.objects.visible_to(by).filter(workplace__kind=kind, offered_until=None)
    return own.select_related("workplace__zone").order_by("-starts_at").first()
