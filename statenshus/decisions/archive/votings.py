"""Votings in the house file, with who could vote and what was cast."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.decisions.archive.mandates import Majority, Quorum, Tie, Written
from statenshus.decisions.models import Elector, Pull, Voting
from statenshus.kernel.archive import Entry, Flag, Instant, Key, LongKey, Part, Rank, Said, Small, Text, line


class ElectorEntry(Entry):
    """A seat that may vote, and what was cast for it. In a secret voting that has closed, `choice` is left out."""

    seat: Key = Field(description="Key of one of `seats`.")
    organisation: Key | None = Field(None, description="Key of one of `organisations`: the seat's at the opening.")
    chair: Flag = False
    out: Flag = Field(False, description="True where nobody could vote for it.")
    choice: Literal["", "for", "against", "blank", "abstain"] = ""
    agrees: Flag = Field(True, description="Whether it agreed to deciding in writing.")
    person: Key | None = Field(None, description="Key of one of `persons`: who voted.")
    rank: Rank | None = None
    recorded_by: Key | None = Field(None, description="Key of one of `persons`: who wrote it down in a meeting.")
    at: Instant | None = None


class PullEntry(Entry):
    """That a seat wanted the case taken to a meeting."""

    seat: Key = Field(description="Key of one of `seats`.")
    person: Key = Field(description="Key of one of `persons`.")
    reason: Text = ""
    at: Instant


class VotingEntry(Entry):
    """A voting on a version of a case, with the rules that held when it opened."""

    key: LongKey = Field(description="The case's key and the round: 2023-1-v2.")
    case: Key = Field(description="Key of one of `cases`.")
    version: Small = Field(description="Number of one of the case's `versions`.")
    mandate: Annotated[str, line(80)] = Field(
        description="Which of `mandates`: its body, a slash and its first day, or its body alone where nobody knows it."
    )
    round: Small
    form: Literal["meeting", "written"]
    meeting: Key | None = Field(None, description="Key of one of `meetings`.")
    secret: Flag = False
    quorum: Quorum
    majority: Majority
    tie: Tie
    written: Written
    pull_members: Small | None = None
    base: Small = Field(description="How many seats it is counted by.")
    required: Small = Field(description="How many of them must vote.")
    opened_at: Instant
    closes_at: Instant | None = None
    closed_at: Instant | None = None
    closed_early: Flag = False
    outcome: Literal["", "adopted", "rejected", "not_quorate", "to_meeting", "called_off"] = ""
    by_chair: Flag = Field(False, description="True where votes were even and the chair's decided.")
    called_off_because: Text = ""
    count_for: Small | None = None
    count_against: Small | None = None
    count_blank: Small | None = None
    count_abstain: Small | None = None
    count_silent: Small | None = None
    electors: list[ElectorEntry] = []
    pulls: list[PullEntry] = []


_once = _("each once")

PARTS = (
    Part(
        "votings",
        VotingEntry,
        Voting,
        {"case": "cases", "version": "versions", "mandate": "mandates", "meeting": "meetings"},
        within="case",
        inside={
            "electors": Part(
                "electors",
                ElectorEntry,
                Elector,
                {"seat": "seats", "organisation": "organisations", "person": "persons", "recorded_by": "persons"},
                parent="voting",
                says={
                    "decisions_elector_once": Said("seat", _("the seat may vote twice"), _once),
                    "decisions_elector_who": Said(
                        "at",
                        _("it is not clear whether it has voted"),
                        _("“at”, “person” and “rank” together, or none of them nor “choice”"),
                    ),
                },
            ),
            "pulls": Part(
                "pulls",
                PullEntry,
                Pull,
                {"seat": "seats", "person": "persons"},
                parent="voting",
                says={"decisions_pull_once": Said("seat", _("the seat asks for a meeting twice"), _once)},
            ),
        },
        says={
            "decisions_voting_round": Said("round", _("the case has this round already"), _once),
            "decisions_voting_one_open": Said("closed_at", _("two votings on the case are open"), _("one at a time")),
            "decisions_voting_form": Said(
                "form", _("it is not clear how it is held"), _("a meeting has “meeting”, in writing has “closes_at”")
            ),
            "decisions_voting_closed": Said(
                "closed_at",
                _("it is not clear whether it has closed"),
                _("“closed_at”, “outcome” and the counts together, or none of them"),
            ),
        },
    ),
)
