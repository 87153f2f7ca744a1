"""Who has a workplace, and what that keeps from others."""

from datetime import date, datetime
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.fields.ranges import DateTimeRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.people.models import Organisation, Person
from statenshus.workplaces.models.places import Workplace
from statenshus.workplaces.models.series import Series, Shown


class BookingQuerySet(HouseQuerySet):
    """Bookings of a house."""

    def visible_to(self, by: Actor) -> Self:
        """One's own. What others have is seen through the plan, as each of them has chosen to be shown."""
        return self.in_house(by.house).filter(person=by.person.pk if by.person else None)

    def standing(self) -> Self:
        """Those that have not ended before their time."""
        return self.filter(ended_at=None)

    def during(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Those with a moment in [starts_at, ends_at)."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Booking(HouseOwned):
    """A workplace is somebody's during [starts_at, ends_at).

    While `asked_at` is set and `approved_at` is not, it waits for the house host. While `offered_until` is set, it is
    an offer, and goes to the next one unless accepted before then. Both keep others out meanwhile.
    """

    class Ended(models.TextChoices):
        CANCELLED = "cancelled", _("cancelled")
        RELEASED = "released", _("let go, for nobody checked in")
        LEFT = "left", _("ended early")
        DECLINED = "declined", _("not approved")
        LAPSED = "lapsed", _("the offer was not accepted in time")
        CLOSED = "closed", _("the workplace is closed")
        MOVED = "moved", _("moved to another time")

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Whose quota it counts on: where the person works on the day."""
    series = models.ForeignKey(Series, on_delete=models.CASCADE, null=True, blank=True, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    shown = models.CharField(max_length=6, choices=Shown, default=Shown.BUSY)
    title = models.CharField(max_length=100, blank=True)
    occasion = models.CharField(max_length=140, blank=True)
    """What it is held for, as asks call it, such as a meeting; empty where somebody works."""
    booked_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    offered_until = models.DateTimeField(null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    """How often it was changed, as calendars count."""

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_booking_key"),
            models.CheckConstraint(name="workplaces_booking_period", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="workplaces_booking_ended",
                condition=Q(ended="", ended_at=None) | (~Q(ended="") & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["workplace", "starts_at"], name="workplaces_booking_of_place"),
            models.Index(fields=["person", "starts_at"], name="workplaces_booking_of_person"),
            models.Index(fields=["house", "starts_at"], name="workplaces_booking_start"),
            models.Index(
                fields=["house", "starts_at"],
                condition=Q(ended_at=None, checked_in_at=None),
                name="workplaces_booking_unclaimed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.workplace)

    def get_absolute_url(self) -> str:
        return reverse("workplaces:booking", args=[self.key])

    @property
    def day(self) -> date:
        """The day in Norway on which it begins."""
        return self.starts_at.astimezone(OSLO).date()

    @property
    def is_settled(self) -> bool:
        """Stands, approved where it had to be, and accepted where it was offered."""
        return self.ended_at is None and self.offered_until is None and bool(self.approved_at or not self.asked_at)


class HoldQuerySet(HouseQuerySet):
    """What bookings keep from others."""

    def during(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Those with a moment in [starts_at, ends_at), found by the index that also keeps two apart."""
        return self.alias(period=_period()).filter(period__overlap=DateTimeTZRange(starts_at, ends_at))


def _period() -> Func:
    return Func(F("starts_at"), F("ends_at"), function="tstzrange", output_field=DateTimeRangeField())


class Hold(HouseOwned):
    """What a booking keeps from others: the workplace, and each part of it, until the buffer after it is over.

    There exactly while the booking stands: one that ends early lets go from then on.
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="holds")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="workplaces_hold_period", condition=Q(starts_at__lt=F("ends_at"))),
            # Two people at one place: the act locks the workplace's row, and this decides.
            ExclusionConstraint(
                name="workplaces_hold_taken",
                expressions=[
                    ("workplace", RangeOperators.EQUAL),
                    (_period(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workplace} {self.starts_at}–{self.ends_at}"
