"""Where one can work: sites, floors, zones, workplaces, and when they are closed."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.kernel.validity import ordered_period
from statenshus.people.models import Organisation
from statenshus.people.models.bodies import BodyPeriodQuerySet, Lasting


class Site(HouseOwned):
    """A building or an address with workplaces."""

    key = models.CharField(max_length=60, validators=[KEY])
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["house", "key"], name="workplaces_site_key")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workplaces:site", args=[self.key])


class Drawn(HouseOwned):
    """Something with a place in the plan of its floor, in decimetres from the upper left corner."""

    x = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(2000)])
    y = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(2000)])
    width = models.PositiveSmallIntegerField(default=16, validators=[MinValueValidator(1), MaxValueValidator(2000)])
    depth = models.PositiveSmallIntegerField(default=8, validators=[MinValueValidator(1), MaxValueValidator(2000)])

    class Meta:
        abstract = True


class Floor(Drawn):
    """A floor of a site. Its `width` and `depth` are those of the plan."""

    key = models.CharField(max_length=60, validators=[KEY])
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="floors")
    name = models.CharField(max_length=100)
    level = models.SmallIntegerField(default=0)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["site__position", "site", "level", "pk"]
        constraints = [models.UniqueConstraint(fields=["house", "key"], name="workplaces_floor_key")]

    def __str__(self) -> str:
        return f"{self.name}, {self.site}"

    def get_absolute_url(self) -> str:
        return reverse("workplaces:floor", args=[self.key])


class ZoneQuerySet(HouseQuerySet):
    """Zones of a house."""

    def open_for(self, organisation: Organisation | int | None) -> Self:
        """Those that open for all, or for the organisation by name."""
        every = ~models.Exists(ZoneAccess.objects.filter(zone=models.OuterRef("pk")))
        own = ZoneAccess.objects.filter(zone=models.OuterRef("pk"), organisation=organisation)
        return self.filter(every | models.Exists(own) if organisation is not None else every)


class Zone(Drawn):
    """A part of a floor where the same holds: how loud it is, and for whom it opens."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open")
        QUIET = "quiet", _("quiet")
        CONFIDENTIAL = "confidential", _("confidential")
        MEETING = "meeting", _("for meetings")
        PUBLIC = "public", _("for the public")

    key = models.CharField(max_length=60, validators=[KEY])
    floor = models.ForeignKey(Floor, on_delete=models.PROTECT, related_name="zones")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OPEN)
    rules = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = ZoneQuerySet.as_manager()

    class Meta:
        ordering = ["floor__level", "floor", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["house", "key"], name="workplaces_zone_key")]

    def __str__(self) -> str:
        return self.name


class ZoneAccess(HouseOwned):
    """That a zone opens for an organisation. One that names none opens for all."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="accesses")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["zone", "organisation"], name="workplaces_zoneaccess_once")]

    def __str__(self) -> str:
        return f"{self.zone}: {self.organisation}"


class Kind(models.TextChoices):
    """What a workplace is; each kind has its policy."""

    DESK = "desk", _("desk")
    ROOM = "room", _("room")
    BOOTH = "booth", _("phone booth")
    PARKING = "parking", _("parking place")


class Equipment(models.TextChoices):
    """What a workplace has."""

    SCREEN = "screen", _("screen")
    DOCKING = "docking", _("docking station")
    CAMERA = "camera", _("camera and microphone")
    WHITEBOARD = "whiteboard", _("whiteboard")
    RAISED = "raised", _("height-adjustable")
    HEARING = "hearing", _("hearing loop")
    CHARGING = "charging", _("charging for cars")


class WorkplaceQuerySet(BodyPeriodQuerySet):
    """Workplaces of a house."""

    def open_for(self, organisation: Organisation | int | None) -> Self:
        """Those in zones that open for the organisation."""
        return self.filter(zone__in=Zone.objects.open_for(organisation))


class Workplace(Lasting, Drawn):
    """A desk, a room, a booth or a parking place, in use during [valid_from, valid_to)."""

    class Network(models.TextChoices):
        OPEN = "open", _("open network")
        AGENCY = "agency", _("the agencies' own network")
        SECURE = "secure", _("secured network")

    key = models.CharField(max_length=60, validators=[KEY])
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="workplaces")
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    """The room of which it is a part; that is itself part of none."""
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DESK)
    capacity = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(2000)])
    equipment = ArrayField(models.CharField(max_length=12, choices=Equipment), default=list, blank=True)
    accessible = models.BooleanField(default=False)
    network = models.CharField(max_length=10, choices=Network, default=Network.OPEN)
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)

    objects = WorkplaceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_workplace_key"),
            ordered_period("workplaces_workplace_period"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workplaces:workplace", args=[self.key])

    @property
    def equipment_in_words(self) -> list[str]:
        """What it has, as people say it."""
        return [str(Equipment(each).label) for each in self.equipment]


class Closure(HouseOwned):
    """That a workplace cannot be used during [starts_at, ends_at): renovation, or somebody's for long."""

    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, related_name="closures")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(name="workplaces_closure_period", condition=Q(starts_at__lt=F("ends_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.workplace}: {self.reason}"
