"""Travel that a place in the house has spared somebody, and what it would have cost the climate."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.workplaces.models.bookings import Booking


class Mode(models.TextChoices):
    """How one would have travelled."""

    CAR = "car", _("by car")
    BUS = "bus", _("by bus")
    TRAIN = "train", _("by train")
    PLANE = "plane", _("by plane")
    BOAT = "boat", _("by boat")


class TravelFactorQuerySet(ValidQuerySet, HouseQuerySet):
    """Travel factors of a house."""


class TravelFactor(HouseOwned, Valid):
    """How many grams of CO₂ a kilometre is reckoned to cost, and where the number is from."""

    mode = models.CharField(max_length=5, choices=Mode)
    grams_per_km = models.PositiveSmallIntegerField(validators=[MaxValueValidator(2000)])

    objects = TravelFactorQuerySet.as_manager()

    class Meta:
        ordering = ["mode", "valid_from", "pk"]
        constraints = [
            ordered_period("workplaces_travelfactor_period"),
            no_overlap("workplaces_travelfactor_overlap", "house", "mode"),
            models.CheckConstraint(name="workplaces_travelfactor_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()}: {self.grams_per_km} g/km"


class TripQuerySet(HouseQuerySet):
    """What was stated of travel."""

    def visible_to(self, by: Actor) -> Self:
        """One's own."""
        return self.in_house(by.house).filter(booking__person=by.person.pk if by.person else None)


class Trip(HouseOwned):
    """The journey, there and back, that whoever has the booking says it has spared them; gone with the booking."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="trip")
    mode = models.CharField(max_length=5, choices=Mode)
    km = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(20_000)])
    minutes = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(10_000)])
    stated_at = models.DateTimeField()

    objects = TripQuerySet.as_manager()

    class Meta:
        ordering = ["stated_at", "pk"]
        constraints = [models.CheckConstraint(name="workplaces_trip_km", condition=Q(km__gte=1))]

    @property
    def hours(self) -> float:
        """How long it would have taken."""
        return self.minutes / 60

    def __str__(self) -> str:
        return f"{self.km} km {self.get_mode_display()}"
