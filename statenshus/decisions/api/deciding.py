"""The API by which a case comes to its outcome, and of what follows of it."""

from datetime import date, datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Schema, Status

from statenshus.decisions.api import router
from statenshus.decisions.models import Case, Decision, FollowUp
from statenshus.decisions.usecases import decisions as usecases
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.models import Meeting
from statenshus.people.models import Organisation, Person, Seat
from statenshus.ui.said import Day, Key, Line, Prose, Said


class MadeOut(Schema):
    """A decision that was just made."""

    key: str
    outcome: Decision.Outcome
    decided_by: str
    decided_on: date
    effective_on: date | None


class ConcludeIn(Said):
    """What a case came to without a vote, and in which meeting, by its key."""

    outcome: Literal["discussed", "noted"]
    meeting: Key | None = None
    text: Prose = ""


class DecideAsOwnerIn(Said):
    """What the project owner decides; `text` is needed where it differs from the advice."""

    outcome: Literal["adopted", "rejected"]
    text: Prose = ""
    effective_on: Day | None = None


class ReserveIn(Said):
    """For which seat, by its key, and against what."""

    seat: Key
    text: Prose


class ReservationOut(Schema):
    """That a seat does not stand behind a decision."""

    seat: str = Field(alias="seat.key")
    at: datetime


class AddFollowUpIn(Said):
    """What shall be done, by whom (keys), by the end of which day."""

    text: Line
    owner: Key
    organisation: Key | None = None
    due_on: Day


class FinishFollowUpIn(Said):
    """How it went."""

    note: Prose = ""


class FollowUpOut(Schema):
    """What somebody shall do because of a decision."""

    key: str
    text: str
    owner: str = Field(alias="owner.key")
    due_on: date
    done_at: datetime | None


@router.post("/cases/{slug:key}/conclude", response={201: MadeOut}, operation_id="conclude")
def conclude(request: HouseRequest, key: str, wanted: ConcludeIn) -> Status[Decision]:
    """Record that a case was discussed, or taken note of."""
    by = request.actor
    meeting = get_object_or_404(Meeting.objects.visible_to(by), key=wanted.meeting) if wanted.meeting else None
    made = usecases.conclude(_case(request, key), outcome=wanted.outcome, meeting=meeting, text=wanted.text, by=by)
    return Status(201, made)


@router.post("/cases/{slug:key}/decide_as_owner", response={201: MadeOut}, operation_id="decide_as_owner")
def decide_as_owner(request: HouseRequest, key: str, wanted: DecideAsOwnerIn) -> Status[Decision]:
    """Decide as project owner, on the group's advice."""
    return Status(201, usecases.decide_as_owner(_case(request, key), **wanted.dict(), by=request.actor))


@router.post("/decisions/{slug:key}/reserve", response={201: ReservationOut}, operation_id="reserve")
def reserve(request: HouseRequest, key: str, wanted: ReserveIn) -> Status[Any]:
    """Reserve an absent seat against a decision."""
    by = request.actor
    seat = get_object_or_404(Seat.objects.visible_to(by).select_related("organisation", "body"), key=wanted.seat)
    return Status(201, usecases.reserve(_decision(request, key), seat=seat, text=wanted.text, by=by))


@router.post("/decisions/{slug:key}/add_follow_up", response={201: FollowUpOut}, operation_id="add_follow_up")
def add_follow_up(request: HouseRequest, key: str, wanted: AddFollowUpIn) -> Status[FollowUp]:
    """Say what shall follow of a decision."""
    by = request.actor
    owner = get_object_or_404(Person.objects.visible_to(by), key=wanted.owner)
    named = wanted.organisation
    organisation = get_object_or_404(Organisation.objects.visible_to(by), key=named) if named else None
    made = usecases.add_follow_up(
        _decision(request, key), text=wanted.text, owner=owner, organisation=organisation, due_on=wanted.due_on, by=by
    )
    return Status(201, made)


@router.post("/follow_ups/{slug:key}/finish_follow_up", response=FollowUpOut, operation_id="finish_follow_up")
def finish_follow_up(request: HouseRequest, key: str, wanted: FinishFollowUpIn) -> FollowUp:
    """Say that what followed of a decision is done."""
    rows = FollowUp.objects.visible_to(request.actor).select_related("decision__body", "decision__case", "owner")
    return usecases.finish_follow_up(get_object_or_404(rows, key=key), note=wanted.note, by=request.actor)


def _case(request: HouseRequest, key: str) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.actor).select_related("body"), key=key)


def _decision(request: HouseRequest, key: str) -> Decision:
    rows = Decision.objects.visible_to(request.actor).select_related("case__body", "body", "voting__mandate")
    return get_object_or_404(rows, key=key)
