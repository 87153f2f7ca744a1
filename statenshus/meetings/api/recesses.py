"""The API of the days for which no meeting is proposed."""

from datetime import date
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.api import router
from statenshus.meetings.models import Recess
from statenshus.meetings.usecases import recesses as acts
from statenshus.ui.said import Day, Line, PartOfList, Said


class RecessOut(Schema):
    """The days of [first_on, until_on), for which no meeting is proposed."""

    key: str
    name: str
    first_on: date
    until_on: date


class RecessesOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[RecessOut]


class EnterRecessIn(Said):
    """The days of [first_on, until_on)."""

    name: Annotated[Line, Field(max_length=100)]
    first_on: Day
    until_on: Day


@router.get("/recesses", response=RecessesOut, operation_id="recesses")
def recesses(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The days for which no meeting is proposed, that are not over on the day. Two queries."""
    found = Recess.objects.visible_to(request.actor).filter(until_on__gt=request.on)
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/recesses", response={201: RecessOut}, operation_id="enter_recess")
def enter_recess(request: HouseRequest, wanted: EnterRecessIn) -> Status[Recess]:
    """Enter days for which no meeting is proposed."""
    return Status(201, acts.enter_recess(request.actor.house, **wanted.dict(), by=request.actor))


@router.post("/recesses/{slug:key}/remove_recess", response={204: None}, operation_id="remove_recess")
def remove_recess(request: HouseRequest, key: str) -> Status[None]:
    """Take them out."""
    found = get_object_or_404(Recess.objects.visible_to(request.actor), key=key)
    acts.remove_recess(found, by=request.actor)
    return Status(204, None)
