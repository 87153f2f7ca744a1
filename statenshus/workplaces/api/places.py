"""The API of places: sites, floors, zones, workplaces, and when those are closed."""

from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Organisation
from statenshus.ui.said import Day, Key, Line, Moment, PartOfList, Prose, Said
from statenshus.workplaces.api import EndIn, Title, router
from statenshus.workplaces.api.bookings import WorkplaceOut, WorkplacesOut
from statenshus.workplaces.models import (
    Closure,
    Equipment,
    Floor,
    Kind,
    Site,
    Workplace,
    Zone,
)
from statenshus.workplaces.usecases import places as place_acts
from statenshus.workplaces.usecases import workplaces as acts

Decimetres = Annotated[int, Field(ge=0, le=2000)]


class SiteOut(Schema):
    """A building or an address."""

    key: str
    name: str
    address: str
    about: str


class SiteIn(Said):
    """A building, and how to get in."""

    name: Title = Field(min_length=1)
    address: Line | None = None
    about: Prose = ""

    def said(self) -> dict[str, Any]:
        """As the act takes it."""
        return {"name": self.name, "address": self.address or "", "about": self.about}


class FloorOut(Schema):
    """A floor, with the size of its plan in decimetres."""

    key: str
    site: str = Field(alias="site.key")
    name: str
    level: int
    width: int
    depth: int


class FloorIn(Said):
    """A floor, with the size of its plan in decimetres."""

    name: Title = Field(min_length=1)
    level: int = Field(ge=-5, le=50)
    width: int = Field(ge=10, le=2000)
    depth: int = Field(ge=10, le=2000)


class ZoneOut(Schema):
    """A zone, and the organisations for which alone it opens; none: it opens for all."""

    key: str
    floor: str = Field(alias="floor.key")
    name: str
    kind: Zone.Kind
    rules: str
    organisations: list[str]

    @staticmethod
    def resolve_organisations(zone: Zone) -> list[str]:
        """Their keys."""
        return list(zone.accesses.values_list("organisation__key", flat=True))


class ZoneIn(Said):
    """A zone, for whom it opens by their keys, and where it stands in the plan."""

    name: Title = Field(min_length=1)
    kind: Zone.Kind
    about: Prose = ""
    organisations: list[Key] = Field([], max_length=100)
    x: Decimetres
    y: Decimetres
    width: Decimetres
    depth: Decimetres


class EditWorkplaceIn(Said):
    """What a workplace is called and has, and where it stands in the plan."""

    name: Title = Field(min_length=1)
    capacity: int = Field(1, ge=1, le=2000)
    equipment: list[Equipment] = Field([], max_length=20)
    accessible: bool = False
    network: Workplace.Network = Workplace.Network.OPEN
    note: Title = ""
    x: Decimetres = 0
    y: Decimetres = 0
    width: Decimetres = 16
    depth: Decimetres = 8


class AddWorkplaceIn(EditWorkplaceIn):
    """The same, of which kind, part of what, in use from a day."""

    kind: Kind
    part_of: Key | None = None
    valid_from: Day


class CloseWorkplaceIn(Said):
    """Closed during [starts_at, ends_at), and why."""

    starts_at: Moment
    ends_at: Moment
    reason: Line


@router.get("/places", response=WorkplacesOut, operation_id="places")
def places(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The workplaces in use on the day. Two queries."""
    rows = Workplace.objects.visible_to(request.actor).at(request.on).select_related("zone__floor", "part_of")
    return {"count": rows.count(), "items": rows[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/sites", response=list[SiteOut], operation_id="sites")
def sites(request: HouseRequest) -> Any:
    """The house's sites."""
    return Site.objects.visible_to(request.actor)


@router.get("/floors", response=list[FloorOut], operation_id="floors")
def floors(request: HouseRequest) -> Any:
    """The floors of all sites."""
    return Floor.objects.visible_to(request.actor).select_related("site")


@router.get("/zones", response=list[ZoneOut], operation_id="zones")
def zones(request: HouseRequest) -> Any:
    """The zones of all floors."""
    return Zone.objects.visible_to(request.actor).select_related("floor")


@router.post("/sites", response={201: SiteOut}, operation_id="add_site")
def add_site(request: HouseRequest, wanted: SiteIn) -> Status[Site]:
    """Add a site."""
    return Status(201, place_acts.add_site(**wanted.said(), by=request.actor))


@router.post("/sites/{slug:key}/edit_site", response=SiteOut, operation_id="edit_site")
def edit_site(request: HouseRequest, key: str, wanted: SiteIn) -> Site:
    """Change a site."""
    site = get_object_or_404(Site.objects.visible_to(request.actor), key=key)
    return place_acts.edit_site(site, **wanted.said(), source=site.source, by=request.actor)


@router.post("/sites/{slug:key}/add_floor", response={201: FloorOut}, operation_id="add_floor")
def add_floor(request: HouseRequest, key: str, wanted: FloorIn) -> Status[Floor]:
    """Add a floor to a site."""
    site = get_object_or_404(Site.objects.visible_to(request.actor), key=key)
    return Status(201, place_acts.add_floor(site, **wanted.dict(), by=request.actor))


@router.post("/floors/{slug:key}/edit_floor", response=FloorOut, operation_id="edit_floor")
def edit_floor(request: HouseRequest, key: str, wanted: FloorIn) -> Floor:
    """Change a floor."""
    return place_acts.edit_floor(_floor(request, key), **wanted.dict(), by=request.actor)


@router.post("/floors/{slug:key}/add_zone", response={201: ZoneOut}, operation_id="add_zone")
def add_zone(request: HouseRequest, key: str, wanted: ZoneIn) -> Status[Zone]:
    """Add a zone to a floor."""
    said = {**wanted.dict(), "organisations": _organisations(request, wanted.organisations)}
    return Status(201, place_acts.add_zone(_floor(request, key), **said, by=request.actor))


@router.post("/zones/{slug:key}/edit_zone", response=ZoneOut, operation_id="edit_zone")
def edit_zone(request: HouseRequest, key: str, wanted: ZoneIn) -> Zone:
    """Change a zone, and for whom it opens."""
    said = {**wanted.dict(), "organisations": _organisations(request, wanted.organisations)}
    return place_acts.edit_zone(_zone(request, key), **said, by=request.actor)


@router.post("/zones/{slug:key}/add_workplace", response={201: WorkplaceOut}, operation_id="add_workplace")
def add_workplace(request: HouseRequest, key: str, wanted: AddWorkplaceIn) -> Status[Workplace]:
    """Add a workplace to a zone."""
    part_of = _place(request, wanted.part_of) if wanted.part_of else None
    said = {**wanted.dict(), "part_of": part_of}
    return Status(201, acts.add_workplace(_zone(request, key), **said, by=request.actor))


@router.post("/places/{slug:key}/edit_workplace", response=WorkplaceOut, operation_id="edit_workplace")
def edit_workplace(request: HouseRequest, key: str, wanted: EditWorkplaceIn) -> Workplace:
    """Change a workplace."""
    return acts.edit_workplace(_place(request, key), **wanted.dict(), by=request.actor)


@router.post("/places/{slug:key}/retire_workplace", response=WorkplaceOut, operation_id="retire_workplace")
def retire_workplace(request: HouseRequest, key: str, wanted: EndIn) -> Workplace:
    """Take a workplace out of use; what is booked of it from then on ends."""
    return acts.retire_workplace(_place(request, key), on=wanted.valid_to, by=request.actor)


@router.post("/places/{slug:key}/close_workplace", response={201: WorkplaceOut}, operation_id="close_workplace")
def close_workplace(request: HouseRequest, key: str, wanted: CloseWorkplaceIn) -> Status[Workplace]:
    """Close a workplace for a time; what is booked of it then ends."""
    acts.close_workplace(_place(request, key), **wanted.dict(), by=request.actor)
    return Status(201, _place(request, key))


@router.post("/closures/{int:pk}/reopen_workplace", response=WorkplaceOut, operation_id="reopen_workplace")
def reopen_workplace(request: HouseRequest, pk: int) -> Workplace:
    """Open a closed workplace again."""
    rows = Closure.objects.visible_to(request.actor).select_related("workplace")
    return acts.reopen_workplace(get_object_or_404(rows, pk=pk), by=request.actor)


def _floor(request: HouseRequest, key: str) -> Floor:
    return get_object_or_404(Floor.objects.visible_to(request.actor).select_related("site"), key=key)


def _zone(request: HouseRequest, key: str) -> Zone:
    return get_object_or_404(Zone.objects.visible_to(request.actor).select_related("floor"), key=key)


def _place(request: HouseRequest, key: str) -> Workplace:
    rows = Workplace.objects.visible_to(request.actor).select_related("zone__floor", "part_of")
    return get_object_or_404(rows, key=key)


def _organisations(request: HouseRequest, keys: list[str]) -> list[Organisation]:
    return [get_object_or_404(Organisation.objects.visible_to(request.actor), key=key) for key in keys]
