"""What every booking is held against, one by one; whether the place is somebody else's the database decides."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.people.models import Organisation, Person
from statenshus.workplaces.models import Booking, Closure, Policy, Quota, Visit, Workplace, Zone
from statenshus.workplaces.queries.hours import day_of, is_past, last_day, within_hours
from statenshus.workplaces.queries.quotas import amount_of, is_lifted, state_of


def refuse_time(policy: Policy, starts_at: datetime, ends_at: datetime, by: Actor, *, is_given: bool = False) -> None:
    """Raises Refused with code: backwards, past, too_long, hours, too_far. No query.

    What is given for a season, or kept for an occasion, is never too far.
    """
    if ends_at <= starts_at:
        raise Refused("backwards", _("It would end before it begins."), "ends_at")
    if is_past(policy, starts_at, ends_at, by.now):
        raise Refused("past", _("That time has passed already."), "starts_at")
    if ends_at - starts_at > timedelta(minutes=policy.longest_minutes):
        message = _("That is too long: at most %(hours)s hours.")
        raise Refused("too_long", message % {"hours": f"{policy.longest_minutes / 60:g}"}, "ends_at")
    if not within_hours(policy, starts_at, ends_at):
        raise Refused("hours", _("It can only be had in the opening hours of one day."), "starts_at")
    if not is_given and day_of(starts_at) > last_day(policy, by.today):
        message = _("That is too far ahead: at most %(days)d days from today.")
        raise Refused("too_far", message % {"days": policy.days_ahead}, "starts_at")


def refuse_person(
    person: Person,
    workplace: Workplace,
    policy: Policy,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    but: Booking | None = None,
    *,
    is_given: bool = False,
) -> None:
    """Raises Refused with code: not_invited, full, twice. Two queries, three for a guest.

    The person's row is to be locked: so an invitation that is taken back meanwhile leaves no booking.
    """
    day, visits = day_of(starts_at), Visit.objects.in_house(by.house).filter(person=person)
    if person.is_guest and not any(visit.holds_at(day) for visit in visits):
        raise Refused("not_invited", _("You are not invited for that day."), "day")
    every = Booking.objects.in_house(by.house).standing().exclude(pk=but.pk if but else 0)
    own = every.filter(person=person, workplace__kind=workplace.kind)
    booked = own.filter(ends_at__gt=by.now, series__season=None, occasion="")
    if not is_given and booked.count() >= policy.most_open:
        message = _("One may have at most %(most)d bookings ahead. Cancel one first.")
        raise Refused("full", message % {"most": policy.most_open})
    if policy.unit == Policy.Unit.HALF_DAY and own.during(starts_at, ends_at).exists():
        raise Refused("twice", _("You already have a place at that time. Cancel it first, or change it."))


def refuse_quota(
    organisation: Organisation | None,
    policy: Policy,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    but: Booking | None = None,
) -> None:
    """Raises Refused with code: quota. Two queries.

    The quota's row is locked, so that two who would each use the last of it are asked one after the other.
    """
    day = day_of(starts_at)
    rows = Quota.objects.in_house(by.house).at(day).filter(organisation=organisation, kind=policy.kind)
    hard = rows.filter(over=Quota.Over.REFUSE).select_for_update(of=("self",), no_key=True).first()
    if organisation is None or hard is None or is_lifted(hard, day, by.today):
        return
    state = state_of(hard, day, policy=policy, but=but)
    if state.used + amount_of(policy, starts_at, ends_at) > state.allowed:
        message = _("%(organisation)s has used its quota: %(used)g of %(allowed)g %(unit)s.")
        said = {"organisation": organisation, "used": state.used, "allowed": state.allowed, "unit": state.unit}
        raise Refused("quota", message % said)


def refuse_place(
    places: list[Workplace], organisation: Organisation | None, starts_at: datetime, ends_at: datetime
) -> None:
    """Raises Refused with code: closed, not_open. Two queries; the places, the wanted one first, are locked."""
    day, wanted = day_of(starts_at), places[0]
    whole = {wanted.pk, wanted.part_of_id} if wanted.part_of_id else {place.pk for place in places}
    shut = Closure.objects.in_house(wanted.house).filter(workplace__in=whole)
    if not wanted.holds_at(day) or shut.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise Refused("closed", _("It is closed, or not in use, at that time."), "starts_at")
    if not Zone.objects.in_house(wanted.house).open_for(organisation).filter(pk=wanted.zone_id).exists():
        raise Refused("not_open", _("The zone is for other agencies than yours."))
