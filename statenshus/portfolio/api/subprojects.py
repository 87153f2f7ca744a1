"""The API of subprojects."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.api import AsOf, Day, Line, PartOfList, Prose, Said, router
from statenshus.portfolio.api.placements import PlacementOut
from statenshus.portfolio.models import Subproject
from statenshus.portfolio.queries import subprojects as queries
from statenshus.portfolio.usecases import subprojects as usecases


class SubprojectOut(Schema):
    """A subproject, lasting during [valid_from, valid_to)."""

    key: str
    name: str
    summary: str
    valid_from: date | None
    valid_to: date | None
    source: str


class StandingOut(Schema):
    """A subproject with what stands in it on the day."""

    subproject: SubprojectOut
    lead: PlacementOut | None
    members: list[PlacementOut]
    items: list[PlacementOut]


class StandingsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[StandingOut]


class ChangeOut(Schema):
    """The restructuring by which one came from another."""

    key: str
    title: str
    effective_on: date


class KinOut(Schema):
    """Another subproject, `generation` steps away, with what was carried over."""

    subproject: SubprojectOut
    restructuring: ChangeOut
    carried: list[PlacementOut]
    generation: int


class LineageOut(Schema):
    """Where a subproject came from and what it became, nearest first."""

    came_from: list[KinOut]
    became: list[KinOut]


class DescribeSubprojectIn(Said):
    """Its name and what it is about."""

    name: Line
    summary: Prose = ""
    source: Prose = ""


class StartSubprojectIn(DescribeSubprojectIn):
    """The same, lasting during [valid_from, valid_to)."""

    valid_from: Day
    valid_to: Day | None = None


class EndSubprojectIn(Said):
    """The first day without it: the day after its last."""

    valid_to: Day


@router.get("/subprojects", response=StandingsOut, operation_id="subprojects")
def subprojects(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The subprojects of the day with what stands in each, in the house's order. Two queries."""
    found = queries.standings(request.actor, request.on)
    return {"count": len(found), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/subprojects/{key}", response=StandingOut, operation_id="subproject")
def subproject(request: HouseRequest, key: str, wanted: Query[AsOf]) -> queries.Standing:
    """One subproject with what stands in it on the day. Two queries."""
    return queries.standing(_subproject(request, key), request.actor, request.on)


@router.get("/subprojects/{key}/lineage", response=LineageOut, operation_id="lineage")
def lineage(request: HouseRequest, key: str, wanted: Query[AsOf]) -> queries.Lineage:
    """Where it came from and what it became by what was decided by the day, the whole line. Three queries."""
    return queries.lineage(_subproject(request, key), request.actor, on=request.on, whole=True)


@router.post("/subprojects", response={201: SubprojectOut}, operation_id="start_subproject")
def start_subproject(request: HouseRequest, said: StartSubprojectIn) -> Status[Subproject]:
    """Start a subproject."""
    return Status(201, usecases.start_subproject(**said.dict(), by=request.actor))


@router.post("/subprojects/{key}/describe_subproject", response=SubprojectOut, operation_id="describe_subproject")
def describe_subproject(request: HouseRequest, key: str, said: DescribeSubprojectIn) -> Subproject:
    """Name a subproject and say what it is about."""
    return usecases.describe_subproject(_subproject(request, key), **said.dict(), by=request.actor)


@router.post("/subprojects/{key}/end_subproject", response=SubprojectOut, operation_id="end_subproject")
def end_subproject(request: HouseRequest, key: str, said: EndSubprojectIn) -> Subproject:
    """End a subproject in which nothing stands."""
    return usecases.end_subproject(_subproject(request, key), **said.dict(), by=request.actor)


def _subproject(request: HouseRequest, key: str) -> Subproject:
    return get_object_or_404(Subproject.objects.visible_to(request.actor), key=key)
