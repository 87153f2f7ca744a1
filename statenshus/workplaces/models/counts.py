"""How full it was in weeks that are over: counts without persons, and without what would tell of few."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.people.models import Organisation
from statenshus.workplaces.models.places import Kind, Zone


class CountedWeek(HouseOwned):
    """A week that is over and has been counted: once, so that no two counts of it can be told apart."""

    monday = models.DateField()
    counted_at = models.DateTimeField()
    travel_km = models.PositiveIntegerField(null=True, blank=True)
    """What people stated that they were spared; this and the next two empty where fewer than five did."""
    travel_minutes = models.PositiveIntegerField(null=True, blank=True)
    travel_grams = models.PositiveBigIntegerField(null=True, blank=True)
    """Of CO₂, by the factors of the house; empty too where it has none for one of the journeys."""

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-monday"]
        constraints = [models.UniqueConstraint(fields=["house", "monday"], name="workplaces_countedweek_once")]

    @property
    def travel_hours(self) -> float:
        """In hours."""
        return (self.travel_minutes or 0) / 60

    @property
    def travel_kilos(self) -> float:
        """In kilograms of CO₂."""
        return (self.travel_grams or 0) / 1000

    def __str__(self) -> str:
        return f"{self.monday:%G}-{self.monday:%V}"


class Count(HouseOwned):
    """How much of a kind was used in a week: in all, in a zone, on a weekday, by an agency, or by an agency's guests.

    In half-days for what is booked by those, else in hours begun. `used` is empty where fewer than five people stand
    behind it, or where it would tell of such a number.
    """

    class Of(models.TextChoices):
        ALL = "all", _("in all")
        ZONE = "zone", _("zone")
        WEEKDAY = "weekday", _("weekday")
        AGENCY = "agency", _("agency")
        GUESTS = "guests", _("guests")

    week = models.ForeignKey(CountedWeek, on_delete=models.CASCADE, related_name="counts")
    kind = models.CharField(max_length=10, choices=Kind)
    of = models.CharField(max_length=8, choices=Of)
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    """As ISO numbers them."""
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    """Empty, among the agencies, for guests and those who belong to none. Of guests: the agency they visited; empty for
    those who belong to none."""
    used = models.PositiveIntegerField(null=True, blank=True)
    there_was = models.PositiveIntegerField(null=True, blank=True)
    """How much there was to use; empty for agencies."""

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-week__monday", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["week", "kind", "of", "zone", "weekday", "organisation"],
                name="workplaces_count_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="workplaces_count_of",
                condition=Q(of="all", zone=None, weekday=None, organisation=None)
                | Q(of="zone", zone__isnull=False, weekday=None, organisation=None)
                | Q(of="weekday", zone=None, weekday__gte=1, weekday__lte=7, organisation=None)
                | Q(of__in=["agency", "guests"], zone=None, weekday=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week} {self.kind} {self.of}"


class Together(HouseOwned):
    """On how many days of a week two agencies were both in the house; only where five or more came from each."""

    week = models.ForeignKey(CountedWeek, on_delete=models.CASCADE, related_name="together")
    one = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-week__monday", "one__name", "other__name"]
        constraints = [
            models.UniqueConstraint(fields=["week", "one", "other"], name="workplaces_together_once"),
            models.CheckConstraint(name="workplaces_together_days", condition=Q(days__lte=7)),
        ]

    def __str__(self) -> str:
        return f"{self.one}, {self.other}: {self.days}"
