"""Who takes turns at hosting a body, where, and whose turn each meeting is."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import (
    Day,
    Entry,
    Flag,
    Instant,
    Key,
    Lasting,
    Part,
    Said,
    Small,
    Text,
    ends_too_early,
    line,
)
from statenshus.meetings.archive.meetings import ONCE
from statenshus.meetings.models import Premises, RotaAway, RotaMember, Turn


class PremisesEntry(Entry):
    """Where an organisation has guests, and what they need to know."""

    organisation: Key = Field(description="Key of one of `organisations`.")
    place: Annotated[str, line(200, required=True)]
    capacity: Small
    is_accessible: Flag = False
    way_in: Text = ""
    about: Text = ""


class RotaAwayEntry(Entry):
    """The days of [first_on, until_on), on which it cannot be host."""

    first_on: Day
    until_on: Day
    reason: Annotated[str, line(200)] = ""


class RotaMemberEntry(Lasting):
    """That an organisation takes turns at hosting a body."""

    key: Key
    body: Key = Field(description="Key of one of `bodies`.")
    organisation: Key = Field(description="Key of one of `organisations`.")
    head_start: int = Field(
        0,
        strict=True,
        ge=-1_000_000,
        le=1_000_000,
        description="What it was taken to be owed when it joined: turns × 2520.",
    )
    away: list[RotaAwayEntry] = []


class TurnEntry(Entry):
    """That an organisation is asked to host a meeting, and what it said."""

    key: Key
    meeting: Key = Field(description="Key of one of `meetings`.")
    organisation: Key = Field(description="Key of one of `organisations`.")
    state: Literal["asked", "taken", "skipped", "given"] = "asked"
    asked_at: Instant
    answered_at: Instant | None = None
    reason: Annotated[str, line(200)] = ""
    shared_by: list[Key] = Field([], description="Keys of `organisations` whose turn it could have been.")


PARTS = (
    Part(
        "premises",
        PremisesEntry,
        Premises,
        {"organisation": "organisations"},
        says={
            "meetings_premises_capacity": Said("capacity", _("there is room for nobody"), _("one at least")),
        },
    ),
    Part(
        "rota",
        RotaMemberEntry,
        RotaMember,
        {"body": "bodies", "organisation": "organisations"},
        inside={
            "away": Part(
                "away",
                RotaAwayEntry,
                RotaAway,
                parent="member",
                says={
                    "meetings_rotaaway_days": Said(
                        "until_on",
                        _("it ends before it begins"),
                        _("a day after “first_on”: the first day after the last"),
                    )
                },
            )
        },
        says={
            **ends_too_early("meetings_rotamember_period"),
            "meetings_rotamember_once": Said("organisation", _("it takes turns in the body twice at a time"), ONCE),
        },
    ),
    Part(
        "turns",
        TurnEntry,
        Turn,
        {"meeting": "meetings", "organisation": "organisations"},
        says={
            "meetings_turn_one": Said("meeting", _("two are asked to host it, or do"), _("one at most")),
            "meetings_turn_answered": Said(
                "answered_at", _("it is not clear whether it is answered"), _("a moment, unless it is “asked”")
            ),
        },
    ),
)
