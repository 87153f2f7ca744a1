"""The API of booking: what is free, one's own bookings, and the acts on them. Moments carry their zone."""

from datetime import datetime, timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Organisation
from statenshus.ui.said import AsOf, Key, Moment, PartOfList, Said
from statenshus.workplaces.api import Title, router
from statenshus.workplaces.models import Booking, Equipment, Kind, Shown, Workplace, policies_of
from statenshus.workplaces.queries.free import Wanted, alternatives, free, own_organisation, taken
from statenshus.workplaces.queries.hours import day_of, next_day
from statenshus.workplaces.rules import bookings as rules
from statenshus.workplaces.usecases import bookings as usecases
from statenshus.workplaces.usecases.looks import note_looks
from statenshus.workplaces.usecases.telling import mail_booking as mail

LONGEST = timedelta(days=31)


class WorkplaceOut(Schema):
    """A desk, a room, a booth or a parking place."""

    key: str
    name: str
    kind: Kind
    zone: str = Field(alias="zone.key")
    floor: str = Field(alias="zone.floor.key")
    part_of: str | None = Field(None, alias="part_of.key")
    capacity: int
    equipment: list[Equipment]
    accessible: bool
    network: Workplace.Network
    note: str


class WorkplacesOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[WorkplaceOut]


class BookingOut(Schema):
    """A booking of one's own during [starts_at, ends_at)."""

    key: str
    workplace: str = Field(alias="workplace.key")
    organisation: str | None = Field(None, alias="organisation.key")
    starts_at: datetime
    ends_at: datetime
    shown: Shown
    title: str
    is_settled: bool
    checked_in_at: datetime | None
    ended: str
    ended_at: datetime | None


class BookingsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[BookingOut]


class TakenOut(Schema):
    """That a place is somebody's during [starts_at, ends_at), as they chose to be shown; or that it is closed."""

    starts_at: datetime
    ends_at: datetime
    label: str
    closed: bool


class FreeIn(PartOfList):
    """What is looked for during [starts_at, ends_at); left out, from the next opening until closing."""

    kind: Kind = Kind.DESK
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    capacity: int = Field(1, ge=1, le=2000)
    near: Key | None = None
    accessible: bool = False


class DuringIn(AsOf):
    """Between which moments, at most thirty-one days; left out, for a week from now."""

    first: Moment | None = None
    after: Moment | None = None


class BookIn(Said):
    """When, what others see of it, and that one accepts the rules of the office where one has not yet."""

    starts_at: Moment
    ends_at: Moment
    shown: Shown = Shown.BUSY
    title: Title = ""
    accept_rules: bool = False


class ChangeBookingIn(Said):
    """When it is to be, and what others see of it."""

    starts_at: Moment
    ends_at: Moment
    shown: Shown
    title: Title = ""


@router.get("/free", response=WorkplacesOut, operation_id="free_places")
def free_places(request: HouseRequest, wanted: Query[FreeIn]) -> dict[str, Any]:
    """What the actor may have at that time, the nearest and smallest first. Six queries."""
    by = request.actor
    near = get_object_or_404(Organisation.objects.visible_to(by), key=wanted.near) if wanted.near else None
    policy = policies_of(by.house)[wanted.kind]
    whole = next_day(policy, by.now)
    starts_at, ends_at = wanted.starts_at or whole.starts_at, wanted.ends_at or whole.ends_at
    asked = Wanted(wanted.kind, starts_at, ends_at, wanted.capacity, accessible=wanted.accessible, near=near)
    found = free(by, asked, policy, own_organisation(by, day_of(starts_at))).select_related("zone__floor", "part_of")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/places/{slug:key}/taken", response=list[TakenOut], operation_id="taken_times")
def taken_times(request: HouseRequest, key: str, wanted: Query[DuringIn]) -> list[Any]:
    """When a place is taken, as whoever has it chose to be shown. Four queries."""
    by = request.actor
    place = get_object_or_404(Workplace.objects.visible_to(by), key=key)
    every = taken(by, [place], *_during(wanted, by))
    note_looks(persons={each.person for each in every if each.person}, where="api", by=by)
    return every


@router.get("/places/{slug:key}/alternatives", response=list[WorkplaceOut], operation_id="alternatives")
def nearest(request: HouseRequest, key: str, wanted: Query[DuringIn]) -> list[Workplace]:
    """The three nearest that are free instead of a place."""
    by = request.actor
    place = get_object_or_404(Workplace.objects.visible_to(by).select_related("zone"), key=key)
    return alternatives(place, Wanted(place.kind, *_during(wanted, by)), by)


@router.post("/places/{slug:key}/book", response={201: BookingOut}, operation_id="book")
def book(request: HouseRequest, key: str, wanted: BookIn) -> Status[Booking]:
    """Book a place for oneself; 409 with `taken` where somebody was first."""
    by = request.actor
    place = get_object_or_404(Workplace.objects.visible_to(by).select_related("zone"), key=key)
    return Status(201, usecases.book(place, **wanted.dict(), by=by))


@router.get("/bookings", response=BookingsOut, operation_id="bookings")
def bookings(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """One's own bookings, the first first. Two queries."""
    found = Booking.objects.visible_to(request.actor).select_related("workplace", "organisation")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/bookings/{slug:key}", response=BookingOut, operation_id="booking")
def booking(request: HouseRequest, key: str) -> Booking:
    """One booking of one's own."""
    return _own(request, key)


@router.post("/bookings/{slug:key}/change_booking", response=BookingOut, operation_id="change_booking")
def change_booking(request: HouseRequest, key: str, wanted: ChangeBookingIn) -> Booking:
    """Move a booking, or say what others see of it."""
    return usecases.change_booking(_own(request, key), **wanted.dict(), by=request.actor)


@router.post("/bookings/{slug:key}/cancel_booking", response=BookingOut, operation_id="cancel_booking")
def cancel_booking(request: HouseRequest, key: str) -> Booking:
    """Cancel a booking that has not begun."""
    return usecases.cancel_booking(_own(request, key), by=request.actor)


@router.post("/bookings/{slug:key}/end_early", response=BookingOut, operation_id="end_early")
def end_early(request: HouseRequest, key: str) -> Booking:
    """End a booking that is under way."""
    return usecases.end_early(_own(request, key), by=request.actor)


@router.post("/bookings/{slug:key}/check_in", response=BookingOut, operation_id="check_in")
def check_in(request: HouseRequest, key: str) -> Booking:
    """Say that one has come."""
    return usecases.check_in(_own(request, key), by=request.actor)


@router.post("/bookings/{slug:key}/mail_booking", response=BookingOut, operation_id="mail_booking")
def mail_booking(request: HouseRequest, key: str) -> Booking:
    """Have a booking sent to oneself by mail, as an event for one's calendar."""
    shown = _own(request, key)
    mail(shown, by=request.actor)
    return shown


@router.get("/approvals", response=BookingsOut, operation_id="approvals")
def approvals(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """What waits for the house host: which agency wants what, when."""
    by = request.actor
    by.must(rules.see_approvals)
    found = Booking.objects.in_house(by.house).standing().filter(asked_at__isnull=False, approved_at=None)
    found = found.select_related("workplace", "organisation")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/approvals/{slug:key}/approve_booking", response=BookingOut, operation_id="approve_booking")
def approve_booking(request: HouseRequest, key: str) -> Booking:
    """Approve a booking."""
    return usecases.approve_booking(_asked(request, key), by=request.actor)


@router.post("/approvals/{slug:key}/decline_booking", response=BookingOut, operation_id="decline_booking")
def decline_booking(request: HouseRequest, key: str) -> Booking:
    """Decline a booking."""
    return usecases.decline_booking(_asked(request, key), by=request.actor)


def _during(wanted: DuringIn, by: Actor) -> tuple[datetime, datetime]:
    first = wanted.first or by.now
    return first, min(wanted.after or first + timedelta(days=7), first + LONGEST)


def _own(request: HouseRequest, key: str) -> Booking:
    rows = Booking.objects.visible_to(request.actor).select_related("workplace", "organisation")
    return get_object_or_404(rows, key=key)


def _asked(request: HouseRequest, key: str) -> Booking:
    by = request.actor
    by.must(rules.see_approvals)
    return get_object_or_404(Booking.objects.in_house(by.house).select_related("workplace", "organisation"), key=key)
