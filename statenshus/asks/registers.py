"""The mail server: the only place of asks that speaks to the network."""

import re
import smtplib
from contextlib import suppress

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.http import http_date
from icalendar import Calendar

from statenshus.asks.models import Mail
from statenshus.kernel.houses import HIDDEN

LONGEST_FAULT = 500


class NotTaken(Exception):
    """The mail server did not take the mail. `lasting`: nor will it another time."""

    def __init__(self, said: str, *, lasting: bool) -> None:
        super().__init__(said)
        self.said, self.lasting = HIDDEN.sub(" ", said)[:LONGEST_FAULT], lasting


def hand_over(mail: Mail) -> None:
    """Give the mail to the mail server of the settings. Raises NotTaken.

    What the server says for good about the recipient or the mail (5xx) is lasting; what it says about us is not, for
    whoever runs the house can mend that.
    """
    server = get_connection()
    try:
        server.open()
        server.send_messages([message_of(mail)])
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        raise NotTaken(_told(code, said), lasting=code >= 500) from refused
    except smtplib.SMTPDataError as refused:
        raise NotTaken(_told(refused.smtp_code, refused.smtp_error), lasting=refused.smtp_code >= 500) from refused
    except smtplib.SMTPResponseException as refused:
        raise NotTaken(_told(refused.smtp_code, refused.smtp_error), lasting=False) from refused
    except smtplib.SMTPNotSupportedError as fault:
        raise NotTaken(str(fault), lasting=True) from fault
    except OSError as fault:  # SMTPException is one too
        raise NotTaken(str(fault) or type(fault).__name__, lasting=False) from fault
    finally:
        # The mail is taken by now, or is not: how the parting goes changes nothing.
        with suppress(OSError):
            server.close()


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """The mail as it is sent, the same each time: text and HTML, with nothing that is fetched, or tracks."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": http_date(mail.send_after.timestamp()).replace("GMT", "+0000"),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": mail.language,
    }
    if mail.unsubscribe:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        method = Calendar.from_ical(mail.calendar)["METHOD"]
        message.attach_alternative(mail.calendar, f"text/calendar; method={method}")
    return message


def _told(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return re.sub(r"\s+", " ", f"{code} {text}")
