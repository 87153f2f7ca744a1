"""Acts by which another in a seat answers instead."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, HandOver, PassedOver
from statenshus.asks.queries.turns import ALL_AWAY, VACANT, holding_for, turns
from statenshus.asks.rules import handing as rules
from statenshus.asks.usecases.reminders import tell_at_once
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Person, Seat, SeatHolding

Reach = Literal["ask", "occasion", "period"]


@transaction.atomic
def hand_over(
    ask: Ask,
    *,
    to: Person | None = None,
    reach: Reach = "ask",
    valid_from: date | None = None,
    valid_to: date | None = None,
    reason: str = "",
    by: Actor,
) -> HandOver:
    """Let another in the seat answer: this ask, all of its occasion, or all there is during [valid_from, valid_to).

    Without `to` it is the next deputy. Those who keep the record hand over for whoever has the turn. What was handed
    over of the same before gives way. A period begins today unless told otherwise.

    Raises NotAllowed by rules.hand_over, and Refused with code:
        ended        it no longer waits for an answer
        no_occasion  it belongs to nothing larger
        no_deputy    nobody else in the seat could answer
        not_deputy   the person named is no deputy in the seat, or may not answer about this
        backwards    the last day is before the first
        past         the period is over already
    """
    by.must(rules.hand_over, ask, to)
    ask = Ask.objects.select_for_update(of=("self",)).select_related("seat").get(pk=ask.pk)
    assert ask.seat is not None
    seat = Seat.objects.select_for_update(no_key=True).get(pk=ask.seat.pk)
    if ask.ended_at is not None:
        raise Refused("ended", _("This no longer waits for an answer."))
    if reach == "occasion" and not ask.occasion:
        raise Refused("no_occasion", _("This does not belong to a meeting."), "reach")
    mine = holding_for(by, ask)
    giver = mine.person if mine else turns([ask], by)[ask.pk].person
    if giver is None:
        raise Refused("no_deputy", _("Nobody else in the seat can answer. A deputy must be seated first."))
    barred = PassedOver.objects.in_house(by.house).filter(
        subject_type=ask.subject_type, subject_key=ask.subject_key, person=to
    )
    if to is not None and reach != "period" and barred.exists():
        raise Refused("not_deputy", _("Choose one of the deputies in the seat."), "to")
    if reach == "period":
        made = _away(seat, giver, to, valid_from or by.today, valid_to, reason, by)
    else:
        _check_deputy(seat, giver, to, by.today)
        said = {"ask": ask} if reach == "ask" else {"occasion": ask.occasion}
        own = HandOver.objects.in_house(by.house).in_force().filter(seat=seat, by=giver)
        own.filter(**said).update(taken_back_at=by.now)
        made = HandOver.objects.create(house=by.house, seat=seat, by=giver, to=to, reason=reason, at=by.now, **said)
        if turns([ask], by)[ask.pk].why == ALL_AWAY:
            raise Refused("no_deputy", _("Nobody else in the seat can answer. A deputy must be seated first."))
    told = {"reach": reach, "giver": giver.name, "to": to.name if to else ""}
    record(by, "asks.hand_over", ask, occasion=ask.occasion_name, **told)
    tell_at_once(ask, by=by)
    return made


@transaction.atomic
def be_absent(
    seat: Seat,
    *,
    valid_from: date,
    valid_to: date | None = None,
    to: Person | None = None,
    person: Person | None = None,
    reason: str = "",
    by: Actor,
) -> HandOver:
    """Let another in the seat answer all that it is asked during [valid_from, valid_to); without `to` the next deputy.

    It is the actor who is away, where they sit in the seat; else the person told, or the seat's holder.

    Raises NotAllowed by rules.be_absent, and Refused with code:
        not_seated  the person does not sit in the seat
        no_deputy   nobody else in the seat could answer on the first day
        not_deputy  the person named is no deputy in the seat on the first day
        backwards   the last day is before the first
        past        the period is over already
    """
    by.must(rules.be_absent, seat, person, to)
    seat = Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat=seat).select_related("person")
    of = person or by.person
    mine = sitting.filter(person=of.pk if of else None).first()
    if mine is None and person is None:
        mine = sitting.filter(rank=0).first()
    if mine is None:
        raise Refused("not_seated", _("The person does not sit in the seat."), "person")
    made = _away(seat, mine.person, to, valid_from, valid_to, reason, by)
    record(
        by,
        "asks.be_absent",
        seat.body,
        giver=mine.person.name,
        organisation=str(seat.organisation or ""),
        valid_from=valid_from.isoformat(),
        valid_to=valid_to.isoformat() if valid_to else None,
    )
    return made


@transaction.atomic
def take_back(hand_over: HandOver, *, by: Actor) -> HandOver:
    """Take back what was handed over; what waits is the giver's turn again at once, what was answered stays so.

    Raises NotAllowed by rules.take_back, and Refused with code:
        taken_back  it is taken back already
    """
    by.must(rules.take_back, hand_over)
    row = HandOver.objects.select_for_update(of=("self",)).select_related("by", "seat__body", "ask")
    hand_over = row.get(pk=hand_over.pk)
    if hand_over.taken_back_at is not None:
        raise Refused("taken_back", _("This is taken back already."))
    hand_over.taken_back_at = by.now
    hand_over.save(update_fields=["taken_back_at"])
    record(by, "asks.take_back", hand_over.ask or hand_over.seat.body, giver=hand_over.by.name)
    return hand_over


def _away(
    seat: Seat, giver: Person, to: Person | None, valid_from: date, valid_to: date | None, reason: str, by: Actor
) -> HandOver:
    if valid_to is not None and valid_from < valid_to <= by.today:
        raise Refused("past", _("That period is over already."), "valid_to")
    first = max(valid_from, by.today)
    _check_deputy(seat, giver, to, first)
    backwards = Refused("backwards", _("The last day is before the first."), "valid_to")
    with refusing({"asks_handover_period": backwards}):
        made = HandOver.objects.create(
            house=by.house,
            seat=seat,
            by=giver,
            to=to,
            valid_from=valid_from,
            valid_to=valid_to,
            reason=reason,
            at=by.now,
        )
    then = replace(by, now=datetime.combine(first, time(12), OSLO))
    any_ask = Ask(pk=0, house=by.house, seat=seat)
    if turns([any_ask], then)[0].why in (ALL_AWAY, VACANT):
        raise Refused("no_deputy", _("Nobody else in the seat can answer. A deputy must be seated first."))
    return made


def _check_deputy(seat: Seat, giver: Person, to: Person | None, day: date) -> None:
    sitting = SeatHolding.objects.sitting(day).filter(seat=seat, person=to, rank__gt=0)
    if to is not None and (to.pk == giver.pk or not sitting.exists()):
        raise Refused("not_deputy", _("Choose one of the deputies in the seat."), "to")
