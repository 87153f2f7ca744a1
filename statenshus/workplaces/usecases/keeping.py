"""What every act on a place is made of: it is kept for somebody, let go, and offered to the next who waits."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases.asks import ask, withdraw_asks
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Organisation, Person, RoleGrant
from statenshus.workplaces.models import (
    Booking,
    Hold,
    Policy,
    Series,
    Shown,
    Transfer,
    Waiting,
    Workplace,
    policies_of,
)
from statenshus.workplaces.queries import limits
from statenshus.workplaces.queries.free import NEAREST, Wanted, free
from statenshus.workplaces.queries.hours import day_of
from statenshus.workplaces.queries.quotas import is_over
from statenshus.workplaces.rules import bookings as rules
from statenshus.workplaces.rules import hosts


@transaction.atomic
def keep(
    workplace: Workplace,
    *,
    starts_at: datetime,
    ends_at: datetime,
    person: Person,
    organisation: Organisation | None = None,
    shown: str = Shown.BUSY,
    title: str = "",
    series: Series | None = None,
    occasion: str = "",
    offered_until: datetime | None = None,
    by: Actor,
) -> Booking:
    """Keep the workplace for a person during [starts_at, ends_at), with its parts.

    Two may meet (one ends when the next starts, the buffer between them over) but not overlap. The rows of the person,
    the quota and the places are locked, always in that order, and the database decides: of those who want a place at
    once one gets it, and the others are refused.
    What is given for a season, or kept for an occasion such as a meeting, may be as far ahead as that, and does not
    count among those one may have ahead.
    Called by the act of which it is a part, which has asked its own rule. At most ten queries.

    Raises NotAllowed by rules.keep, and Refused with code:
        backwards    it would end before it begins
        past         it would begin before now, or the half-day is over
        too_long     it would last longer than what holds for the kind
        hours        it is not within the opening hours of one day, or not by half-days where the kind is had by those
        too_far      it is further ahead than what holds for the kind
        closed       the workplace, or what it is part of, is closed or not in use then
        not_open     its zone does not open for the organisation
        not_invited  the person is a guest, and not invited for that day
        full         the person has as many open bookings of the kind as one may have
        twice        the person has another workplace of the kind at the time
        quota        the agency has used its quota, and those over it are refused
        taken        it is somebody else's for some of that time
    """
    by.must(rules.keep, workplace, person)
    # Between two times of one zone Python counts by the wall, also across the change of the clock.
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    policy = policies_of(by.house)[workplace.kind]
    is_given = bool(occasion) or (series is not None and series.season_id is not None)
    limits.refuse_time(policy, starts_at, ends_at, by, is_given=is_given)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    limits.refuse_person(person, workplace, policy, starts_at, ends_at, by, is_given=is_given)
    limits.refuse_quota(organisation, policy, starts_at, ends_at, by)
    places = _locked(workplace)
    limits.refuse_place(places, organisation, starts_at, ends_at)
    must_ask = policy.approval == Policy.Approval.HOST and not (by.person and hosts(by)) and not occasion
    made = Booking.objects.create(
        house=by.house,
        workplace=workplace,
        person=person,
        organisation=organisation,
        series=series,
        starts_at=starts_at,
        ends_at=ends_at,
        shown=shown,
        title=title,
        occasion=occasion,
        booked_at=by.now,
        asked_at=by.now if must_ask else None,
        offered_until=offered_until,
    )
    _hold(made, places, policy)
    record(by, "workplaces.keep", made)
    if must_ask:
        _ask_hosts(made, by)
    return made


def _ask_hosts(booking: Booking, by: Actor) -> None:
    """Each house host is asked; the first answer counts, and the rest are taken back."""
    holding = RoleGrant.objects.in_house(by.house).at(by.today).filter(role=RoleGrant.Role.HOST)
    said: dict[str, Any] = {"kind": KindOfAsk.BOOKING, "path": "workplaces/approvals/", "due_at": booking.starts_at}
    for grant in holding.select_related("person"):
        ask(booking, person=grant.person, **said, by=by)


@transaction.atomic
def move(booking: Booking, *, starts_at: datetime, ends_at: datetime, by: Actor) -> Booking:
    """Keep the same workplace during [starts_at, ends_at) instead; what is refused leaves all as it was.

    What comes free is offered to those who wait. Called by the act of which it is a part, that has locked the row.

    Raises NotAllowed by rules.move, and Refused as keep does.
    """
    by.must(rules.move, booking)
    starts_at, ends_at = starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    policy, before = policies_of(by.house)[booking.workplace.kind], (booking.starts_at, booking.ends_at)
    is_given = bool(booking.occasion)
    limits.refuse_time(policy, starts_at, ends_at, by, is_given=is_given)
    Person.objects.select_for_update(no_key=True).get(pk=booking.person.pk)
    limits.refuse_person(
        booking.person, booking.workplace, policy, starts_at, ends_at, by, but=booking, is_given=is_given
    )
    limits.refuse_quota(booking.organisation, policy, starts_at, ends_at, by, but=booking)
    places = _locked(booking.workplace)
    limits.refuse_place(places, booking.organisation, starts_at, ends_at)
    booking.holds.all().delete()
    booking.starts_at, booking.ends_at, booking.sequence = starts_at, ends_at, booking.sequence + 1
    booking.checked_in_at = None
    booking.save(update_fields=["starts_at", "ends_at", "sequence", "checked_in_at"])
    _hold(booking, places, policy)
    record(by, "workplaces.move", booking)
    offer_next(booking.workplace, starts_at=max(before[0], by.now), ends_at=before[1], by=by)
    return booking


def _locked(workplace: Workplace) -> list[Workplace]:
    """The workplace first, then each of its parts, locked until the transaction ends, always in one order."""
    rows = Workplace.objects.select_for_update(of=("self",), no_key=True)
    found = rows.filter(Q(pk=workplace.pk) | Q(part_of=workplace.pk)).order_by("pk")
    return sorted(found, key=lambda place: place.pk != workplace.pk)


def _hold(booking: Booking, places: list[Workplace], policy: Policy) -> None:
    taken = Refused("taken", _("Somebody else has it for some of that time."), "starts_at")
    until = booking.ends_at + timedelta(minutes=policy.buffer_minutes)
    with refusing({"workplaces_hold_taken": taken}):
        Hold.objects.bulk_create(
            Hold(house=booking.house, booking=booking, workplace=place, starts_at=booking.starts_at, ends_at=until)
            for place in places
        )


@transaction.atomic
def let_go(booking: Booking, *, ended: str, by: Actor) -> Booking:
    """End the booking before its time: what it keeps from others is theirs from now on.

    Called by the act of which it is a part, which has asked its own rule. Ending it again changes nothing.

    Raises NotAllowed by rules.let_go.
    """
    by.must(rules.let_go, booking)
    booking = Booking.objects.select_for_update(of=("self",)).select_related("workplace").get(pk=booking.pk)
    if booking.ended_at is not None:
        return booking
    booking.ended, booking.ended_at, booking.sequence = ended, by.now, booking.sequence + 1
    booking.save(update_fields=["ended", "ended_at", "sequence"])
    booking.holds.filter(starts_at__lt=by.now).update(ends_at=by.now)
    booking.holds.filter(starts_at__gte=by.now).delete()
    _untie(booking, by)
    record(by, "workplaces.let_go", booking, how=ended)
    offer_next(booking.workplace, starts_at=max(booking.starts_at, by.now), ends_at=booking.ends_at, by=by)
    return booking


def _untie(booking: Booking, by: Actor) -> None:
    """Take back what is asked about the booking: its approval, the offer that it is, the hands it was to change."""
    withdraw_asks(booking, by=by)
    for wait in booking.waiting.filter(ended_at=None):
        withdraw_asks(wait, by=by)
        wait.offer = None
        wait.save(update_fields=["offer"])
    for transfer in Transfer.objects.filter(Q(booking=booking) | Q(in_return=booking), ended_at=None):
        withdraw_asks(transfer, by=by)
        transfer.ended, transfer.ended_at = Transfer.Ended.WITHDRAWN, by.now
        transfer.save(update_fields=["ended", "ended_at"])


@transaction.atomic
def offer_next(workplace: Workplace, *, starts_at: datetime, ends_at: datetime, by: Actor) -> list[Waiting]:
    """Offer what is free of the workplace, its parts and its whole during [starts_at, ends_at) to those who wait.

    First come, first offered; those over a quota that only warns come last. An offer keeps the place for as long as
    the policy says, at most until it begins. Called by the act that sets a place free.

    Raises NotAllowed by rules.offer_next.
    """
    by.must(rules.offer_next, workplace)
    if starts_at >= ends_at:
        return []
    places = [workplace, *workplace.parts.all(), *([workplace.part_of] if workplace.part_of else [])]
    every = Waiting.objects.in_house(by.house).filter(
        Q(workplace=None) | Q(workplace__in=places), kind=workplace.kind, ended_at=None, offer=None
    )
    offered = []
    for wait in _in_turn(every.during(starts_at, ends_at).select_for_update(of=("self",), skip_locked=True), by):
        if any(_offer(wait, place, by) for place in places if wait.workplace_id in (None, place.pk)):
            offered.append(wait)
    return offered


def _offer(wait: Waiting, place: Workplace, by: Actor) -> bool:
    """Whether the place could be kept for whoever waits; they are asked at once."""
    if wait.starts_at <= by.now:
        return False
    minutes = policies_of(by.house)[place.kind].offer_minutes
    until = min(by.now + timedelta(minutes=minutes), wait.starts_at)
    said: dict[str, Any] = {"starts_at": wait.starts_at, "ends_at": wait.ends_at, "shown": wait.shown}
    try:
        with transaction.atomic():
            made = keep(place, person=wait.person, organisation=wait.organisation, offered_until=until, **said, by=by)
    except Refused:
        return False
    wait.offer = made
    wait.save(update_fields=["offer"])
    path = "workplaces/waiting/"
    ask(wait, kind=KindOfAsk.OFFER, path=path, person=wait.person, text=str(place), due_at=until, urgent=True, by=by)
    record(by, "workplaces.offer_next", made)
    return True


@transaction.atomic
def offer_others(*, by: Actor) -> list[Waiting]:
    """Offer each who waits for any place of a kind the nearest that is free, first come first offered.

    Two that do so at once offer each one place. A few queries for each who waits.

    Raises NotAllowed by rules.offer_others.
    """
    by.must(rules.offer_others)
    rows = Waiting.objects.in_house(by.house).filter(ended_at=None, offer=None, workplace=None, starts_at__gt=by.now)
    rows = rows.select_for_update(of=("self",), skip_locked=True).select_related("person", "organisation")
    offered, policies = [], policies_of(by.house)
    for wait in _in_turn(rows, by):
        found = free(by, Wanted(wait.kind, wait.starts_at, wait.ends_at), policies[wait.kind], wait.organisation)
        if any(_offer(wait, place, by) for place in found[:NEAREST]):
            offered.append(wait)
    if offered:
        record(by, "workplaces.offer_others", by.house, count=len(offered))
    return offered


def _in_turn(waits: Iterable[Waiting], by: Actor) -> list[Waiting]:
    """First come, first offered; those over a quota that only warns come last."""
    return sorted(waits, key=lambda each: is_over(each.organisation, each.kind, day_of(each.starts_at), by))
