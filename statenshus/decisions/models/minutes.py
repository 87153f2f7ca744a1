"""Minutes: what a meeting, or a written procedure, was and came to; written by the system, approved by the members."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models.votings import Voting
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body, Person, Seat, SeatHolding
from statenshus.people.rules import keeps_record


class MinutesQuerySet(HouseQuerySet):
    """Minutes of a house."""

    def visible_to(self, by: Actor) -> Self:
        """Those that are approved; the others for those who sit in the body, and those who keep the record."""
        here = self.in_house(by.house)
        if keeps_record(by):
            return here
        sitting = (
            SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk if by.person else 0)
        )
        return here.filter(Q(approved_at__isnull=False) | Q(body__in=sitting.values("seat__body")))

    def standing(self) -> Self:
        """Those that no newer ones have replaced."""
        return self.filter(replaced_at=None)

    def due(self, now: datetime) -> Self:
        """Those whose reading time is over and on which nobody has remarked: they count as approved."""
        waiting = self.standing().filter(approved_at=None, reading_until__lte=now)
        return waiting.exclude(answers__approves=False)


class Minutes(HouseOwned):
    """The minutes of a meeting or a written procedure, as they were written: `content` does not change afterwards.

    What is exempt is marked in the content, and left out of the public variant when it is shown.
    """

    key = models.CharField(max_length=80)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="minutes")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="minutes")
    voting = models.ForeignKey(Voting, on_delete=models.PROTECT, null=True, blank=True, related_name="minutes")
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(_("language"), max_length=2, choices=[("nb", "bokmål"), ("nn", "nynorsk")])
    content = models.JSONField()
    hash = models.CharField(max_length=64)
    chain_head = models.CharField(max_length=64, blank=True)
    """The head of the house's chain when they were written; printed on them."""
    written_at = models.DateTimeField()
    reading_until = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    """When newer minutes of the same were written, after a remark."""

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="decisions_minutes_key"),
            models.CheckConstraint(
                name="decisions_minutes_of_one",
                condition=Q(meeting__isnull=False, voting=None) | Q(meeting=None, voting__isnull=False),
            ),
            models.CheckConstraint(
                name="decisions_minutes_one_end", condition=Q(approved_at=None) | Q(replaced_at=None)
            ),
        ]

    def __str__(self) -> str:
        return str(self.content.get("title", self.key))

    def get_absolute_url(self) -> str:
        return reverse("decisions:minutes", args=[self.key])


class MinutesAnswer(HouseOwned):
    """What a seat says of the minutes: approves them, or remarks what is wrong."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    approves = models.BooleanField()
    remark = models.TextField(_("remark"), blank=True)
    at = models.DateTimeField()

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "seat"], name="decisions_minutesanswer_once"),
            models.CheckConstraint(name="decisions_minutesanswer_remark", condition=Q(approves=True) | ~Q(remark="")),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.minutes}"
