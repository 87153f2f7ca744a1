"""Who may do what with travel that was spared."""

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Booking, TravelFactor, Trip
from statenshus.workplaces.rules import bookings, hosts


def state_trip(by: Actor, booking: Booking) -> bool:
    """One may say what travel one's own booking has spared one; nobody has to."""
    return bookings.own(by, booking)


def withdraw_trip(by: Actor, trip: Trip) -> bool:
    """One may take back what one has said of one's own travel."""
    return bookings.own(by, trip.booking)


def set_travel_factor(by: Actor) -> bool:
    """House hosts, and those who keep the record, say what a kilometre costs, and where the number is from."""
    return hosts(by)


def end_travel_factor(by: Actor, factor: TravelFactor) -> bool:
    """House hosts, and those who keep the record, end a factor."""
    return hosts(by)
