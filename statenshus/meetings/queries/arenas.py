"""Arenas as pages show them: how far it is to the goal of the year, and who might be asked along."""

from dataclasses import dataclass
from datetime import UTC, datetime

from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import Arena, Gathering, Meeting, SignUp
from statenshus.meetings.queries.contacts import lately, pairs
from statenshus.people.models import Organisation

MOST_SUGGESTED = 5


@dataclass(frozen=True)
class Goal:
    """An arena in a year: how often it was held, is announced, and is still missing to its goal."""

    arena: Arena
    held: int
    coming: int

    @property
    def missing(self) -> int:
        """How many are neither held nor announced."""
        return max(self.arena.yearly_goal - self.held - self.coming, 0)


@dataclass(frozen=True)
class Suggestion:
    """An organisation that is not signed up, and those of them that are which it has not met in a year."""

    organisation: Organisation
    strangers: list[Organisation]


def year_of(by: Actor) -> tuple[datetime, datetime]:
    """The year of the actor's day, by the clock of Norway."""
    first = datetime(by.today.year, 1, 1, tzinfo=OSLO)
    return first.astimezone(UTC), first.replace(year=first.year + 1).astimezone(UTC)


def goals(by: Actor) -> list[Goal]:
    """Every arena with what is held and announced this year. Three queries."""
    since, until = year_of(by)
    held = Gathering.objects.visible_to(by).standing().filter(starts_at__gte=since, starts_at__lt=until)
    when: dict[int, list[datetime]] = {}
    for arena, at in held.values_list("arena", "starts_at"):
        when.setdefault(arena, []).append(at)
    met: dict[int, list[datetime]] = {}
    meetings = Meeting.objects.visible_to(by).filter(called_off_at=None, starts_at__gte=since, starts_at__lt=until)
    for body, at in meetings.values_list("body", "starts_at"):
        met.setdefault(body, []).append(at)
    found = []
    for each in Arena.objects.visible_to(by).select_related("body", "proposed_by"):
        moments = [*when.get(each.pk, []), *(met.get(each.body_id, []) if each.body_id else [])]
        begun = sum(at <= by.now for at in moments)
        found.append(Goal(each, begun, len(moments) - begun))
    return found


def suggested(gathering: Gathering, by: Actor) -> list[Suggestion]:
    """Who might be asked along: those not signed up who have met fewest of those that are, in the year before.

    Six queries.
    """
    rows = gathering.sign_ups.filter(state=SignUp.State.COMES).exclude(organisation=None)
    coming = {*rows.values_list("organisation", flat=True), *([gathering.host_id] if gathering.host_id else [])}
    strangers: dict[Organisation, list[Organisation]] = {}
    for pair in pairs(lately(by), by):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if one.pk not in coming:
                among = strangers.setdefault(one, [])
                if other.pk in coming and not pair.count:
                    among.append(other)
    found = [Suggestion(one, others) for one, others in strangers.items() if others]
    return sorted(found, key=lambda each: (-len(each.strangers), each.organisation.name))[:MOST_SUGGESTED]
