"""Decisions: what a case came to, for good; what follows of it; who reserved themself."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models.cases import Case, OfCaseQuerySet
from statenshus.decisions.models.searching import Searchable
from statenshus.decisions.models.votings import Voting
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import HouseOwned
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body, Organisation, Person, Seat


class DecisionQuerySet(OfCaseQuerySet):
    """Decisions of a house."""

    def visible_to(self, by: Actor) -> Self:
        """All of the house: what is decided was published before."""
        return self.in_house(by.house).filter(case__published_at__isnull=False)


class Decision(HouseOwned):
    """The lasting outcome of a case. Who decided stands apart from who supported it, which the ballots tell."""

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("not adopted")
        DISCUSSED = "discussed", _("discussed")
        NOTED = "noted", _("taken note of")

    key = models.CharField(max_length=60)
    """The key of its case."""
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    voting = models.OneToOneField(Voting, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    """The project owner who decided on the group's advice; empty where the group itself decided."""
    decided_by = models.CharField(_("decided by"), max_length=200)
    decided_at = models.DateTimeField()
    decided_on = models.DateField(_("decided on"))
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    basis = models.TextField(_("legal or budget basis"), blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    search = models.GeneratedField(
        expression=SearchVector("title", "text", "basis", config="norwegian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["house", "key"], name="decisions_decision_key")]
        indexes = [
            GinIndex(Searchable("title", "text", "basis"), fastupdate=False, name="decisions_decision_searchable"),
            models.Index(fields=["house", "-decided_on"], name="decisions_decision_latest"),
        ]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.key])

    @property
    def is_adopted(self) -> bool:
        """Whether what was proposed holds."""
        return self.outcome == self.Outcome.ADOPTED


class OfDecisionQuerySet(OfCaseQuerySet):
    """What belongs to a decision, by its field `decision`."""

    def visible_to(self, by: Actor) -> Self:
        """That of the cases the actor may see."""
        return self.in_house(by.house).filter(decision__case__in=Case.objects.visible_to(by))


class FollowUp(HouseOwned):
    """What somebody shall do because of a decision, by when."""

    key = models.CharField(max_length=80)
    """The decision's key and its number: 2023-1-f2."""
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="follow_ups")
    text = models.TextField(_("what shall be done"))
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("due on"))
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("note"), blank=True)

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="decisions_followup_key"),
            models.CheckConstraint(
                name="decisions_followup_done",
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Reservation(HouseOwned):
    """That a seat that was absent does not stand behind a decision, within the days its mandate gives."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="reservations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("reservation"))
    at = models.DateTimeField()

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "seat"], name="decisions_reservation_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.decision}"
