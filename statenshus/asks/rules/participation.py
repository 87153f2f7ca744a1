"""Who may see how a body answers."""

from statenshus.asks.models.asks import seats_of
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body
from statenshus.people.rules import keeps_record


def see(by: Actor, body: Body) -> bool:
    """How a body answers is seen by those who sit in it, and by those who keep the record."""
    return keeps_record(by) or seats_of(by).filter(seat__body=body).exists()
