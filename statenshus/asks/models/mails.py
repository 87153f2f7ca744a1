"""Mails: the outbox, the links in them, and when somebody is reminded."""

from datetime import datetime, time
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models.asks import Ask
from statenshus.asks.models.kinds import KINDS, KindOfAsk
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.people.models import Person
from statenshus.people.rules import keeps_record


def days_before() -> list[int]:
    """How many days before it is due somebody is reminded, where the house has not said otherwise."""
    return [3, 1]


def days_after() -> list[int]:
    """How many days after it was due somebody is reminded, where the house has not said otherwise."""
    return [1, 3, 7]


class MailQuerySet(HouseQuerySet):
    """Mails of a house."""

    def visible_to(self, by: Actor) -> Self:
        """Those to oneself; in a demonstration, where none leaves the program, those who keep the record see all."""
        found = super().visible_to(by)
        if settings.DEMO and keeps_record(by):
            return found
        return found.filter(person=by.person.pk if by.person else None)

    def waiting(self) -> Self:
        """Those that are neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)


class Mail(HouseOwned):
    """A mail to somebody, written in an act's transaction and sent by a worker, with one Message-ID for ever.

    `digest_on` is the day whose one mail of reminders it is.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mails")
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True)
    """An event for the reader's calendar, with its method (RFC 5546); empty where there is none."""
    language = models.CharField(max_length=2)
    kinds = ArrayField(models.CharField(max_length=20, choices=KindOfAsk), default=list, blank=True)
    """What kinds of asks it tells of."""
    message_id = models.CharField(max_length=200, unique=True)
    unsubscribe = models.CharField(max_length=500, blank=True)
    digest_on = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "digest_on"], condition=Q(digest_on__isnull=False), name="asks_mail_one_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["send_after"], condition=Q(sent_at=None, failed_at=None), name="asks_mail_waiting"),
            models.Index(fields=["house", "-written_at"], name="asks_mail_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"

    @property
    def is_invented(self) -> bool:
        """Whether the address can belong to nobody, as those of invented persons (RFC 2606)."""
        return self.to.lower().endswith(".invalid")

    @property
    def stays_here(self) -> bool:
        """Whether a page of the program is all it is sent to."""
        return self.is_invented or (settings.DEMO and not settings.MAIL_SERVER)

    @property
    def can_go(self) -> bool:
        """Whether there is something to send it to."""
        return self.stays_here or settings.MAIL_SERVER

    @property
    def line(self) -> str:
        """What the job that sends it holds, so that there is one at a time."""
        return f"asks.mail:{self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Neither sent nor given up."""
        return self.sent_at is None and self.failed_at is None


class LinkQuerySet(HouseQuerySet):
    """Links of a house."""

    def visible_to(self, by: Actor) -> Self:
        """Those to oneself; those who keep the record see all, but not the addresses they open by."""
        found = super().visible_to(by)
        return found if keeps_record(by) else found.filter(person=by.person.pk if by.person else None)

    def in_force(self, now: datetime) -> Self:
        """Those that are neither revoked nor expired, of asks that have not ended."""
        return self.filter(revoked_at=None, expires_at__gt=now, ask__ended_at=None)


class Link(HouseOwned):
    """The way from a mail to one ask, for one person, until it expires or is revoked."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["ask", "person"], name="asks_link_of")]

    def __str__(self) -> str:
        return f"{self.ask}, {self.person}"

    def holds_at(self, moment: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and moment < self.expires_at


class LinkRule(HouseOwned):
    """Whether the house lets a kind of ask be answered by the link in a mail alone."""

    kind = models.CharField(max_length=20, choices=KindOfAsk)
    by_link = models.BooleanField()

    objects = HouseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "kind"], name="asks_linkrule_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.by_link}"

    @classmethod
    def of(cls, house: Any) -> dict[str, bool]:
        """Of each kind, whether it may be answered by link alone in the house. One query."""
        said = dict(cls.objects.in_house(house).values_list("kind", "by_link"))
        return {kind: said.get(kind, traits.by_link) for kind, traits in KINDS.items()}


class ReminderRules(HouseOwned):
    """When the house reminds: at what hour, how long before and after an ask is due, and when it is quiet."""

    hour = models.TimeField(_("time of day"), default=time(8, 0))
    before_days = ArrayField(models.PositiveSmallIntegerField(), default=days_before, blank=True)
    after_days = ArrayField(models.PositiveSmallIntegerField(), default=days_after, blank=True)
    quiet_from = models.TimeField(_("quiet from"), default=time(18, 0))
    quiet_to = models.TimeField(_("quiet until"), default=time(7, 0))

    objects = HouseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house"], name="asks_reminderrules_once")]

    def __str__(self) -> str:
        return str(self.house)

    @classmethod
    def of(cls, house: Any) -> "ReminderRules":
        """Those of the house, or the usual ones where it has none on record. One query."""
        return cls.objects.in_house(house).first() or cls(house=house)


class MailChoice(HouseOwned):
    """How often somebody wants mail about what waits for them, and whether at once when it is urgent."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("daily, when there is something new")
        WEEKLY = "weekly", _("once a week")
        NEVER = "never", _("never; I look at the page")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm, default=Rhythm.DAILY)
    urgent_at_once = models.BooleanField(_("at once when it is urgent"), default=False)

    objects = HouseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], name="asks_mailchoice_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_rhythm_display()}"
