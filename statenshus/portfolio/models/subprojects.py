"""Subprojects and what stands in them."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.people.models import Organisation, Person


class PortfolioPeriodQuerySet(ValidQuerySet, HouseQuerySet):
    """Rows of the portfolio with a period."""


class Subproject(HouseOwned, Valid):
    """A part of the pilot, from one day to another."""

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("what it is about"), blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = PortfolioPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="portfolio_subproject_key"),
            ordered_period("portfolio_subproject_period"),
            no_overlap("portfolio_subproject_name", "house", "name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portfolio:subproject", args=[self.key])


class Item(HouseOwned):
    """A thing that has its place in a subproject."""

    class Kind(models.TextChoices):
        THEME = "theme", _("theme")
        TASK = "task", _("task")
        DELIVERABLE = "deliverable", _("deliverable")
        AGREEMENT = "agreement", _("agreement")
        OTHER = "other", _("other")

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    description = models.TextField(_("description"), blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["house", "key"], name="portfolio_item_key")]

    def __str__(self) -> str:
        return self.name


class PlacementQuerySet(PortfolioPeriodQuerySet):
    """What stands where."""

    def told(self) -> Self:
        """With what a page says of them, in one query."""
        return self.select_related("item", "person", "organisation", "subproject")


class Placement(HouseOwned, Valid):
    """That an item, a member or a lead stands in a subproject from day to day.

    A member or lead may act on behalf of an organisation; a member may also be an organisation as such.
    """

    class Kind(models.TextChoices):
        ITEM = "item", _("item")
        MEMBER = "member", _("member")
        LEAD = "lead", _("lead")

    key = models.CharField(max_length=80, validators=[KEY])
    subproject = models.ForeignKey(Subproject, on_delete=models.CASCADE, related_name="placements")
    kind = models.CharField(max_length=10, choices=Kind)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="placements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="placements")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="placements"
    )
    position = models.PositiveIntegerField(default=0)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="portfolio_placement_key"),
            ordered_period("portfolio_placement_period"),
            models.CheckConstraint(
                name="portfolio_placement_what",
                condition=Q(kind="item", item__isnull=False, person=None, organisation=None)
                | Q(kind="lead", item=None, person__isnull=False)
                | (Q(kind="member", item=None) & (Q(person__isnull=False) | Q(organisation__isnull=False))),
            ),
            no_overlap("portfolio_placement_lead", "subproject", condition=Q(kind="lead")),
            no_overlap("portfolio_placement_item", "subproject", "item", condition=Q(kind="item")),
            no_overlap(
                "portfolio_placement_person",
                "subproject",
                "person",
                condition=Q(kind="member", person__isnull=False),
            ),
            no_overlap(
                "portfolio_placement_organisation",
                "subproject",
                "organisation",
                condition=Q(kind="member", person=None),
            ),
        ]

    def __str__(self) -> str:
        if self.item:
            return str(self.item)
        if self.person:
            return f"{self.person}, {self.organisation}" if self.organisation else str(self.person)
        return str(self.organisation)
