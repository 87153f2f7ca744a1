"""Restructurings in the API: reading."""

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Schema
from ninja.pagination import LimitOffsetPagination, paginate

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.api import router
from statenshus.portfolio.models import Placement, Restructuring
from statenshus.portfolio.queries.carrying import obstacles
from statenshus.portfolio.queries.restructurings import Change, change


class RestructuringOut(Schema):
    """A change of subprojects, with its stage on the day."""

    key: str
    title: str
    stage: str
    stage_on: date
    reason: str
    note: str
    effective_on: date | None
    decided_by: str
    decided_on: date | None
    source: str


class PlacedOut(Schema):
    """Something that stands in a subproject: an item, a member or a lead."""

    placement: str
    kind: str
    item: str | None
    person: str | None
    organisation: str | None
    name: str
    subproject: str


class MoveOut(PlacedOut):
    """That, and where it goes: keys of successors, or why it ends; neither means that nothing is said of it."""

    goes_to: list[str]
    ends_because: str
    stays: bool


class BeforeOut(Schema):
    """A subproject before: one that closes, or one that goes on."""

    subproject: str
    name: str
    closes: bool
    moves: list[MoveOut]


class LeadOut(Schema):
    """Somebody proposed to lead; `successor` is null where it is not stated of which subproject."""

    person: str
    organisation: str | None
    successor: str | None


class AfterOut(Schema):
    """A subproject after: new, or one that goes on. `subproject` is its key once it exists."""

    successor: str
    name: str
    summary: str
    is_new: bool
    subproject: str | None
    arrivals: list[PlacedOut]
    stays: list[PlacedOut]


class StepOut(Schema):
    """That the change came to a stage on a day, in which body."""

    stage: str
    on: date
    body: str | None
    note: str


class ObstacleOut(Schema):
    """What stands in the way of a decision, by the code that `decide` refuses with."""

    code: str
    message: str


class WholeRestructuringOut(RestructuringOut):
    """A change with before and after on the day it takes effect, or on the day asked for."""

    day: date
    steps: list[StepOut]
    before: list[BeforeOut]
    after: list[AfterOut]
    leads: list[LeadOut]
    orphans: list[PlacedOut]
    obstacles: list[ObstacleOut]


@router.get("/restructurings", response=list[RestructuringOut], operation_id="restructurings")
@paginate(LimitOffsetPagination)
def restructurings(request: HouseRequest):  # type: ignore[no-untyped-def]
    """The proposed and carried-out changes as of the day, latest first."""
    return Restructuring.objects.in_house(request.actor.house).shown_to(request.actor, request.on)


@router.get("/restructurings/{key}", response=WholeRestructuringOut, operation_id="restructuring")
def restructuring(request: HouseRequest, key: str) -> WholeRestructuringOut:
    """One change as of the day: before, after, and what has nowhere to go."""
    found = Restructuring.objects.in_house(request.actor.house).shown_to(request.actor, request.on)
    return whole(get_object_or_404(found, key=key), request.on)


def whole(shown: Restructuring, on: date) -> WholeRestructuringOut:
    """A change that was read by its stage on the day, with all that belongs to it."""
    seen = change(shown, on)
    return WholeRestructuringOut(
        **RestructuringOut.from_orm(shown).dict(),
        day=seen.day,
        steps=[
            StepOut(stage=step.stage, on=step.on, body=step.body.key if step.body else None, note=step.note)
            for step in shown.stages.filter(on__lte=on).select_related("body")
        ],
        before=_before(seen),
        after=_after(seen),
        leads=[
            LeadOut(
                person=lead.person.key,
                organisation=lead.organisation.key if lead.organisation else None,
                successor=lead.successor.key if lead.successor else None,
            )
            for lead in seen.leads
        ],
        orphans=[PlacedOut(**_placed(placement)) for placement in seen.orphans],
        obstacles=[ObstacleOut(code=no.code, message=str(no)) for no in obstacles(seen)] if shown.is_open else [],
    )


def _placed(placement: Placement) -> dict[str, Any]:
    return {
        "placement": placement.key,
        "kind": placement.kind,
        "item": placement.item.key if placement.item else None,
        "person": placement.person.key if placement.person else None,
        "organisation": placement.organisation.key if placement.organisation else None,
        "name": str(placement),
        "subproject": placement.subproject.key,
    }


def _before(seen: Change) -> list[BeforeOut]:
    return [
        BeforeOut(
            subproject=side.subproject.key,
            name=side.subproject.name,
            closes=side.closing is not None,
            moves=[
                MoveOut(
                    **_placed(move.placement),
                    goes_to=[successor.key for successor in move.successors],
                    ends_because=move.ends_because,
                    stays=move.stays,
                )
                for move in side.moves
            ],
        )
        for side in seen.before
    ]


def _after(seen: Change) -> list[AfterOut]:
    return [
        AfterOut(
            successor=side.successor.key,
            name=side.successor.name,
            summary=side.successor.summary,
            is_new=side.successor.is_new,
            subproject=side.successor.subproject.key if side.successor.subproject else None,
            arrivals=[PlacedOut(**_placed(move.placement)) for move in side.moves],
            stays=[PlacedOut(**_placed(placement)) for placement in side.stays],
        )
        for side in seen.after
    ]
