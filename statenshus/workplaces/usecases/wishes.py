"""Acts of those who wish for a place in a season."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.workplaces.models import Season, Shown, Wish, Zone, policies_of
from statenshus.workplaces.queries.persons import organisation_of, person_of
from statenshus.workplaces.queries.seasons import undecided
from statenshus.workplaces.rules import seasons as rules


@transaction.atomic
def wish_for_season(
    season: Season,
    *,
    weekdays: Sequence[int],
    or_weekdays: Sequence[int] = (),
    zone: Zone | None = None,
    accessible: bool = False,
    shown: str = Shown.BUSY,
    by: Actor,
) -> Wish:
    """Wish for a place on these weekdays, or on others instead; what one wished for before no longer counts.

    Raises NotAllowed by rules.wish_for_season, and Refused with code:
        late      wishes are in
        weekdays  no weekday is named, or one that is closed
    """
    by.must(rules.wish_for_season, season, *([zone] if zone else []))
    season = _open_for_wishes(season, by)
    wanted, others = sorted(set(weekdays)), sorted(set(or_weekdays) - set(weekdays))
    if not wanted or not {*wanted, *others} <= set(policies_of(by.house)[season.kind].weekdays):
        raise Refused("weekdays", _("Choose at least one weekday, of those that are open."), "weekdays")
    person = person_of(by)
    said: dict[str, Any] = {
        "weekdays": wanted,
        "or_weekdays": others,
        "zone": zone,
        "accessible": accessible,
        "shown": shown,
    }
    said |= {"organisation": organisation_of(person, season.first_on), "wished_at": by.now}
    made, _is_new = Wish.objects.update_or_create(house=by.house, season=season, person=person, defaults=said)
    record(by, "workplaces.wish_for_season", season)
    return made


@transaction.atomic
def withdraw_wish(wish: Wish, *, by: Actor) -> Season:
    """Wish for nothing in the season.

    Raises NotAllowed by rules.withdraw_wish, and Refused with code:
        late  wishes are in
    """
    by.must(rules.withdraw_wish, wish)
    season = _open_for_wishes(wish.season, by)
    Wish.objects.filter(pk=wish.pk).delete()
    record(by, "workplaces.withdraw_wish", season)
    return season


def _open_for_wishes(season: Season, by: Actor) -> Season:
    season = undecided(season)
    if season.state_at(by.today) != Season.State.OPEN:
        raise Refused("late", _("Wishes are in: the last day was %(day)s.") % {"day": date_format(season.wishes_by)})
    return season
