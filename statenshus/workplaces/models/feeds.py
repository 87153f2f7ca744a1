"""Secret addresses from which a calendar program reads."""

from typing import Self

from django.db import models
from django.db.models import Q

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.people.models import Body, Person
from statenshus.workplaces.models.places import Workplace


class FeedQuerySet(HouseQuerySet):
    """Feeds of a house."""

    def visible_to(self, by: Actor) -> Self:
        """One's own."""
        return self.in_house(by.house).filter(person=by.person.pk if by.person else None)

    def standing(self) -> Self:
        """Those that are not revoked."""
        return self.filter(revoked_at=None)


class Feed(HouseOwned):
    """An address at which a calendar program finds what is one's own, the week of a workplace, or when bodies meet.

    The secret in it is kept as a hash, and shown once. Whoever has the address reads what its person may read.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    workplace = models.ForeignKey(Workplace, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    """Whose week it is."""
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    """Whose meetings they are."""
    of_house = models.BooleanField(default=False)
    """They are the meetings of the whole house. Where it is none of these, it is what is the person's own."""
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "workplace", "body", "of_house"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="workplaces_feed_once",
            ),
            models.CheckConstraint(
                name="workplaces_feed_of_one",
                condition=Q(workplace=None, body=None)
                | Q(workplace=None, of_house=False)
                | Q(body=None, of_house=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.workplace or self.body or (self.house if self.of_house else self.person))

    @property
    def is_own(self) -> bool:
        """What is the person's own: bookings, and meetings to which they are called."""
        return self.workplace_id is None and self.body_id is None and not self.of_house
