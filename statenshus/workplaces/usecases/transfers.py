"""Acts by which a booking changes hands: given away, or swapped for another."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases.asks import ask, settle, withdraw_asks
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Person
from statenshus.workplaces.models import Booking, Transfer, Zone, policies_of
from statenshus.workplaces.models.policies import Policy
from statenshus.workplaces.queries.persons import organisation_of, person_of
from statenshus.workplaces.rules import waiting as rules


@transaction.atomic
def offer_transfer(booking: Booking, *, to: Person, in_return: Booking | None = None, by: Actor) -> Transfer:
    """Offer one's booking to somebody, or in return for one of theirs. It stays one's own until they accept.

    Raises NotAllowed by rules.offer_transfer, and Refused with code:
        self   it would be offered to oneself
        over   it has begun, or has ended, or is not settled; or what is wanted in return has
        theirs  what is wanted in return is not theirs
        twice  it is offered to somebody already
    """
    by.must(rules.offer_transfer, booking, to, *([in_return] if in_return else []))
    giver = person_of(by)
    if to.pk == giver.pk:
        raise Refused("self", _("Choose somebody else than yourself."), "to")
    if in_return is not None and in_return.person_id != to.pk:
        raise Refused("theirs", _("What you want in return is not theirs."), "in_return")
    booking = _locked(booking, in_return, by)[0]
    twice = Refused("twice", _("It is offered to somebody already. Take that back first."))
    with refusing({"workplaces_transfer_once": twice}):
        made = Transfer.objects.create(
            house=by.house, booking=booking, in_return=in_return, giver=giver, to=to, offered_at=by.now
        )
    ask(
        made,
        kind=KindOfAsk.TRANSFER,
        path="workplaces/transfers/",
        person=to,
        text=str(booking),
        due_at=booking.starts_at,
        by=by,
    )
    record(by, "workplaces.offer_transfer", booking)
    return made


@transaction.atomic
def accept_transfer(transfer: Transfer, *, by: Actor) -> Booking:
    """Take the booking over, and give one's own for it where that was asked. Both change hands, or neither.

    Raises NotAllowed by rules.accept_transfer, and Refused with code:
        ended     it was answered, or taken back
        over      one of the two has begun, or has ended, or is not settled
        theirs    one of the two belongs to somebody else by now
        twice     one of the two would have two places of a kind at a time
        not_open  the zone does not open for the agency of whoever would have the place
    """
    by.must(rules.accept_transfer, transfer)
    transfer = _open(transfer)
    given, returned = _locked(transfer.booking, transfer.in_return, by)
    hands = [(given, transfer.giver, transfer.to)]
    if returned is not None:
        hands.append((returned, transfer.to, transfer.giver))
    if any(booking.person_id != giver.pk for booking, giver, _taker in hands):
        raise Refused("theirs", _("One of the bookings belongs to somebody else by now."))
    but = [booking.pk for booking, _giver, _taker in hands]
    for booking, _giver, taker in hands:
        _hand(booking, taker, but, by)
    _end(transfer, Transfer.Ended.ACCEPTED, by)
    record(by, "workplaces.accept_transfer", given)
    return given


def _hand(booking: Booking, taker: Person, but: list[int], by: Actor) -> None:
    where = organisation_of(taker, booking.day)
    if not Zone.objects.open_for(where).filter(pk=booking.workplace.zone_id).exists():
        raise Refused("not_open", _("The zone is for other agencies than yours."))
    own = Booking.objects.in_house(by.house).standing().filter(person=taker, workplace__kind=booking.workplace.kind)
    by_halves = policies_of(by.house)[booking.workplace.kind].unit == Policy.Unit.HALF_DAY
    if by_halves and own.during(booking.starts_at, booking.ends_at).exclude(pk__in=but).exists():
        raise Refused("twice", _("There would be two places at one time. Cancel the other first."))
    booking.person, booking.organisation, booking.series = taker, where, None
    booking.sequence, booking.shown, booking.title = booking.sequence + 1, "busy", ""
    booking.save(update_fields=["person", "organisation", "series", "sequence", "shown", "title"])


@transaction.atomic
def decline_transfer(transfer: Transfer, *, by: Actor) -> Transfer:
    """Say no to a booking that is offered; it stays with whoever has it.

    Raises NotAllowed by rules.decline_transfer, and Refused with code:
        ended  it was answered, or taken back
    """
    by.must(rules.decline_transfer, transfer)
    transfer = _end(_open(transfer), Transfer.Ended.DECLINED, by)
    record(by, "workplaces.decline_transfer", transfer.booking)
    return transfer


@transaction.atomic
def withdraw_transfer(transfer: Transfer, *, by: Actor) -> Transfer:
    """Take back the offer of a booking.

    Raises NotAllowed by rules.withdraw_transfer, and Refused with code:
        ended  it was answered, or taken back
    """
    by.must(rules.withdraw_transfer, transfer)
    transfer = _open(transfer)
    withdraw_asks(transfer, by=by)
    transfer.ended, transfer.ended_at = Transfer.Ended.WITHDRAWN, by.now
    transfer.save(update_fields=["ended", "ended_at"])
    record(by, "workplaces.withdraw_transfer", transfer.booking)
    return transfer


def _open(transfer: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("booking", "in_return", "giver", "to")
    transfer = rows.get(pk=transfer.pk)
    if transfer.ended_at is not None:
        raise Refused("ended", _("It is answered already, or taken back."))
    return transfer


def _end(transfer: Transfer, how: str, by: Actor) -> Transfer:
    transfer.ended, transfer.ended_at = how, by.now
    transfer.save(update_fields=["ended", "ended_at"])
    settle(transfer, kind=KindOfAsk.TRANSFER, answer=how, person=transfer.to, by=by)
    return transfer


def _locked(booking: Booking, in_return: Booking | None, by: Actor) -> tuple[Booking, Booking | None]:
    """Both bookings, locked in one order until the transaction ends, if neither has begun nor ended."""
    wanted = [booking.pk, *([in_return.pk] if in_return else [])]
    rows = Booking.objects.select_for_update(of=("self",)).select_related("workplace", "person").order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=wanted)}
    if any(not row.is_settled or row.starts_at <= by.now for row in found.values()):
        raise Refused("over", _("One of the bookings has begun, has ended, or is not settled."))
    return found[booking.pk], found[in_return.pk] if in_return else None
