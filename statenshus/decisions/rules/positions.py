"""Who may take a position, and answer a question."""

from statenshus.decisions.models import Case, Position
from statenshus.decisions.models.cases import sits_in
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.people.models import Seat


def give_position(by: Actor, case: Case, seat: Seat) -> bool:
    """Those who sit in the body may take a position; for which seat, and whose turn it is, the act tells them."""
    return sits_in(by, case.body)


def reply(by: Actor, position: Position) -> bool:
    """Whoever prepares the case answers what is asked about it, or those who lead the body's work do."""
    is_preparer = by.person is not None and by.person.pk == position.case.prepared_by_id
    return is_preparer or leads(by, position.case.body)
