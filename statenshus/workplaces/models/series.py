"""The same hours week after week, and what others see of a booking."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.people.models import Organisation, Person
from statenshus.workplaces.models.places import Workplace


class Shown(models.TextChoices):
    """What others see of a booking."""

    NAME = "name", _("my name")
    AGENCY = "agency", _("my agency")
    BUSY = "busy", _("only that it is taken")


class SeriesQuerySet(HouseQuerySet):
    """Series of a house."""

    def visible_to(self, by: Actor) -> Self:
        """One's own."""
        return self.in_house(by.house).filter(person=by.person.pk if by.person else None)


class Series(HouseOwned):
    """The same hours on weekdays of every n-th week, on the days of [first_on, until_on)."""

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, related_name="series")
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    every_weeks = models.PositiveSmallIntegerField(default=1)
    first_on = models.DateField()
    until_on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    shown = models.CharField(max_length=6, choices=Shown, default=Shown.BUSY)
    title = models.CharField(max_length=100, blank=True)
    season = models.ForeignKey(
        "workplaces.Season", on_delete=models.SET_NULL, null=True, blank=True, related_name="series"
    )
    """The season in which it was given, where it was not booked by oneself."""
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_series_key"),
            models.CheckConstraint(
                name="workplaces_series_period", condition=Q(first_on__lt=F("until_on"), starts__lt=F("ends"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workplace}, {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("workplaces:series", args=[self.key])
