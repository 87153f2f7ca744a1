"""When somebody is busy by their own calendar: the times alone, never what with."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.people.models import Person


class BusyCalendarQuerySet(HouseQuerySet):
    """Calendars of a house."""

    def visible_to(self, by: Actor) -> Self:
        """One's own."""
        return self.in_house(by.house).filter(person=by.person.pk if by.person else None)


class BusyCalendar(HouseOwned):
    """An address or a file from which it is read when its person is busy.

    Kept are the times, in minutes since 1970, from and until by turns; what stands in the calendar is not. A later
    reading takes the place of an earlier one; one that fails leaves what was read, and says what was wrong.
    """

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=1000, blank=True)
    """Where it is read again; empty for a file."""
    busy = ArrayField(models.BigIntegerField(), default=list, blank=True)
    left_out = models.PositiveIntegerField(default=0)
    """How many entries made no sense, or came too often to be told."""
    added_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=20, blank=True)
    """Why the latest reading gave nothing; empty where it did."""

    objects = BusyCalendarQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_busycalendar_key"),
            models.UniqueConstraint(
                fields=["person", "address"], condition=~Q(address=""), name="meetings_busycalendar_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.key}"
