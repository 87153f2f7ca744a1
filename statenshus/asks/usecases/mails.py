"""Acts on mails: the outbox, and how often one gets any."""

from collections.abc import Collection
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import Mail, MailChoice
from statenshus.asks.queries.mails import language_of, mail_address
from statenshus.asks.registers import NotTaken, hand_over
from statenshus.asks.rules import mails as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.jobs import enqueue
from statenshus.people.models import Person

MOST_ATTEMPTS = 22
"""With the waits between, about three days of faults that may pass; then somebody must look at it."""


@transaction.atomic
def write_mail(
    person: Person,
    *,
    subject: str,
    text: str,
    html: str,
    calendar: str = "",
    digest_on: date | None = None,
    send_after: datetime | None = None,
    unsubscribe: str = "",
    kinds: Collection[str] = (),
    by: Actor,
) -> Mail | None:
    """Put a mail to the person in the outbox, to be sent by a worker once this transaction is committed.

    It is a part of the act that tells the person something, and asks no rule of its own. It says who gets it, and
    keeps one Message-ID for ever. None for somebody without an address.

    Raises Refused with code:
        already  the person has had the one mail of reminders of that day
    """
    address = mail_address(person)
    if not address:
        return None
    already = Refused("already", _("The person has had the mail of that day."))
    with refusing({"asks_mail_one_a_day": already}):
        mail = Mail.objects.create(
            house=by.house,
            person=person,
            to=address,
            subject=" ".join(subject.split())[:200],
            text=text,
            html=html,
            calendar=calendar,
            language=language_of(person),
            kinds=sorted(set(kinds)),
            message_id=f"<{uuid4()}@{by.house.slug}.{urlsplit(settings.BASE_URL).hostname}>",
            unsubscribe=unsubscribe,
            digest_on=digest_on,
            written_at=by.now,
            send_after=max(send_after or by.now, by.now),
        )
    enqueue("asks.send_mail", by.house, once=mail.line, at=mail.send_after, mail_id=mail.pk)
    return mail


@transaction.atomic
def send_mail(mail: Mail, *, by: Actor) -> Mail:
    """Hand the mail over to the mail server, then note that it is sent.

    In that order: a worker that dies between the two sends it once more, with the same Message-ID, and none is lost.
    Its row is locked meanwhile, so a second worker waits, and finds that it is sent. A fault that may pass is noted,
    and it is up to the caller to come again; one that will not, or that has lasted for MOST_ATTEMPTS, ends it.
    Without a mail server it waits; but to invented persons, and in a demonstration, the program's own page is where
    it is sent to.

    Raises NotAllowed by rules.send_mail.
    """
    by.must(rules.send_mail, mail)
    mail = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if mail.sent_at or mail.failed_at or by.now < mail.send_after:
        return mail
    if not mail.can_go:
        return mail
    mail.attempts += 1
    try:
        if not mail.stays_here:
            hand_over(mail)
        mail.sent_at, mail.fault = by.now, ""
    except NotTaken as fault:
        mail.fault = fault.said
        if fault.lasting or mail.attempts >= MOST_ATTEMPTS:
            mail.failed_at = by.now
    mail.save(update_fields=["attempts", "sent_at", "failed_at", "fault"])
    return mail


@transaction.atomic
def retry_mail(mail: Mail, *, by: Actor) -> Mail:
    """Have a mail that has failed sent after all, as once the address or the server is mended.

    Raises NotAllowed by rules.retry_mail, and Refused with code:
        not_failed  it has not failed, or is on its way again
    """
    by.must(rules.retry_mail, mail)
    mail = Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if mail.failed_at is None:
        raise Refused("not_failed", _("The mail has not failed, or is on its way again."))
    mail.failed_at, mail.attempts = None, 0
    mail.save(update_fields=["failed_at", "attempts"])
    enqueue("asks.send_mail", by.house, once=mail.line, mail_id=mail.pk)
    record(by, "asks.retry_mail", mail, to=mail.to)
    return mail


@transaction.atomic
def choose_mail(person: Person, *, rhythm: str, urgent_at_once: bool, by: Actor) -> MailChoice:
    """Choose how often one gets mail about what waits, and whether at once when it is urgent.

    Raises NotAllowed by rules.choose_mail.
    """
    by.must(rules.choose_mail, person)
    Person.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    choice = MailChoice.objects.filter(person=person).first() or MailChoice(house=by.house, person=person)
    choice.rhythm, choice.urgent_at_once = rhythm, urgent_at_once
    choice.save()
    record(by, "asks.choose_mail", choice, rhythm=rhythm, urgent_at_once=urgent_at_once)
    return choice
