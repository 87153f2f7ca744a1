"""The event: the record that an act was done, written by the act in its transaction."""

from datetime import datetime
from typing import Any, Self

from django.db import models

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House, HouseQuerySet


class EventQuerySet(HouseQuerySet):
    """The log of a house."""

    def about(self, subject: models.Model) -> Self:
        """What was done to one thing, oldest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by("pk")


class Event(models.Model):
    """An act that was done. It has no foreign key but the house, so the log never stands in the way of its subject."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_name = models.CharField(max_length=300)
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["house", "-at"], name="kernel_event_latest"),
            models.Index(fields=["house", "subject_type", "subject_id"], name="kernel_event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.subject_name}"


def forget_events(house: House, which: models.Q, before: datetime) -> int:
    """Take these out of the log, as far as they were recorded before the moment; how many there were.

    For what tells more of a person than may be remembered; that it was done is for the caller to record.
    """
    count, _each = Event.objects.in_house(house).filter(which, at__lt=before).delete()
    return count


def record(by: Actor, act: str, subject: models.Model, **data: Any) -> Event:
    """Write that the actor did the act to the subject, now. One insert."""
    return Event.objects.create(
        house=by.house,
        at=by.now,
        act=act,
        person_id=by.person.pk if by.person else None,
        person_name=by.name,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_name=" ".join(str(subject).split())[:300],
        data=data,
    )
