"""Acts on bookings: a workplace is somebody's for a time, and nobody else's."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases.asks import withdraw_asks
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.models import Person
from statenshus.workplaces.models import Booking, RulesAccepted, Shown, Workplace, policies_of
from statenshus.workplaces.queries.hours import day_of
from statenshus.workplaces.queries.office_rules import unread_rules
from statenshus.workplaces.queries.persons import organisation_of, person_of
from statenshus.workplaces.rules import bookings as rules
from statenshus.workplaces.usecases.keeping import keep, let_go, move
from statenshus.workplaces.usecases.telling import tell, tell_host

EARLY = timedelta(minutes=30)
"""How long before it begins one may say that one has come."""


@transaction.atomic
def book(
    workplace: Workplace,
    *,
    starts_at: datetime,
    ends_at: datetime,
    shown: str = Shown.BUSY,
    title: str = "",
    accept_rules: bool = False,
    by: Actor,
) -> Booking:
    """Book the workplace for the actor during [starts_at, ends_at).

    Raises NotAllowed by rules.book, and Refused as keep does or with code:
        rules  the rules of the office have not been accepted
    """
    by.must(rules.book, workplace)
    person = person_of(by)
    _accept(person, accept_rules, by)
    where = organisation_of(person, day_of(starts_at))
    said: dict[str, Any] = {"starts_at": starts_at, "ends_at": ends_at, "shown": shown, "title": title}
    made = keep(workplace, person=person, organisation=where, **said, by=by)
    tell_host(made, by=by)
    record(by, "workplaces.book", made)
    return made


def _accept(person: Person, accepts: bool, by: Actor) -> None:
    newest = unread_rules(by)
    if newest is None:
        return
    if not accepts:
        raise Refused("rules", _("Read the rules of the office, and say that you accept them."), "accept_rules")
    RulesAccepted.objects.get_or_create(house=by.house, rules=newest, person=person, defaults={"at": by.now})


@transaction.atomic
def cancel_booking(booking: Booking, *, by: Actor) -> Booking:
    """Cancel a booking that has not begun; its place is free at once.

    Raises NotAllowed by rules.cancel_booking, and Refused with code:
        ended  it has ended, or was cancelled already
        begun  it has begun: end it instead
    """
    by.must(rules.cancel_booking, booking)
    booking = _own(booking, by)
    if booking.ended_at is not None:
        raise Refused("ended", _("The booking has ended already."))
    if booking.starts_at <= by.now:
        raise Refused("begun", _("It has begun. End it instead."))
    booking = let_go(booking, ended=Booking.Ended.CANCELLED, by=by)
    tell_host(booking, by=by)
    record(by, "workplaces.cancel_booking", booking)
    return booking


@transaction.atomic
def end_early(booking: Booking, *, by: Actor) -> Booking:
    """End a booking that is under way; its place is free from now on.

    Raises NotAllowed by rules.end_early, and Refused with code:
        not_under_way  it has not begun, or is over
    """
    by.must(rules.end_early, booking)
    booking = _own(booking, by)
    if booking.ended_at is not None or not booking.starts_at <= by.now < booking.ends_at:
        raise Refused("not_under_way", _("It has not begun, or is over."))
    booking = let_go(booking, ended=Booking.Ended.LEFT, by=by)
    record(by, "workplaces.end_early", booking)
    return booking


@transaction.atomic
def check_in(booking: Booking, *, by: Actor) -> Booking:
    """Say that one has come, from half an hour before it begins; saying it again changes nothing.

    Raises NotAllowed by rules.check_in, and Refused with code:
        early        it begins more than half an hour from now
        ended        it has ended, or was let go
        not_settled  it waits for the house host, or is an offer that is not accepted
    """
    by.must(rules.check_in, booking)
    booking = _own(booking, by)
    if booking.ended_at is not None or booking.ends_at <= by.now:
        raise Refused("ended", _("The booking has ended already."))
    if not booking.is_settled:
        raise Refused("not_settled", _("The booking is not settled yet."))
    if by.now < booking.starts_at - EARLY:
        raise Refused("early", _("You can check in from half an hour before it begins."))
    if booking.checked_in_at is None:
        booking.checked_in_at = by.now
        booking.save(update_fields=["checked_in_at"])
        record(by, "workplaces.check_in", booking)
    return booking


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("workplace", "person", "organisation")
    return rows.get(pk=booking.pk)


def _own(booking: Booking, by: Actor) -> Booking:
    """The booking, locked, if it is the actor's still: it may have changed hands since it was read."""
    booking = _locked(booking)
    by.must(rules.own, booking)
    return booking


@transaction.atomic
def change_booking(
    booking: Booking, *, starts_at: datetime, ends_at: datetime, shown: str, title: str = "", by: Actor
) -> Booking:
    """Move a booking that has not ended to another time at the same place, and say what others see of it.

    What it had is let go only if what it is to have can be kept.

    Raises NotAllowed by rules.change_booking, and Refused as keep does or with code:
        ended  it has ended, or was cancelled already
        begun  it has begun, so its time cannot be moved
    """
    by.must(rules.change_booking, booking)
    booking = _own(booking, by)
    if booking.ended_at is not None:
        raise Refused("ended", _("The booking has ended already."))
    if (starts_at, ends_at) != (booking.starts_at, booking.ends_at):
        if booking.starts_at <= by.now:
            raise Refused("begun", _("It has begun. End it instead."))
        booking = move(booking, starts_at=starts_at, ends_at=ends_at, by=by)
    booking.shown, booking.title, booking.sequence = shown, title, booking.sequence + 1
    booking.save(update_fields=["shown", "title", "sequence"])
    record(by, "workplaces.change_booking", booking)
    return booking


@transaction.atomic
def approve_booking(booking: Booking, *, by: Actor) -> Booking:
    """Approve a booking that waits for the house host.

    Raises NotAllowed by rules.approve_booking, and Refused with code:
        settled  it does not wait for approval
    """
    by.must(rules.approve_booking, booking)
    booking = _waiting_for_host(booking)
    booking.approved_at, booking.sequence = by.now, booking.sequence + 1
    booking.save(update_fields=["approved_at", "sequence"])
    withdraw_asks(booking, kinds=[KindOfAsk.BOOKING], by=by)
    tell(booking, by=by)
    record(by, "workplaces.approve_booking", booking)
    return booking


@transaction.atomic
def decline_booking(booking: Booking, *, by: Actor) -> Booking:
    """Decline a booking that waits for the house host; its place is free at once.

    Raises NotAllowed by rules.decline_booking, and Refused with code:
        settled  it does not wait for approval
    """
    by.must(rules.decline_booking, booking)
    booking = let_go(_waiting_for_host(booking), ended=Booking.Ended.DECLINED, by=by)
    tell(booking, by=by)
    record(by, "workplaces.decline_booking", booking)
    return booking


def _waiting_for_host(booking: Booking) -> Booking:
    booking = _locked(booking)
    if booking.ended_at is not None or booking.asked_at is None or booking.approved_at is not None:
        raise Refused("settled", _("The booking does not wait for approval."))
    return booking


@transaction.atomic
def release_unclaimed(*, by: Actor) -> int:
    """Let go what nobody has come to within the policy's minutes, and what nobody has approved in time; how many.

    Two that do so at once let each go once.

    Raises NotAllowed by rules.release_unclaimed.
    """
    by.must(rules.release_unclaimed)
    begun = Booking.objects.in_house(by.house).standing().filter(starts_at__lte=by.now, ends_at__gt=by.now)
    rows = begun.filter(checked_in_at=None, occasion="").select_for_update(of=("self",), skip_locked=True)
    policies, count = policies_of(by.house), 0
    for booking in rows.select_related("workplace"):
        minutes = policies[booking.workplace.kind].claim_minutes
        begins = max(booking.starts_at, booking.booked_at)
        if not booking.is_settled:
            let_go(booking, ended=Booking.Ended.DECLINED, by=by)
        elif minutes is not None and begins + timedelta(minutes=minutes) <= by.now:
            let_go(booking, ended=Booking.Ended.RELEASED, by=by)
        else:
            continue
        count += 1
    if count:
        record(by, "workplaces.release_unclaimed", by.house, count=count)
    return count
