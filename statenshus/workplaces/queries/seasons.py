"""Seasons as pages show them, and what the plan for one is made from."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.workplaces.models import Allotment, Policy, Quota, Season, Wish, Workplace, Zone, policies_of
from statenshus.workplaces.queries.quotas import weekly
from statenshus.workplaces.queries.season_plan import Asked, Desk, Limit, Why

REASONS = {
    Why.SHUT: _("closed on that day"),
    Why.NONE: _("no place opens for your agency, or none is as you need it"),
    Why.BY_HAND: _("the house host decided so"),
    Why.FULL: _("every place you could have is given"),
    Why.QUOTA: _("the agency's quota is used"),
    Why.INSTEAD: _("you have another day instead"),
}


@dataclass(frozen=True)
class Line:
    """A wish, and by weekday what comes of it."""

    wish: Wish
    days: "list[Day]"

    @property
    def given(self) -> int:
        """How many days they get."""
        return sum(day.workplace is not None for day in self.days)


@dataclass(frozen=True)
class Day:
    """A weekday of a wish."""

    number: int
    is_wished: bool
    would_do: bool
    workplace: Workplace | None
    is_by_hand: bool
    why: str
    """Why not, in words; empty where nothing was wished for, or it is given."""

    @property
    def name(self) -> str:
        """What the weekday is called."""
        return capfirst(str(WEEKDAYS[self.number - 1]))


def lines(season: Season, by: Actor) -> list[Line]:
    """The wishes that the actor may see, each with what comes of it by weekday. Three queries."""
    weekdays = policies_of(by.house)[season.kind].weekdays
    given = {
        (each.wish_id, each.weekday): each
        for each in Allotment.objects.visible_to(by).filter(season=season).select_related("workplace__zone__floor")
    }
    read = ("season", "person__account", "person__house", "organisation", "zone")
    rows = Wish.objects.visible_to(by).filter(season=season).select_related(*read)
    return [Line(wish, [_day(wish, number, given) for number in sorted(weekdays)]) for wish in rows]


def _day(wish: Wish, number: int, given: dict[tuple[int, int], Allotment]) -> Day:
    found = given.get((wish.pk, number))
    why = wish.why.get(str(number), "") if found is None or found.workplace is None else ""
    return Day(
        number,
        number in wish.weekdays,
        number in wish.or_weekdays,
        found.workplace if found else None,
        found.is_by_hand if found else False,
        str(REASONS[Why(why)]) if why else "",
    )


def undecided(season: Season) -> Season:
    """The season, locked until the transaction ends. Raises Refused with code: decided. One query."""
    rows = Season.objects.in_house(season.house).select_for_update(of=("self",)).select_related("house")
    season = rows.get(pk=season.pk)
    if season.decided_at is not None or season.called_off_at is not None:
        raise Refused("decided", _g("It is decided already, or called off."))
    return season


def places_of(season: Season) -> QuerySet[Workplace]:
    """What is given out: every place of the kind that is in use in all of the season. One query."""
    rows = Workplace.objects.in_house(season.house).at(season.first_on).filter(kind=season.kind, parts=None)
    found = rows.exclude(valid_to__lt=season.until_on).select_related("zone__floor")
    return found.order_by("zone__position", "position", "pk")


def asked_of(season: Season) -> dict[str, Any]:
    """What `season_plan.plan` is to be given. Four queries, and one or two for each quota."""
    policy = policies_of(season.house)[season.kind]
    opens: dict[int | None, frozenset[int]] = {}
    fixed: dict[int, dict[int, int | None]] = defaultdict(dict)
    before: dict[int, dict[int, int]] = defaultdict(dict)
    for each in Allotment.objects.in_house(season.house).filter(season=season):
        if each.is_by_hand:
            fixed[each.wish_id][each.weekday] = each.workplace_id
        elif each.workplace_id is not None:
            before[each.wish_id][each.weekday] = each.workplace_id
    wishes = []
    for wish in Wish.objects.in_house(season.house).filter(season=season).select_related("person").order_by("pk"):
        if wish.organisation_id not in opens:
            zones = Zone.objects.in_house(season.house).open_for(wish.organisation_id)
            opens[wish.organisation_id] = frozenset(zones.values_list("pk", flat=True))
        wishes.append(
            Asked(
                wish.pk,
                wish.person.key,
                wish.organisation_id,
                wish.weekdays,
                wish.or_weekdays,
                opens[wish.organisation_id],
                wish.zone_id,
                wish.accessible,
                fixed[wish.pk],
                before[wish.pk],
            )
        )
    return {
        "wishes": wishes,
        "desks": [Desk(place.pk, place.zone_id, place.accessible) for place in places_of(season)],
        "open_days": policy.weekdays,
        "limits": _limits(season, policy),
        "lots": season.key,
    }


def _limits(season: Season, policy: Policy) -> dict[int, Limit]:
    rows = Quota.objects.in_house(season.house).at(season.first_on).filter(kind=season.kind).select_related("house")
    return {
        quota.organisation_id: Limit(int(weekly(quota, season.first_on, policy)), quota.over == Quota.Over.WARN)
        for quota in rows
    }
