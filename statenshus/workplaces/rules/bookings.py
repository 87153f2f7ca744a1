"""Who may do what with bookings."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Person
from statenshus.workplaces.models import Booking, Workplace
from statenshus.workplaces.rules import hosts, works_here


def keep(by: Actor, workplace: Workplace, whose: Person) -> bool:
    """Whoever may do the act of which it is a part may keep a workplace for somebody."""
    return True


def let_go(by: Actor, booking: Booking) -> bool:
    """Whoever may do the act of which it is a part may let a booking go."""
    return True


def move(by: Actor, booking: Booking) -> bool:
    """Whoever may do the act of which it is a part may move a booking."""
    return True


def offer_next(by: Actor, workplace: Workplace) -> bool:
    """Whoever may do the act that sets a place free may have it offered to those who wait."""
    return True


def offer_others(by: Actor) -> bool:
    """The house itself offers what is free to those who wait for any place of a kind."""
    return by.person is None


def book(by: Actor, workplace: Workplace) -> bool:
    """Members of the house may book for themselves, and guests on the days for which they are invited."""
    return works_here(by)


def own(by: Actor, booking: Booking) -> bool:
    """One's own booking."""
    return by.person is not None and booking.person_id == by.person.pk


def change_booking(by: Actor, booking: Booking) -> bool:
    """One may move one's own booking to another time, and say what others see of it."""
    return own(by, booking)


def cancel_booking(by: Actor, booking: Booking) -> bool:
    """One may cancel one's own booking before it begins."""
    return own(by, booking)


def end_early(by: Actor, booking: Booking) -> bool:
    """One may end one's own booking before its time."""
    return own(by, booking)


def check_in(by: Actor, booking: Booking) -> bool:
    """One may say that one has come to one's own booking."""
    return own(by, booking)


def mail_booking(by: Actor, booking: Booking) -> bool:
    """One may have one's own booking sent to oneself."""
    return own(by, booking)


def approve_booking(by: Actor, booking: Booking) -> bool:
    """House hosts, and those who keep the record, approve what waits for them."""
    return hosts(by)


def decline_booking(by: Actor, booking: Booking) -> bool:
    """House hosts, and those who keep the record, decline what waits for them."""
    return hosts(by)


def release_unclaimed(by: Actor) -> bool:
    """The house itself lets go what nobody has come to."""
    return by.person is None


def see_approvals(by: Actor) -> bool:
    """House hosts, and those who keep the record, see what waits for approval."""
    return hosts(by)
