"""Decisions in the house file, with what follows of them."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.decisions.models import Decision, FollowUp, Reservation
from statenshus.kernel.archive import Day, Entry, Instant, Key, LongKey, Part, Said, Text, line


class FollowUpEntry(Entry):
    """What somebody shall do because of the decision."""

    key: LongKey = Field(description="The decision's key and a number: 2023-1-f2.")
    text: Text
    owner: Key = Field(description="Key of one of `persons`.")
    organisation: Key | None = Field(None, description="Key of one of `organisations`.")
    due_on: Day
    done_at: Instant | None = None
    done_by: Key | None = Field(None, description="Key of one of `persons`.")
    note: Text = ""


class ReservationEntry(Entry):
    """That a seat that was absent does not stand behind the decision."""

    seat: Key = Field(description="Key of one of `seats`.")
    person: Key = Field(description="Key of one of `persons`.")
    text: Text
    at: Instant


class DecisionEntry(Entry):
    """What a case came to, for good."""

    key: Key = Field(description="The key of its case.")
    case: Key = Field(description="Key of one of `cases`.")
    outcome: Literal["adopted", "rejected", "discussed", "noted"]
    title: Annotated[str, line(200, required=True)]
    text: Text = ""
    body: Key = Field(description="Key of one of `bodies`.")
    voting: LongKey | None = Field(None, description="Key of one of `votings`.")
    meeting: Key | None = Field(None, description="Key of one of `meetings`.")
    owner: Key | None = Field(None, description="Key of one of `persons`: the project owner, if that is who decided.")
    decided_by: Annotated[str, line(200)]
    decided_at: Instant
    decided_on: Day
    effective_on: Day | None = None
    basis: Text = ""
    replaces: Key | None = Field(None, description="Key of one of `decisions`.")
    follow_ups: list[FollowUpEntry] = []
    reservations: list[ReservationEntry] = []


PARTS = (
    Part(
        "decisions",
        DecisionEntry,
        Decision,
        {
            "case": "cases",
            "body": "bodies",
            "voting": "votings",
            "meeting": "meetings",
            "owner": "persons",
            "replaces": "decisions",
        },
        inside={
            "follow_ups": Part(
                "follow_ups",
                FollowUpEntry,
                FollowUp,
                {"owner": "persons", "organisation": "organisations", "done_by": "persons"},
                parent="decision",
                says={
                    "decisions_followup_done": Said(
                        "done_at",
                        _("it is not clear whether it is done"),
                        _("“done_at” and “done_by” together, or neither"),
                    )
                },
            ),
            "reservations": Part(
                "reservations",
                ReservationEntry,
                Reservation,
                {"seat": "seats", "person": "persons"},
                parent="decision",
                says={
                    "decisions_reservation_once": Said("seat", _("the seat makes a reservation twice"), _("each once"))
                },
            ),
        },
    ),
)
