"""Who may do what with minutes."""

from statenshus.decisions.models import Minutes, Voting
from statenshus.decisions.models.cases import sits_in
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Seat


def write_minutes(by: Actor, subject: Meeting | Voting) -> bool:
    """Those who lead the body's work may have its minutes written."""
    return leads(by, subject.body if isinstance(subject, Meeting) else subject.case.body)


def answer_minutes(by: Actor, minutes: Minutes, seat: Seat) -> bool:
    """Those who sit in the body may approve its minutes or remark on them; for which seat, the act tells them."""
    return sits_in(by, minutes.body)


def settle_minutes(by: Actor, minutes: Minutes) -> bool:
    """Those who lead the body's work may settle its minutes; they do so by themselves when the reading time is over."""
    return leads(by, minutes.body)


def export_einnsyn(by: Actor, subject: Meeting | Voting) -> bool:
    """Those who lead the body's work may take out what would be sent to eInnsyn."""
    return leads(by, subject.body if isinstance(subject, Meeting) else subject.case.body)
