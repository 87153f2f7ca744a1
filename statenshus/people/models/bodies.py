"""Bodies, their seats, and who sits in them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, in_force, no_overlap, ordered_period
from statenshus.people.models.organisations import Organisation
from statenshus.people.models.persons import Person


class BodyPeriodQuerySet(ValidQuerySet, HouseQuerySet):
    """Bodies, seats and holdings: rows of a house with a period."""

    def beyond(self, day: date) -> Self:
        """Those that last into the day, or begin later."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day))

    def cut(self, day: date) -> None:
        """Let nothing last into the day: what goes on ends on it, what would begin on it or later is taken away."""
        self.filter(valid_from__gte=day).delete()
        self.beyond(day).update(valid_to=day)


class Lasting(HouseOwned, Valid):
    """A thing of a house that others can only be part of while it lasts."""

    class Meta:
        abstract = True

    def lasts_through(self, first: date, after: date | None) -> bool:
        """In force on every day of [first, after)."""
        begun = self.valid_from is None or self.valid_from <= first
        return begun and (self.valid_to is None or (after is not None and after <= self.valid_to))


class Body(Lasting):
    """A group that meets: steering group, working group, project management."""

    class Kind(models.TextChoices):
        STEERING_GROUP = "steering_group", _("steering group")
        WORKING_GROUP = "working_group", _("working group")
        PROJECT_MANAGEMENT = "project_management", _("project management")

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    purpose = models.TextField(_("what it is for"), blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = BodyPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="people_body_key"),
            ordered_period("people_body_period"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:body", args=[self.key])


class Seat(Lasting):
    """A place in a body, bound to an organisation; what is asked of the body is asked of its seats."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        MEMBER = "member", _("member")
        SECRETARY = "secretary", _("secretary")

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    position = models.PositiveIntegerField(default=0)

    objects = BodyPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="people_seat_key"),
            ordered_period("people_seat_period"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.organisation or self.get_role_display()}"


class SeatHoldingQuerySet(BodyPeriodQuerySet):
    """Who sits where."""

    def sitting(self, day: date) -> Self:
        """Those in force on the day, in a seat and a body that are."""
        return self.at(day).filter(in_force(day, "seat__"), in_force(day, "seat__body__"))


class SeatHolding(HouseOwned, Valid):
    """Who sits in a seat from day to day. Rank 0 holds it; 1, 2, … are called in that order when the holder cannot."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holdings")
    rank = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SeatHoldingQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            ordered_period("people_seatholding_period"),
            no_overlap("people_seatholding_rank", "seat", "rank"),
            no_overlap("people_seatholding_person", "seat", "person"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.seat}"
