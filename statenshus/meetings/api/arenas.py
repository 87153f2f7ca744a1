"""The API of places to meet, of what is held there, and of who has met whom."""

from datetime import date, datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.api import router
from statenshus.meetings.models import Arena, Gathering, SignUp
from statenshus.meetings.queries import contacts as readings
from statenshus.meetings.queries.arenas import goals
from statenshus.meetings.usecases import arenas as acts
from statenshus.people.models import Body, Organisation
from statenshus.ui.said import Key, Line, Moment, PartOfList, Prose, Said


class ArenaOut(Schema):
    """A place to meet, and how often a year it is to be held."""

    key: str
    name: str
    kind: Arena.Kind
    about: str
    body: str | None = Field(None, alias="body.key")
    yearly_goal: int
    state: Arena.State
    closed_because: str


class GoalOut(Schema):
    """The place to meet with how often it was held this year, is announced, and is missing."""

    arena: ArenaOut
    held: int
    coming: int
    missing: int


class GatheringOut(Schema):
    """What is held in [starts_at, ends_at), for how many there is room, and how many come and wait."""

    key: str
    arena: str = Field(alias="arena.key")
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    host: str | None = Field(None, alias="host.key")
    capacity: int | None
    called_off_at: datetime | None
    called_off_because: str


class GatheringsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[GatheringOut]


class SignUpOut(Schema):
    """That somebody comes, or waits for a place."""

    gathering: str = Field(alias="gathering.key")
    state: SignUp.State
    at: datetime


class ContactOut(Schema):
    """A joint act, and the organisations in it."""

    on: date
    kind: str
    title: str
    organisations: list[str]


class ProposeArenaIn(Said):
    """A place to meet."""

    name: Annotated[Line, Field(max_length=100)]
    kind: Arena.Kind
    about: Prose = ""
    body: Key | None = None


class TakeUpArenaIn(Said):
    """How often a year."""

    yearly_goal: Annotated[int, Field(ge=1, le=366)]


class ReasonIn(Said):
    """Why."""

    reason: Line


class AnnounceGatheringIn(Said):
    """What is held in [starts_at, ends_at)."""

    title: Line
    starts_at: Moment
    ends_at: Moment
    place: Annotated[str, Field(max_length=200)] = ""
    link: Annotated[str, Field(max_length=200)] = ""
    host: Key | None = None
    capacity: Annotated[int, Field(ge=1, le=10_000)] | None = None


class NoteCameIn(Said):
    """The numbers of the sign-ups of those who came."""

    came: Annotated[list[int], Field(max_length=10_000)]


@router.get("/arenas", response=list[GoalOut], operation_id="arenas")
def arenas(request: HouseRequest) -> Any:
    """Places to meet, and how far it is to their goals this year. Three queries."""
    return goals(request.actor)


@router.post("/arenas", response={201: ArenaOut}, operation_id="propose_arena")
def propose_arena(request: HouseRequest, wanted: ProposeArenaIn) -> Status[Arena]:
    """Propose a place to meet."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=wanted.body) if wanted.body else None
    return Status(201, acts.propose_arena(by.house, **{**wanted.dict(), "body": body}, by=by))


@router.post("/arenas/{slug:key}/take_up_arena", response=ArenaOut, operation_id="take_up_arena")
def take_up_arena(request: HouseRequest, key: str, wanted: TakeUpArenaIn) -> Arena:
    """Take it up, or change its goal."""
    return acts.take_up_arena(_arena(request, key), **wanted.dict(), by=request.actor)


@router.post("/arenas/{slug:key}/close_arena", response=ArenaOut, operation_id="close_arena")
def close_arena(request: HouseRequest, key: str, wanted: ReasonIn) -> Arena:
    """Close it."""
    return acts.close_arena(_arena(request, key), **wanted.dict(), by=request.actor)


@router.post("/arenas/{slug:key}/announce_gathering", response={201: GatheringOut}, operation_id="announce_gathering")
def announce_gathering(request: HouseRequest, key: str, wanted: AnnounceGatheringIn) -> Status[Gathering]:
    """Announce what is held."""
    by = request.actor
    host = get_object_or_404(Organisation.objects.visible_to(by), key=wanted.host) if wanted.host else None
    return Status(201, acts.announce_gathering(_arena(request, key), **{**wanted.dict(), "host": host}, by=by))


@router.get("/gatherings", response=GatheringsOut, operation_id="gatherings")
def gatherings(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """What was and is to be held, the latest first. Two queries."""
    rows = Gathering.objects.visible_to(request.actor).select_related("arena", "host").order_by("-starts_at", "-pk")
    return {"count": rows.count(), "items": rows[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/gatherings/{slug:key}/call_off_gathering", response=GatheringOut, operation_id="call_off_gathering")
def call_off_gathering(request: HouseRequest, key: str, wanted: ReasonIn) -> Gathering:
    """Call it off."""
    return acts.call_off_gathering(_gathering(request, key), **wanted.dict(), by=request.actor)


@router.post("/gatherings/{slug:key}/sign_up", response={201: SignUpOut}, operation_id="sign_up")
def sign_up(request: HouseRequest, key: str) -> Status[SignUp]:
    """Sign up, or wait for a place."""
    return Status(201, acts.sign_up(_gathering(request, key), by=request.actor))


@router.post("/gatherings/{slug:key}/withdraw_sign_up", response=SignUpOut, operation_id="withdraw_sign_up")
def withdraw_sign_up(request: HouseRequest, key: str) -> SignUp:
    """Come after all not."""
    by = request.actor
    rows = _gathering(request, key).sign_ups.exclude(state=SignUp.State.WITHDRAWN).select_related("gathering__arena")
    mine = get_object_or_404(rows, person=by.person.pk if by.person else 0)
    return acts.withdraw_sign_up(mine, by=by)


@router.post("/gatherings/{slug:key}/note_came", response=GatheringOut, operation_id="note_came")
def note_came(request: HouseRequest, key: str, wanted: NoteCameIn) -> Gathering:
    """Note who came."""
    shown = _gathering(request, key)
    acts.note_came(shown, **wanted.dict(), by=request.actor)
    return shown


@router.get("/contacts", response=list[ContactOut], operation_id="contacts")
def contacts(request: HouseRequest) -> Any:
    """The joint acts of the year before, between organisations. Four queries."""
    return readings.lately(request.actor)


def _arena(request: HouseRequest, key: str) -> Arena:
    return get_object_or_404(Arena.objects.visible_to(request.actor).select_related("body"), key=key)


def _gathering(request: HouseRequest, key: str) -> Gathering:
    return get_object_or_404(Gathering.objects.visible_to(request.actor).select_related("arena", "host"), key=key)
