"""The plan of a year: how often each body is to meet, what is fixed beforehand, and the days that are proposed."""

from datetime import date, datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from statenshus.kernel.actors import OSLO
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.meetings.models.meetings import Meeting
from statenshus.people.models import Body, Organisation

MOST_MEETINGS = 60


class YearPlan(HouseOwned):
    """A plan of when bodies meet on the days of [first_on, until_on), until it is adopted or dropped."""

    class State(models.TextChoices):
        OPEN = "open"
        ADOPTED = "adopted"
        DROPPED = "dropped"

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    name = models.CharField(max_length=100)
    first_on = models.DateField()
    until_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(null=True, blank=True)
    """Since when a proposal is being worked out."""
    proposed_at = models.DateTimeField(null=True, blank=True)
    shortfall = models.PositiveSmallIntegerField(null=True, blank=True)
    """By how many per cent at most a better plan could be better; 0 where there is none better."""
    faults = models.JSONField(default=dict, blank=True)
    """What of the proposal is not as it is wanted: `found`, a list of year_plan.Fault."""
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_yearplan_key"),
            models.CheckConstraint(name="meetings_yearplan_days", condition=Q(first_on__lt=F("until_on"))),
            models.CheckConstraint(
                name="meetings_yearplan_ended",
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:year", args=[self.key])

    @property
    def last_on(self) -> date:
        """Its last day."""
        return self.until_on - timedelta(days=1)

    @property
    def is_open(self) -> bool:
        """Neither adopted nor dropped."""
        return self.state == self.State.OPEN


class PlannedBody(HouseOwned):
    """How often a body is to meet, how far apart, on which weekdays, when and where."""

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="bodies")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_MEETINGS)])
    least_days = models.PositiveSmallIntegerField(default=7)
    most_days = models.PositiveSmallIntegerField(default=90)
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    """As ISO numbers them."""
    begins = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=10, choices=Meeting.Format, default=Meeting.Format.PHYSICAL)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["body__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_plannedbody_key"),
            models.UniqueConstraint(fields=["plan", "body"], name="meetings_plannedbody_once"),
            models.CheckConstraint(
                name="meetings_plannedbody_apart",
                condition=Q(least_days__gte=1) & Q(least_days__lte=F("most_days")) & Q(minutes__gt=0) & Q(count__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.body}"


class FixedDate(HouseOwned):
    """A date that is given, such as that of the budget: a body is to meet at most `days_before` days before it.

    Where no body is named, nobody meets on it.
    """

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="fixed_dates")
    name = models.CharField(max_length=100)
    on_day = models.DateField()
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    days_before = models.PositiveSmallIntegerField(default=14)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["on_day", "pk"]
        constraints = [models.UniqueConstraint(fields=["house", "key"], name="meetings_fixeddate_key")]

    def __str__(self) -> str:
        return self.name


class PlannedDate(HouseOwned):
    """The day of the number-th meeting of a body; `is_fixed` where it was moved there by hand."""

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    of = models.ForeignKey(PlannedBody, on_delete=models.CASCADE, related_name="dates")
    number = models.PositiveSmallIntegerField()
    on_day = models.DateField()
    is_fixed = models.BooleanField(default=False)
    host = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["on_day", "of__begins", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_planneddate_key"),
            models.UniqueConstraint(fields=["of", "number"], name="meetings_planneddate_number"),
            models.UniqueConstraint(fields=["of", "on_day"], name="meetings_planneddate_day"),
        ]

    def __str__(self) -> str:
        return f"{self.of.body} {self.number}"

    @property
    def starts_at(self) -> datetime:
        """The moment at which the meeting begins."""
        return datetime.combine(self.on_day, self.of.begins, tzinfo=OSLO)

    @property
    def ends_at(self) -> datetime:
        """The moment at which it ends."""
        return self.starts_at + timedelta(minutes=self.of.minutes)
