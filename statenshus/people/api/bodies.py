"""The API of bodies, their seats and who sits in them. Periods are half-open: `valid_to` is the first day after."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.people.api import router
from statenshus.people.api.persons import EndIn
from statenshus.people.models import Body, Organisation, Person, Seat, SeatHolding
from statenshus.people.queries import seats_in
from statenshus.people.usecases import bodies as usecases
from statenshus.people.usecases import seats as seat_usecases
from statenshus.ui.said import Day, Key, Line, PartOfList, Prose, Said


class BodyOut(Schema):
    """A body that exists during [valid_from, valid_to)."""

    key: str
    name: str
    kind: Body.Kind
    purpose: str
    valid_from: date | None
    valid_to: date | None
    source: str


class SeatOut(Schema):
    """A place in a body, for an organisation or for nobody in particular."""

    key: str
    organisation: str | None = Field(None, alias="organisation.key")
    role: Seat.Role
    valid_from: date | None
    valid_to: date | None


class HoldingOut(Schema):
    """That a person sits in a seat during [valid_from, valid_to): rank 0 holds it, the others are called in order."""

    id: int
    person: str = Field(alias="person.key")
    name: str = Field(alias="person.name")
    rank: int
    valid_from: date | None
    valid_to: date | None


class SeatShownOut(Schema):
    """A seat on a day: who holds it, who is called instead in which order, who is to come, who sat before."""

    seat: SeatOut
    holder: HoldingOut | None
    deputies: list[HoldingOut]
    coming: list[HoldingOut]
    former: list[HoldingOut]


class BodyShownOut(Schema):
    """A body with its seats on the day."""

    body: BodyOut
    seats: list[SeatShownOut]


class BodiesOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[BodyOut]


class DescribeBodyIn(Said):
    """What a body is called and what it is for."""

    name: Line
    purpose: Prose = ""


class FoundBodyIn(DescribeBodyIn):
    """The same, with its kind, existing during [valid_from, valid_to)."""

    kind: Body.Kind
    valid_from: Day
    valid_to: Day | None = None


class AddSeatIn(Said):
    """A place for an organisation, by its key, during [valid_from, valid_to)."""

    organisation: Key | None = None
    role: Seat.Role = Seat.Role.MEMBER
    valid_from: Day
    valid_to: Day | None = None


class SeatPersonIn(Said):
    """Who sits, by the person's key, as holder or as the last deputy, during [valid_from, valid_to)."""

    person: Key
    deputy: bool = False
    valid_from: Day
    valid_to: Day | None = None


class ReorderDeputiesIn(Said):
    """The keys of all deputies in the order in which they are called from today."""

    deputies: list[Key] = Field(max_length=100)


@router.get("/bodies", response=BodiesOut, operation_id="bodies")
def bodies(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The bodies that exist on the day. Two queries."""
    found = Body.objects.visible_to(request.actor).at(request.on)
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/bodies/{slug:key}", response=BodyShownOut, operation_id="body")
def body(request: HouseRequest, key: str) -> dict[str, Any]:
    """One body with its seats on the day. Three queries."""
    shown = _body(request, key)
    return {"body": shown, "seats": [each for each in seats_in(shown, request.on) if each.seat.holds_at(request.on)]}


@router.post("/bodies", response={201: BodyOut}, operation_id="found_body")
def found_body(request: HouseRequest, wanted: FoundBodyIn) -> Status[Body]:
    """Found a body."""
    return Status(201, usecases.found_body(**wanted.dict(), by=request.actor))


@router.post("/bodies/{slug:key}/describe_body", response=BodyOut, operation_id="describe_body")
def describe_body(request: HouseRequest, key: str, wanted: DescribeBodyIn) -> Body:
    """Say what a body is called and what it is for."""
    return usecases.describe_body(_body(request, key), **wanted.dict(), by=request.actor)


@router.post("/bodies/{slug:key}/dissolve_body", response=BodyOut, operation_id="dissolve_body")
def dissolve_body(request: HouseRequest, key: str, wanted: EndIn) -> Body:
    """Dissolve a body; its seats end with it."""
    return usecases.dissolve_body(_body(request, key), on=wanted.valid_to, by=request.actor)


@router.post("/bodies/{slug:key}/add_seat", response={201: SeatOut}, operation_id="add_seat")
def add_seat(request: HouseRequest, key: str, wanted: AddSeatIn) -> Status[Seat]:
    """Add a seat to a body."""
    by, said = request.actor, wanted.dict()
    named = said.pop("organisation")
    organisation = get_object_or_404(Organisation.objects.visible_to(by), key=named) if named else None
    return Status(201, seat_usecases.add_seat(_body(request, key), organisation=organisation, **said, by=by))


@router.post("/seats/{slug:key}/remove_seat", response=SeatOut, operation_id="remove_seat")
def remove_seat(request: HouseRequest, key: str, wanted: EndIn) -> Seat:
    """Take a seat out of its body."""
    return seat_usecases.remove_seat(_seat(request, key), on=wanted.valid_to, by=request.actor)


@router.post("/seats/{slug:key}/seat_person", response={201: HoldingOut}, operation_id="seat_person")
def seat_person(request: HouseRequest, key: str, wanted: SeatPersonIn) -> Status[SeatHolding]:
    """Seat a person, as holder or deputy."""
    by, said = request.actor, wanted.dict()
    person = get_object_or_404(Person.objects.visible_to(by), key=said.pop("person"))
    return Status(201, seat_usecases.seat_person(_seat(request, key), person=person, **said, by=by))


@router.post("/holdings/{int:pk}/unseat_person", response=HoldingOut, operation_id="unseat_person")
def unseat_person(request: HouseRequest, pk: int, wanted: EndIn) -> SeatHolding:
    """Let a person leave a seat."""
    rows = SeatHolding.objects.visible_to(request.actor).select_related("person", "seat")
    return seat_usecases.unseat_person(get_object_or_404(rows, pk=pk), on=wanted.valid_to, by=request.actor)


@router.post("/seats/{slug:key}/reorder_deputies", response=list[HoldingOut], operation_id="reorder_deputies")
def reorder_deputies(request: HouseRequest, key: str, wanted: ReorderDeputiesIn) -> list[SeatHolding]:
    """Set the order in which the deputies are called, from today."""
    by = request.actor
    found = {person.key: person for person in Person.objects.visible_to(by).filter(key__in=wanted.deputies)}
    order = [found[each] for each in wanted.deputies if each in found]
    return seat_usecases.reorder_deputies(_seat(request, key), deputies=order, on=by.today, by=by)


def _body(request: HouseRequest, key: str) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.actor), key=key)


def _seat(request: HouseRequest, key: str) -> Seat:
    return get_object_or_404(Seat.objects.visible_to(request.actor), key=key)
