"""The kinds of asks: a closed table. A capability that asks something new adds its line here."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class KindOfAsk(models.TextChoices):
    """What is asked."""

    POSITION = "position", _("take a position")
    VOTE = "vote", _("vote")
    OWNER_DECISION = "owner_decision", _("decide as project owner")
    QUESTION = "question", _("answer a question")
    ATTENDANCE = "attendance", _("answer a notice of meeting")
    MINUTES = "minutes", _("approve minutes")
    FOLLOW_UP = "follow_up", _("follow up a decision")
    CARRY_OUT = "carry_out", _("carry out a decision")
    POLL = "poll", _("answer which days suit")
    CHOOSE_DATE = "choose_date", _("choose a date")
    HOST = "host", _("host a meeting")
    ACCEPTANCE = "acceptance", _("accept or decline")
    OFFER = "offer", _("take a place that came free")
    TRANSFER = "transfer", _("take over a booking")
    BOOKING = "booking", _("approve a booking")


@dataclass(frozen=True)
class Kind:
    """What holds for every ask of a kind."""

    minutes: int
    """What it takes to answer, by honest estimate, where whoever asks does not know better."""
    by_link: bool
    """Whether it may be answered by the link in a mail alone, where the house has not said otherwise."""
    unanswered: Promise
    """What happens if nothing is answered, in one sentence."""
    part: str
    """The template in which it is answered in place."""


KINDS: dict[str, Kind] = {
    KindOfAsk.POSITION: Kind(
        2, True, _("The case goes on without your view, and the group sees that it is missing."), "position"
    ),
    KindOfAsk.VOTE: Kind(
        3, False, _("Your seat does not count towards the quorum. In a silence procedure it counts as consent."), "vote"
    ),
    KindOfAsk.OWNER_DECISION: Kind(5, False, _("The group has advised, but nothing is decided."), "owner_decision"),
    KindOfAsk.QUESTION: Kind(
        5, False, _("Whoever asked does not get an answer before the case is decided."), "question"
    ),
    KindOfAsk.ATTENDANCE: Kind(
        1, True, _("Nobody knows whether your seat is taken, nor calls your deputy."), "attendance"
    ),
    KindOfAsk.MINUTES: Kind(3, True, _("The minutes count as approved when the reading time is over."), "minutes"),
    KindOfAsk.FOLLOW_UP: Kind(
        10, False, _("The decision is not followed up, and the group sees that it is late."), "follow_up"
    ),
    KindOfAsk.CARRY_OUT: Kind(10, False, _("What is decided does not take effect."), "carry_out"),
    KindOfAsk.POLL: Kind(1, True, _("The day is chosen without you."), "poll"),
    KindOfAsk.CHOOSE_DATE: Kind(2, False, _("No date is chosen, and what is held stays held."), "choose_date"),
    KindOfAsk.HOST: Kind(1, True, _("The meeting has no host, and another is asked."), "host"),
    KindOfAsk.ACCEPTANCE: Kind(1, True, _("It counts as not accepted."), "acceptance"),
    KindOfAsk.OFFER: Kind(1, True, _("The place is offered to the next who waits."), "offer"),
    KindOfAsk.TRANSFER: Kind(1, True, _("The booking stays with whoever has it."), "transfer"),
    KindOfAsk.BOOKING: Kind(1, False, _("The booking ends when it would have begun."), "booking"),
}
