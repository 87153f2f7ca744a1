"""What holds for each kind of workplace, and for the house as a whole."""

from datetime import time
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import House, HouseOwned, HouseQuerySet
from statenshus.people.models import Person
from statenshus.workplaces.models.places import Kind


def workdays() -> list[int]:
    """Monday to Friday, as ISO numbers them."""
    return [1, 2, 3, 4, 5]


class Policy(HouseOwned):
    """What holds for workplaces of a kind. A house that has said nothing has the values that stand here."""

    class Unit(models.TextChoices):
        HALF_DAY = "half_day", _("by half-day")
        MINUTES = "minutes", _("by the minute")

    class Approval(models.TextChoices):
        NONE = "none", _("nobody needs to approve")
        HOST = "host", _("the house host approves")

    kind = models.CharField(max_length=10, choices=Kind)
    unit = models.CharField(max_length=10, choices=Unit, default=Unit.MINUTES)
    opens_at = models.TimeField(default=time(7))
    midday_at = models.TimeField(default=time(12))
    closes_at = models.TimeField(default=time(17))
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)]),
        default=workdays,
    )
    buffer_minutes = models.PositiveSmallIntegerField(default=0)
    days_ahead = models.PositiveSmallIntegerField(default=60)
    longest_minutes = models.PositiveIntegerField(default=600)
    most_open = models.PositiveSmallIntegerField(default=20)
    approval = models.CharField(max_length=10, choices=Approval, default=Approval.NONE)
    claim_minutes = models.PositiveSmallIntegerField(null=True, blank=True, default=60)
    """Empty: it is never let go."""
    offer_minutes = models.PositiveSmallIntegerField(default=120)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["house", "kind"], name="workplaces_policy_kind"),
            models.CheckConstraint(
                name="workplaces_policy_hours",
                condition=Q(opens_at__lt=F("midday_at"), midday_at__lt=F("closes_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


PRESET: dict[str, dict[str, Any]] = {
    Kind.DESK: {"unit": Policy.Unit.HALF_DAY, "days_ahead": 60, "claim_minutes": 120},
    Kind.ROOM: {"buffer_minutes": 10, "days_ahead": 180, "claim_minutes": 20},
    Kind.BOOTH: {"longest_minutes": 120, "days_ahead": 14, "claim_minutes": 10, "offer_minutes": 15},
    Kind.PARKING: {"unit": Policy.Unit.HALF_DAY, "days_ahead": 30, "claim_minutes": None},
}
"""What holds for a kind until the house says otherwise."""


def policies_of(house: House) -> dict[str, Policy]:
    """What holds in the house, by kind: what it has said, and the preset for the rest. One query."""
    said = {policy.kind: policy for policy in Policy.objects.in_house(house)}
    return {kind: said.get(kind) or Policy(house=house, kind=kind, **PRESET[kind]) for kind in Kind}


class Office(HouseOwned):
    """What holds for the shared office as a whole, once a house; where nothing is said, the values that stand here."""

    forget_after_days = models.PositiveSmallIntegerField(
        default=14,
        validators=[MinValueValidator(7), MaxValueValidator(90)],
    )

    objects = HouseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house"], name="workplaces_office_once")]

    def __str__(self) -> str:
        return str(self.house)


def office_of(house: House) -> Office:
    """What holds for the shared office of the house. One query."""
    return Office.objects.in_house(house).first() or Office(house=house)


class OfficeRules(HouseOwned):
    """The rules of the shared office in a version, and that they were discussed with the employees' representatives."""

    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    consulted_on = models.DateField(null=True, blank=True)
    consulted_with = models.TextField(blank=True)
    consultation = models.TextField(blank=True)
    issued_at = models.DateTimeField()

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["house", "number"], name="workplaces_officerules_number"),
            models.CheckConstraint(
                name="workplaces_officerules_consulted",
                condition=Q(consulted_on=None, consulted_with="")
                | (Q(consulted_on__isnull=False) & ~Q(consulted_with="")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class RulesAccepted(HouseOwned):
    """That a person has accepted a version of the rules."""

    rules = models.ForeignKey(OfficeRules, on_delete=models.CASCADE, related_name="accepted")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects = HouseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rules", "person"], name="workplaces_rulesaccepted_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.rules}"
