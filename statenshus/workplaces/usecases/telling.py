"""Mails about bookings, each with the event for the reader's own calendar; and the act of sending one to oneself."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk, Mail
from statenshus.asks.queries.mails import language_of, mail_address
from statenshus.asks.usecases.mails import write_mail
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.workplaces.models import Booking, Visit
from statenshus.workplaces.queries.feeds import invitation
from statenshus.workplaces.rules import bookings as rules

_READ = ("person__account", "person__house", "workplace__zone__floor__site", "organisation", "series", "house")


@transaction.atomic
def tell(booking: Booking, *, why: str = "", waits: bool = False, by: Actor) -> Mail | None:
    """Write to whoever has the booking, as it stands now, what has become of it; None where they have no address.

    `why` is the reason, and `waits` that they will be offered another place. It is a part of the act that changes the
    booking, and asks no rule of its own. The event has the UID of the booking's in every calendar, so that it is
    changed there, or taken out.
    """
    booking = Booking.objects.select_related(*_READ).get(pk=booking.pk)
    address = mail_address(booking.person)
    if not address:
        return None
    with translation.override(language_of(booking.person)):
        context: dict[str, Any] = {
            "booking": booking,
            "of": by.house,
            "why": why,
            "waits": waits,
            "link": f"{settings.BASE_URL}/h/{by.house.slug}/workplaces/bookings/{booking.key}/",
            "has_account": not booking.person.is_guest,
        }
        subject = _("No longer yours: %s") if booking.ended else _("Your booking: %s")
        return write_mail(
            booking.person,
            subject=subject % booking.workplace.name,
            text=render_to_string("workplaces/mail/booking.txt", context).strip() + "\n",
            html=render_to_string("workplaces/mail/booking.html", context),
            calendar=invitation(booking, address),
            kinds=[KindOfAsk.BOOKING],
            by=by,
        )


@transaction.atomic
def tell_host(booking: Booking, *, by: Actor) -> Mail | None:
    """Write to whoever invited the guest who has the booking; None where it is no guest's, or they have no address.

    It is a part of the act that makes or ends the booking, and asks no rule of its own.
    """
    rows = Visit.objects.in_house(by.house).filter(person=booking.person)
    visit = rows.select_related("person", "host__account", "host__house").first() if booking.person.is_guest else None
    if visit is None:
        return None
    with translation.override(language_of(visit.host)):
        context = {
            "visit": visit,
            "booking": booking,
            "of": by.house,
            "link": f"{settings.BASE_URL}/h/{by.house.slug}/workplaces/visits/",
        }
        subject = _("Your guest no longer comes: %s") if booking.ended else _("Your guest comes: %s")
        return write_mail(
            visit.host,
            subject=subject % visit.person.name,
            text=render_to_string("workplaces/mail/host.txt", context).strip() + "\n",
            html=render_to_string("workplaces/mail/host.html", context),
            kinds=[KindOfAsk.BOOKING],
            by=by,
        )


@transaction.atomic
def mail_booking(booking: Booking, *, by: Actor) -> Mail:
    """Have one's booking sent to oneself as an event for one's calendar.

    Raises NotAllowed by rules.mail_booking, and Refused with code:
        ended    it has ended already
        no_mail  there is no address to send it to
    """
    by.must(rules.mail_booking, booking)
    if booking.ended_at is not None:
        raise Refused("ended", _("The booking has ended already."))
    mail = tell(booking, by=by)
    if mail is None:
        raise Refused("no_mail", _("There is no mail address on your page. Add one there first."))
    record(by, "workplaces.mail_booking", booking)
    return mail
