"""The API of items and of what stands in a subproject."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Organisation, Person
from statenshus.portfolio.api import Day, Line, PartOfList, Prose, Said, router
from statenshus.portfolio.models import Item, Placement, Subproject
from statenshus.portfolio.usecases import placements as usecases


class NamedOut(Schema):
    """Somebody, by key and name."""

    key: str
    name: str


class ItemOut(Schema):
    """A thing that has its place in a subproject."""

    key: str
    name: str
    kind: Item.Kind
    description: str
    source: str


class ItemsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[ItemOut]


class PlacementOut(Schema):
    """That an item, a member or a lead stands in a subproject during [valid_from, valid_to)."""

    key: str
    kind: Placement.Kind
    item: ItemOut | None
    person: NamedOut | None
    organisation: NamedOut | None
    valid_from: date | None
    valid_to: date | None
    source: str


class PeriodIn(Said):
    """During [valid_from, valid_to), and where it is known from."""

    valid_from: Day
    valid_to: Day | None = None
    source: Prose = ""


class EditItemIn(Said):
    """What the item is."""

    name: Line
    kind: Item.Kind
    description: Prose = ""
    source: Prose = ""


class AddItemIn(PeriodIn, EditItemIn):
    """What the item is, and how long it stands there."""


class PlaceItemIn(PeriodIn):
    """In which subproject, by its key, and how long."""

    subproject: str


class AppointLeadIn(PeriodIn):
    """Who leads, on whose behalf, by their keys, and how long."""

    person: str
    organisation: str | None = None


class AddMemberIn(PeriodIn):
    """A person, an organisation, or a person on behalf of one, by their keys, and how long."""

    person: str | None = None
    organisation: str | None = None


class EndPlacementIn(Said):
    """The first day without it: the day after its last."""

    valid_to: Day


@router.get("/items", response=ItemsOut, operation_id="items")
def items(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The items that stand somewhere on the day, by name. Two queries."""
    placed = Placement.objects.visible_to(request.actor).at(request.on).values("item")
    found = Item.objects.visible_to(request.actor).filter(pk__in=placed)
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/items/{key}", response=ItemOut, operation_id="item")
def item(request: HouseRequest, key: str) -> Item:
    """One item."""
    return _one(request, Item, key)


@router.post("/subprojects/{key}/add_item", response={201: PlacementOut}, operation_id="add_item")
def add_item(request: HouseRequest, key: str, said: AddItemIn) -> Status[Placement]:
    """Add an item to a subproject."""
    return Status(201, usecases.add_item(_one(request, Subproject, key), **said.dict(), by=request.actor))


@router.post("/items/{key}/edit_item", response=ItemOut, operation_id="edit_item")
def edit_item(request: HouseRequest, key: str, said: EditItemIn) -> Item:
    """Say anew what an item is."""
    return usecases.edit_item(_one(request, Item, key), **said.dict(), by=request.actor)


@router.post("/items/{key}/place_item", response={201: PlacementOut}, operation_id="place_item")
def place_item(request: HouseRequest, key: str, said: PlaceItemIn) -> Status[Placement]:
    """Place an item in one more subproject."""
    where = {"subproject": _one(request, Subproject, said.subproject)}
    return Status(201, usecases.place_item(_one(request, Item, key), **said.dict() | where, by=request.actor))


@router.post("/subprojects/{key}/appoint_lead", response={201: PlacementOut}, operation_id="appoint_lead")
def appoint_lead(request: HouseRequest, key: str, said: AppointLeadIn) -> Status[Placement]:
    """Appoint who leads a subproject."""
    subproject = _one(request, Subproject, key)
    return Status(201, usecases.appoint_lead(subproject, **said.dict() | _who(request, said), by=request.actor))


@router.post("/subprojects/{key}/add_member", response={201: PlacementOut}, operation_id="add_member")
def add_member(request: HouseRequest, key: str, said: AddMemberIn) -> Status[Placement]:
    """Add a member to a subproject."""
    subproject = _one(request, Subproject, key)
    return Status(201, usecases.add_member(subproject, **said.dict() | _who(request, said), by=request.actor))


@router.post("/placements/{key}/end_placement", response=PlacementOut, operation_id="end_placement")
def end_placement(request: HouseRequest, key: str, said: EndPlacementIn) -> Placement:
    """Let what stands in a subproject leave it."""
    return usecases.end_placement(_one(request, Placement, key), **said.dict(), by=request.actor)


def _one(request: HouseRequest, model: Any, key: str) -> Any:
    return get_object_or_404(model.objects.visible_to(request.actor), key=key)


def _who(request: HouseRequest, said: AppointLeadIn | AddMemberIn) -> dict[str, Any]:
    return {
        "person": _one(request, Person, said.person) if said.person else None,
        "organisation": _one(request, Organisation, said.organisation) if said.organisation else None,
    }
