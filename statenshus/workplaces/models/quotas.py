"""What each agency may use, and who wants which weekdays for a season."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.people.models import Organisation, Person
from statenshus.workplaces.models.places import Kind, Site, Workplace, Zone
from statenshus.workplaces.models.series import new_key


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
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DESK)
    per = models.CharField(_("per"), max_length=5, choices=Per, default=Per.WEEK)
    amount = models.DecimalField(
        _("how much"), max_digits=7, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    share = models.DecimalField(
        _("share of all"),
        max_digits=4,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    over = models.CharField(_("when it is used up"), max_length=6, choices=Over, default=Over.WARN)
    lifted_days = models.PositiveSmallIntegerField(_("days before, from which it no longer counts"), default=1)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "organisation__name", "pk"]
        constraints = [
            ordered_period("workplaces_quota_period"),
            no_overlap("workplaces_quota_overlap", "organisation", "kind"),
            models.CheckConstraint(
                name="workplaces_quota_measure",
                condition=Q(amount=None, share__isnull=False) | Q(amount__isnull=False, share=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"


class Season(HouseOwned):
    """A time for which people say which weekdays they want; the program proposes, and the house host decides."""

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    name = models.CharField(_("name"), max_length=100)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DESK)
    first_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    closes_at = models.DateTimeField(_("wishes until"))
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_season_key"),
            models.CheckConstraint(name="workplaces_season_period", condition=Q(first_on__lt=F("until_on"))),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workplaces:season", args=[self.key])

    def takes_wishes(self, now: datetime) -> bool:
        """The time for wishes is not over, and nothing is decided."""
        return self.decided_at is None and now < self.closes_at


class Wish(HouseOwned):
    """Which weekdays somebody wants in a season, the most wanted first."""

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="wishes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("weekdays"))
    zone = models.ForeignKey(Zone, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    accessible = models.BooleanField(_("must be universally accessible"), default=False)
    shown = models.CharField(_("others see"), max_length=6, default="busy")
    wished_at = models.DateTimeField()

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["season", "person"], name="workplaces_wish_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.season}"


class Allotment(HouseOwned):
    """That a weekday of a season is proposed for somebody at a workplace, or at none, and why."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="allotments")
    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="allotments")
    weekday = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300)
    by_hand = models.BooleanField(default=False)
    """Chosen by the house host, so that a new proposal leaves it where it is."""

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wish", "weekday"], name="workplaces_allotment_once"),
            models.UniqueConstraint(
                fields=["season", "workplace", "weekday"],
                condition=Q(workplace__isnull=False),
                name="workplaces_allotment_taken",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish}: {self.weekday}"
