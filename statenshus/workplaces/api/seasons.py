"""The API of seasons: what is wished for, proposed and decided."""

from datetime import date, datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.said import Day, Key, PartOfList, Said
from statenshus.workplaces.api import router
from statenshus.workplaces.api.waiting import Weekday
from statenshus.workplaces.models import Kind, Season, Shown, Wish, Workplace, Zone
from statenshus.workplaces.queries.seasons import Line, lines
from statenshus.workplaces.rules import hosts
from statenshus.workplaces.usecases import seasons as acts
from statenshus.workplaces.usecases import wishes as wish_acts


class SeasonOut(Schema):
    """The days of [first_on, until_on), until when one may wish, and how far it has come."""

    key: str
    name: str
    kind: Kind
    first_on: date
    until_on: date
    wishes_by: date
    asked_at: datetime | None
    proposed_at: datetime | None
    is_best: bool
    decided_at: datetime | None
    called_off_at: datetime | None


class SeasonsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[SeasonOut]


class GivenOut(Schema):
    """A weekday: the place that is given, or why none is."""

    weekday: int = Field(alias="number")
    workplace: str | None = Field(None, alias="workplace.key")
    is_by_hand: bool
    why: str


class WishOut(Schema):
    """What somebody wishes for, and what comes of it: for hosts as soon as it is proposed, else when it is decided."""

    key: str = Field(alias="wish.key")
    person: str = Field(alias="wish.person.key")
    weekdays: list[int] = Field(alias="wish.weekdays")
    or_weekdays: list[int] = Field(alias="wish.or_weekdays")
    zone: str | None = Field(None, alias="wish.zone.key")
    accessible: bool = Field(alias="wish.accessible")
    shown: Shown = Field(alias="wish.shown")
    days: list[GivenOut]

    @staticmethod
    def resolve_days(line: Line, context: dict[str, Any]) -> list[Any]:
        by = context["request"].actor
        return line.days if line.wish.season.decided_at or hosts(by) else []


class OpenSeasonIn(Said):
    """A season to open."""

    name: Annotated[str, Field(max_length=100)]
    kind: Kind = Kind.DESK
    first_on: Day
    until_on: Day
    wishes_by: Day


class WishIn(Said):
    """Which weekdays, which others would do, and where."""

    weekdays: Annotated[list[Weekday], Field(max_length=7)]
    or_weekdays: Annotated[list[Weekday], Field(max_length=7)] = []
    zone: Key | None = None
    accessible: bool = False
    shown: Shown = Shown.BUSY


class AllotmentIn(Said):
    """The place on a weekday; null for none."""

    weekday: Weekday
    workplace: Key | None = None


@router.get("/seasons", response=SeasonsOut, operation_id="seasons")
def seasons(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """Every season, the newest first. Two queries."""
    found = Season.objects.visible_to(request.actor)
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/seasons", response={201: SeasonOut}, operation_id="open_season")
def open_season(request: HouseRequest, said: OpenSeasonIn) -> Status[Season]:
    """Open a season for wishes."""
    return Status(201, acts.open_season(**said.dict(), by=request.actor))


@router.get("/seasons/{slug:key}/wishes", response=list[WishOut], operation_id="wishes")
def wishes(request: HouseRequest, key: str) -> list[Line]:
    """One's own wish; for house hosts all. Four queries."""
    return lines(_season(request, key), request.actor)


@router.post("/seasons/{slug:key}/wish_for_season", response=list[WishOut], operation_id="wish_for_season")
def wish_for_season(request: HouseRequest, key: str, said: WishIn) -> list[Line]:
    """Wish for a place on some weekdays, in place of what one wished for before."""
    by, given = request.actor, said.dict()
    season = _season(request, key)
    if said.zone is not None:
        given["zone"] = get_object_or_404(Zone.objects.visible_to(by), key=said.zone)
    wish_acts.wish_for_season(season, **given, by=by)
    return lines(season, request.actor)


@router.post("/seasons/{slug:key}/withdraw_wish", response=SeasonOut, operation_id="withdraw_wish")
def withdraw_wish(request: HouseRequest, key: str) -> Season:
    """Take one's wish back."""
    by, season = request.actor, _season(request, key)
    return wish_acts.withdraw_wish(get_object_or_404(Wish.objects.visible_to(by).own(by), season=season), by=by)


@router.post("/seasons/{slug:key}/propose_season", response=SeasonOut, operation_id="propose_season")
def propose_season(request: HouseRequest, key: str) -> Season:
    """Have a proposal made; `asked_at` is null again when it is there."""
    return acts.propose_season(_season(request, key), by=request.actor)


@router.post("/wishes/{slug:key}/set_allotment", response=GivenOut, operation_id="set_allotment")
def set_allotment(request: HouseRequest, key: str, said: AllotmentIn) -> dict[str, Any]:
    """Decide by hand what somebody gets on a weekday."""
    by = request.actor
    wish = get_object_or_404(Wish.objects.visible_to(by).select_related("season"), key=key)
    rows = Workplace.objects.visible_to(by)
    place = get_object_or_404(rows, key=said.workplace) if said.workplace is not None else None
    acts.set_allotment(wish, weekday=said.weekday, workplace=place, by=by)
    return {"number": said.weekday, "workplace": place, "is_by_hand": True, "why": ""}


@router.post("/seasons/{slug:key}/decide_season", response=SeasonOut, operation_id="decide_season")
def decide_season(request: HouseRequest, key: str) -> Season:
    """Decide what is proposed; the days are booked in the moments after."""
    season = _season(request, key)
    acts.decide_season(season, by=request.actor)
    season.refresh_from_db()
    return season


@router.post("/seasons/{slug:key}/call_off_season", response=SeasonOut, operation_id="call_off_season")
def call_off_season(request: HouseRequest, key: str) -> Season:
    """Call a season off."""
    return acts.call_off_season(_season(request, key), by=request.actor)


def _season(request: HouseRequest, key: str) -> Season:
    return get_object_or_404(Season.objects.visible_to(request.actor), key=key)
