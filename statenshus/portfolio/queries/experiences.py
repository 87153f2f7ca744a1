"""Readings of experiences and factors."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.portfolio.models import Experience, Factor, Outcome
from statenshus.portfolio.models.experiences import ExperienceQuerySet


class State(models.TextChoices):
    """Whether an experience is settled on a day."""

    OPEN = "open", _("open")
    SETTLED = "settled", _("settled")


@dataclass(frozen=True)
class Finding:
    """An experience as it was on a day, with what it had led to by then."""

    experience: Experience
    state: State
    outcomes: tuple[Outcome, ...]

    @property
    def is_settled(self) -> bool:
        """It was settled by then."""
        return self.state == State.SETTLED


def found(by: Actor, on: date, *, state: str = "", theme: str = "") -> ExperienceQuerySet:
    """The experiences found by the day, newest first, of one state then or one theme where asked for."""
    chosen: ExperienceQuerySet = Experience.objects.visible_to(by).at(on)
    if state:
        chosen = chosen.open_at(on) if state == State.OPEN else chosen.filter(settled_on__lte=on)
    return chosen.filter(theme=theme) if theme else chosen


def findings(experiences: Iterable[Experience], by: Actor, on: date) -> list[Finding]:
    """Each experience as it was on the day, in the same order. Two queries, theirs counted."""
    experiences = list(experiences)
    outcomes = defaultdict(list)
    for outcome in Outcome.objects.visible_to(by).filter(_told(on), experience__in=experiences):
        outcomes[outcome.experience_id].append(outcome)
    return [Finding(each, _state(each, on), tuple(outcomes[each.pk])) for each in experiences]


def finding(experience: Experience, by: Actor, on: date) -> Finding:
    """One experience as it was on the day. One query."""
    outcomes = Outcome.objects.visible_to(by).filter(_told(on), experience=experience)
    return Finding(experience, _state(experience, on), tuple(outcomes))


def themes(by: Actor, on: date) -> list[str]:
    """The themes of the experiences found by the day, in order. One query."""
    found = Experience.objects.visible_to(by).at(on)
    return list(found.order_by("theme").values_list("theme", flat=True).distinct())


@dataclass(frozen=True)
class FactorList:
    """One of the two lists of factors, each with its sub-points at hand."""

    kind: Factor.Kind
    factors: tuple[Factor, ...]


def factor_lists(by: Actor, on: date) -> list[FactorList]:
    """Both lists of the day, in the house's order. Two queries."""
    found = list(Factor.objects.visible_to(by).at(on).prefetch_related("points"))
    return [FactorList(kind, tuple(factor for factor in found if factor.kind == kind)) for kind in Factor.Kind]


def _told(on: date) -> Q:
    return Q(on=None) | Q(on__lte=on)


def _state(experience: Experience, on: date) -> State:
    return State.SETTLED if experience.settled_on and experience.settled_on <= on else State.OPEN
