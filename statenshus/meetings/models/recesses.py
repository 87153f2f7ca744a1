"""Days on which the house holds no meetings, beside the public holidays: school holidays, as the house enters them."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key


class RecessQuerySet(HouseQuerySet):
    """Recesses of a house."""

    def during(self, first_on: date, until_on: date) -> Self:
        """Those with a day in [first_on, until_on)."""
        return self.filter(first_on__lt=until_on, until_on__gt=first_on)


class Recess(HouseOwned):
    """The days of [first_on, until_on), such as the winter holidays of the schools, for which no date is proposed."""

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    name = models.CharField(max_length=100)
    first_on = models.DateField()
    until_on = models.DateField()

    objects = RecessQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_recess_key"),
            models.CheckConstraint(name="meetings_recess_days", condition=Q(first_on__lt=F("until_on"))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_on(self) -> date:
        """Its last day."""
        return self.until_on - timedelta(days=1)
