"""Acts on seats: a body's places, who holds them, and who is called instead."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.validity import ending
from statenshus.people.models import Affiliation, Body, Organisation, Person, Seat, SeatHolding
from statenshus.people.rules import seats as rules


@transaction.atomic
def add_seat(
    body: Body,
    *,
    organisation: Organisation | None = None,
    role: str = Seat.Role.MEMBER,
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Seat:
    """Add a place to the body during [valid_from, valid_to), for an organisation or for nobody in particular.

    Raises NotAllowed by rules.add_seat, and Refused with code:
        backwards  the last day is before the first
        outside    the body does not exist on all of those days
    """
    by.must(rules.add_seat, body, organisation)
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    backwards = Refused("backwards", _("The last day is before the first."), "valid_to")
    name = f"{body.key} {organisation or role}"
    with refusing({"people_seat_period": backwards}):
        made = Seat.objects.create(
            house=by.house,
            key=Seat.objects.free_key(by.house, name),
            body=body,
            organisation=organisation,
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
            position=(body.seats.aggregate(last=Max("position"))["last"] or 0) + 1,
            source=source,
        )
    if not body.lasts_through(valid_from, valid_to):
        raise Refused("outside", _("The body does not exist on all of those days."), "valid_from")
    record(by, "people.add_seat", body, seat=made.key, organisation=str(organisation or ""), role=role)
    return made


@transaction.atomic
def remove_seat(seat: Seat, *, on: date, by: Actor) -> Seat:
    """Take the seat out of its body from the day `on`; whoever sits in it, or is to, leaves it.

    Raises NotAllowed by rules.remove_seat, and Refused with code:
        backwards  it would end before it begins
        ended      it has already ended by then
    """
    by.must(rules.remove_seat, seat)
    seat = _locked(seat)
    with ending(seat, on):
        seat.save(update_fields=["valid_to"])
    seat.holdings.all().cut(on)
    record(by, "people.remove_seat", seat.body, organisation=str(seat.organisation or ""), on=on.isoformat())
    return seat


@transaction.atomic
def seat_person(
    seat: Seat,
    *,
    person: Person,
    deputy: bool = False,
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> SeatHolding:
    """Let the person hold the seat during [valid_from, valid_to), or be called last of its deputies.

    A seat that is bound to an organisation is for those who work there: the person must do so on every day of
    the period. Two who are seated at once cannot both become the holder: the seat's row is locked, and the
    database decides.

    Raises NotAllowed by rules.seat_person, and Refused with code:
        backwards       the last day is before the first
        outside         the seat does not exist on all of those days
        not_affiliated  the person does not work at the seat's organisation on all of those days
        taken           somebody else holds the seat on one of those days
        already         the person already holds the seat, or is its deputy, on one of those days
    """
    by.must(rules.seat_person, seat, person)
    seat = _locked(seat)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if valid_to is not None and valid_to <= valid_from:
        raise Refused("backwards", _("The last day is before the first."), "valid_to")
    if not (seat.lasts_through(valid_from, valid_to) and seat.body.lasts_through(valid_from, valid_to)):
        raise Refused("outside", _("The seat does not exist on all of those days."), "valid_from")
    works = Affiliation.objects.filter(person=person, organisation=seat.organisation_id)
    if seat.organisation_id and not works.cover(valid_from, valid_to):
        where = {"person": person, "organisation": seat.organisation}
        message = _("%(person)s does not work at %(organisation)s on all of those days. Put that on record first.")
        raise Refused("not_affiliated", message % where, "person")
    others = seat.holdings.beyond(valid_from)
    if valid_to is not None:
        others = others.filter(valid_from__lt=valid_to) | others.filter(valid_from=None)
    last = others.aggregate(last=Max("rank"))["last"] or 0
    already = Refused("already", _("The person already has a place in this seat on one of those days."), "person")
    taken = Refused("taken", _("Somebody else holds the seat on one of those days."), "valid_from")
    with refusing({"people_seatholding_person": already, "people_seatholding_rank": taken}):
        made = SeatHolding.objects.create(
            house=by.house,
            seat=seat,
            person=person,
            rank=last + 1 if deputy else 0,
            valid_from=valid_from,
            valid_to=valid_to,
            source=source,
        )
    told = {"person": person.name, "organisation": str(seat.organisation or ""), "deputy": deputy}
    record(by, "people.seat_person", seat.body, valid_from=valid_from.isoformat(), **told)
    return made


@transaction.atomic
def unseat_person(holding: SeatHolding, *, on: date, by: Actor) -> SeatHolding:
    """Let the person leave the seat from the day `on`. Deputies stay where they are: nobody moves up by it.

    Raises NotAllowed by rules.unseat_person, and Refused with code:
        backwards  it would end before it begins
        ended      it has already ended by then
    """
    by.must(rules.unseat_person, holding)
    seat = _locked(holding.seat)
    holding.refresh_from_db()
    with ending(holding, on):
        holding.save(update_fields=["valid_to"])
    told = {"person": holding.person.name, "organisation": str(seat.organisation or "")}
    record(by, "people.unseat_person", seat.body, on=on.isoformat(), **told)
    return holding


@transaction.atomic
def reorder_deputies(seat: Seat, *, deputies: Sequence[Person], on: date, by: Actor) -> list[SeatHolding]:
    """Let the deputies be called in this order from the day `on`; how it was before stays on record.

    Raises NotAllowed by rules.reorder_deputies, and Refused with code:
        not_the_deputies  these are not all who are deputies of the seat on that day, each once
        overlap           a deputy who begins later has one of the places
    """
    by.must(rules.reorder_deputies, seat)
    seat = _locked(seat)
    standing = {h.person_id: h for h in seat.holdings.at(on).filter(rank__gt=0).select_related("person")}
    if sorted(standing) != sorted(person.pk for person in deputies):
        raise Refused(
            "not_the_deputies",
            _("The deputies have changed in the meantime. Look at the list again, and set the order once more."),
        )
    ranks = sorted(holding.rank for holding in standing.values())
    order = [standing[person.pk] for person in deputies]
    moved = [(holding, rank) for holding, rank in zip(order, ranks, strict=True) if holding.rank != rank]
    overlap = Refused("overlap", _("A deputy who begins later has one of these places."))
    with refusing({"people_seatholding_rank": overlap}):
        SeatHolding.objects.filter(pk__in=[holding.pk for holding, _rank in moved]).cut(on)
        SeatHolding.objects.bulk_create(
            SeatHolding(
                house=by.house,
                seat=seat,
                person=holding.person,
                rank=rank,
                valid_from=on,
                valid_to=holding.valid_to,
                source=holding.source,
            )
            for holding, rank in moved
        )
    names = [holding.person.name for holding in order]
    record(
        by,
        "people.reorder_deputies",
        seat.body,
        organisation=str(seat.organisation or ""),
        deputies=names,
        on=on.isoformat(),
    )
    return list(seat.holdings.at(on).filter(rank__gt=0))


def _locked(seat: Seat) -> Seat:
    """The seat, held until the transaction ends, so that those who change it wait for each other."""
    rows = Seat.objects.select_for_update(of=("self",)).select_related("body", "organisation")
    return rows.get(pk=seat.pk)
