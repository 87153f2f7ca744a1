"""Acts on workplaces: desks, rooms and their parts, and when they are closed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.kernel.validity import ending
from statenshus.workplaces.models import Booking, Closure, Hold, Waiting, Workplace, Zone
from statenshus.workplaces.queries.hours import midnight
from statenshus.workplaces.rules import places as rules
from statenshus.workplaces.usecases.keeping import let_go, offer_next
from statenshus.workplaces.usecases.telling import tell, tell_host

DRAWN = ("x", "y", "width", "depth")
WHAT = ("name", "capacity", "equipment", "accessible", "network", "note")


@transaction.atomic
def add_workplace(
    zone: Zone,
    *,
    name: str,
    kind: str,
    part_of: Workplace | None = None,
    capacity: int = 1,
    equipment: Sequence[str] = (),
    accessible: bool = False,
    network: str = Workplace.Network.OPEN,
    note: str = "",
    x: int = 0,
    y: int = 0,
    width: int = 16,
    depth: int = 8,
    valid_from: date,
    by: Actor,
) -> Workplace:
    """Add a workplace to the zone, in use from a day; as a part, it is kept from others whenever the whole is booked.

    Raises NotAllowed by rules.add_workplace, and Refused with code:
        part     it would be part of what is itself a part, of another kind, or elsewhere
        outside  it would stand outside the plan of the floor
    """
    by.must(rules.add_workplace, zone, *([part_of] if part_of else []))
    if part_of is not None:
        part_of = Workplace.objects.select_for_update(of=("self",)).get(pk=part_of.pk)
        if part_of.part_of_id or part_of.kind != kind or part_of.zone_id != zone.pk:
            raise Refused("part", _("A part belongs to a whole of the same kind in the same zone."), "part_of")
    drawn = {"x": x, "y": y, "width": width, "depth": depth}
    made = Workplace(
        house=by.house,
        key=Workplace.objects.free_key(by.house, name),
        zone=zone,
        kind=kind,
        part_of=part_of,
        name=name,
        capacity=capacity,
        equipment=list(equipment),
        accessible=accessible,
        network=network,
        note=note,
        valid_from=valid_from,
        position=(zone.workplaces.aggregate(last=Max("position"))["last"] or 0) + 1,
        **drawn,
    )
    _must_fit(made, zone)
    made.save()
    if part_of is not None:
        _hold_with_whole(made, part_of, by.now)
    record(by, "workplaces.add_workplace", made, kind=kind)
    return made


def _hold_with_whole(part: Workplace, whole: Workplace, now: datetime) -> None:
    """What is booked of the whole already keeps the new part too."""
    Hold.objects.bulk_create(
        Hold(house=hold.house, booking=hold.booking, workplace=part, starts_at=hold.starts_at, ends_at=hold.ends_at)
        for hold in Hold.objects.filter(workplace=whole, booking__workplace=whole, ends_at__gt=now)
    )


@transaction.atomic
def edit_workplace(
    workplace: Workplace,
    *,
    name: str,
    capacity: int = 1,
    equipment: Sequence[str] = (),
    accessible: bool = False,
    network: str = Workplace.Network.OPEN,
    note: str = "",
    x: int = 0,
    y: int = 0,
    width: int = 16,
    depth: int = 8,
    by: Actor,
) -> Workplace:
    """Say what a workplace is called and has, and where it stands in the plan.

    Raises NotAllowed by rules.edit_workplace, and Refused with code:
        outside  it would stand outside the plan of the floor
    """
    by.must(rules.edit_workplace, workplace)
    workplace = _locked(workplace)
    said: dict[str, Any] = dict(zip(WHAT, (name, capacity, list(equipment), accessible, network, note), strict=True))
    said |= dict(zip(DRAWN, (x, y, width, depth), strict=True))
    for field, value in said.items():
        setattr(workplace, field, value)
    _must_fit(workplace, workplace.zone)
    workplace.save(update_fields=list(said))
    record(by, "workplaces.edit_workplace", workplace)
    return workplace


@transaction.atomic
def retire_workplace(workplace: Workplace, *, on: date, by: Actor) -> Workplace:
    """Take the workplace, with its parts, out of use from the day `on`; bookings from then on end, and are told.

    Raises NotAllowed by rules.retire_workplace, and Refused with code:
        backwards  it would end before it begins
        ended      it has already ended by then
    """
    by.must(rules.retire_workplace, workplace)
    workplace = _locked(workplace)
    for part in workplace.parts.beyond(on):
        with ending(part, on):
            part.save(update_fields=["valid_to"])
    with ending(workplace, on):
        workplace.save(update_fields=["valid_to"])
    ended = _end_bookings(workplace, midnight(on), None, _("It is taken out of use."), by)
    record(by, "workplaces.retire_workplace", workplace, on=on.isoformat(), ended=ended)
    return workplace


@transaction.atomic
def close_workplace(workplace: Workplace, *, starts_at: datetime, ends_at: datetime, reason: str, by: Actor) -> Closure:
    """Close the workplace, with its parts, during [starts_at, ends_at); bookings in that time end, and are told.

    Raises NotAllowed by rules.close_workplace, and Refused with code:
        backwards  it would open before it closes
        past       it would be over already
    """
    by.must(rules.close_workplace, workplace)
    if ends_at <= starts_at:
        raise Refused("backwards", _("It would open before it closes."), "ends_at")
    if ends_at <= by.now:
        raise Refused("past", _("That time has passed already."), "ends_at")
    workplace = _locked(workplace)
    made = Closure.objects.create(
        house=by.house, workplace=workplace, starts_at=starts_at, ends_at=ends_at, reason=reason
    )
    ended = _end_bookings(workplace, max(starts_at, by.now), ends_at, reason, by)
    record(by, "workplaces.close_workplace", workplace, reason=reason, ended=ended)
    return made


@transaction.atomic
def reopen_workplace(closure: Closure, *, by: Actor) -> Workplace:
    """Open a closed workplace again; what was ended by the closing is not booked again by itself.

    Raises NotAllowed by rules.reopen_workplace.
    """
    by.must(rules.reopen_workplace, closure)
    workplace = _locked(closure.workplace)
    Closure.objects.filter(pk=closure.pk).delete()
    record(by, "workplaces.reopen_workplace", workplace)
    offer_next(workplace, starts_at=max(closure.starts_at, by.now), ends_at=closure.ends_at, by=by)
    return workplace


def _end_bookings(workplace: Workplace, first: datetime, after: datetime | None, why: str, by: Actor) -> int:
    """End what keeps the workplace, or a part of it, at any moment of [first, after); how many."""
    places = [workplace.pk, *workplace.parts.values_list("pk", flat=True)]
    holds = Hold.objects.filter(workplace__in=places, ends_at__gt=first)
    if after is not None:
        holds = holds.filter(starts_at__lt=after)
    rows = Booking.objects.filter(pk__in=holds.values("booking"), ended_at=None, ends_at__gt=first)
    found = list(rows.select_related("person", "workplace").order_by("pk"))
    for booking in found:
        ended = let_go(booking, ended=Booking.Ended.CLOSED, by=by)
        waits = _wait_instead(booking, by)
        if booking.offered_until is None:
            tell(ended, why=why, waits=waits, by=by)
            tell_host(ended, by=by)
    return len(found)


def _wait_instead(booking: Booking, by: Actor) -> bool:
    """Whether whoever lost the booking waits for another place of the kind from now on; each minute they are offered.

    Not where it has begun, or was not settled; a meeting finds itself another room.
    """
    if booking.starts_at <= by.now or not booking.is_settled or booking.occasion:
        return False
    time = {"starts_at": booking.starts_at, "ends_at": booking.ends_at, "ended_at": None}
    wanted: dict[str, Any] = {"person": booking.person, "kind": booking.workplace.kind, "workplace": None, **time}
    if not Waiting.objects.in_house(by.house).filter(**wanted).exists():
        said = {"organisation": booking.organisation, "series": booking.series, "shown": booking.shown}
        Waiting.objects.create(house=by.house, **wanted, **said, reason="closed", asked_at=by.now)
    return True


def _locked(workplace: Workplace) -> Workplace:
    rows = Workplace.objects.select_for_update(of=("self",)).select_related("zone__floor", "house")
    return rows.get(pk=workplace.pk)


def _must_fit(drawn: Workplace, zone: Zone) -> None:
    floor = zone.floor
    if drawn.x + drawn.width > floor.width or drawn.y + drawn.depth > floor.depth:
        message = _("It would stand outside the plan, which is %(width)d × %(depth)d dm.")
        raise Refused("outside", message % {"width": floor.width, "depth": floor.depth}, "width")
