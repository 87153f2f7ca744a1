"""Who may do what with series, the waiting list, offers, and bookings that change hands."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Person
from statenshus.workplaces.models import Booking, Series, Transfer, Waiting, Workplace
from statenshus.workplaces.rules import works_here


def begin_series(by: Actor, workplace: Workplace) -> bool:
    """Members of the house may book the same hours week after week."""
    return works_here(by)


def end_series(by: Actor, series: Series) -> bool:
    """One may end one's own series."""
    return by.person is not None and series.person_id == by.person.pk


def wait_for(by: Actor, workplace: Workplace | None = None) -> bool:
    """Members of the house may wait for a place that is taken."""
    return works_here(by)


def stop_waiting(by: Actor, wait: Waiting) -> bool:
    """One may stop waiting oneself."""
    return by.person is not None and wait.person_id == by.person.pk


def accept_offer(by: Actor, wait: Waiting) -> bool:
    """Whoever is offered a place may accept it."""
    return stop_waiting(by, wait)


def decline_offer(by: Actor, wait: Waiting) -> bool:
    """Whoever is offered a place may let it go to the next."""
    return stop_waiting(by, wait)


def lapse_offers(by: Actor) -> bool:
    """The house itself lets offers lapse that nobody has answered in time."""
    return by.person is None


def offer_transfer(by: Actor, booking: Booking, to: Person | None = None, in_return: Booking | None = None) -> bool:
    """One may offer one's own booking to another member of the house."""
    return by.person is not None and booking.person_id == by.person.pk


def accept_transfer(by: Actor, transfer: Transfer) -> bool:
    """Whoever is offered a booking may take it over."""
    return by.person is not None and transfer.to_id == by.person.pk


def decline_transfer(by: Actor, transfer: Transfer) -> bool:
    """Whoever is offered a booking may say no."""
    return accept_transfer(by, transfer)


def withdraw_transfer(by: Actor, transfer: Transfer) -> bool:
    """Whoever offered a booking may take the offer back."""
    return by.person is not None and transfer.giver_id == by.person.pk
