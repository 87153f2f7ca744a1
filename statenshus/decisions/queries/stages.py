"""How far a case has come on a day, in a word and a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from statenshus.decisions.models import Case, Voting
from statenshus.decisions.models.counting import Outcome
from statenshus.kernel.actors import OSLO
from statenshus.ui.templatetags.ui import day as in_words

DRAFT, READING, AGENDA, VOTING, OWNER, ENDED = "draft", "reading", "agenda", "voting", "owner", "ended"
FETCHED = ("votings__mandate", "items__meeting", "decision")
"""What to fetch with cases, so that their stages cost no further query."""


@dataclass(frozen=True)
class Stage:
    """How far a case has come: `name` for programs and colours, `said` for people."""

    name: str
    said: str


def end_of(day: date) -> datetime:
    """The first moment after the day, in Norway."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=OSLO)


def day_of(moment: datetime) -> date:
    """The day of the moment, in Norway."""
    return moment.astimezone(OSLO).date()


def stage_of(case: Case, day: date) -> Stage:
    """How far the case had come at the end of the day. No query, where the case came with FETCHED."""
    end = end_of(day)
    if case.ended_at is not None and case.ended_at < end:
        return Stage(ENDED, _outcome_of(case))
    if case.published_at is None or case.published_at >= end:
        return Stage(DRAFT, _("Draft"))
    rounds = sorted((each for each in case.votings.all() if each.opened_at < end), key=lambda each: each.round)
    if rounds and (rounds[-1].closed_at is None or rounds[-1].closed_at >= end):
        return Stage(VOTING, _voting(rounds[-1]))
    if _is_advised(rounds):
        return Stage(OWNER, _("Waits for the project owner"))
    coming = [item.meeting for item in case.items.all() if day_of(item.meeting.starts_at) >= day]
    standing = [meeting for meeting in coming if meeting.called_off_at is None]
    if standing:
        first = min(standing, key=lambda meeting: meeting.starts_at)
        return Stage(AGENDA, _("On the agenda on %(day)s") % {"day": in_words(day_of(first.starts_at))})
    if case.kind == Case.Kind.INFORMATION:
        return Stage(READING, _("To be read"))
    return Stage(READING, _("Gathers positions"))


def _outcome_of(case: Case) -> str:
    if case.ended == Case.Ended.WITHDRAWN:
        return _("Withdrawn")
    decision = getattr(case, "decision", None)
    return str(capfirst(decision.get_outcome_display() if decision else case.get_ended_display()))


def _voting(voting: Voting) -> str:
    if voting.closes_at:
        return _("In writing until %(day)s") % {"day": in_words(day_of(voting.closes_at))}
    return _("Voting in a meeting")


def _is_advised(rounds: Sequence[Voting]) -> bool:
    """Whether the group has voted, and the project owner decides. `rounds` ends with the latest."""
    if not rounds or rounds[-1].outcome not in {Outcome.ADOPTED, Outcome.REJECTED}:
        return False
    return rounds[-1].mandate.decides == rounds[-1].mandate.Decides.OWNER
