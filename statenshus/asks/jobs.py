"""What workers do for asks."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Mail
from statenshus.asks.usecases import mails, reminders
from statenshus.kernel.actors import Actor
from statenshus.kernel.jobs import Later, enqueue, every, job

RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
"""How long a mail rests after the first fault that may pass, the second, …; after that always as the last."""


@job("asks.send_mail", _("Send a mail"))
def send_mail(by: Actor, mail_id: int) -> None:
    """Send the mail, or come again when a fault may have passed."""
    mail = Mail.objects.in_house(by.house).filter(pk=mail_id).first()
    if mail is None:
        return
    mail = mails.send_mail(mail, by=by)
    if by.now < mail.send_after:
        raise Later(mail.send_after)
    if mail.fault and mail.is_waiting:
        raise Later(by.now + RESTS[min(mail.attempts, len(RESTS)) - 1])


@every("*/5 * * * *", "asks.send_waiting", _("Look for mails that should have been sent"))
def send_waiting(by: Actor) -> None:
    """Put in line what has none: written when there was no mail server, or its job was lost."""
    for mail in Mail.objects.in_house(by.house).waiting().filter(send_after__lte=by.now):
        if mail.can_go:
            enqueue("asks.send_mail", by.house, once=mail.line, mail_id=mail.pk)


@every("*/5 * * * *", "asks.remind", _("Remind of what waits"))
def remind(by: Actor) -> None:
    """Write the day's mails of reminders, where it is time for them."""
    reminders.remind(by.house, by=by)
