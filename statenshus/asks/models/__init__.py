"""Tables of asks, one file a noun."""

from statenshus.asks.models.asks import Ask, HandOver, PassedOver
from statenshus.asks.models.kinds import KINDS, Kind, KindOfAsk
from statenshus.asks.models.mails import Link, LinkRule, Mail, MailChoice, ReminderRules

__all__ = [
    "KINDS",
    "Ask",
    "HandOver",
    "Kind",
    "KindOfAsk",
    "Link",
    "LinkRule",
    "Mail",
    "MailChoice",
    "PassedOver",
    "ReminderRules",
]
