"""Guests: who is invited, by whom, for which days, and by which link."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.people.models import Person
from statenshus.workplaces.rules import hosts


class VisitQuerySet(HouseQuerySet):
    """Visits to a house."""

    def visible_to(self, by: Actor) -> Self:
        """Those one has invited; house hosts, and those who keep the record, see all."""
        found = self.in_house(by.house)
        return found if hosts(by) else found.filter(host=by.person.pk if by.person else None)


class Visit(HouseOwned):
    """That somebody from elsewhere may have a place on the days from `first_on` to `until_on`, both included.

    The guest is a person of the house without an account, and is forgotten when the visit is over. Whoever has the link
    acts as the guest, and may do nothing else; its secret is kept as a hash.
    """

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="visit")
    host = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    """Who invited them, and is told what they do."""
    comes_from = models.CharField(max_length=140)
    first_on = models.DateField()
    until_on = models.DateField()
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="workplaces_visit_key"),
            models.CheckConstraint(name="workplaces_visit_days", condition=Q(first_on__lte=F("until_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.comes_from}"

    def holds_at(self, day: date) -> bool:
        """Whether the guest is invited for the day."""
        return self.revoked_at is None and self.first_on <= day <= self.until_on
