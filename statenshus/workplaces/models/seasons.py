"""Seasons: who wishes for a place on which weekdays, and who is to have one."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.people.models import Organisation, Person
from statenshus.workplaces.models.places import Kind, Workplace, Zone
from statenshus.workplaces.models.series import Shown
from statenshus.workplaces.rules import hosts


class SeasonQuerySet(HouseQuerySet):
    """Seasons of a house."""


class Season(HouseOwned):
    """A time for which places are given out by weekday: first wished for, then proposed, then decided by a host.

    It lasts for the days of [first_on, until_on). Only kinds that are booked by half-day have seasons.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open for wishes")
        CLOSED = "closed", _("wishes are in")
        PROPOSED = "proposed", _("proposed")
        DECIDED = "decided", _("decided")
        CALLED_OFF = "called_off", _("called off")

    key = models.CharField(max_length=60, validators=[KEY])
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DESK)
    first_on = models.DateField()
    until_on = models.DateField()
    wishes_by = models.DateField()
    """The last day on which one may wish."""
    opened_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    """When a proposal was asked for that is not there yet."""
    proposed_at = models.DateTimeField(null=True, blank=True)
    is_best = models.BooleanField(default=False)
    """Whether nothing better than the proposal can be found; else it is the best that was found in time."""
    decided_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)

    objects = SeasonQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_season_key"),
            models.CheckConstraint(
                name="workplaces_season_days",
                condition=Q(first_on__lt=F("until_on"), wishes_by__lt=F("first_on")),
            ),
            models.CheckConstraint(name="workplaces_season_end", condition=Q(decided_at=None) | Q(called_off_at=None)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("workplaces:season", args=[self.key])

    @property
    def last_on(self) -> date:
        """Its last day."""
        return self.until_on - timedelta(days=1)

    def state_at(self, day: date) -> State:
        """How far it has come on the day."""
        if self.called_off_at is not None:
            return self.State.CALLED_OFF
        if self.decided_at is not None:
            return self.State.DECIDED
        if day <= self.wishes_by:
            return self.State.OPEN
        return self.State.PROPOSED if self.proposed_at else self.State.CLOSED


class WishQuerySet(HouseQuerySet):
    """What people wish for."""

    def visible_to(self, by: Actor) -> Self:
        """One's own; those who host the office see all."""
        return self.in_house(by.house) if hosts(by) else self.own(by)

    def own(self, by: Actor) -> Self:
        """One's own."""
        return self.in_house(by.house).filter(person=by.person.pk if by.person else None)


class Wish(HouseOwned):
    """That somebody wishes for a place on some weekdays of a season, or on others instead."""

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="wishes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    """As ISO numbers them."""
    or_weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    """Those that would also do, instead of as many of the others."""
    zone = models.ForeignKey(Zone, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """Where they would rather be."""
    accessible = models.BooleanField(default=False)
    """Whether it must be a place that is accessible to all."""
    shown = models.CharField(max_length=6, choices=Shown, default=Shown.BUSY)
    wished_at = models.DateTimeField()
    why = models.JSONField(default=dict, blank=True)
    """Why not, by weekday as text: a code of queries.season_plan.Why."""

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_wish_key"),
            models.UniqueConstraint(fields=["season", "person"], name="workplaces_wish_once"),
            models.CheckConstraint(name="workplaces_wish_weekdays", condition=~Q(weekdays=[])),
        ]

    def __str__(self) -> str:
        return f"{self.season}, {self.person}"


class AllotmentQuerySet(HouseQuerySet):
    """What is given out."""

    def visible_to(self, by: Actor) -> Self:
        """One's own; those who host the office see all."""
        found = self.in_house(by.house)
        return found if hosts(by) else found.filter(wish__person=by.person.pk if by.person else None)


class Allotment(HouseOwned):
    """That whoever wished is to have a place on a weekday of the season; by hand, also that they are to have none."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="allotments")
    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="allotments")
    weekday = models.PositiveSmallIntegerField()
    workplace = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_by_hand = models.BooleanField(default=False)

    objects = AllotmentQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wish", "weekday"], name="workplaces_allotment_once"),
            models.UniqueConstraint(fields=["season", "workplace", "weekday"], name="workplaces_allotment_taken"),
            models.CheckConstraint(
                name="workplaces_allotment_none", condition=Q(workplace__isnull=False) | Q(is_by_hand=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish}, {self.weekday}"
