"""Restructurings in the house file."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import (
    Day,
    Entry,
    Flag,
    Key,
    LongKey,
    Part,
    Placed,
    Said,
    Text,
    line,
)
from statenshus.portfolio.models import Closing, Destination, ProposedLead, Restructuring, StageChange, Successor


class StageEntry(Entry):
    """That a restructuring came to a stage on a day, and in which body."""

    stage: Literal["draft", "discussed", "proposed", "heard", "decided", "withdrawn"]
    on: Day
    body: Key | None = Field(None, description="Key of one of `bodies`.")
    note: Text = ""


class ClosingEntry(Entry):
    """That a subproject closes in a restructuring."""

    subproject: Key = Field(description="Key of one of `subprojects`.")
    ended_before: Day | None = Field(None, description="The `until` it had before the decision, for undoing.")


class SuccessorEntry(Entry):
    """A subproject that stands after a restructuring: a new one, or one that goes on."""

    key: Key = Field(description="Short name within the restructuring.")
    name: Annotated[str, line(200, required=True)]
    summary: Text = ""
    is_new: Flag = Field(True, description="False where a subproject goes on; then `subproject` tells which.")
    subproject: Key | None = Field(
        None, description="Key of one of `subprojects`: the one that goes on, or the new one that a decision made."
    )
    position: Placed = None


class DestinationEntry(Entry):
    """Where one placement of a closing subproject goes: to a successor, or to its end with a reason."""

    placement: LongKey = Field(description="Key of one of `placements`.")
    successor: Key | None = Field(None, description="Key of one of the restructuring's `successors`.")
    ends_because: Text = Field("", description="Why it ends, where it goes nowhere.")
    ended_before: Day | None = Field(None, description="The `until` it had before the decision, for undoing.")
    made: LongKey | None = Field(None, description="Key of the placement that the decision made.")


class FurtherDestinationEntry(DestinationEntry):
    """A destination in a restructuring that stands elsewhere: in the house, or in this file."""

    restructuring: Key = Field(description="Key of one of `restructurings`.")


class LeadEntry(Entry):
    """Somebody proposed to lead after a restructuring."""

    person: Key = Field(description="Key of one of `persons`.")
    organisation: Key | None = Field(None, description="Key of one of `organisations`.")
    successor: Key | None = Field(
        None, description="Key of one of the restructuring's `successors`; left out while it is open."
    )
    made: LongKey | None = Field(None, description="Key of the placement that the decision made.")
    position: Placed = None


class RestructuringEntry(Entry):
    """A change of subprojects: which close, which come out of them, and where everything goes."""

    key: Key
    title: Annotated[str, line(200, required=True)]
    reason: Text = ""
    note: Text = ""
    effective_on: Day | None = Field(None, description="The day it takes effect.")
    case: Key | None = Field(None, description="Key of one of `cases`: the one by which it was last put to a body.")
    decision: Key | None = Field(None, description="Key of one of `decisions`: the one by which it takes effect.")
    decided_by: Annotated[str, line(200)] = ""
    decided_on: Day | None = None
    stages: list[StageEntry] = []
    closings: list[ClosingEntry] = []
    successors: list[SuccessorEntry] = []
    destinations: list[DestinationEntry] = []
    leads: list[LeadEntry] = []


_once = _("each once")
_destination = {
    "portfolio_destination_once": Said("placement", _("it goes to the same successor twice"), _once),
    "portfolio_destination_end": Said("placement", _("it ends twice"), _once),
    "portfolio_destination_somewhere": Said(
        "", _("it is not clear where it goes"), _("either “successor” or “ends_because”, and not both")
    ),
}
_destination_points = {"placement": "placements", "successor": "successors", "made": "placements"}

PARTS = (
    Part(
        "restructurings",
        RestructuringEntry,
        Restructuring,
        {"case": "cases", "decision": "decisions"},
        inside={
            "stages": Part(
                "stages",
                StageEntry,
                StageChange,
                {"body": "bodies"},
                parent="restructuring",
                says={
                    "portfolio_stagechange_stage": Said(
                        "stage", _("a restructuring is in effect by its day, not by a stage"), "decided"
                    )
                },
            ),
            "closings": Part(
                "closings",
                ClosingEntry,
                Closing,
                {"subproject": "subprojects"},
                parent="restructuring",
                says={"portfolio_closing_once": Said("subproject", _("it closes twice"), _once)},
            ),
            "successors": Part(
                "successors",
                SuccessorEntry,
                Successor,
                {"subproject": "subprojects"},
                parent="restructuring",
                says={
                    "portfolio_successor_name": Said("name", _("two successors have the same name"), _once),
                    "portfolio_successor_subproject": Said("subproject", _("it goes on twice"), _once),
                    "portfolio_successor_goes_on": Said(
                        "subproject", _("it is not told which subproject goes on"), _("a key of `subprojects`")
                    ),
                },
            ),
            "destinations": Part(
                "destinations",
                DestinationEntry,
                Destination,
                _destination_points,
                parent="restructuring",
                says=_destination,
            ),
            "leads": Part(
                "leads",
                LeadEntry,
                ProposedLead,
                {"person": "persons", "organisation": "organisations", "successor": "successors", "made": "placements"},
                parent="restructuring",
                says={
                    "portfolio_proposedlead_person": Said("person", _("the person is proposed twice"), _once),
                    "portfolio_proposedlead_one": Said(
                        "successor", _("two are proposed for the same successor"), _("one lead at a time")
                    ),
                },
            ),
        },
        says={
            "portfolio_restructuring_decision": Said(
                "decided_by",
                _("the decision is not whole"),
                _("“decided_by”, “decided_on” and “effective_on” all three, or neither of the first two"),
            )
        },
    ),
    Part(
        "destinations",
        FurtherDestinationEntry,
        Destination,
        {"restructuring": "restructurings", **_destination_points},
        within="restructuring",
        says=_destination,
    ),
)
