"""What stands of a meeting in somebody's own calendar."""

from typing import Self

from django.db import models

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import HouseOwned, HouseQuerySet
from statenshus.meetings.models.meetings import Meeting
from statenshus.people.models import Person


class InvitationQuerySet(HouseQuerySet):
    """Invitations of a house."""

    def visible_to(self, by: Actor) -> Self:
        """One's own."""
        return self.in_house(by.house).filter(person=by.person.pk if by.person else None)

    def standing(self) -> Self:
        """Those that are not taken back."""
        return self.filter(taken_back_at=None)


class Invitation(HouseOwned):
    """That somebody is told of a meeting as an event, with how often, and as it stood when (RFC 5546).

    It has the UID of the meeting, and counts up each time, so that the calendar changes the event, or takes it out.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    """Which of the meeting's versions was told."""
    told_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="meetings_invitation_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.meeting}"
