"""Meetings of a body, and who came."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import KindOfAsk
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.people.models import Body, Organisation, Person, Seat, SeatHolding
from statenshus.people.rules import keeps_record
from statenshus.workplaces.models import Booking


class MeetingQuerySet(HouseQuerySet):
    """Meetings of a house."""

    def coming(self, now: datetime) -> Self:
        """Those that have not begun and are not called off, the first first."""
        return self.after(now).filter(called_off_at=None)

    def after(self, moment: datetime) -> Self:
        """Those that begin after the moment, also where called off, the first first."""
        return self.filter(starts_at__gt=moment).order_by("starts_at", "pk")

    def before(self, moment: datetime) -> Self:
        """Those that began by the moment, also where called off, the latest first."""
        return self.filter(starts_at__lte=moment).order_by("-starts_at", "-pk")


class Meeting(HouseOwned):
    """A body meets during [starts_at, ends_at), somewhere, by link, or both."""

    class Format(models.TextChoices):
        PHYSICAL = "physical", _("in a room")
        REMOTE = "remote", _("by link")
        HYBRID = "hybrid", _("in a room and by link")

    key = models.CharField(max_length=60, validators=[KEY])
    """year-number: m2022-4."""
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    format = models.CharField(_("form"), max_length=10, choices=Format, default=Format.PHYSICAL)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), blank=True)
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("host")
    )
    needs_access = models.BooleanField(_("everybody must get in"), default=False)
    """Only premises that everybody gets into will do."""
    booking = models.ForeignKey(Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    """The room of the house that is kept for it."""
    version = models.PositiveIntegerField(default=0)
    """How often time, form, place or link has been changed."""
    noticed_at = models.DateTimeField(_("notice sent"), null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.TextField(_("called off because"), blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_meeting_key"),
            models.UniqueConstraint(fields=["house", "year", "number"], name="meetings_meeting_number"),
            models.CheckConstraint(name="meetings_meeting_period", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="meetings_meeting_called_off",
                condition=Q(called_off_at=None, called_off_because="")
                | (Q(called_off_at__isnull=False) & ~Q(called_off_because="")),
            ),
        ]
        indexes = [models.Index(fields=["body", "-starts_at"], name="meetings_meeting_of_body")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.key])

    @property
    def called(self) -> str:
        """Its number as people say it: 4/2022."""
        return f"{self.number}/{self.year}"

    @property
    def day(self) -> date:
        """The day in Norway on which it begins: who sits in the body that day meets."""
        return self.starts_at.astimezone(OSLO).date()

    @property
    def occasion(self) -> str:
        """How asks call what belongs to it, such as what a deputy answers when the holder cannot come."""
        return f"{self._meta.label_lower}:{self.key}"

    @property
    def notice(self) -> dict[str, Any]:
        """What each seat is asked by its notice: whether it comes, to be answered before it begins."""
        path = f"meetings/meetings/{self.key}/"
        return {"kind": KindOfAsk.ATTENDANCE, "path": path, "due_at": self.starts_at, "occasion": self}

    @property
    def answers(self) -> list["Attendance.Answer"]:
        """What can be answered to its notice."""
        whole = Attendance.Answer
        ways = {self.Format.PHYSICAL: [whole.COMES], self.Format.REMOTE: [whole.REMOTE]}
        return [*ways.get(self.Format(self.format), [whole.COMES, whole.REMOTE]), whole.REGRETS]

    @property
    def seats(self) -> "models.QuerySet[Seat]":
        """The seats of the body on the day, also those that are vacant."""
        return Seat.objects.at(self.day).filter(body=self.body_id)

    def has_begun(self, now: datetime) -> bool:
        """Under way or over, and not called off."""
        return self.called_off_at is None and self.starts_at <= now


class AttendanceQuerySet(HouseQuerySet):
    """Who said they come, and who came."""

    def visible_to(self, by: Actor) -> Self:
        """All, for those who keep the record; for others those of the bodies in which they sit today."""
        found = self.in_house(by.house)
        if keeps_record(by):
            return found
        sitting = SeatHolding.objects.in_house(by.house).sitting(by.today)
        mine = sitting.filter(person=by.person.pk if by.person else None)
        return found.filter(meeting__body__in=mine.values("seat__body"))


class Attendance(HouseOwned):
    """What a seat answered to the notice, and who sat in it when the meeting was held."""

    class Answer(models.TextChoices):
        COMES = "comes", _("comes")
        REMOTE = "remote", _("comes by link")
        REGRETS = "regrets", _("cannot come")

    class Came(models.TextChoices):
        ROOM = "room", _("present in the room")
        LINK = "link", _("present by link")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    came = models.CharField(_("attendance"), max_length=10, choices=Came, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["seat__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="meetings_attendance_once"),
            models.CheckConstraint(
                name="meetings_attendance_who",
                condition=Q(person=None, rank=None) | Q(person__isnull=False, rank__isnull=False),
            ),
            models.CheckConstraint(
                name="meetings_attendance_present", condition=~Q(came__in=["room", "link"]) | Q(person__isnull=False)
            ),
            # Nobody sits in two seats at once.
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(came__in=["room", "link"]),
                name="meetings_attendance_one_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_came_display() or self.get_answer_display() or '–'}"
