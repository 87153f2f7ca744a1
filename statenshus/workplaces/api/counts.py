"""The API of how full it was, and of the days that bring people together."""

from datetime import date
from typing import Any

from ninja import Field, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from statenshus.kernel.middleware import HouseRequest
from statenshus.workplaces.api import router
from statenshus.workplaces.models import Count, Kind
from statenshus.workplaces.queries import good_days as days
from statenshus.workplaces.queries.counts import RELATED
from statenshus.workplaces.queries.good_days import GoodDay
from statenshus.workplaces.usecases.looks import note_looks


class CountOut(Schema):
    """How much of a kind was used in a week, in half-days or hours; null where it is not told."""

    week: str = Field(description="As ISO 8601 counts: 2023-05.")
    kind: Kind
    of: Count.Of
    zone: str | None = Field(None, alias="zone.key")
    weekday: int | None
    organisation: str | None = Field(None, alias="organisation.key")
    used: int | None
    there_was: int | None

    @staticmethod
    def resolve_week(count: Count) -> str:
        return str(count.week)


@router.get("/counts", response=list[CountOut], operation_id="counts")
@paginate(LimitOffsetPagination)
def counts(request: HouseRequest) -> Any:
    """How much was used in the weeks that are over, without persons; the newest first."""
    return Count.objects.visible_to(request.actor).select_related(*RELATED)


class ColleagueOut(Schema):
    """Somebody who shows their name on a day, and the bodies in which one sits with them."""

    person: str
    bodies: list[str]


class GoodDayOut(Schema):
    """A day, and why it is a good one to come."""

    on: date
    colleagues: list[ColleagueOut]
    agencies: list[str]
    rarely: list[str]
    is_booked: bool

    @staticmethod
    def resolve_colleagues(day: GoodDay) -> list[dict[str, Any]]:
        return [{"person": who.key, "bodies": [body.key for body in of]} for who, of in day.colleagues.items()]

    @staticmethod
    def resolve_agencies(day: GoodDay) -> list[str]:
        return [each.key for each in day.agencies]

    @staticmethod
    def resolve_rarely(day: GoodDay) -> list[str]:
        return [each.key for each in day.rarely]


@router.get("/days", response=list[GoodDayOut], operation_id="good_days")
def good_days(request: HouseRequest) -> list[GoodDay]:
    """The days of the next two weeks that would bring one together with those one should meet, the best first."""
    found = days.good_days(request.actor)
    note_looks(persons={who.pk for day in found for who in day.colleagues}, where="api", by=request.actor)
    return found
