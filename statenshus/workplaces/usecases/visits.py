"""Acts by which guests are invited, and no longer are."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.queries.mails import language_of
from statenshus.asks.usecases.mails import write_mail
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.models import Person
from statenshus.workplaces.models import Booking, Visit, Waiting
from statenshus.workplaces.queries.persons import person_of
from statenshus.workplaces.queries.visits import address_of
from statenshus.workplaces.rules import visits as rules
from statenshus.workplaces.usecases.keeping import let_go
from statenshus.workplaces.usecases.telling import tell

LONGEST = timedelta(days=31)


@transaction.atomic
def invite_guest(
    *, name: str, email: str = "", comes_from: str, first_on: date, until_on: date, by: Actor
) -> tuple[Visit, str]:
    """Invite somebody from elsewhere for the days from `first_on` to `until_on`; with the link's secret, not kept.

    They get the link by mail where they have an address; else it is up to whoever invites them.

    Raises NotAllowed by rules.invite_guest, and Refused with code:
        backwards  it would end before it begins
        past       it would be over already
        too_long   it would last longer than LONGEST
    """
    by.must(rules.invite_guest)
    if until_on < first_on:
        raise Refused("backwards", _("It would end before it begins."), "until_on")
    if until_on < by.today:
        raise Refused("past", _("That time has passed already."), "until_on")
    if until_on - first_on >= LONGEST:
        raise Refused("too_long", _("At most %d days at a time.") % LONGEST.days, "until_on")
    secret = secrets.token_urlsafe(32)
    guest = Person.objects.create(
        house=by.house, key=f"guest-{secrets.token_hex(8)}", name=name, email=email, is_guest=True, source="Gjest"
    )
    visit = Visit.objects.create(
        house=by.house,
        person=guest,
        host=person_of(by),
        comes_from=comes_from,
        first_on=first_on,
        until_on=until_on,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        invited_at=by.now,
    )
    record(by, "workplaces.invite_guest", visit)
    _write(visit, address_of(secret), by)
    return visit, secret


def _write(visit: Visit, link: str, by: Actor) -> None:
    with translation.override(language_of(visit.person)):
        context = {"visit": visit, "of": by.house, "link": link}
        write_mail(
            visit.person,
            subject=_("A place to work in %s") % by.house.name,
            text=render_to_string("workplaces/mail/guest.txt", context).strip() + "\n",
            html=render_to_string("workplaces/mail/guest.html", context),
            kinds=[KindOfAsk.BOOKING],
            by=by,
        )


@transaction.atomic
def revoke_guest(visit: Visit, *, by: Actor) -> Visit:
    """Take the invitation back: the link opens nothing from now on, and what the guest has booked ends; they are told.

    Raises NotAllowed by rules.revoke_guest, and Refused with code:
        revoked  it is taken back already
    """
    by.must(rules.revoke_guest, visit)
    guest = Person.objects.select_for_update(no_key=True).get(pk=visit.person_id)
    visit = Visit.objects.get(pk=visit.pk)
    if visit.revoked_at is not None:
        raise Refused("revoked", _("The invitation is taken back already."))
    visit.revoked_at = by.now
    visit.save(update_fields=["revoked_at"])
    rows = Booking.objects.in_house(by.house).standing().filter(person=guest, ends_at__gt=by.now)
    for booking in rows.order_by("pk"):
        tell(let_go(booking, ended=Booking.Ended.CANCELLED, by=by), why=_("The invitation is taken back."), by=by)
    waits = Waiting.objects.in_house(by.house).filter(person=guest, ended_at=None)
    waits.update(ended=Waiting.Ended.WITHDRAWN, ended_at=by.now)
    record(by, "workplaces.revoke_guest", visit)
    return visit
