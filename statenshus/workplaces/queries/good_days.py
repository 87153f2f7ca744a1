"""Which days would bring together people who should meet, from what is booked and shown. Suggested, never assigned."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, Sum

from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Organisation, Person, SeatHolding
from statenshus.workplaces.models import Booking, CountedWeek, Kind, Shown, Together, policies_of
from statenshus.workplaces.queries.counts import WEEKS
from statenshus.workplaces.queries.free import own_organisation
from statenshus.workplaces.queries.hours import day_of, midnight, opening

AHEAD, BEST = 14, 3
RARELY = 4
"""On fewer days in the weeks that are counted two agencies have rarely been in the house together."""


@dataclass
class GoodDay:
    """A day, and why it is a good one."""

    on: date
    colleagues: dict[Person, list[Body]] = field(default_factory=dict)
    """Who sits in a body with the actor and shows their name that day."""
    agencies: list[Organisation] = field(default_factory=list)
    """Other agencies than the actor's, of which somebody shows that day that they come."""
    rarely: list[Organisation] = field(default_factory=list)
    """Those of them that have rarely been in the house on the same day as the actor's; only where that is told."""
    is_booked: bool = False
    """Whether the actor has a place already."""

    @property
    def worth(self) -> int:
        """Somebody one works with weighs most, then an agency one rarely meets, then any."""
        return 3 * len(self.colleagues) + 2 * len(self.rarely) + len(self.agencies)


def good_days(by: Actor) -> list[GoodDay]:
    """The best days of the next two weeks, the best first, then the first. Seven queries.

    Only what people chose to show counts: who is shown as taken is neither told nor weighed.
    """
    policy, days = policies_of(by.house)[Kind.DESK], [by.today + timedelta(days=n) for n in range(AHEAD + 1)]
    found = {day: GoodDay(day) for day in days if (whole := opening(policy, day)) and whole.ends_at > by.now}
    mine = own_organisation(by, by.today)
    bodies, rarely = _bodies(by), _rarely(by, mine)
    agencies: dict[date, set[Organisation]] = defaultdict(set)
    for booking in _shown(by, days):
        day = found.get(day_of(booking.starts_at))
        if day is None:
            continue
        if by.person is not None and booking.person_id == by.person.pk:
            day.is_booked = True
            continue
        if booking.shown == Shown.NAME and booking.person_id in bodies:
            day.colleagues[booking.person] = bodies[booking.person_id]
        if booking.organisation is not None and booking.organisation != mine:
            agencies[day.on].add(booking.organisation)
    for on, there in agencies.items():
        found[on].agencies = sorted(there, key=str)
        found[on].rarely = [each for each in found[on].agencies if each.pk in rarely]
    good = [day for day in found.values() if day.worth]
    return sorted(good, key=lambda day: (-day.worth, day.on))[:BEST]


def _shown(by: Actor, days: list[date]) -> list[Booking]:
    """What is booked on the days and shown, or one's own."""
    rows = Booking.objects.in_house(by.house).standing().filter(offered_until=None, person__is_guest=False)
    rows = rows.filter(ends_at__gt=by.now, starts_at__lt=midnight(days[-1] + timedelta(days=1)))
    mine = Q(person=by.person.pk if by.person else None)
    return list(rows.filter(~Q(shown=Shown.BUSY) | mine).select_related("person", "organisation"))


def _bodies(by: Actor) -> dict[int, list[Body]]:
    """With whom the actor sits in a body today, and in which."""
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today)
    own = sitting.filter(person=by.person.pk if by.person else None).values("seat__body")
    found: dict[int, list[Body]] = defaultdict(list)
    for holding in sitting.filter(seat__body__in=own).select_related("seat__body").order_by("seat__body__position"):
        if holding.seat.body not in found[holding.person_id]:
            found[holding.person_id].append(holding.seat.body)
    return found


def _rarely(by: Actor, mine: Organisation | None) -> set[int]:
    """The agencies of which it is told that they were rarely in the house on the same day as the actor's."""
    weeks = list(CountedWeek.objects.visible_to(by)[:WEEKS])
    pairs = Together.objects.visible_to(by).filter(Q(one=mine) | Q(other=mine), week__in=weeks)
    days = pairs.order_by().values_list("one", "other").annotate(days=Sum("days"))
    met = {one if other == (mine and mine.pk) else other: number for one, other, number in days}
    return {agency for agency, number in met.items() if number < RARELY}
