"""What the portfolio tells where something is decided: which change of subprojects a case or a decision is about."""

from dataclasses import dataclass

from django.db.models import Q

from statenshus.decisions.models import Case, Decision
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.portfolio.models import Restructuring
from statenshus.portfolio.queries.carrying import obstacles
from statenshus.portfolio.queries.restructurings import Change, change
from statenshus.portfolio.rules import restructurings as rules


@dataclass(frozen=True)
class About:
    """The change that something is decided about, as it is today."""

    change: Change
    obstacles: tuple[Refused, ...]
    """What must be settled before it can take effect."""
    is_waiting: bool
    """It is adopted, and has not been carried out."""
    may_carry_out: bool

    @property
    def restructuring(self) -> Restructuring:
        """The change itself."""
        return self.change.restructuring

    @property
    def closing(self) -> list[str]:
        """Which subprojects close."""
        return [side.subproject.name for side in self.change.before if side.closing]


def is_before_group(restructuring: Restructuring) -> bool:
    """Whether its case is being voted on, or is adopted, so that what was proposed stands. At most three queries."""
    case = restructuring.case
    if case is None:
        return False
    is_adopted = Decision.objects.in_house(case.house).filter(case=case, outcome=Decision.Outcome.ADOPTED).exists()
    return is_adopted or case.votings.filter(closed_at=None).exists()


def of_case(by: Actor, case: Case) -> About | None:
    """The change that the case, or the one that follows it, is about; None where it is about none. Nine queries."""
    about = Q(case=case) | Q(case__follows=case)
    found = Restructuring.objects.visible_to(by).staged(by.today).filter(about).select_related("decision").first()
    if found is None:
        return None
    seen = change(found, by.today)
    is_adopted = Decision.objects.in_house(by.house).filter(case=case, outcome=Decision.Outcome.ADOPTED).exists()
    is_waiting = is_adopted and found.is_open
    is_to_come = is_waiting or (found.case_id == case.pk and case.ended_at is None)
    return About(
        change=seen,
        obstacles=tuple(obstacles(seen)) if found.is_open and is_to_come else (),
        is_waiting=is_waiting,
        may_carry_out=is_waiting and by.may(rules.decide, found),
    )


def of_decision(by: Actor, decision: Decision) -> About | None:
    """The same, of the case that was decided."""
    return of_case(by, decision.case)
