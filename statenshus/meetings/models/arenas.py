"""Places to meet: arenas that somebody proposed, what is held there, and who has signed up."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import OSLO
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.people.models import Body, Organisation, Person


class Arena(HouseOwned):
    """A place to meet, such as a lunch or a course: proposed by anybody, then held so many times a year as is aimed at.

    Where it is that of a body, the body's meetings count too.
    """

    class Kind(models.TextChoices):
        LUNCH = "lunch", _("lunch")
        CAFE = "cafe", _("café on a subject")
        COURSE = "course", _("course")
        ALL_HANDS = "all_hands", _("gathering of all")
        SUBPROJECT = "subproject", _("meeting of a subproject")
        STEERING = "steering", _("meeting of the steering group")
        DIGITAL = "digital", _("digital")

    class State(models.TextChoices):
        PROPOSED = "proposed"
        RUNNING = "running"
        CLOSED = "closed"

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.TextField(blank=True)
    body = models.ForeignKey(Body, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    yearly_goal = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField()
    closed_because = models.CharField(max_length=200, blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["house", "key"], name="meetings_arena_key")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:arena", args=[self.key])

    @property
    def is_running(self) -> bool:
        """Taken up, and not closed."""
        return self.state == self.State.RUNNING


class GatheringQuerySet(HouseQuerySet):
    """Gatherings of a house."""

    def standing(self) -> Self:
        """Those that are not called off."""
        return self.filter(called_off_at=None)


class Gathering(HouseOwned):
    """Something that is held in an arena during [starts_at, ends_at), for as many as there is room for."""

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    arena = models.ForeignKey(Arena, on_delete=models.PROTECT, related_name="gatherings")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    """For how many there is room; empty where that is no matter."""
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.CharField(max_length=200, blank=True)

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_gathering_key"),
            models.CheckConstraint(name="meetings_gathering_period", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="meetings_gathering_called_off",
                condition=Q(called_off_at=None, called_off_because="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_because="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:gathering", args=[self.key])

    @property
    def day(self) -> date:
        """The day in Norway on which it begins."""
        return self.starts_at.astimezone(OSLO).date()

    def has_begun(self, now: datetime) -> bool:
        """Under way or over, and not called off."""
        return self.called_off_at is None and self.starts_at <= now


class SignUp(HouseOwned):
    """That somebody comes to a gathering, or waits. Who it was is forgotten after a while; from where, is not."""

    class State(models.TextChoices):
        COMES = "comes", _("comes")
        WAITS = "waits", _("waits for a place")
        WITHDRAWN = "withdrawn", _("withdrawn")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.COMES)
    at = models.DateTimeField()
    came = models.BooleanField(null=True, blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "person"], condition=~Q(state="withdrawn"), name="meetings_signup_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gathering}: {self.person or self.organisation or '–'}"
