"""The API of experiences."""

from datetime import date
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.api import AsOf, Day, Line, PartOfList, Prose, Said, router
from statenshus.portfolio.models import Experience, Outcome
from statenshus.portfolio.queries import experiences as queries
from statenshus.portfolio.usecases import experiences as usecases

Theme = Annotated[Line, Field(max_length=100)]
Text = Annotated[Prose, Field(min_length=1)]


class ExperienceOut(Schema):
    """A dated finding; settled where `settled_on` says when."""

    key: str
    found_on: date
    theme: str
    text: str
    settled_on: date | None
    settled_by: str
    source: str


class OutcomeOut(Schema):
    """What an experience led to, on which day if it is known."""

    text: str
    on: date | None
    source: str


class FindingOut(Schema):
    """An experience as it was on the day: its state then, and what it had led to by then."""

    experience: ExperienceOut
    state: queries.State
    outcomes: list[OutcomeOut]


class FindingsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[FindingOut]


class WantedExperiences(PartOfList):
    """Which experiences are wanted."""

    state: queries.State | None = None
    theme: str | None = None


class ExperienceIn(Said):
    """What was found, when, about what, and where it is known from."""

    found_on: Day
    theme: Theme
    text: Text
    source: Prose = ""


class AddOutcomeIn(Said):
    """What it led to."""

    text: Text
    on: Day | None = None
    source: Prose = ""


class SettleExperienceIn(Said):
    """When and how it was settled."""

    settled_on: Day
    settled_by: Text


@router.get("/experiences", response=FindingsOut, operation_id="experiences")
def experiences(request: HouseRequest, wanted: Query[WantedExperiences]) -> dict[str, Any]:
    """The experiences found by the day, newest first. Three queries."""
    found = queries.found(request.actor, request.on, state=wanted.state or "", theme=wanted.theme or "")
    part = found[wanted.offset : wanted.offset + wanted.limit]
    return {"count": found.count(), "items": queries.findings(part, request.actor, request.on)}


@router.get("/experiences/{key}", response=FindingOut, operation_id="experience")
def experience(request: HouseRequest, key: str, wanted: Query[AsOf]) -> queries.Finding:
    """One experience as it was on the day; absent before it was found. Two queries."""
    by, on = request.actor, request.on
    return queries.finding(get_object_or_404(queries.found(by, on), key=key), by, on)


@router.post("/experiences", response={201: ExperienceOut}, operation_id="record_experience")
def record_experience(request: HouseRequest, said: ExperienceIn) -> Status[Experience]:
    """Put down an experience."""
    return Status(201, usecases.record_experience(**said.dict(), by=request.actor))


@router.post("/experiences/{key}/edit_experience", response=ExperienceOut, operation_id="edit_experience")
def edit_experience(request: HouseRequest, key: str, said: ExperienceIn) -> Experience:
    """Mend what was put down."""
    return usecases.edit_experience(_experience(request, key), **said.dict(), by=request.actor)


@router.post("/experiences/{key}/add_outcome", response={201: OutcomeOut}, operation_id="add_outcome")
def add_outcome(request: HouseRequest, key: str, said: AddOutcomeIn) -> Status[Outcome]:
    """Tell what an experience led to."""
    return Status(201, usecases.add_outcome(_experience(request, key), **said.dict(), by=request.actor))


@router.post("/experiences/{key}/settle_experience", response=ExperienceOut, operation_id="settle_experience")
def settle_experience(request: HouseRequest, key: str, said: SettleExperienceIn) -> Experience:
    """Say when and how an experience was settled."""
    return usecases.settle_experience(_experience(request, key), **said.dict(), by=request.actor)


@router.post("/experiences/{key}/reopen_experience", response=ExperienceOut, operation_id="reopen_experience")
def reopen_experience(request: HouseRequest, key: str) -> Experience:
    """Take back that an experience is settled."""
    return usecases.reopen_experience(_experience(request, key), by=request.actor)


def _experience(request: HouseRequest, key: str) -> Experience:
    return get_object_or_404(Experience.objects.visible_to(request.actor), key=key)
