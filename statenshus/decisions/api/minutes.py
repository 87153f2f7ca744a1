"""The API of minutes, and of what they look like to eInnsyn."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.decisions.api import router
from statenshus.decisions.models import Minutes, MinutesAnswer, Voting
from statenshus.decisions.queries.einnsyn import moetemappe
from statenshus.decisions.queries.openness import may_read_all_of
from statenshus.decisions.usecases import minutes as usecases
from statenshus.decisions.views.minutes import document, get_minutes, get_subject
from statenshus.kernel.errors import Refused
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.models import Meeting
from statenshus.people.models import Seat
from statenshus.ui.said import Key, Moment, PartOfList, Prose, Said


class MinutesOut(Schema):
    """Minutes of a meeting, or of a written procedure (one of the two keys), with how far they have come."""

    key: str
    title: str = Field(alias="content.title")
    body: str = Field(alias="body.key")
    meeting: str | None = Field(None, alias="meeting.key")
    voting: str | None = Field(None, alias="voting.key")
    version: int
    language: str
    hash: str
    chain_head: str
    written_at: datetime
    reading_until: datetime
    approved_at: datetime | None
    replaced_at: datetime | None


class AllMinutesOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[MinutesOut]


class MinutesShownOut(Schema):
    """Minutes with what they say, in blocks: headings, prose, facts, tables, notices, verdicts."""

    minutes: MinutesOut
    whole: bool
    """Whether this is the whole; otherwise the public variant."""
    blocks: list[dict[str, Any]]


class VariantIn(Schema):
    """Which variant is wanted by those who may read the whole."""

    variant: Literal["whole", "public"] = "whole"


class WriteMinutesIn(Said):
    """Of which meeting, or of which voting in writing, by its key: one of the two."""

    meeting: Key | None = None
    voting: Key | None = None
    language: Literal["nb", "nn", ""] = ""
    reading_until: Moment | None = None


class AnswerMinutesIn(Said):
    """For which seat, by its key; `remark` is needed where the minutes are not approved."""

    seat: Key
    approves: bool
    remark: Prose = ""


class MinutesAnswerOut(Schema):
    """What a seat says of minutes."""

    seat: str = Field(alias="seat.key")
    approves: bool
    remark: str
    at: datetime


@router.get("/minutes", response=AllMinutesOut, operation_id="all_minutes")
def all_minutes(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The minutes that stand, the latest first. Two queries."""
    rows = Minutes.objects.visible_to(request.actor).standing().select_related("body", "meeting", "voting")
    return {"count": rows.count(), "items": rows[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/minutes/{slug:key}", response=MinutesShownOut, operation_id="minutes")
def minutes(request: HouseRequest, key: str, wanted: Query[VariantIn]) -> dict[str, Any]:
    """What minutes say: the whole to those who may read it, to others the public variant."""
    found = get_minutes(request, key)
    whole = wanted.variant == "whole" and may_read_all_of(request.actor, found.body)
    blocks = [asdict(block) for block in document(request.actor, found, whole=whole).blocks]
    return {"minutes": found, "whole": whole, "blocks": blocks}


@router.post("/minutes", response={201: MinutesOut}, operation_id="write_minutes")
def write_minutes(request: HouseRequest, wanted: WriteMinutesIn) -> Status[Minutes]:
    """Write the minutes of a meeting, or of a written procedure."""
    subject = _subject(request, wanted.meeting, wanted.voting)
    made = usecases.write_minutes(
        subject, language=wanted.language, reading_until=wanted.reading_until, by=request.actor
    )
    return Status(201, made)


@router.post("/minutes/{slug:key}/answer_minutes", response=MinutesAnswerOut, operation_id="answer_minutes")
def answer_minutes(request: HouseRequest, key: str, wanted: AnswerMinutesIn) -> MinutesAnswer:
    """Approve minutes, or remark on them, for a seat."""
    by = request.actor
    seat = get_object_or_404(Seat.objects.visible_to(by).select_related("organisation"), key=wanted.seat)
    found = get_minutes(request, key)
    return usecases.answer_minutes(found, seat=seat, approves=wanted.approves, remark=wanted.remark, by=by)


@router.post("/minutes/{slug:key}/settle_minutes", response=MinutesOut, operation_id="settle_minutes")
def settle_minutes(request: HouseRequest, key: str) -> Minutes:
    """Approve minutes whose reading time is over."""
    return usecases.settle_minutes(get_minutes(request, key), by=request.actor)


@router.get("/einnsyn/{slug:key}", response=dict[str, Any], operation_id="einnsyn")
def einnsyn(request: HouseRequest, key: str) -> dict[str, Any]:
    """A meeting, or a written procedure that has ended, as a Moetemappe of eInnsyn. Nothing is sent."""
    return moetemappe(request.actor, get_subject(request, key))


def _subject(request: HouseRequest, meeting: str | None, voting: str | None) -> Meeting | Voting:
    if (meeting is None) == (voting is None):
        raise Refused("of_one", "Say which meeting, or which voting: one of the two.")
    if meeting is not None:
        return get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("body"), key=meeting)
    votings = Voting.objects.visible_to(request.actor).select_related("case__body")
    return get_object_or_404(votings, key=voting)
