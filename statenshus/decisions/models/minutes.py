"""Minutes: what a meeting, or a written procedure, was and came to; written by the system, approved by the members."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models.votings import Voting
from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body, Person, Seat


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

    objects = HouseQuerySet.as_manager()

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
