"""The part of the house file that tells what waits for whom, who answers instead, and how the house reminds.

Neither mails nor the links in them: a copy of a house must not send again what was sent.
"""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.asks.models import Ask, HandOver, LinkRule, MailChoice, PassedOver, ReminderRules
from statenshus.kernel.archive import (
    Clock,
    Entry,
    Flag,
    Instant,
    Key,
    Lasting,
    Part,
    Rank,
    Said,
    Small,
    Text,
    ends_too_early,
    line,
)

Kind = Literal[
    "position",
    "vote",
    "owner_decision",
    "question",
    "attendance",
    "minutes",
    "follow_up",
    "carry_out",
    "poll",
    "choose_date",
    "host",
    "acceptance",
    "offer",
    "transfer",
    "booking",
]
SubjectType = Annotated[str, line(60, required=True)]
SubjectKey = Annotated[str, line(80, required=True)]


class HandOverEntry(Lasting):
    """That somebody in a seat lets another in it answer one ask."""

    seat: Key = Field(description="Key of one of `seats`.")
    by: Key = Field(description="Key of one of `persons`.")
    to: Key | None = Field(
        None, description="Key of one of `persons`; left out where whoever stands next in the seat answers."
    )
    occasion: Annotated[str, line(140)] = ""
    reason: Annotated[str, line(200)] = ""
    at: Instant
    taken_back_at: Instant | None = None


class FurtherHandOverEntry(HandOverEntry):
    """That somebody in a seat lets another in it answer all of one occasion, or all from day to day."""

    occasion: Annotated[str, line(140)] = Field("", description="Of which occasion; left out where it is from a day.")


class AskEntry(Entry):
    """Something that a seat, or a person, must answer, and how that ended."""

    kind: Kind
    body: Key | None = Field(None, description="Key of one of `bodies`: that of the seat.")
    seat: Key | None = Field(None, description="Key of one of `seats`; or else `person` tells who is asked.")
    person: Key | None = Field(None, description="Key of one of `persons`.")
    subject_type: SubjectType = Field(description="What it is about, as events name it: decisions.case.")
    subject_key: SubjectKey = Field(description="Key of what it is about.")
    subject_name: Annotated[str, line(300, required=True)]
    path: Annotated[str, line(300, required=True)] = Field(description="Where that stands, below /h/<slug>/.")
    text: Text = ""
    occasion: Annotated[str, line(140)] = Field("", description="What it is asked together with, such as a meeting.")
    occasion_name: Annotated[str, line(300)] = ""
    minutes: Small = Field(description="What it takes to answer.")
    urgent: Flag = False
    opened_at: Instant
    due_at: Instant | None = None
    ended: Literal["", "answered", "handed_over", "lapsed", "withdrawn"] = ""
    ended_at: Instant | None = None
    answer: Annotated[str, line(200)] = ""
    answered_by: Key | None = Field(None, description="Key of one of `persons`.")
    answered_rank: Rank | None = None
    hand_overs: list[HandOverEntry] = []


class PassedOverEntry(Entry):
    """That somebody may not answer about a thing, so that the next in their seat is asked."""

    person: Key = Field(description="Key of one of `persons`.")
    subject_type: SubjectType
    subject_key: SubjectKey
    ground: Annotated[str, line(300)] = ""
    at: Instant


class LinkRuleEntry(Entry):
    """Whether the house lets a kind of ask be answered by the link in a mail alone."""

    kind: Kind
    by_link: Flag


class ReminderRulesEntry(Entry):
    """When the house reminds, and when it is quiet. One a house."""

    hour: Clock
    before_days: list[Small] = Field(max_length=100)
    after_days: list[Small] = Field(max_length=100)
    quiet_from: Clock
    quiet_to: Clock


class MailChoiceEntry(Entry):
    """How often somebody wants mail about what waits for them."""

    person: Key = Field(description="Key of one of `persons`.")
    rhythm: Literal["daily", "weekly", "never"] = "daily"
    urgent_at_once: Flag = False


_once = _("each once")
_seated = {"seat": "seats", "by": "persons", "to": "persons"}
_hand_over = {
    **ends_too_early("asks_handover_period"),
    "asks_handover_one_reach": Said(
        "", _("it is not clear what is handed over"), _("one of an ask that it stands in, “occasion”, or “from”")
    ),
}

PARTS = (
    Part(
        "asks",
        AskEntry,
        Ask,
        {"body": "bodies", "seat": "seats", "person": "persons", "answered_by": "persons"},
        inside={"hand_overs": Part("hand_overs", HandOverEntry, HandOver, _seated, parent="ask", says=_hand_over)},
        says={
            "asks_ask_one_asked": Said("seat", _("it is not clear who is asked"), _("either “seat” or “person”")),
            "asks_ask_ended": Said(
                "ended",
                _("it is not clear whether the ask has ended"),
                _("“ended” and “ended_at” together, or neither"),
            ),
            "asks_ask_answered": Said(
                "answered_by",
                _("how it ended, and who answered, do not fit together"),
                _("“answered_by” where it was answered, and only there"),
            ),
            "asks_ask_once_a_seat": Said("seat", _("the same is asked of the seat twice at once"), _once),
            "asks_ask_once_a_person": Said("person", _("the same is asked of the person twice at once"), _once),
        },
    ),
    Part("hand_overs", FurtherHandOverEntry, HandOver, _seated, alone="ask", says=_hand_over),
    Part(
        "passed_over",
        PassedOverEntry,
        PassedOver,
        {"person": "persons"},
        says={"asks_passedover_once": Said("person", _("the person is passed over twice about the same"), _once)},
    ),
    Part(
        "link_rules",
        LinkRuleEntry,
        LinkRule,
        says={"asks_linkrule_once": Said("kind", _("the kind has two rules"), _once)},
    ),
    Part(
        "reminder_rules",
        ReminderRulesEntry,
        ReminderRules,
        says={"asks_reminderrules_once": Said("", _("the house has such rules already"), _("one such entry a house"))},
    ),
    Part(
        "mail_choices",
        MailChoiceEntry,
        MailChoice,
        {"person": "persons"},
        says={"asks_mailchoice_once": Said("person", _("the person has chosen twice"), _once)},
    ),
)
