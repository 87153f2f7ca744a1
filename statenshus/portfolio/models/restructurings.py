"""Restructurings: a change of subprojects, at the level of each thing that stands in them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case as Either
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from statenshus.decisions.models import Case, Decision
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import KEY, HouseOwned, HouseQuerySet
from statenshus.people.models import Body, Organisation, Person
from statenshus.people.rules import keeps_record
from statenshus.portfolio.models.subprojects import Placement, Subproject


class Stage(models.TextChoices):
    """How far a restructuring has come. IN_EFFECT is never stored: it is DECIDED on or after its day."""

    DRAFT = "draft", _("draft")
    DISCUSSED = "discussed", _("under discussion")
    PROPOSED = "proposed", _("proposed")
    HEARD = "heard", _("heard")
    DECIDED = "decided", _("decided")
    IN_EFFECT = "in_effect", _("in effect")
    WITHDRAWN = "withdrawn", _("withdrawn")


TRANSITIONS: dict[Stage, tuple[Stage, ...]] = {
    Stage.DRAFT: (Stage.DISCUSSED, Stage.PROPOSED, Stage.WITHDRAWN),
    Stage.DISCUSSED: (Stage.PROPOSED, Stage.WITHDRAWN),
    Stage.PROPOSED: (Stage.HEARD, Stage.DECIDED, Stage.WITHDRAWN),
    Stage.HEARD: (Stage.DECIDED, Stage.WITHDRAWN),
    # Until the day it takes effect: undone back to proposed, or withdrawn altogether.
    Stage.DECIDED: (Stage.PROPOSED, Stage.WITHDRAWN),
    Stage.IN_EFFECT: (),
    Stage.WITHDRAWN: (),
}
OPEN = frozenset({Stage.DRAFT, Stage.DISCUSSED, Stage.PROPOSED, Stage.HEARD})
"""Where the content may still be changed."""


def diagram() -> str:
    """The transitions as a Mermaid state diagram; that a decision takes effect happens by the calendar."""
    lines = [f"    {stage} --> {to}" for stage, after in TRANSITIONS.items() for to in after]
    lines += [f"    {Stage.DECIDED} --> {Stage.IN_EFFECT}: on its day", f"    [*] --> {Stage.DRAFT}"]
    return "\n".join(["stateDiagram-v2", *lines])


class RestructuringQuerySet(HouseQuerySet):
    """Restructurings."""

    def visible_to(self, by: Actor) -> Self:
        """Those that have come further than a draft; drafts for those who keep the record."""
        told = StageChange.objects.exclude(stage__in=[Stage.DRAFT, Stage.WITHDRAWN]).filter(
            restructuring=OuterRef("pk")
        )
        here = self.in_house(by.house)
        return here if keeps_record(by) else here.filter(Exists(told))

    def staged(self, day: date) -> Self:
        """Those that existed on the day, each with its `stage` and `stage_on` then. No further query.

        A decided one is `in_effect` from its day on.
        """
        latest = StageChange.objects.filter(restructuring=OuterRef("pk"), on__lte=day).order_by("-on", "-pk")
        return self.annotate(
            stage=Either(
                When(decided_on__isnull=False, effective_on__lte=day, then=Value(str(Stage.IN_EFFECT))),
                default=Subquery(latest.values("stage")[:1]),
            ),
            stage_on=Either(
                When(decided_on__isnull=False, effective_on__lte=day, then="effective_on"),
                default=Subquery(latest.values("on")[:1]),
            ),
        ).exclude(stage=None)

    def shown_to(self, by: Actor, day: date) -> Self:
        """Those the actor may see as they were on the day, latest first; what was a draft then only as drafts are."""
        found = self.visible_to(by).staged(day).order_by(F("stage_on").desc(), "-pk")
        return found if keeps_record(by) else found.exclude(Q(stage=Stage.DRAFT))


class PartQuerySet(HouseQuerySet):
    """What belongs to a restructuring."""

    def visible_to(self, by: Actor) -> Self:
        """That of the restructurings the actor may see."""
        return self.in_house(by.house).filter(restructuring__in=Restructuring.objects.visible_to(by))


class Restructuring(HouseOwned):
    """A change of subprojects: which close, which come out of them, and where everything goes."""

    key = models.CharField(_("short name in addresses"), max_length=60, validators=[KEY])
    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)
    note = models.TextField(_("note"), blank=True)
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="restructurings")
    """The case by which it is put to a body; the newest, where there were several."""
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="restructurings"
    )
    """The decision it rests on. Empty for one that was decided before decisions were kept here."""

    stage: str  # on a day, by .staged(day)
    stage_on: date

    objects = RestructuringQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["house", "key"], name="portfolio_restructuring_key"),
            models.CheckConstraint(
                name="portfolio_restructuring_decision",
                condition=Q(decided_on=None, decided_by="")
                | (Q(decided_on__isnull=False, effective_on__isnull=False) & ~Q(decided_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:restructuring", args=[self.key])

    @property
    def stage_label(self) -> str | Promise:
        """The stage in words, where it was read by .staged(day)."""
        return Stage(self.stage).label

    @property
    def is_open(self) -> bool:
        """Whether the content may still be changed, where it was read by .staged(day)."""
        return self.stage in OPEN


class StageChange(HouseOwned):
    """That a restructuring came to a stage on a day, and in which body."""

    restructuring = models.ForeignKey(Restructuring, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage)
    on = models.DateField(_("on"))
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(_("note"), blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(name="portfolio_stagechange_stage", condition=~Q(stage="in_effect"))]

    def __str__(self) -> str:
        return f"{self.restructuring}: {self.get_stage_display()}"


class Closing(HouseOwned):
    """That a subproject closes in a restructuring. `ended_before` keeps the end it had, for undoing."""

    restructuring = models.ForeignKey(Restructuring, on_delete=models.CASCADE, related_name="closings")
    subproject = models.ForeignKey(Subproject, on_delete=models.PROTECT, related_name="closings")
    ended_before = models.DateField(null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["subproject__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["restructuring", "subproject"], name="portfolio_closing_once"),
        ]

    def __str__(self) -> str:
        return str(self.subproject)


class Successor(HouseOwned):
    """A subproject that stands after a restructuring: a new one, or one that goes on.

    `subproject` is the one that goes on, or, once decided, the new one that was made; `is_new` tells which.
    """

    key = models.CharField(max_length=60, validators=[KEY])
    restructuring = models.ForeignKey(Restructuring, on_delete=models.CASCADE, related_name="successors")
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("what it is about"), blank=True)
    position = models.PositiveIntegerField(default=0)
    is_new = models.BooleanField(default=True)
    subproject = models.ForeignKey(
        Subproject, on_delete=models.PROTECT, null=True, blank=True, related_name="comes_from"
    )

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["restructuring", "key"], name="portfolio_successor_key"),
            models.UniqueConstraint(fields=["restructuring", "name"], name="portfolio_successor_name"),
            models.UniqueConstraint(fields=["restructuring", "subproject"], name="portfolio_successor_subproject"),
            models.CheckConstraint(
                name="portfolio_successor_goes_on", condition=Q(is_new=True) | Q(subproject__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Destination(HouseOwned):
    """Where one placement of a closing subproject goes: to a successor, or to its end, with a reason.

    A placement may go to several successors (one row each), or end (one row). `made` is the placement that
    the decision wrote; `ended_before` keeps the end the old one had; both are for undoing.
    """

    restructuring = models.ForeignKey(Restructuring, on_delete=models.CASCADE, related_name="destinations")
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="destinations")
    successor = models.ForeignKey(Successor, on_delete=models.CASCADE, null=True, blank=True, related_name="arrivals")
    ends_because = models.TextField(_("ends because"), blank=True)
    ended_before = models.DateField(null=True, blank=True)
    made = models.ForeignKey(Placement, on_delete=models.SET_NULL, null=True, blank=True, related_name="came_by")

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["restructuring", "placement", "successor"], name="portfolio_destination_once"
            ),
            models.UniqueConstraint(
                fields=["restructuring", "placement"],
                condition=Q(successor=None),
                name="portfolio_destination_end",
            ),
            models.CheckConstraint(
                name="portfolio_destination_somewhere",
                condition=Q(successor__isnull=False, ends_because="") | (Q(successor=None) & ~Q(ends_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.placement} → {self.successor or self.ends_because}"


class ProposedLead(HouseOwned):
    """Somebody proposed to lead after a restructuring. Of which successor may be left open until it is decided."""

    restructuring = models.ForeignKey(Restructuring, on_delete=models.CASCADE, related_name="proposed_leads")
    successor = models.ForeignKey(
        Successor, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposed_leads"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)
    made = models.ForeignKey(Placement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["restructuring", "person"], name="portfolio_proposedlead_person"),
            models.UniqueConstraint(
                fields=["successor"], condition=Q(successor__isnull=False), name="portfolio_proposedlead_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}" if self.organisation else str(self.person)
