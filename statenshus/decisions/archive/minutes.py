"""Minutes in the house file, as they were written."""

from typing import Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.decisions.models import Minutes, MinutesAnswer
from statenshus.kernel.archive import Data, Entry, Flag, Hash, Instant, Key, LongKey, Part, Rank, Said, Small, Text


class MinutesAnswerEntry(Entry):
    """What a seat said of the minutes."""

    seat: Key = Field(description="Key of one of `seats`.")
    person: Key = Field(description="Key of one of `persons`.")
    rank: Rank = 0
    approves: Flag
    remark: Text = ""
    at: Instant


class MinutesEntry(Entry):
    """The minutes of a meeting or of a written procedure."""

    key: LongKey
    body: Key = Field(description="Key of one of `bodies`.")
    meeting: Key | None = Field(None, description="Key of one of `meetings`; or else `voting` tells of what they are.")
    voting: LongKey | None = Field(None, description="Key of one of `votings`.")
    version: Small = 1
    language: Literal["nb", "nn"]
    content: Data = Field(description="What they say. Written by the program; kept so that an export is whole.")
    hash: Hash
    chain_head: Hash = Field("", description="The hash of the last of `chain` when they were written.")
    written_at: Instant
    reading_until: Instant
    approved_at: Instant | None = None
    replaced_at: Instant | None = Field(None, description="When newer minutes of the same were written.")
    answers: list[MinutesAnswerEntry] = []


PARTS = (
    Part(
        "minutes",
        MinutesEntry,
        Minutes,
        {"body": "bodies", "meeting": "meetings", "voting": "votings"},
        inside={
            "answers": Part(
                "answers",
                MinutesAnswerEntry,
                MinutesAnswer,
                {"seat": "seats", "person": "persons"},
                parent="minutes",
                says={
                    "decisions_minutesanswer_once": Said("seat", _("the seat answers twice"), _("each once")),
                    "decisions_minutesanswer_remark": Said(
                        "remark", _("it is not told what is wrong"), _("“remark” where the minutes are not approved")
                    ),
                },
            )
        },
        says={
            "decisions_minutes_of_one": Said(
                "meeting", _("it is not clear of what they are the minutes"), _("either “meeting” or “voting”")
            ),
            "decisions_minutes_one_end": Said(
                "replaced_at", _("they are both approved and replaced"), _("one of them at most")
            ),
        },
    ),
)
