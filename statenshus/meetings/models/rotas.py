"""Taking turns at being host: which organisations do, where, when they cannot, and whose turn a meeting is."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet, new_key
from statenshus.kernel.validity import Valid, ValidQuerySet, no_overlap, ordered_period
from statenshus.meetings.models.meetings import Meeting
from statenshus.people.models import Body, Organisation

PARTS = 2520
"""Into so many a turn is divided: each of up to ten can be owed just its part."""


class Premises(HouseOwned):
    """Where an organisation has guests: for how many, whether everybody gets in, and what they need to know."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="premises")
    place = models.CharField(max_length=200)
    capacity = models.PositiveSmallIntegerField()
    is_accessible = models.BooleanField(default=False)
    way_in = models.TextField(blank=True)
    """How one gets there and in, and where one may park."""
    about = models.TextField(blank=True)
    """What is told of the organisation in the first ten minutes."""

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [models.CheckConstraint(name="meetings_premises_capacity", condition=Q(capacity__gt=0))]

    def __str__(self) -> str:
        return self.place


class RotaMemberQuerySet(ValidQuerySet, HouseQuerySet):
    """Who takes turns."""


class RotaMember(HouseOwned, Valid):
    """That an organisation takes turns at hosting a body, from day to day.

    `head_start` is how many turns it is taken to be owed when it joins: as many as the one in the middle of the rest.
    """

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="rota")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    head_start = models.IntegerField(default=0)
    """In parts of which PARTS are a turn."""

    objects = RotaMemberQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_rotamember_key"),
            ordered_period("meetings_rotamember_period"),
            no_overlap("meetings_rotamember_once", "body", "organisation"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class RotaAway(HouseOwned):
    """That an organisation cannot be host on the days of [first_on, until_on)."""

    member = models.ForeignKey(RotaMember, on_delete=models.CASCADE, related_name="away")
    first_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [models.CheckConstraint(name="meetings_rotaaway_days", condition=Q(first_on__lt=F("until_on")))]

    def __str__(self) -> str:
        return f"{self.member}: {self.first_on.isoformat()}"

    @property
    def last_on(self) -> date:
        """Its last day."""
        return self.until_on - timedelta(days=1)


class Turn(HouseOwned):
    """That an organisation is asked to host a meeting, and what it said. `shared_by` are those whose turn it could be.

    A turn that is taken is shared by all of these alike: each is owed its part, and whoever hosts has had one.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        TAKEN = "taken", _("is host")
        SKIPPED = "skipped", _("cannot this time")
        GIVEN = "given", _("given to another")

    key = models.CharField(max_length=60, validators=[KEY], default=new_key)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turns")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    shared_by = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    """Keys of organisations."""

    objects = HouseQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__starts_at", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="meetings_turn_key"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state__in=["asked", "taken"]), name="meetings_turn_one"
            ),
            models.CheckConstraint(
                name="meetings_turn_answered",
                condition=Q(state="asked", answered_at=None) | (~Q(state="asked") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.meeting}"
