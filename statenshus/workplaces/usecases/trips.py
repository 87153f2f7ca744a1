"""Acts on travel that was spared: stated by whoever would have travelled, and what a kilometre costs."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.validity import ending, make_room
from statenshus.workplaces.models import Booking, CountedWeek, TravelFactor, Trip
from statenshus.workplaces.queries.week import week_of
from statenshus.workplaces.rules import trips as rules


@transaction.atomic
def state_trip(booking: Booking, *, mode: str, km: int, minutes: int = 0, by: Actor) -> Trip:
    """Say what journey, there and back, the booking spares one; what one said before no longer counts.

    Raises NotAllowed by rules.state_trip, and Refused with code:
        counted  its week is over, and has been counted
        ended    it came to nothing
        short    it is no kilometre
    """
    by.must(rules.state_trip, booking)
    _uncounted(booking)
    if booking.ended not in ("", Booking.Ended.LEFT):
        raise Refused("ended", _("The booking came to nothing."))
    if km < 1:
        raise Refused("short", _("Say how many kilometres, there and back."), "km")
    said = {"house": by.house, "mode": mode, "km": km, "minutes": minutes, "stated_at": by.now}
    made, _is_new = Trip.objects.update_or_create(booking=booking, defaults=said)
    record(by, "workplaces.state_trip", booking)
    return made


@transaction.atomic
def withdraw_trip(trip: Trip, *, by: Actor) -> Booking:
    """Take back what one has said of one's travel.

    Raises NotAllowed by rules.withdraw_trip, and Refused with code:
        counted  its week is over, and has been counted
    """
    by.must(rules.withdraw_trip, trip)
    _uncounted(trip.booking)
    Trip.objects.filter(pk=trip.pk).delete()
    record(by, "workplaces.withdraw_trip", trip.booking)
    return trip.booking


def _uncounted(booking: Booking) -> None:
    if CountedWeek.objects.in_house(booking.house).filter(monday__gte=week_of(booking.day).monday).exists():
        raise Refused("counted", _("Its week is over, and has been counted."))


@transaction.atomic
def set_travel_factor(*, mode: str, grams_per_km: int, source: str, valid_from: date, by: Actor) -> TravelFactor:
    """Reckon so many grams of CO₂ a kilometre from a day on; what held before ends on it.

    Raises NotAllowed by rules.set_travel_factor, and Refused with code:
        source  it is not said where the number is from
        later   a factor that begins later is on record
    """
    by.must(rules.set_travel_factor)
    make_room(TravelFactor.objects.in_house(by.house).filter(mode=mode), valid_from)
    nowhere = Refused("source", _("Say where the number is from."), "source")
    later = Refused("later", _("A factor that begins later is on record. End it first."), "valid_from")
    with refusing({"workplaces_travelfactor_source": nowhere, "workplaces_travelfactor_overlap": later}):
        made = TravelFactor.objects.create(
            house=by.house, mode=mode, grams_per_km=grams_per_km, source=source.strip(), valid_from=valid_from
        )
    record(by, "workplaces.set_travel_factor", made)
    return made


@transaction.atomic
def end_travel_factor(factor: TravelFactor, *, on: date, by: Actor) -> TravelFactor:
    """End the factor from the day `on`.

    Raises NotAllowed by rules.end_travel_factor, and Refused with code:
        backwards  it would end before it begins
        ended      it has already ended by then
    """
    by.must(rules.end_travel_factor, factor)
    factor = TravelFactor.objects.select_for_update(of=("self",)).get(pk=factor.pk)
    with ending(factor, on):
        factor.save(update_fields=["valid_to"])
    record(by, "workplaces.end_travel_factor", factor)
    return factor
