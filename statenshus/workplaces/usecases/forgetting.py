"""The act by which it is forgotten who was where."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from statenshus.asks.models import Ask, KindOfAsk, Mail
from statenshus.kernel.actors import Actor
from statenshus.kernel.events import forget_events, record
from statenshus.people.models import Person
from statenshus.workplaces.models import (
    Booking,
    Forgetting,
    Look,
    Series,
    SkippedDay,
    Transfer,
    Waiting,
    Wish,
    office_of,
)
from statenshus.workplaces.queries.hours import midnight
from statenshus.workplaces.rules import quotas as rules

ACTS = [
    *("keep", "move", "let_go", "book", "change_booking", "cancel_booking", "mail_booking"),
    *("approve_booking", "decline_booking", "check_in", "end_early", "begin_series", "end_series"),
    *("wait_for", "stop_waiting", "offer_next", "accept_offer", "decline_offer"),
    *("offer_transfer", "accept_transfer", "decline_transfer", "withdraw_transfer"),
    *("invite_guest", "revoke_guest", "wish_for_season", "withdraw_wish", "set_allotment"),
    *("state_trip", "withdraw_trip"),
]
"""The acts whose record tells where somebody was, or meant to be."""
KINDS = [KindOfAsk.OFFER, KindOfAsk.TRANSFER, KindOfAsk.BOOKING]
ASKED = ("workplaces.booking", "workplaces.waiting", "workplaces.transfer")
_TOLD = (
    Q(act__in=[f"workplaces.{name}" for name in ACTS])
    | Q(subject_type__in=ASKED)
    | Q(subject_type="asks.ask", data__kind__in=KINDS)
)


@transaction.atomic
def forget_presence(*, by: Actor) -> Forgetting:
    """Forget who was where before the house's period: bookings, what was waited for, looks, guests, and what told.

    That it was done is kept, with how many rows went. What is to come stays. Doing it again finds nothing.

    Raises NotAllowed by rules.forget_presence.
    """
    by.must(rules.forget_presence)
    before = by.today - timedelta(days=office_of(by.house).forget_after_days)
    until = midnight(before)
    house = by.house
    asks = Ask.objects.in_house(house).filter(subject_type__in=ASKED, opened_at__lt=until)
    asks.exclude(ended_at=None).delete()
    Transfer.objects.in_house(house).filter(booking__ends_at__lt=until).delete()
    SkippedDay.objects.in_house(house).filter(on__lt=before).delete()
    Waiting.objects.in_house(house).filter(ends_at__lt=until).delete()
    gone = Person.objects.in_house(house).filter(is_guest=True).exclude(visit__until_on__gte=before)
    gone = gone.exclude(bookings__ends_at__gte=until)
    _all, rows = Booking.objects.in_house(house).filter(ends_at__lt=until).delete()
    gone.delete()
    Series.objects.in_house(house).filter(until_on__lte=before).delete()
    Wish.objects.in_house(house).filter(season__until_on__lte=before).delete()
    looks, _each = Look.objects.in_house(house).filter(at__lt=before).delete()
    told = Mail.objects.in_house(house).filter(kinds__overlap=KINDS, written_at__lt=until)
    mails, _each = told.exclude(sent_at=None, failed_at=None).delete()
    events = forget_events(house, _TOLD, until)
    made = Forgetting.objects.create(
        house=house,
        at=by.now,
        before=before,
        bookings=rows.get("workplaces.Booking", 0),
        looks=looks,
        events=events,
        mails=mails,
    )
    record(by, "workplaces.forget_presence", house, before=before.isoformat())
    return made
