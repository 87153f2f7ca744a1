"""The API of factors."""

from datetime import date
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.api import Day, Line, PartOfList, Prose, Said, router
from statenshus.portfolio.models import Factor
from statenshus.portfolio.usecases import factors as usecases

Points = Annotated[list[Line], Field(max_length=50)]


class PointOut(Schema):
    """A sub-point."""

    text: str


class FactorOut(Schema):
    """What goal attainment, or that results last, depends on, during [valid_from, valid_to)."""

    key: str
    kind: Factor.Kind
    text: str
    points: list[PointOut]
    valid_from: date | None
    valid_to: date | None
    source: str


class FactorsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[FactorOut]


class EditFactorIn(Said):
    """The factor in the house's own words."""

    text: Line
    points: Points = []
    source: Prose = ""


class AddFactorIn(EditFactorIn):
    """The same, on which list, during [valid_from, valid_to)."""

    kind: Factor.Kind
    valid_from: Day
    valid_to: Day | None = None


class RetireFactorIn(Said):
    """The first day without it: the day after its last."""

    valid_to: Day


@router.get("/factors", response=FactorsOut, operation_id="factors")
def factors(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The factors of the day, list by list in the house's order. Three queries."""
    found = Factor.objects.visible_to(request.actor).at(request.on)
    part = found.prefetch_related("points")[wanted.offset : wanted.offset + wanted.limit]
    return {"count": found.count(), "items": part}


@router.post("/factors", response={201: FactorOut}, operation_id="add_factor")
def add_factor(request: HouseRequest, said: AddFactorIn) -> Status[Factor]:
    """Put a factor on one of the lists."""
    return Status(201, usecases.add_factor(**said.dict(), by=request.actor))


@router.post("/factors/{key}/edit_factor", response=FactorOut, operation_id="edit_factor")
def edit_factor(request: HouseRequest, key: str, said: EditFactorIn) -> Factor:
    """Put a factor in other words."""
    return usecases.edit_factor(_factor(request, key), **said.dict(), by=request.actor)


@router.post("/factors/{key}/retire_factor", response=FactorOut, operation_id="retire_factor")
def retire_factor(request: HouseRequest, key: str, said: RetireFactorIn) -> Factor:
    """Take a factor off the list from a day on."""
    return usecases.retire_factor(_factor(request, key), **said.dict(), by=request.actor)


def _factor(request: HouseRequest, key: str) -> Factor:
    return get_object_or_404(Factor.objects.visible_to(request.actor), key=key)
