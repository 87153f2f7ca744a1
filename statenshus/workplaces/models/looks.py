"""That it was forgotten who was where, and who has looked at whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.people.models import Person


class Forgetting(HouseOwned):
    """That it was forgotten who was where before a day: when, and how many rows of each kind."""

    at = models.DateTimeField()
    before = models.DateField()
    bookings = models.PositiveIntegerField(default=0)
    looks = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0)
    mails = models.PositiveIntegerField(default=0)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before}"


class Look(HouseOwned):
    """That somebody has read, on a day, where another is, because the other chose to be shown."""

    class Where(models.TextChoices):
        PLAN = "plan", _("in the plan")
        API = "api", _("by a program")
        FEED = "feed", _("in a calendar program")

    at = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    where = models.CharField(max_length=10, choices=Where)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "by", "at", "where"], name="workplaces_look_once")]

    def __str__(self) -> str:
        return f"{self.at}: {self.by} → {self.person}"
