"""Mandates in the house file."""

from typing import Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.decisions.models import Mandate
from statenshus.kernel.archive import Key, Lasting, Part, Said, Small, Text, ends_too_early

Quorum = Literal["half", "more_than_half", "two_thirds", "all"]
Majority = Literal["simple", "of_votes", "of_seats", "two_thirds", "nobody_against"]
Tie = Literal["chair", "falls"]
Written = Literal["never", "unanimous", "form", "majority", "silence"]


class MandateEntry(Lasting):
    """A body's own rules for how it decides, from one day to another."""

    body: Key = Field(description="Key of one of `bodies`.")
    template: Literal["", "municipal", "project", "consensus"] = Field("", description="What the rules began as.")
    decides: Literal["group", "owner"] = "group"
    owner: Key | None = Field(None, description="Key of one of `persons`: who decides where `decides` is `owner`.")
    quorum: Quorum = "half"
    majority: Majority = "simple"
    tie: Tie = "chair"
    written: Written = Field("unanimous", description="When the body may decide in writing.")
    written_days: Small = Field(7, description="Least days for answering in writing.")
    pull_members: Small | None = Field(
        None, description="How many members may have a case taken to a meeting; left out where nobody may."
    )
    notice_days: Small = 7
    reservation_days: Small = Field(0, description="Days in which absentees may make a reservation.")
    reading_days: Small = Field(7, description="Days for reading the minutes.")
    note: Text = ""


PARTS = (
    Part(
        "mandates",
        MandateEntry,
        Mandate,
        {"body": "bodies", "owner": "persons"},
        called_by=("body", "valid_from"),
        says={
            **ends_too_early("decisions_mandate_period"),
            "decisions_mandate_overlap": Said(
                "body", _("the body has two mandates at once"), _("periods without a day in common")
            ),
            "decisions_mandate_owner": Said(
                "owner",
                _("who decides does not fit the mandate"),
                _("“owner” where “decides” is owner, and only there"),
            ),
        },
    ),
)
