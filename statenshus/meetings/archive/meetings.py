"""The part of the house file that tells when bodies meet, and who came."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import (
    Entry,
    Flag,
    Instant,
    Key,
    Part,
    Position,
    Rank,
    Said,
    Small,
    Text,
    WebAddress,
    line,
)
from statenshus.meetings.models import Attendance, Invitation, Meeting


class AttendanceEntry(Entry):
    """What a seat answered to the notice, and who sat in it when the meeting was held."""

    seat: Key = Field(description="Key of one of `seats`.")
    person: Key | None = Field(None, description="Key of one of `persons`; told together with `rank`.")
    rank: Rank | None = Field(None, description="The person's place in the seat: 0 holds it, 1, 2, … are deputies.")
    answer: Literal["", "comes", "remote", "regrets"] = ""
    answered_at: Instant | None = None
    came: Literal["", "room", "link", "absent"] = ""
    note: Annotated[str, line(200)] = ""


class InvitationEntry(Entry):
    """That the meeting was told to somebody's calendar, how often, and as which of its versions."""

    person: Key = Field(description="Key of one of `persons`.")
    sequence: Position = 0
    version: Position = 0
    told_at: Instant
    taken_back_at: Instant | None = None


class MeetingEntry(Entry):
    """That a body meets from one moment to another."""

    key: Key
    year: Small
    number: Position = Field(description="Its number in the year; no two meetings of a year have the same.")
    body: Key = Field(description="Key of one of `bodies`.")
    title: Annotated[str, line(200, required=True)]
    starts_at: Instant
    ends_at: Instant
    format: Literal["physical", "remote", "hybrid"] = "physical"
    place: Annotated[str, line(200)] = ""
    link: WebAddress = ""
    host: Key | None = Field(None, description="Key of one of `organisations`.")
    needs_access: Flag = Field(False, description="Only premises that everybody gets into will do.")
    booking: Key | None = Field(None, description="Key of one of `bookings`: the room that is kept for it.")
    version: Position = Field(0, description="How often time, form, place or link has been changed.")
    noticed_at: Instant | None = Field(None, description="When its seats were given notice.")
    called_off_at: Instant | None = None
    called_off_because: Text = ""
    attendances: list[AttendanceEntry] = []
    invitations: list[InvitationEntry] = []


ONCE = _("each once")

PARTS = (
    Part(
        "meetings",
        MeetingEntry,
        Meeting,
        {"body": "bodies", "host": "organisations", "booking": "bookings"},
        inside={
            "attendances": Part(
                "attendances",
                AttendanceEntry,
                Attendance,
                {"seat": "seats", "person": "persons"},
                parent="meeting",
                says={
                    "meetings_attendance_once": Said("seat", _("the seat is told of twice"), ONCE),
                    "meetings_attendance_who": Said(
                        "person",
                        _("it is not clear who sat in the seat"),
                        _("“person” and “rank” together, or neither"),
                    ),
                    "meetings_attendance_present": Said(
                        "person", _("it is not told who came"), _("a key of `persons`")
                    ),
                    "meetings_attendance_one_seat": Said("person", _("the person sat in two seats at once"), ONCE),
                },
            ),
            "invitations": Part(
                "invitations",
                InvitationEntry,
                Invitation,
                {"person": "persons"},
                parent="meeting",
                says={"meetings_invitation_once": Said("person", _("the person is told of it twice"), ONCE)},
            ),
        },
        says={
            "meetings_meeting_number": Said("number", _("another meeting of the year has this number"), ONCE),
            "meetings_meeting_period": Said("ends_at", _("it ends before it begins"), _("a moment after “starts_at”")),
            "meetings_meeting_called_off": Said(
                "called_off_at",
                _("it is not clear whether it is called off"),
                _("“called_off_at” and “called_off_because” together, or neither"),
            ),
        },
    ),
)
