"""The API of guests. Inviting one has none: a program makes no ways in."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.said import PartOfList
from statenshus.workplaces.api import router
from statenshus.workplaces.models import Visit
from statenshus.workplaces.usecases import visits as usecases


class VisitOut(Schema):
    """Who is invited, by whom, for the days from `first_on` to `until_on`, both included."""

    key: str
    name: str = Field(alias="person.name")
    comes_from: str
    host: str = Field(alias="host.key")
    first_on: date
    until_on: date
    revoked_at: datetime | None


class VisitsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[VisitOut]


@router.get("/visits", response=VisitsOut, operation_id="visits")
def visits(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The guests one has invited; all for house hosts. Two queries."""
    found = Visit.objects.visible_to(request.actor).select_related("person", "host")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/visits/{slug:key}/revoke_guest", response=VisitOut, operation_id="revoke_guest")
def revoke_guest(request: HouseRequest, key: str) -> Visit:
    """Take an invitation back."""
    rows = Visit.objects.visible_to(request.actor).select_related("person", "host")
    shown = get_object_or_404(rows, key=key)
    usecases.revoke_guest(shown, by=request.actor)
    shown.refresh_from_db(fields=["revoked_at"])
    return shown
