"""Votings: in a meeting or in writing, with the electors frozen when it opens and one ballot a seat."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models.cases import Case, CaseVersion, OfCaseQuerySet
from statenshus.decisions.models.counting import Outcome, Rules
from statenshus.decisions.models.mandates import Mandate
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import HouseOwned
from statenshus.meetings.models import Meeting
from statenshus.people.models import Organisation, Person, Seat


class Voting(HouseOwned):
    """A voting on a version of a case. The rules are copied in when it opens, so a new mandate does not change it."""

    class Form(models.TextChoices):
        MEETING = "meeting", _("in a meeting")
        WRITTEN = "written", _("in writing")

    OUTCOMES = [
        (Outcome.ADOPTED.value, _("adopted")),
        (Outcome.REJECTED.value, _("not adopted")),
        (Outcome.NOT_QUORATE.value, _("no quorum")),
        (Outcome.TO_MEETING.value, _("must be taken in a meeting")),
        (Outcome.CALLED_OFF.value, _("called off")),
    ]

    key = models.CharField(max_length=80)
    """The case's key and the round: 2023-1-v2."""
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="votings")
    version = models.ForeignKey(CaseVersion, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    form = models.CharField(_("form"), max_length=10, choices=Form)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="votings")
    secret = models.BooleanField(_("secret"), default=False)
    quorum = models.CharField(max_length=20, choices=Mandate.Quorum)
    majority = models.CharField(max_length=20, choices=Mandate.Majority)
    tie = models.CharField(max_length=10, choices=Mandate.Tie)
    written = models.CharField(max_length=12, choices=Mandate.Written)
    pull_members = models.PositiveSmallIntegerField(null=True, blank=True)
    base = models.PositiveSmallIntegerField()
    required = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_early = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=OUTCOMES, blank=True)
    by_chair = models.BooleanField(default=False)
    called_off_because = models.TextField(blank=True)
    count_for = models.PositiveSmallIntegerField(null=True, blank=True)
    count_against = models.PositiveSmallIntegerField(null=True, blank=True)
    count_blank = models.PositiveSmallIntegerField(null=True, blank=True)
    count_abstain = models.PositiveSmallIntegerField(null=True, blank=True)
    count_silent = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="decisions_voting_key"),
            models.UniqueConstraint(fields=["case", "round"], name="decisions_voting_round"),
            models.UniqueConstraint(fields=["case"], condition=Q(closed_at=None), name="decisions_voting_one_open"),
            models.CheckConstraint(
                name="decisions_voting_form",
                condition=Q(form="meeting", meeting__isnull=False)
                | Q(form="written", meeting=None, closes_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decisions_voting_closed",
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__isnull=False, count_for__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="decisions_voting_due"),
        ]

    def __str__(self) -> str:
        return f"{self.case} ({self.get_form_display()})"

    @property
    def rules(self) -> Rules:
        """What counts when it is counted."""
        return Rules(self.quorum, self.majority, self.tie, self.written)

    @property
    def is_written(self) -> bool:
        """In writing."""
        return self.form == self.Form.WRITTEN

    @property
    def asks_for_form(self) -> bool:
        """Whether each is asked to agree to deciding in writing."""
        return self.is_written and self.written in {Mandate.Written.UNANIMOUS, Mandate.Written.FORM}

    def takes_votes(self, now: datetime) -> bool:
        """Open, and before its deadline: [opened_at, closes_at)."""
        return self.closed_at is None and (self.closes_at is None or now < self.closes_at)


class OfVotingQuerySet(OfCaseQuerySet):
    """What belongs to a voting, by its field `voting`."""

    def visible_to(self, by: Actor) -> Self:
        """That of the cases the actor may see."""
        return self.in_house(by.house).filter(voting__case__in=Case.objects.visible_to(by))


class Elector(HouseOwned):
    """A seat that may vote, as it was when the voting opened, and what has been cast for it.

    One row a seat, so a seat cannot have two votes. In a secret voting `choice` is emptied when it closes.
    """

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        BLANK = "blank", _("blank")
        ABSTAIN = "abstain", _("abstains")

    voting = models.ForeignKey(Voting, on_delete=models.CASCADE, related_name="electors")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    chair = models.BooleanField(default=False)
    out = models.BooleanField(default=False)
    """Nobody could vote for it: all who sit in it are disqualified."""
    choice = models.CharField(_("vote"), max_length=10, choices=Choice, blank=True)
    agrees = models.BooleanField(_("agrees to deciding in writing"), default=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """Who wrote it down, where the vote was given in a meeting by a show of hands."""
    at = models.DateTimeField(null=True, blank=True)

    objects = OfVotingQuerySet.as_manager()

    class Meta:
        ordering = ["seat__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["voting", "seat"], name="decisions_elector_once"),
            models.CheckConstraint(
                name="decisions_elector_who",
                condition=Q(at=None, person=None, rank=None, choice="")
                | Q(at__isnull=False, person__isnull=False, rank__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_choice_display() or '–'}"


class Pull(HouseOwned):
    """That a seat wants a case that is before it in writing taken to a meeting."""

    voting = models.ForeignKey(Voting, on_delete=models.CASCADE, related_name="pulls")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField()

    objects = OfVotingQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["voting", "seat"], name="decisions_pull_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.voting}"
