"""Polls of when a body can meet: dates that are put to its seats, and who says what of each."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.models.asks import seats_of
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.meetings.models.meetings import Meeting
from statenshus.people.models import Body, Person, Seat
from statenshus.people.rules import keeps_record
from statenshus.workplaces.models import Booking, Workplace


class PollQuerySet(HouseQuerySet):
    """Polls of a house."""

    def visible_to(self, by: Actor) -> Self:
        """All, for those who keep the record; for others those of bodies in which they sit, and that they prepare."""
        found = self.in_house(by.house)
        if keeps_record(by):
            return found
        me = by.person.pk if by.person else None
        return found.filter(Q(body__in=seats_of(by).values("seat__body")) | Q(preparer=me, preparer__isnull=False))

    def open(self) -> Self:
        """Those in which no date is chosen, and that are not called off."""
        return self.filter(ended_at=None)


class Poll(HouseOwned):
    """That a body is asked on which of some dates it can meet, for so many minutes, by a moment."""

    class Ended(models.TextChoices):
        CHOSEN = "chosen", _("a date is chosen")
        CALLED_OFF = "called_off", _("called off")

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="polls")
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    format = models.CharField(max_length=10, choices=Meeting.Format, default=Meeting.Format.PHYSICAL)
    place = models.CharField(max_length=200, blank=True)
    room = models.ForeignKey(Workplace, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The room that is held on each date while the poll is open."""
    needs_chair = models.BooleanField(default=True)
    preparer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Somebody without whom it cannot be held, in a seat or not."""
    answers_by = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended = models.CharField(max_length=10, choices=Ended, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.TextField(blank=True)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="poll")
    """What came of it."""
    chosen_starts_at = models.DateTimeField(null=True, blank=True)
    """Which of its dates was chosen, wherever the meeting has been moved since."""

    objects = PollQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_poll_key"),
            models.CheckConstraint(name="meetings_poll_minutes", condition=Q(minutes__gt=0)),
            models.CheckConstraint(name="meetings_poll_answers_by", condition=Q(answers_by__gt=F("opened_at"))),
            models.CheckConstraint(
                name="meetings_poll_ended",
                condition=Q(ended="", ended_at=None, meeting=None, chosen_starts_at=None, called_off_because="")
                | Q(ended="chosen", ended_at__isnull=False, meeting__isnull=False, called_off_because="")
                & Q(chosen_starts_at__isnull=False)
                | Q(ended="called_off", ended_at__isnull=False, meeting=None, chosen_starts_at=None)
                & ~Q(called_off_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:poll", args=[self.key])

    @property
    def lasts(self) -> timedelta:
        """How long the meeting is to be."""
        return timedelta(minutes=self.minutes)

    @property
    def occasion(self) -> str:
        """How asks and bookings call what belongs to it."""
        return f"{self._meta.label_lower}:{self.key}"

    @property
    def path(self) -> str:
        """Where it stands, below /h/<slug>/."""
        return f"meetings/polls/{self.key}/"

    @property
    def asked(self) -> dict[str, Any]:
        """What each seat is asked by it."""
        return {"kind": KindOfAsk.POLL, "path": self.path, "due_at": self.answers_by}

    @property
    def answers(self) -> "list[PollAnswer.Answer]":
        """What can be answered of a date. Of a meeting by link nobody answers that they can by link alone."""
        every = list(PollAnswer.Answer)
        return [each for each in every if each != "remote"] if self.format == Meeting.Format.REMOTE else every


class PollDateQuerySet(HouseQuerySet):
    """Dates of polls."""

    def visible_to(self, by: Actor) -> Self:
        """Those of polls that the actor may see."""
        return self.in_house(by.house).filter(poll__in=Poll.objects.visible_to(by))


class PollDate(HouseOwned):
    """A moment at which the meeting of a poll may begin, and the room that is held for it."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField()
    booking = models.ForeignKey(Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PollDateQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="meetings_polldate_once")]

    def __str__(self) -> str:
        return f"{self.poll}: {self.starts_at.isoformat()}"

    @property
    def ends_at(self) -> datetime:
        """When the meeting would end. Wants `poll`."""
        return self.starts_at + self.poll.lasts


class PollAnswerQuerySet(HouseQuerySet):
    """Answers to polls."""

    def visible_to(self, by: Actor) -> Self:
        """Those to polls that the actor may see."""
        return self.in_house(by.house).filter(date__poll__in=Poll.objects.visible_to(by))


class PollAnswer(HouseOwned):
    """What somebody says of a date: in a seat, as its holder or deputy; or as the one who prepares the meeting."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        IF_NEEDED = "if_needed", _("if need be")
        REMOTE = "remote", _("only by link")
        NO = "no", _("no")

    date = models.ForeignKey(PollDate, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    answered_at = models.DateTimeField()

    objects = PollAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["date", "seat__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["date", "seat", "person"], nulls_distinct=False, name="meetings_pollanswer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_answer_display()}"
