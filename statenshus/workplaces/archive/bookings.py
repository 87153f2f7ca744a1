"""What is booked and waited for, in the house file."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import (
    Clock,
    Day,
    Entry,
    Instant,
    Key,
    Part,
    Position,
    Said,
    Small,
    line,
)
from statenshus.workplaces.archive.places import ONCE, AgencyKey, KindOfPlace, PersonKey, PlaceKey, ends, period
from statenshus.workplaces.models import (
    Booking,
    Forgetting,
    Hold,
    Series,
    SkippedDay,
    Transfer,
    Waiting,
)

Shown = Literal["name", "agency", "busy"]
PLACES = {"workplace": "workplaces"}


class SeriesEntry(Entry):
    """The same hours week after week."""

    key: Key
    person: Key = PersonKey
    organisation: Key | None = AgencyKey
    workplace: Key = PlaceKey
    weekdays: list[Small]
    every_weeks: Small = 1
    first_on: Day
    until_on: Day
    starts: Clock
    ends: Clock
    shown: Shown = "busy"
    title: Annotated[str, line(100)] = ""
    season: Key | None = Field(None, description="Key of one of `seasons`, where it was given in one.")
    ended_at: Instant | None = None


class HoldEntry(Entry):
    """What a booking keeps from others."""

    workplace: Key = PlaceKey
    starts_at: Instant
    ends_at: Instant


class BookingEntry(Entry):
    """That a workplace is somebody's for a time."""

    key: Key
    workplace: Key = PlaceKey
    person: Key = PersonKey
    organisation: Key | None = AgencyKey
    series: Key | None = Field(None, description="Key of one of `series`.")
    starts_at: Instant
    ends_at: Instant
    shown: Shown = "busy"
    title: Annotated[str, line(100)] = ""
    occasion: Annotated[str, line(140)] = ""
    booked_at: Instant
    asked_at: Instant | None = None
    approved_at: Instant | None = None
    offered_until: Instant | None = None
    checked_in_at: Instant | None = None
    ended: Literal["", "cancelled", "released", "left", "declined", "lapsed", "closed", "moved"] = ""
    ended_at: Instant | None = None
    sequence: Small = 0
    holds: list[HoldEntry] = []


class WaitingEntry(Entry):
    """That somebody wants a place that is taken."""

    key: Key
    person: Key = PersonKey
    organisation: Key | None = AgencyKey
    series: Key | None = Field(None, description="Key of one of `series`.")
    kind: KindOfPlace
    workplace: Key | None = Field(None, description="Key of one of `workplaces`; left out where any will do.")
    starts_at: Instant
    ends_at: Instant
    shown: Shown = "busy"
    reason: Annotated[str, line(20)] = ""
    asked_at: Instant
    offer: Key | None = Field(None, description="Key of one of `bookings`.")
    ended: Literal["", "taken", "passed", "withdrawn", "over"] = ""
    ended_at: Instant | None = None


class SkippedDayEntry(Entry):
    """A day that a series could not have, and why."""

    series: Key = Field(description="Key of one of `series`.")
    on: Day
    reason: Annotated[str, line(20)]
    message: Annotated[str, line(300)]
    waiting: Key | None = Field(None, description="Key of one of `waiting`.")


class TransferEntry(Entry):
    """That a booking is offered to another."""

    key: Key
    booking: Key = Field(description="Key of one of `bookings`.")
    in_return: Key | None = Field(None, description="Key of one of `bookings`.")
    giver: Key = PersonKey
    to: Key = PersonKey
    offered_at: Instant
    ended: Literal["", "accepted", "declined", "withdrawn"] = ""
    ended_at: Instant | None = None


class ForgettingEntry(Entry):
    """That it was forgotten who was where before a day."""

    at: Instant
    before: Day
    bookings: Position = 0
    looks: Position = 0
    events: Position = 0
    mails: Position = 0


PARTS = (
    Part(
        "series",
        SeriesEntry,
        Series,
        {"person": "persons", "organisation": "organisations", "season": "seasons", **PLACES},
        says=period("workplaces_series_period", "until_on"),
    ),
    Part(
        "bookings",
        BookingEntry,
        Booking,
        {"person": "persons", "organisation": "organisations", "series": "series", **PLACES},
        inside={
            "holds": Part(
                "holds",
                HoldEntry,
                Hold,
                PLACES,
                parent="booking",
                says={
                    **period("workplaces_hold_period"),
                    "workplaces_hold_taken": Said(
                        "workplace", _("somebody else has it at the time"), _("one booking at a time")
                    ),
                },
            )
        },
        says={**period("workplaces_booking_period"), **ends("workplaces_booking_ended")},
    ),
    Part(
        "waiting",
        WaitingEntry,
        Waiting,
        {"person": "persons", "organisation": "organisations", "series": "series", "offer": "bookings", **PLACES},
        says={**period("workplaces_waiting_period"), **ends("workplaces_waiting_ended")},
    ),
    Part(
        "skipped_days",
        SkippedDayEntry,
        SkippedDay,
        {"series": "series", "waiting": "waiting"},
        says={"workplaces_skippedday_once": Said("on", _("the day is told of twice"), ONCE)},
    ),
    Part(
        "transfers",
        TransferEntry,
        Transfer,
        {"booking": "bookings", "in_return": "bookings", "giver": "persons", "to": "persons"},
        says={
            "workplaces_transfer_once": Said("booking", _("it is offered to two at once"), ONCE),
            **ends("workplaces_transfer_ended"),
        },
    ),
    Part("forgettings", ForgettingEntry, Forgetting),
)
