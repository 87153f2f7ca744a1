"""Asks: what waits for whom, who answers instead, who may not answer."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models.kinds import KINDS, Kind, KindOfAsk
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, ordered_period
from statenshus.people.models import Body, Person, Seat, SeatHolding
from statenshus.people.rules import keeps_record


def called(subject: models.Model) -> dict[str, str]:
    """How an ask calls its subject: its type, and its key, which stays the same in every copy of the house."""
    return {"subject_type": subject._meta.label_lower, "subject_key": str(subject.key)}  # type: ignore[attr-defined]


def seats_of(by: Actor) -> QuerySet[SeatHolding]:
    """The places that the actor has in seats today."""
    return SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk if by.person else None)


class AboutQuerySet(HouseQuerySet):
    """Rows about a thing."""

    def about(self, *subjects: models.Model) -> Self:
        """Those about any of the things, all of one type, each with a `key`."""
        types = {subject._meta.label_lower for subject in subjects}
        keys = [str(subject.key) for subject in subjects]  # type: ignore[attr-defined]
        return self.filter(subject_type__in=types, subject_key__in=keys)


class AskQuerySet(AboutQuerySet):
    """Asks of a house."""

    def visible_to(self, by: Actor) -> Self:
        """What is asked of oneself, or of a seat one sits in; those who keep the record see what any seat is asked."""
        found = super().visible_to(by)
        own = Q(person=by.person.pk) if by.person else Q(pk=None)
        if keeps_record(by):
            return found.filter(own | Q(seat__isnull=False))
        return found.filter(own | Q(seat__in=seats_of(by).values("seat")))

    def open(self) -> Self:
        """Those that have not ended."""
        return self.filter(ended_at=None)

    def of_kind(self, *kinds: str) -> Self:
        """Those of the kinds."""
        return self.filter(kind__in=kinds)


class Ask(HouseOwned):
    """Something that a seat, or a person, must answer by a moment. Who is asked in a seat is worked out, not kept.

    `subject_key` is the subject's key, so that an ask means the same in every copy of the house. `occasion` is what
    several asks belong to, such as a meeting, so that all of it can be handed over at once.
    """

    class Ended(models.TextChoices):
        ANSWERED = "answered", _("answered")
        HANDED_OVER = "handed_over", _("handed over and answered")
        LAPSED = "lapsed", _("lapsed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind = models.CharField(_("kind"), max_length=20, choices=KindOfAsk)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="asks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="asks")
    subject_type = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=80)
    subject_name = models.CharField(_("subject"), max_length=300)
    path = models.CharField(max_length=300)
    """Where the subject stands, below /h/<slug>/."""
    text = models.TextField(_("what is asked"), blank=True)
    occasion = models.CharField(max_length=140, blank=True)
    occasion_name = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    urgent = models.BooleanField(_("urgent"), default=False)
    opened_at = models.DateTimeField(_("opened"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=200, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    """The place in the seat of whoever answered: 0 its holder, 1, 2, … a deputy."""

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["-urgent", "-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="asks_ask_one_asked",
                condition=Q(seat__isnull=False, person=None) | Q(seat=None, person__isnull=False),
            ),
            models.CheckConstraint(
                name="asks_ask_ended", condition=Q(ended="", ended_at=None) | (~Q(ended="") & Q(ended_at__isnull=False))
            ),
            models.CheckConstraint(
                name="asks_ask_answered",
                condition=Q(ended__in=["answered", "handed_over"], answered_by__isnull=False)
                | (~Q(ended__in=["answered", "handed_over"]) & Q(answered_by=None)),
            ),
            # The same is asked of a seat, and of a person, once at a time.
            models.UniqueConstraint(
                fields=["house", "subject_type", "subject_key", "kind", "seat"],
                condition=Q(ended_at=None, seat__isnull=False),
                name="asks_ask_once_a_seat",
            ),
            models.UniqueConstraint(
                fields=["house", "subject_type", "subject_key", "kind", "person", "text"],
                condition=Q(ended_at=None, person__isnull=False),
                name="asks_ask_once_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["seat"], condition=Q(ended_at=None), name="asks_ask_open_seat"),
            models.Index(fields=["person"], condition=Q(ended_at=None), name="asks_ask_open_person"),
            models.Index(fields=["house", "subject_type", "subject_key"], name="asks_ask_subject"),
            models.Index(fields=["body", "opened_at"], name="asks_ask_body"),
            models.Index(fields=["house", "due_at"], condition=Q(ended_at=None), name="asks_ask_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject_name}"

    @property
    def traits(self) -> Kind:
        """What holds for its kind."""
        return KINDS[self.kind]

    def is_late(self, now: datetime) -> bool:
        """Open after it was due."""
        return self.ended_at is None and self.due_at is not None and self.due_at <= now


class HandOverQuerySet(ValidQuerySet, HouseQuerySet):
    """Hand-overs of a house."""

    def visible_to(self, by: Actor) -> Self:
        """Those in a seat one sits in, or made by oneself; those who keep the record see all."""
        found = super().visible_to(by)
        if keeps_record(by):
            return found
        own = Q(by=by.person.pk) if by.person else Q(pk=None)
        return found.filter(own | Q(seat__in=seats_of(by).values("seat")))

    def in_force(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(taken_back_at=None)


class HandOver(HouseOwned, Valid):
    """That somebody in a seat lets another in it answer: one ask, one occasion, or all from day to day.

    Without `to`, whoever stands next in the seat is asked.
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="hand_overs")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, null=True, blank=True, related_name="hand_overs")
    occasion = models.CharField(max_length=140, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            ordered_period("asks_handover_period"),
            models.CheckConstraint(
                name="asks_handover_one_reach",
                condition=Q(ask__isnull=False, occasion="", valid_from=None, valid_to=None)
                | (Q(ask=None, valid_from=None, valid_to=None) & ~Q(occasion=""))
                | Q(ask=None, occasion="", valid_from__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["seat"], condition=Q(taken_back_at=None), name="asks_handover_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.by} → {self.to or '…'}, {self.seat}"

    def reaches(self, ask: Ask, day: Any) -> bool:
        """Whether it lets another answer this ask on the day."""
        if self.ask_id is not None:
            return self.ask_id == ask.pk
        if self.occasion:
            return self.occasion == ask.occasion
        return self.holds_at(day)


class PassedOver(HouseOwned):
    """That somebody may not answer about a thing, as when they are disqualified; the next in the seat is asked."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject_type = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=80)
    ground = models.CharField(_("ground"), max_length=300, blank=True)
    at = models.DateTimeField()

    objects = AboutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["house", "subject_type", "subject_key", "person"], name="asks_passedover_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.ground}"
