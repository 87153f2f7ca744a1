"""Who waits for a place, the days that a series could not have, and bookings that are to change hands."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.people.models import Organisation, Person
from statenshus.workplaces.models.bookings import Booking
from statenshus.workplaces.models.places import Kind, Workplace
from statenshus.workplaces.models.series import Series, Shown


class WaitingQuerySet(HouseQuerySet):
    """What people wait for."""

    def visible_to(self, by: Actor) -> Self:
        """What one waits for oneself."""
        return self.in_house(by.house).filter(person=by.person.pk if by.person else None)

    def during(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Those within [starts_at, ends_at), or that reach out of it."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Waiting(HouseOwned):
    """That somebody wants a place that is taken, and is offered one when it comes free, first come first.

    For one workplace, or for any of a kind: in a zone, or anywhere that opens for them. The refused dates of a series
    stand here too.
    """

    class Ended(models.TextChoices):
        TAKEN = "taken", _("got a place")
        PASSED = "passed", _("let an offer go")
        WITHDRAWN = "withdrawn", _("taken back")
        OVER = "over", _("the time is over")

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, null=True, blank=True, related_name="waiting")
    kind = models.CharField(max_length=10, choices=Kind)
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, blank=True, related_name="waiting")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    shown = models.CharField(max_length=6, choices=Shown, default=Shown.BUSY)
    reason = models.CharField(max_length=20)
    """The code with which booking was refused: taken, closed, full, …"""
    asked_at = models.DateTimeField()
    offer = models.ForeignKey(Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="waiting")
    """The booking that is offered now."""
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WaitingQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_waiting_key"),
            models.CheckConstraint(name="workplaces_waiting_period", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="workplaces_waiting_ended",
                condition=Q(ended="", ended_at=None) | (~Q(ended="") & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["house", "kind", "starts_at"], condition=Q(ended_at=None), name="workplaces_waiting_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.person}"


class SkippedDay(HouseOwned):
    """A day on which a series has no booking, and why: a holiday, or what the booking was refused with."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="skipped")
    on = models.DateField()
    reason = models.CharField(max_length=20)
    message = models.CharField(max_length=300)
    waiting = models.ForeignKey(Waiting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["series", "on"], name="workplaces_skippedday_once")]

    def __str__(self) -> str:
        return f"{self.on}: {self.message}"


class TransferQuerySet(HouseQuerySet):
    """Bookings that are to change hands."""

    def visible_to(self, by: Actor) -> Self:
        """Those that one has offered, or is offered."""
        me = by.person.pk if by.person else None
        return self.in_house(by.house).filter(Q(giver=me) | Q(to=me))


class Transfer(HouseOwned):
    """That somebody offers a booking to another: as a gift, or for one of theirs in return. The other must accept."""

    class Ended(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("taken back")

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="transfers")
    in_return = models.ForeignKey(Booking, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    giver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    offered_at = models.DateTimeField()
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_transfer_key"),
            models.UniqueConstraint(fields=["booking"], condition=Q(ended_at=None), name="workplaces_transfer_once"),
            models.CheckConstraint(
                name="workplaces_transfer_ended",
                condition=Q(ended="", ended_at=None) | (~Q(ended="") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booking}: {self.giver} → {self.to}"
