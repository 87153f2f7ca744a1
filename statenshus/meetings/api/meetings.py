"""The API of meetings. Moments carry their zone; one that is sent without is by the clock of Norway."""

from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.api import router
from statenshus.meetings.models import Attendance, Meeting
from statenshus.meetings.queries.meetings import attending, end_of
from statenshus.meetings.usecases import attendances as attendance_usecases
from statenshus.meetings.usecases import meetings as usecases
from statenshus.people.models import Body, Organisation, Person, Seat
from statenshus.ui.said import Key, Line, Moment, PartOfList, Prose, Said


class MeetingOut(Schema):
    """A body meets during [starts_at, ends_at)."""

    key: str
    number: str = Field(alias="called")
    body: str = Field(alias="body.key")
    title: str
    starts_at: datetime
    ends_at: datetime
    format: Meeting.Format
    place: str
    host: str | None = Field(None, alias="host.key")
    needs_access: bool
    noticed_at: datetime | None
    called_off_at: datetime | None
    called_off_because: str


class MeetingsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[MeetingOut]


class AttendanceOut(Schema):
    """What a seat answered to the notice and when, and who sat in it when the meeting was held."""

    seat: str = Field(alias="seat.key")
    person: str | None = Field(None, alias="person.key")
    rank: int | None
    answer: str
    answered_at: datetime | None
    note: str
    came: str


class MeetingShownOut(Schema):
    """A meeting with how many seats come, cannot, have not answered, are vacant, and came.

    The link, and what each seat has answered, for those who sit in the body and those who keep the record.
    """

    meeting: MeetingOut
    seats: int
    comes: int
    regrets: int
    unanswered: int
    vacant: int
    present: int
    link: str | None
    attendances: list[AttendanceOut]


class MeetingsWanted(PartOfList):
    """Which meetings: of one body, by its key; those to come, or those before."""

    body: Key | None = None
    show: Literal["coming", "earlier"] | None = None


class ChangeMeetingIn(Said):
    """When and where a body meets."""

    title: Line
    starts_at: Moment
    ends_at: Moment
    format: Meeting.Format = Meeting.Format.PHYSICAL
    place: Line | None = None
    link: Line | None = None
    host: Key | None = None
    needs_access: bool = False


class CallMeetingIn(ChangeMeetingIn):
    """The same, and which body, by its key."""

    body: Key


class CallOffMeetingIn(Said):
    """Why."""

    reason: Prose


class AnswerNoticeIn(Said):
    """Whether a seat comes."""

    seat: Key
    answer: Attendance.Answer
    note: Line | None = None


class NoteAttendanceIn(Said):
    """Who sat in a seat; nobody where it was absent."""

    seat: Key
    person: Key | None = None
    came: Attendance.Came


@router.get("/meetings", response=MeetingsOut, operation_id="meetings")
def meetings(request: HouseRequest, wanted: Query[MeetingsWanted]) -> dict[str, Any]:
    """The meetings of the house, the latest first; those to come, as of the day, the first first. Two queries."""
    found = Meeting.objects.visible_to(request.actor).select_related("body", "host")
    if wanted.body:
        found = found.filter(body__key=wanted.body)
    until = end_of(request.on, request.actor)
    if wanted.show:
        found = found.after(until) if wanted.show == "coming" else found.before(until)
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/meetings/{slug:key}", response=MeetingShownOut, operation_id="meeting")
def meeting(request: HouseRequest, key: str) -> dict[str, Any]:
    """One meeting, how many come, and who, for those who may know."""
    shown = _meeting(request, key)
    picture = attending(shown, request.actor)
    return {
        "meeting": shown,
        "seats": len(picture.seats),
        "comes": picture.comes,
        "regrets": picture.regrets,
        "unanswered": picture.unanswered,
        "vacant": picture.vacant,
        "present": picture.present,
        "link": shown.link if picture.may_see else None,
        "attendances": [each.attendance for each in picture.seats if each.attendance] if picture.may_see else [],
    }


@router.post("/meetings", response={201: MeetingOut}, operation_id="call_meeting")
def call_meeting(request: HouseRequest, wanted: CallMeetingIn) -> Status[Meeting]:
    """Call a body to a meeting."""
    by, said = request.actor, wanted.dict()
    body = get_object_or_404(Body.objects.visible_to(by), key=said.pop("body"))
    return Status(201, usecases.call_meeting(body, **_read(by, said), by=by))


@router.post("/meetings/{slug:key}/change_meeting", response=MeetingOut, operation_id="change_meeting")
def change_meeting(request: HouseRequest, key: str, wanted: ChangeMeetingIn) -> Meeting:
    """Move a meeting, or say where it is."""
    by = request.actor
    return usecases.change_meeting(_meeting(request, key), **_read(by, wanted.dict()), by=by)


@router.post("/meetings/{slug:key}/send_notice", response=MeetingOut, operation_id="send_notice")
def send_notice(request: HouseRequest, key: str) -> Meeting:
    """Send the notice of a meeting."""
    return usecases.send_notice(_meeting(request, key), by=request.actor)


@router.post("/meetings/{slug:key}/call_off_meeting", response=MeetingOut, operation_id="call_off_meeting")
def call_off_meeting(request: HouseRequest, key: str, wanted: CallOffMeetingIn) -> Meeting:
    """Call a meeting off."""
    return usecases.call_off_meeting(_meeting(request, key), reason=wanted.reason, by=request.actor)


@router.post("/meetings/{slug:key}/answer_notice", response=AttendanceOut, operation_id="answer_notice")
def answer_notice(request: HouseRequest, key: str, wanted: AnswerNoticeIn) -> Attendance:
    """Say for a seat whether it comes."""
    by = request.actor
    seat = _seat(by, wanted.seat)
    return attendance_usecases.answer_notice(
        _meeting(request, key), seat=seat, answer=wanted.answer, note=wanted.note or "", by=by
    )


@router.post("/meetings/{slug:key}/note_attendance", response=AttendanceOut, operation_id="note_attendance")
def note_attendance(request: HouseRequest, key: str, wanted: NoteAttendanceIn) -> Attendance:
    """Note who sat in a seat."""
    by = request.actor
    person = get_object_or_404(Person.objects.visible_to(by), key=wanted.person) if wanted.person else None
    seat = _seat(by, wanted.seat)
    return attendance_usecases.note_attendance(
        _meeting(request, key), seat=seat, person=person, came=wanted.came, by=by
    )


def _read(by: Actor, said: dict[str, Any]) -> dict[str, Any]:
    """What was sent, as the act takes it."""
    named = said.pop("host")
    host = get_object_or_404(Organisation.objects.visible_to(by), key=named) if named else None
    return {**said, "place": said["place"] or "", "link": said["link"] or "", "host": host}


def _meeting(request: HouseRequest, key: str) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("body", "host"), key=key)


def _seat(by: Actor, key: str) -> Seat:
    return get_object_or_404(Seat.objects.visible_to(by).select_related("organisation", "body"), key=key)
