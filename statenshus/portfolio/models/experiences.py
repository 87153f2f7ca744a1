"""Experiences and factors: what the house has found, and what its results depend on."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ordered_period
from statenshus.portfolio.models.subprojects import PortfolioPeriodQuerySet


class ExperienceQuerySet(HouseQuerySet):
    """Experiences."""

    def at(self, day: date) -> Self:
        """Those found by then."""
        return self.filter(found_on__lte=day)

    def open_at(self, day: date) -> Self:
        """Those found by then and not settled by then."""
        return self.at(day).filter(Q(settled_on=None) | Q(settled_on__gt=day))


class Experience(HouseOwned):
    """A dated finding, where it comes from, and whether it is settled."""

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    found_on = models.DateField(_("found on"))
    theme = models.CharField(_("theme"), max_length=100)
    text = models.TextField(_("what was found"))
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    settled_by = models.TextField(_("how it was settled"), blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = ExperienceQuerySet.as_manager()

    class Meta:
        ordering = ["-found_on", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="portfolio_experience_key"),
            models.CheckConstraint(
                name="portfolio_experience_settled",
                condition=Q(settled_on=None, settled_by="")
                | (Q(settled_on__isnull=False, settled_on__gte=models.F("found_on")) & ~Q(settled_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("portfolio:experience", args=[self.key])


class Outcome(HouseOwned):
    """What an experience led to."""

    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="outcomes")
    text = models.TextField(_("what it led to"))
    on = models.DateField(_("on"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Factor(HouseOwned, Valid):
    """What goal attainment, or that results last, depends on, in the house's own words."""

    class Kind(models.TextChoices):
        GOAL_ATTAINMENT = "goal_attainment", _("key factors for goal attainment")
        LASTING_RESULTS = "lasting_results", _("what makes results last")

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    kind = models.CharField(_("list"), max_length=20, choices=Kind)
    text = models.CharField(_("factor"), max_length=300)
    position = models.PositiveIntegerField(default=0)

    objects = PortfolioPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="portfolio_factor_key"),
            ordered_period("portfolio_factor_period"),
        ]

    def __str__(self) -> str:
        return self.text


class FactorPoint(HouseOwned):
    """A sub-point of a factor."""

    factor = models.ForeignKey(Factor, on_delete=models.CASCADE, related_name="points")
    text = models.CharField(_("sub-point"), max_length=300)
    position = models.PositiveIntegerField(default=0)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
