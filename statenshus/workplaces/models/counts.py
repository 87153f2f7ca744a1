"""What is left when it is forgotten who was where: counts that tell of nobody; and who has looked at whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.people.models import Organisation, Person
from statenshus.workplaces.models.places import Workplace


class WeekCount(HouseOwned):
    """One number of a published table of a week. What must not be shown is not kept: the number is then empty."""

    class Table(models.TextChoices):
        ZONES = "zones", _("zones by weekday")
        KINDS = "kinds", _("kinds by weekday")
        AGENCIES = "agencies", _("agencies")
        GUESTS = "guests", _("guests from elsewhere, by host")
        TOGETHER = "together", _("agencies present on the same day")

    monday = models.DateField()
    table = models.CharField(max_length=10, choices=Table)
    row = models.CharField(max_length=80)
    """The key of the zone, the kind, or the key of the agency; empty for all."""
    column = models.CharField(max_length=20)
    """The weekday as ISO numbers it; empty for all."""
    value = models.DecimalField(max_digits=9, decimal_places=1, null=True)
    """Workplace-days; of what is booked by the minute, hours; of `together`, agencies. Empty: hidden."""
    capacity = models.DecimalField(max_digits=9, decimal_places=1, null=True)
    """How much there was, in the same unit; empty where that has no meaning."""

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-monday", "table", "row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["house", "monday", "table", "row", "column"], name="workplaces_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.monday} {self.table} {self.row} {self.column}"


class ForgettingQuerySet(HouseQuerySet):
    """Runs of forgetting."""


class Forgetting(HouseOwned):
    """That it was forgotten who was where before a day: when, and how many rows of each kind."""

    at = models.DateTimeField()
    before = models.DateField()
    bookings = models.PositiveIntegerField(default=0)
    visits = models.PositiveIntegerField(default=0)
    looks = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)

    objects = ForgettingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before}"


class Look(HouseOwned):
    """That somebody has read, on a day, where another is: because they were shown in the plan, or looked up."""

    class Where(models.TextChoices):
        PLAN = "plan", _("in the plan")
        LOOKED_UP = "looked_up", _("looked up by the house host")
        API = "api", _("by a program")

    at = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    where = models.CharField(max_length=10, choices=Where)
    reason = models.CharField(max_length=200, blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "by", "at", "where", "reason"], name="workplaces_look_once")
        ]

    def __str__(self) -> str:
        return f"{self.at}: {self.by} → {self.person}"


class FactorQuerySet(ValidQuerySet, HouseQuerySet):
    """Factors of a house."""


class TravelFactor(HouseOwned, Valid):
    """What a kilometre by a means of travel is reckoned to emit, in kilograms of CO₂, and who says so."""

    class Means(models.TextChoices):
        CAR = "car", _("car")
        PLANE = "plane", _("plane")
        TRAIN = "train", _("train")
        BUS = "bus", _("bus")
        BOAT = "boat", _("boat")

    means = models.CharField(_("means of travel"), max_length=6, choices=Means)
    kg_per_km = models.DecimalField(_("kg CO₂ a kilometre"), max_digits=6, decimal_places=4)

    objects = FactorQuerySet.as_manager()

    class Meta:
        ordering = ["means", "-valid_from"]
        constraints = [
            ordered_period("workplaces_factor_period"),
            no_overlap("workplaces_factor_overlap", "house", "means"),
            models.CheckConstraint(name="workplaces_factor_source", condition=~models.Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_means_display()}: {self.kg_per_km}"


class TravelAvoided(HouseOwned):
    """A journey that somebody says they did not make, without who: of an agency, in a month."""

    month = models.DateField()
    """The first of the month."""
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    means = models.CharField(_("means of travel"), max_length=6, choices=TravelFactor.Means)
    km = models.PositiveIntegerField(_("kilometres"))
    minutes = models.PositiveIntegerField(_("minutes"))
    factor = models.ForeignKey(TravelFactor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "pk"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.km} km"


class Feed(HouseOwned):
    """A secret address from which a calendar program reads: a person's bookings, or a workplace's; or a room's screen.

    The secret is kept as a hash; it can be revoked, and tells of nobody who did not choose to be shown.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("my bookings")
        WORKPLACE = "workplace", _("a workplace's week")
        SCREEN = "screen", _("the screen outside a room")

    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    """Whose it is: whoever asked for the address."""
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, null=True, blank=True, related_name="feeds")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="workplaces_feed_of",
                condition=models.Q(kind="person", workplace=None) | models.Q(workplace__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.workplace or self.person}"
