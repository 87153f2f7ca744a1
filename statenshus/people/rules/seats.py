"""Who may do what with the seats of a body, and who sits in them."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Organisation, Person, Seat, SeatHolding
from statenshus.people.rules import keeps_record


def add_seat(by: Actor, body: Body, organisation: Organisation | None = None) -> bool:
    """Those who keep the record may add a seat to a body."""
    return keeps_record(by)


def remove_seat(by: Actor, seat: Seat) -> bool:
    """Those who keep the record may take a seat out of a body."""
    return keeps_record(by)


def seat_person(by: Actor, seat: Seat, person: Person | None = None) -> bool:
    """Those who keep the record may seat a person, as holder or deputy."""
    return keeps_record(by)


def unseat_person(by: Actor, holding: SeatHolding) -> bool:
    """Those who keep the record may let a person leave a seat."""
    return keeps_record(by)


def reorder_deputies(by: Actor, seat: Seat) -> bool:
    """Those who keep the record may set the order in which deputies are called."""
    return keeps_record(by)
