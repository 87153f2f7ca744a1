"""The house on a day, for somebody with two minutes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Window
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.validity import in_force
from statenshus.people.models import Body, Participation
from statenshus.portfolio.models import (
    Closing,
    Experience,
    Factor,
    Placement,
    Restructuring,
    Stage,
    Subproject,
    Successor,
)

SHOWN_EXPERIENCES = 3
TAKING_PART = [
    (Participation.Kind.ACTIVE, _("active participants")),
    (Participation.Kind.SUPPORT, _("support")),
    (Participation.Kind.PROJECT_MANAGEMENT, _("project management")),
    (Participation.Kind.COMMISSIONER, _("commissioner")),
    (Participation.Kind.OBSERVER, _("observers")),
]
UNDER_WAY = (Stage.DISCUSSED, Stage.PROPOSED, Stage.HEARD, Stage.DECIDED)


@dataclass(frozen=True)
class Led:
    """A subproject and who leads it."""

    subproject: Subproject
    lead: Placement | None


@dataclass(frozen=True)
class Group:
    """What stands under one heading: participations of a kind, factors of a kind."""

    kind: str
    label: str
    rows: Sequence[Participation | Factor]


@dataclass(frozen=True)
class Front:
    """What the front page tells of a day."""

    has_begun: bool
    participants: list[Group] = field(default_factory=list)
    subprojects: list[Led] = field(default_factory=list)
    changes: Sequence[Restructuring] = field(default_factory=list)
    experiences: Sequence[Experience] = field(default_factory=list)
    open_experiences: int = 0
    bodies: list[Body] = field(default_factory=list)
    factors: list[Group] = field(default_factory=list)

    @property
    def active(self) -> int:
        """How many take part actively."""
        return sum(len(group.rows) for group in self.participants if group.kind == Participation.Kind.ACTIVE)


def front(by: Actor, day: date) -> Front:
    """The house on the day. Eight queries, however much there is and however long the history."""
    if day.year < by.house.first_year:
        return Front(has_begun=False)
    participations = Participation.objects.visible_to(by).at(day).select_related("organisation")
    found = list(Experience.objects.visible_to(by).open_at(day).annotate(of=Window(Count("pk")))[:SHOWN_EXPERIENCES])
    factors = Factor.objects.visible_to(by).at(day).prefetch_related("points")
    return Front(
        has_begun=True,
        participants=_grouped(TAKING_PART, list(participations)),
        subprojects=_led(by, day),
        changes=_changes(by, day),
        experiences=found,
        open_experiences=found[0].of if found else 0,
        bodies=list(
            Body.objects.visible_to(by)
            .at(day)
            .annotate(seated=Count("seats", filter=in_force(day, "seats__"), distinct=True))
        ),
        factors=_grouped(Factor.Kind.choices, list(factors)),
    )


def _grouped(kinds: Sequence[tuple[str, Any]], rows: Sequence[Any]) -> list[Group]:
    groups = [Group(kind, str(label), [row for row in rows if row.kind == kind]) for kind, label in kinds]
    return [group for group in groups if group.rows]


def _led(by: Actor, day: date) -> list[Led]:
    leads = {
        placement.subproject_id: placement
        for placement in Placement.objects.visible_to(by).at(day).filter(kind=Placement.Kind.LEAD).told()
    }
    return [Led(each, leads.get(each.pk)) for each in Subproject.objects.visible_to(by).at(day)]


def _changes(by: Actor, day: date) -> Sequence[Restructuring]:
    closing = Closing.objects.filter(restructuring=OuterRef("pk")).order_by("subproject__position", "pk")
    successors = Successor.objects.filter(restructuring=OuterRef("pk")).order_by("position", "pk")
    changes = (
        Restructuring.objects.visible_to(by)
        .staged(day)
        .filter(Q(stage__in=UNDER_WAY))
        .annotate(
            closing=ArraySubquery(closing.values("subproject__name")),
            going_on=ArraySubquery(successors.filter(is_new=False).values("subproject__name")),
            after=ArraySubquery(successors.values("name")),
        )
    )
    return sorted(changes, key=lambda change: (change.stage_on, change.pk), reverse=True)
