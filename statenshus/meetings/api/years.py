"""The API of the plan of a year."""

from datetime import date, datetime, time
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.api import router
from statenshus.meetings.models import FixedDate, Meeting, PlannedBody, PlannedDate, YearPlan
from statenshus.meetings.models.years import MOST_MEETINGS
from statenshus.meetings.queries import years as queries
from statenshus.meetings.usecases import years as acts
from statenshus.meetings.usecases.polls import LONGEST, SHORTEST
from statenshus.people.models import Body
from statenshus.ui.said import Day, Key, Line, PartOfList, Said


class YearPlanOut(Schema):
    """A plan of when bodies meet on the days of [first_on, until_on)."""

    key: str
    name: str
    first_on: date
    until_on: date
    state: YearPlan.State
    asked_at: datetime | None
    proposed_at: datetime | None
    shortfall: int | None = Field(description="By how many per cent at most a better plan could be better.")
    ended_at: datetime | None


class YearPlansOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[YearPlanOut]


class PlannedBodyOut(Schema):
    """How often a body is to meet, how far apart, on which weekdays, when and where."""

    key: str
    body: str = Field(alias="body.key")
    count: int
    least_days: int
    most_days: int
    weekdays: list[int]
    begins: time
    minutes: int
    format: Meeting.Format
    place: str
    link: str


class FixedDateOut(Schema):
    """A date that is given; nobody meets on it where no body is named."""

    key: str
    name: str
    on_day: date
    body: str | None = Field(None, alias="body.key")
    days_before: int


class PlannedDateOut(Schema):
    """The day of the number-th meeting of a body, its host as the rota has it, and the meeting that came of it."""

    key: str
    body: str = Field(alias="of.body.key")
    number: int
    on_day: date
    is_fixed: bool
    host: str | None = Field(None, alias="host.key")
    meeting: str | None = Field(None, alias="meeting.key")


class YearOut(YearPlanOut):
    """The plan with all that stands in it; `faults` tells what cannot be met, in words."""

    bodies: list[PlannedBodyOut]
    fixed_dates: list[FixedDateOut]
    dates: list[PlannedDateOut]
    faults: list[str]


class OpenYearIn(Said):
    """The days of [first_on, until_on)."""

    name: Annotated[Line, Field(max_length=100)]
    first_on: Day
    until_on: Day


class PlanBodyIn(Said):
    """How often a body is to meet."""

    body: Key
    count: Annotated[int, Field(ge=1, le=MOST_MEETINGS)]
    least_days: Annotated[int, Field(ge=1, le=400)] = 7
    most_days: Annotated[int, Field(ge=1, le=400)] = 90
    weekdays: Annotated[list[Annotated[int, Field(ge=1, le=7)]], Field(min_length=1, max_length=7)]
    begins: time
    minutes: Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
    format: Meeting.Format = Meeting.Format.PHYSICAL
    place: Annotated[str, Field(max_length=200)] = ""
    link: Annotated[str, Field(max_length=200)] = ""


class EnterFixedDateIn(Said):
    """A date that is given."""

    name: Annotated[Line, Field(max_length=100)]
    on_day: Day
    body: Key | None = None
    days_before: Annotated[int, Field(ge=0, le=200)] = 14


class MovePlannedDateIn(Said):
    """To which day; none lets it be moved again."""

    on: Day | None = None


@router.get("/years", response=YearPlansOut, operation_id="years")
def years(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The plans there are, the latest first. Two queries."""
    found = YearPlan.objects.visible_to(request.actor)
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/years/{slug:key}", response=YearOut, operation_id="year")
def year(request: HouseRequest, key: str) -> dict[str, Any]:
    """One plan. Four queries."""
    plan = _plan(request, key)
    found = queries.year(plan, request.actor)
    own = {name: getattr(plan, name) for name in YearPlanOut.model_fields}
    dates = [each for _month, dates in found.months for each in dates]
    return {**own, "bodies": found.bodies, "fixed_dates": found.fixed, "dates": dates, "faults": found.faults}


@router.post("/years", response={201: YearPlanOut}, operation_id="open_year")
def open_year(request: HouseRequest, wanted: OpenYearIn) -> Status[YearPlan]:
    """Begin a plan."""
    return Status(201, acts.open_year(request.actor.house, **wanted.dict(), by=request.actor))


@router.post("/years/{slug:key}/plan_body", response=PlannedBodyOut, operation_id="plan_body")
def plan_body(request: HouseRequest, key: str, wanted: PlanBodyIn) -> PlannedBody:
    """Say how often a body is to meet. Said again it is put right."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=wanted.body)
    return acts.plan_body(_plan(request, key), **{**wanted.dict(), "body": body}, by=by)


@router.post("/planned_bodies/{slug:key}/leave_out_body", response={204: None}, operation_id="leave_out_body")
def leave_out_body(request: HouseRequest, key: str) -> Status[None]:
    """Leave the body out of the plan."""
    rows = PlannedBody.objects.visible_to(request.actor).select_related("plan", "body")
    acts.leave_out_body(get_object_or_404(rows, key=key), by=request.actor)
    return Status(204, None)


@router.post("/years/{slug:key}/enter_fixed_date", response={201: FixedDateOut}, operation_id="enter_fixed_date")
def enter_fixed_date(request: HouseRequest, key: str, wanted: EnterFixedDateIn) -> Status[FixedDate]:
    """Enter a date that is given."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=wanted.body) if wanted.body else None
    return Status(201, acts.enter_fixed_date(_plan(request, key), **{**wanted.dict(), "body": body}, by=by))


@router.post("/fixed_dates/{slug:key}/remove_fixed_date", response={204: None}, operation_id="remove_fixed_date")
def remove_fixed_date(request: HouseRequest, key: str) -> Status[None]:
    """Take it out."""
    rows = FixedDate.objects.visible_to(request.actor).select_related("plan")
    acts.remove_fixed_date(get_object_or_404(rows, key=key), by=request.actor)
    return Status(204, None)


@router.post("/years/{slug:key}/propose_year", response=YearPlanOut, operation_id="propose_year")
def propose_year(request: HouseRequest, key: str) -> YearPlan:
    """Ask for a proposal, which stands there in a moment."""
    return acts.propose_year(_plan(request, key), by=request.actor)


@router.post("/planned_dates/{slug:key}/move_planned_date", response=PlannedDateOut, operation_id="move_planned_date")
def move_planned_date(request: HouseRequest, key: str, wanted: MovePlannedDateIn) -> PlannedDate:
    """Move a date by hand; the rest settles round it in a moment."""
    rows = PlannedDate.objects.visible_to(request.actor).select_related("of__plan", "of__body", "host", "meeting")
    return acts.move_planned_date(get_object_or_404(rows, key=key), on=wanted.on, by=request.actor)


@router.post("/years/{slug:key}/adopt_year", response=YearPlanOut, operation_id="adopt_year")
def adopt_year(request: HouseRequest, key: str) -> YearPlan:
    """Call the bodies to all its meetings."""
    acts.adopt_year(_plan(request, key), by=request.actor)
    return _plan(request, key)


@router.post("/years/{slug:key}/drop_year", response=YearPlanOut, operation_id="drop_year")
def drop_year(request: HouseRequest, key: str) -> YearPlan:
    """Drop the plan."""
    return acts.drop_year(_plan(request, key), by=request.actor)


def _plan(request: HouseRequest, key: str) -> YearPlan:
    return get_object_or_404(YearPlan.objects.visible_to(request.actor), key=key)
