"""The API of the rota: who is host next and why, who takes turns, and what comes of a turn."""

from datetime import date, datetime
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Schema, Status

from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.api import router
from statenshus.meetings.models import Meeting, Premises, RotaMember, Turn
from statenshus.meetings.queries.rotas import reasons, rota
from statenshus.meetings.usecases import rotas as acts
from statenshus.meetings.usecases import turns as turn_acts
from statenshus.people.models import Body, Organisation
from statenshus.ui.said import Day, Key, Line, Prose, Said


class PremisesOut(Schema):
    """Where an organisation has guests, for how many, and what they need to know."""

    organisation: str = Field(alias="organisation.key")
    place: str
    capacity: int
    is_accessible: bool
    way_in: str
    about: str


class MemberOut(Schema):
    """That an organisation takes turns at hosting a body, on the days of [valid_from, valid_to)."""

    key: str
    body: str = Field(alias="body.key")
    organisation: str = Field(alias="organisation.key")
    valid_from: date | None
    valid_to: date | None


class TurnOut(Schema):
    """That an organisation is asked to host a meeting, and what it said."""

    key: str
    meeting: str = Field(alias="meeting.key")
    organisation: str = Field(alias="organisation.key")
    state: Turn.State
    asked_at: datetime
    answered_at: datetime | None
    reason: str
    shared_by: list[str]


class PlaceOut(Schema):
    """A place in the queue: what is owed in turns, how many it has had, why it is not asked, and why it stands here."""

    member: str
    organisation: str
    owed: float
    turns: int
    last_on: date | None
    obstacles: list[str]
    reasons: list[str]


class ToHostOut(Schema):
    """A meeting to come: its turn, or who is proposed and why."""

    meeting: str
    turn: TurnOut | None
    is_gone: bool
    proposed: str | None
    reasons: list[str]


class RotaOut(Schema):
    """The queue as of today, the meetings to come, and the turns that were taken, the latest first."""

    guests: int
    queue: list[PlaceOut]
    coming: list[ToHostOut]
    taken: list[TurnOut]


class OrganisationIn(Said):
    """Which organisation, by its key."""

    organisation: Key


class SetPremisesIn(Said):
    """Where an organisation has guests."""

    place: Line
    capacity: Annotated[int, Field(le=1000)]
    is_accessible: bool = False
    way_in: Prose = ""
    about: Prose = ""


class LeaveRotaIn(Said):
    """The first day on which it takes turns no more."""

    on: Day


class NoteAwayIn(Said):
    """The days of [first_on, until_on), on which it cannot be host."""

    first_on: Day
    until_on: Day
    reason: Line | None = None


class SkipTurnIn(Said):
    """Why."""

    reason: Line


class HandOverTurnIn(Said):
    """To which organisation, by its key."""

    to: Key


class SwapTurnsIn(Said):
    """With which turn, by its key."""

    other: Key


@router.get("/bodies/{slug:key}/rota", response=RotaOut, operation_id="rota")
def body_rota(request: HouseRequest, key: str) -> dict[str, Any]:
    """The rota of a body. Eight queries."""
    found = rota(_body(request.actor, key), request.actor)
    return {
        "guests": found.guests,
        "queue": [
            {
                "member": member.key,
                "organisation": member.organisation.key,
                "owed": round(float(place.owed), 4),
                "turns": place.turns,
                "last_on": place.last_on,
                "obstacles": place.obstacles,
                "reasons": reasons(place, found.guests),
            }
            for member, place, _why in found.places
        ],
        "coming": [
            {
                "meeting": each.meeting.key,
                "turn": each.turn,
                "is_gone": each.is_gone,
                "proposed": each.next.member.key if each.next else None,
                "reasons": each.why,
            }
            for each in found.coming
        ],
        "taken": found.taken,
    }


@router.post("/bodies/{slug:key}/join_rota", response={201: MemberOut}, operation_id="join_rota")
def join_rota(request: HouseRequest, key: str, wanted: OrganisationIn) -> Status[RotaMember]:
    """Let an organisation take turns."""
    by = request.actor
    return Status(201, acts.join_rota(_body(by, key), organisation=_organisation(by, wanted.organisation), by=by))


@router.post("/rota/{slug:key}/leave_rota", response=MemberOut, operation_id="leave_rota")
def leave_rota(request: HouseRequest, key: str, wanted: LeaveRotaIn) -> RotaMember:
    """Let an organisation take no more turns."""
    return acts.leave_rota(_member(request.actor, key), on=wanted.on, by=request.actor)


@router.post("/rota/{slug:key}/note_away", response=MemberOut, operation_id="note_away")
def note_away(request: HouseRequest, key: str, wanted: NoteAwayIn) -> RotaMember:
    """Say when an organisation cannot be host."""
    by, member = request.actor, _member(request.actor, key)
    acts.note_away(member, **{**wanted.dict(), "reason": wanted.reason or ""}, by=by)
    return member


@router.get("/organisations/{slug:key}/premises", response=PremisesOut, operation_id="premises")
def premises(request: HouseRequest, key: str) -> Premises:
    """Where an organisation has guests. One query."""
    rows = Premises.objects.visible_to(request.actor).select_related("organisation")
    return get_object_or_404(rows, organisation__key=key)


@router.post("/organisations/{slug:key}/set_premises", response=PremisesOut, operation_id="set_premises")
def set_premises(request: HouseRequest, key: str, wanted: SetPremisesIn) -> Premises:
    """Say where an organisation has guests."""
    by = request.actor
    return acts.set_premises(_organisation(by, key), **wanted.dict(), by=by)


@router.post("/meetings/{slug:key}/offer_turn", response={201: TurnOut}, operation_id="offer_turn")
def offer_turn(request: HouseRequest, key: str, wanted: OrganisationIn) -> Status[Turn]:
    """Ask an organisation to host a meeting."""
    by = request.actor
    meeting = get_object_or_404(Meeting.objects.visible_to(by).select_related("body"), key=key)
    return Status(201, turn_acts.offer_turn(meeting, organisation=_organisation(by, wanted.organisation), by=by))


@router.post("/turns/{slug:key}/accept_turn", response=TurnOut, operation_id="accept_turn")
def accept_turn(request: HouseRequest, key: str) -> Turn:
    """Be host."""
    return turn_acts.accept_turn(_turn(request.actor, key), by=request.actor)


@router.post("/turns/{slug:key}/skip_turn", response=TurnOut, operation_id="skip_turn")
def skip_turn(request: HouseRequest, key: str, wanted: SkipTurnIn) -> Turn:
    """Let a turn pass."""
    return turn_acts.skip_turn(_turn(request.actor, key), reason=wanted.reason, by=request.actor)


@router.post("/turns/{slug:key}/hand_over_turn", response=TurnOut, operation_id="hand_over_turn")
def hand_over_turn(request: HouseRequest, key: str, wanted: HandOverTurnIn) -> Turn:
    """Give a turn to another; the turn of the other."""
    by = request.actor
    return turn_acts.hand_over_turn(_turn(by, key), to=_organisation(by, wanted.to), by=by)


@router.post("/turns/{slug:key}/swap_turns", response=list[TurnOut], operation_id="swap_turns")
def swap_turns(request: HouseRequest, key: str, wanted: SwapTurnsIn) -> list[Turn]:
    """Swap two turns."""
    by = request.actor
    return list(turn_acts.swap_turns(_turn(by, key), other=_turn(by, wanted.other), by=by))


def _body(by: Actor, key: str) -> Body:
    return get_object_or_404(Body.objects.visible_to(by), key=key)


def _organisation(by: Actor, key: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(by), key=key)


def _member(by: Actor, key: str) -> RotaMember:
    return get_object_or_404(RotaMember.objects.visible_to(by).select_related("body", "organisation"), key=key)


def _turn(by: Actor, key: str) -> Turn:
    return get_object_or_404(Turn.objects.visible_to(by).select_related("meeting__body", "organisation"), key=key)
