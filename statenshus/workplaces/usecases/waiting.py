"""Acts of those who wait for a place, and of what they are offered."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases.asks import lapse_asks, settle, withdraw_asks
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.models import Person
from statenshus.workplaces.models import Booking, Shown, Waiting, Workplace
from statenshus.workplaces.queries.hours import day_of
from statenshus.workplaces.queries.persons import organisation_of, person_of
from statenshus.workplaces.rules import waiting as rules
from statenshus.workplaces.usecases.keeping import let_go


@transaction.atomic
def wait_for(
    workplace: Workplace | None = None,
    *,
    kind: str = "",
    starts_at: datetime,
    ends_at: datetime,
    shown: str = Shown.BUSY,
    by: Actor,
) -> Waiting:
    """Wait for the workplace, or for any of the kind, during [starts_at, ends_at); whoever came first is offered first.

    Raises NotAllowed by rules.wait_for, and Refused with code:
        backwards  it would end before it begins
        past       it would have begun already
        twice      the actor waits for the same already
    """
    by.must(rules.wait_for, *([workplace] if workplace else []))
    if ends_at <= starts_at:
        raise Refused("backwards", _("It would end before it begins."), "ends_at")
    if starts_at <= by.now:
        raise Refused("past", _("That time has passed already."), "starts_at")
    person = person_of(by)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    wanted = {
        "person": person,
        "kind": workplace.kind if workplace else kind,
        "workplace": workplace,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    if Waiting.objects.in_house(by.house).filter(**wanted, ended_at=None).exists():
        raise Refused("twice", _("You wait for this already."))
    made = Waiting.objects.create(
        house=by.house,
        **wanted,
        organisation=organisation_of(person, day_of(starts_at)),
        shown=shown,
        reason="taken",
        asked_at=by.now,
    )
    record(by, "workplaces.wait_for", made)
    return made


@transaction.atomic
def stop_waiting(wait: Waiting, *, by: Actor) -> Waiting:
    """Wait no more; what is offered at the moment goes to the next.

    Raises NotAllowed by rules.stop_waiting, and Refused with code:
        ended  it has ended already
    """
    by.must(rules.stop_waiting, wait)
    wait = _open(wait)
    withdraw_asks(wait, by=by)
    _end(wait, Waiting.Ended.WITHDRAWN, by)
    record(by, "workplaces.stop_waiting", wait)
    return wait


@transaction.atomic
def accept_offer(wait: Waiting, *, by: Actor) -> Booking:
    """Take the place that is offered: from now on it is a booking like others.

    Raises NotAllowed by rules.accept_offer, and Refused with code:
        ended  it has ended already
        late   nothing is offered now: the time for answering is over
    """
    by.must(rules.accept_offer, wait)
    wait = _open(wait)
    booking = Booking.objects.select_for_update(of=("self",)).filter(waiting=wait).first()
    if booking is None or booking.offered_until is None or booking.offered_until <= by.now:
        raise Refused("late", _("The offer has lapsed: the time for answering is over."))
    booking.offered_until, booking.sequence = None, booking.sequence + 1
    booking.series = wait.series
    booking.save(update_fields=["offered_until", "sequence", "series"])
    wait.ended, wait.ended_at = Waiting.Ended.TAKEN, by.now
    wait.save(update_fields=["ended", "ended_at"])
    settle(wait, kind=KindOfAsk.OFFER, answer="accepted", person=wait.person, by=by)
    record(by, "workplaces.accept_offer", booking)
    return booking


@transaction.atomic
def decline_offer(wait: Waiting, *, by: Actor) -> Waiting:
    """Let what is offered go to the next, and wait no more.

    Raises NotAllowed by rules.decline_offer, and Refused with code:
        ended  it has ended already
        late   nothing is offered now
    """
    by.must(rules.decline_offer, wait)
    wait = _open(wait)
    if wait.offer_id is None:
        raise Refused("late", _("The offer has lapsed: the time for answering is over."))
    settle(wait, kind=KindOfAsk.OFFER, answer="declined", person=wait.person, by=by)
    _end(wait, Waiting.Ended.PASSED, by)
    record(by, "workplaces.decline_offer", wait)
    return wait


@transaction.atomic
def lapse_offers(*, by: Actor) -> int:
    """Let each offer lapse that was not answered in time, and whoever waited for what has begun wait no more; how many.

    Two that do so at once let each lapse once.

    Raises NotAllowed by rules.lapse_offers.
    """
    by.must(rules.lapse_offers)
    rows = Waiting.objects.in_house(by.house).filter(ended_at=None).select_for_update(of=("self",), skip_locked=True)
    lapsed = list(rows.filter(offer__offered_until__lte=by.now).select_related("offer"))
    for wait in lapsed:
        lapse_asks(wait, by=by)
        _end(wait, Waiting.Ended.PASSED, by)
    over = list(rows.filter(starts_at__lte=by.now, offer=None))
    for wait in over:
        _end(wait, Waiting.Ended.OVER, by)
    if lapsed or over:
        record(by, "workplaces.lapse_offers", by.house, lapsed=len(lapsed), over=len(over))
    return len(lapsed) + len(over)


def _open(wait: Waiting) -> Waiting:
    wait = Waiting.objects.select_for_update(of=("self",)).select_related("person").get(pk=wait.pk)
    if wait.ended_at is not None:
        raise Refused("ended", _("You do not wait for this any more."))
    return wait


def _end(wait: Waiting, how: str, by: Actor) -> None:
    """End the waiting first, so that what it was offered does not come to it again."""
    wait.ended, wait.ended_at = how, by.now
    wait.save(update_fields=["ended", "ended_at"])
    if wait.offer is not None:
        let_go(wait.offer, ended=Booking.Ended.LAPSED, by=by)
