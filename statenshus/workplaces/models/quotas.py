"""How much of a kind of workplace each agency may use."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.people.models import Organisation
from statenshus.workplaces.models.places import Kind


class QuotaQuerySet(ValidQuerySet, HouseQuerySet):
    """Quotas of a house."""


class Quota(HouseOwned, Valid):
    """How much of a kind of workplace an agency may have in a week or a month.

    In places by the day for what is booked by half-day (two halves are one), in hours for what is booked by the minute;
    or as a share of all there is of the kind.
    """

    class Per(models.TextChoices):
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")

    class Over(models.TextChoices):
        WARN = "warn", _("those over it are told, and come last when places are offered")
        REFUSE = "refuse", _("those over it are refused")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DESK)
    per = models.CharField(max_length=5, choices=Per, default=Per.WEEK)
    amount = models.PositiveSmallIntegerField(null=True, blank=True)
    share_percent = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])
    """Of all there is of the kind."""
    over = models.CharField(max_length=6, choices=Over, default=Over.WARN)
    lifted_days = models.PositiveSmallIntegerField(default=1)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "organisation__name", "pk"]
        constraints = [
            ordered_period("workplaces_quota_period"),
            no_overlap("workplaces_quota_overlap", "organisation", "kind"),
            models.CheckConstraint(
                name="workplaces_quota_measure",
                condition=Q(amount=None, share_percent__isnull=False) | Q(amount__isnull=False, share_percent=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"
