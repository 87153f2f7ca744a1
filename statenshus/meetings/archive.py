"""The part of the house file that tells when bodies meet, and who came."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import (
    Day,
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
from statenshus.meetings.models import Attendance, Invitation, Meeting, Poll, PollAnswer, PollDate, Recess


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
    booking: Key | None = Field(None, description="Key of one of `bookings`: the room that is kept for it.")
    version: Position = Field(0, description="How often time, form, place or link has been changed.")
    noticed_at: Instant | None = Field(None, description="When its seats were given notice.")
    called_off_at: Instant | None = None
    called_off_because: Text = ""
    attendances: list[AttendanceEntry] = []
    invitations: list[InvitationEntry] = []


class PollAnswerEntry(Entry):
    """What somebody says of a date, in a seat or as the one who prepares the meeting."""

    seat: Key | None = Field(None, description="Key of one of `seats`.")
    person: Key = Field(description="Key of one of `persons`.")
    answer: Literal["yes", "if_needed", "remote", "no"]
    answered_at: Instant


class PollEntry(Entry):
    """That a body is asked on which of some dates it can meet."""

    key: Key
    body: Key = Field(description="Key of one of `bodies`.")
    title: Annotated[str, line(200, required=True)]
    minutes: Small
    format: Literal["physical", "remote", "hybrid"] = "physical"
    place: Annotated[str, line(200)] = ""
    room: Key | None = Field(None, description="Key of one of `workplaces`; it is held on each date.")
    needs_chair: Flag = True
    preparer: Key | None = Field(None, description="Key of one of `persons`; it is not held without them.")
    answers_by: Instant
    opened_at: Instant
    opened_by: Key | None = Field(None, description="Key of one of `persons`.")
    ended: Literal["", "chosen", "called_off"] = ""
    ended_at: Instant | None = None
    called_off_because: Text = ""
    meeting: Key | None = Field(None, description="Key of one of `meetings`: what came of it.")
    chosen_starts_at: Instant | None = None


class PollDateEntry(Entry):
    """A moment at which the meeting may begin, and the booking by which the room is held."""

    poll: Key = Field(description="Key of one of `polls`.")
    starts_at: Instant
    booking: Key | None = Field(None, description="Key of one of `bookings`.")
    answers: list[PollAnswerEntry] = []


class RecessEntry(Entry):
    """The days of [first_on, until_on), for which no meeting is proposed."""

    key: Key
    name: Annotated[str, line(100, required=True)]
    first_on: Day
    until_on: Day


_once = _("each once")

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
                    "meetings_attendance_once": Said("seat", _("the seat is told of twice"), _once),
                    "meetings_attendance_who": Said(
                        "person",
                        _("it is not clear who sat in the seat"),
                        _("“person” and “rank” together, or neither"),
                    ),
                    "meetings_attendance_present": Said(
                        "person", _("it is not told who came"), _("a key of `persons`")
                    ),
                    "meetings_attendance_one_seat": Said("person", _("the person sat in two seats at once"), _once),
                },
            ),
            "invitations": Part(
                "invitations",
                InvitationEntry,
                Invitation,
                {"person": "persons"},
                parent="meeting",
                says={"meetings_invitation_once": Said("person", _("the person is told of it twice"), _once)},
            ),
        },
        says={
            "meetings_meeting_number": Said("number", _("another meeting of the year has this number"), _once),
            "meetings_meeting_period": Said("ends_at", _("it ends before it begins"), _("a moment after “starts_at”")),
            "meetings_meeting_called_off": Said(
                "called_off_at",
                _("it is not clear whether it is called off"),
                _("“called_off_at” and “called_off_because” together, or neither"),
            ),
        },
    ),
    Part(
        "polls",
        PollEntry,
        Poll,
        {
            "body": "bodies",
            "room": "workplaces",
            "preparer": "persons",
            "opened_by": "persons",
            "meeting": "meetings",
        },
        says={
            "meetings_poll_minutes": Said("minutes", _("the meeting is without length"), _("a minute at least")),
            "meetings_poll_answers_by": Said(
                "answers_by", _("the time for answering ends before it begins"), _("a moment after “opened_at”")
            ),
            "meetings_poll_ended": Said(
                "ended",
                _("what came of it is not told in one way"),
                _("chosen, with meeting and date; called off, with the reason; or none of these"),
            ),
            "meetings_poll_meeting_id_key": Said("meeting", _("another poll came to the same meeting"), _once),
        },
    ),
    Part(
        "poll_dates",
        PollDateEntry,
        PollDate,
        {"poll": "polls", "booking": "bookings"},
        inside={
            "answers": Part(
                "answers",
                PollAnswerEntry,
                PollAnswer,
                {"seat": "seats", "person": "persons"},
                parent="date",
                says={"meetings_pollanswer_once": Said("person", _("somebody answers twice"), _once)},
            )
        },
        says={"meetings_polldate_once": Said("starts_at", _("the date is put twice"), _once)},
    ),
    Part(
        "recesses",
        RecessEntry,
        Recess,
        says={
            "meetings_recess_days": Said(
                "until_on", _("it ends before it begins"), _("a day after “first_on”: the first day after the last")
            )
        },
    ),
)
