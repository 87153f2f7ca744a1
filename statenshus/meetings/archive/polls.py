"""When a body can meet: dates that are put to it, and days for which none is."""

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
    Said,
    Small,
    Text,
    line,
)
from statenshus.meetings.archive.meetings import ONCE
from statenshus.meetings.models import Poll, PollAnswer, PollDate, Recess


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


PARTS = (
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
                says={"meetings_pollanswer_once": Said("person", _("somebody answers twice"), ONCE)},
            )
        },
        says={"meetings_polldate_once": Said("starts_at", _("the date is put twice"), ONCE)},
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
