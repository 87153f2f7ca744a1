"""Who may say that somebody may not take part in a case."""

from statenshus.decisions.models import Case
from statenshus.decisions.models.cases import sits_in
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.people.models import Person, Seat


def recuse(by: Actor, case: Case, seat: Seat) -> bool:
    """Those who sit in the body may stand down from a case."""
    return sits_in(by, case.body)


def find_disqualified(by: Actor, case: Case, *who: Person | Seat) -> bool:
    """Those who lead the body's work may record that the body has found somebody disqualified."""
    return leads(by, case.body)
