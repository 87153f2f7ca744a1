"""Who may let another answer."""

from statenshus.asks.models import Ask, HandOver
from statenshus.asks.models.asks import seats_of
from statenshus.asks.queries.turns import holding_for
from statenshus.kernel.actors import Actor
from statenshus.people.models import Person, Seat
from statenshus.people.rules import keeps_record


def see(by: Actor, hand_over: HandOver) -> bool:
    """A hand-over is seen by whoever made it, by those who sit in the seat, and by those who keep the record."""
    if keeps_record(by) or (by.person is not None and by.person.pk == hand_over.by_id):
        return True
    return seats_of(by).filter(seat=hand_over.seat_id).exists()


def hand_over(by: Actor, ask: Ask, to: Person | None = None) -> bool:
    """Whoever may answer for a seat may let another in it do so, and so may those who keep the record."""
    return ask.seat_id is not None and (keeps_record(by) or holding_for(by, ask) is not None)


def be_absent(by: Actor, seat: Seat, person: Person | None = None, to: Person | None = None) -> bool:
    """Whoever sits in a seat says when they are away, and those who keep the record may say it for them."""
    if keeps_record(by):
        return True
    if by.person is None or (person is not None and person.pk != by.person.pk):
        return False
    return seats_of(by).filter(seat=seat).exists()


def take_back(by: Actor, hand_over: HandOver) -> bool:
    """Whoever handed over takes it back, and those who keep the record may do so for them."""
    return keeps_record(by) or (by.person is not None and by.person.pk == hand_over.by_id)
