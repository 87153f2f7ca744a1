"""Acts of a season: it is opened, wished for, proposed, decided, and then booked."""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.queries.mails import language_of
from statenshus.asks.usecases.mails import write_mail
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.jobs import enqueue
from statenshus.workplaces.models import (
    Allotment,
    Kind,
    Policy,
    Season,
    Series,
    Wish,
    Workplace,
    Zone,
    policies_of,
)
from statenshus.workplaces.queries.season_plan import plan
from statenshus.workplaces.queries.seasons import Line, asked_of, lines, undecided
from statenshus.workplaces.rules import seasons as rules
from statenshus.workplaces.usecases.series import take_up

LONGEST_DAYS = 366


@transaction.atomic
def open_season(
    *, name: str, kind: str = Kind.DESK, first_on: date, until_on: date, wishes_by: date, by: Actor
) -> Season:
    """Open the days of [first_on, until_on) for wishes, until the end of `wishes_by`.

    Raises NotAllowed by rules.open_season, and Refused with code:
        backwards  the last day is before the first
        too_long   it would last longer than LONGEST_DAYS
        late       there would be no day to wish on, or the season would begin before wishes are in
        kind       the kind is not booked by half-day
    """
    by.must(rules.open_season)
    if until_on <= first_on:
        raise Refused("backwards", _("It would end before it begins."), "until_on")
    if (until_on - first_on).days > LONGEST_DAYS:
        raise Refused("too_long", _("A season lasts a year at most."), "until_on")
    if not by.today <= wishes_by < first_on:
        message = _("The last day for wishes is today or later, and before the season begins.")
        raise Refused("late", message, "wishes_by")
    if policies_of(by.house)[kind].unit != Policy.Unit.HALF_DAY:
        raise Refused("kind", _("Only places that are booked by half-day have seasons."), "kind")
    made = Season.objects.create(
        house=by.house,
        key=Season.objects.free_key(by.house, name),
        name=name,
        kind=kind,
        first_on=first_on,
        until_on=until_on,
        wishes_by=wishes_by,
        opened_at=by.now,
    )
    record(by, "workplaces.open_season", made)
    return made


@transaction.atomic
def propose_season(season: Season, *, by: Actor) -> Season:
    """Ask for a proposal, which a worker makes in the moments after; what was decided by hand stays.

    Raises NotAllowed by rules.propose_season, and Refused with code:
        decided  it is decided, or called off
        empty    nobody has wished for anything
    """
    by.must(rules.propose_season, season)
    season = undecided(season)
    if not season.wishes.exists():
        raise Refused("empty", _("Nobody has wished for anything yet."))
    season.asked_at = by.now
    season.save(update_fields=["asked_at"])
    enqueue("workplaces.work_out_season", by.house, once=f"workplaces.work_out_season:{season.pk}", season=season.pk)
    record(by, "workplaces.propose_season", season)
    return season


@transaction.atomic
def work_out_season(season: Season, *, by: Actor) -> Season:
    """Make the proposal, as `queries.season_plan.plan` does, in place of the one before; what was set by hand stays.

    Raises NotAllowed by rules.work_out_season, and Refused with code:
        decided  it is decided, or called off
    """
    by.must(rules.work_out_season, season)
    # Planned before the season is locked, so that nobody who wishes waits; what changes meanwhile is seen at deciding.
    made = plan(**asked_of(season))
    season = undecided(season)
    season.allotments.filter(is_by_hand=False).delete()
    by_hand = set(season.allotments.values_list("wish", "weekday"))
    Allotment.objects.bulk_create(
        Allotment(house=by.house, season=season, wish_id=wish, weekday=weekday, workplace_id=place)
        for (wish, weekday), place in sorted(made.given.items())
        if (wish, weekday) not in by_hand
    )
    wishes = list(season.wishes.all())
    for wish in wishes:
        wish.why = {str(day): why.value for (pk, day), why in made.why.items() if pk == wish.pk}
    Wish.objects.bulk_update(wishes, ["why"])
    season.asked_at, season.proposed_at, season.is_best = None, by.now, made.is_best
    season.save(update_fields=["asked_at", "proposed_at", "is_best"])
    record(by, "workplaces.work_out_season", season)
    return season


@transaction.atomic
def set_allotment(wish: Wish, *, weekday: int, workplace: Workplace | None = None, by: Actor) -> Allotment:
    """Decide by hand that whoever wished gets the place on the weekday, or none; later proposals keep to it.

    Raises NotAllowed by rules.set_allotment, and Refused with code:
        decided   it is decided, or called off
        weekdays  it is closed on that weekday
        place     the place is of another kind, or does not open for their agency
        taken     somebody else is to have the place
    """
    by.must(rules.set_allotment, wish, *([workplace] if workplace else []))
    season = undecided(wish.season)
    if weekday not in policies_of(by.house)[season.kind].weekdays:
        raise Refused("weekdays", _("Choose at least one weekday, of those that are open."), "weekday")
    zones = Zone.objects.in_house(by.house).open_for(wish.organisation_id)
    if workplace is not None and (workplace.kind != season.kind or not zones.filter(pk=workplace.zone_id).exists()):
        raise Refused("place", _("That place is of another kind, or does not open for their agency."), "workplace")
    taken = Refused("taken", _("Somebody else is to have it on that day. Give them another first."), "workplace")
    said = {"season": season, "workplace": workplace, "is_by_hand": True}
    with refusing({"workplaces_allotment_taken": taken}):
        made, _is_new = Allotment.objects.update_or_create(house=by.house, wish=wish, weekday=weekday, defaults=said)
    record(by, "workplaces.set_allotment", season)
    return made


@transaction.atomic
def decide_season(season: Season, *, by: Actor) -> list[Series]:
    """Decide what is proposed: a series for each who gets a place, booked in the moments after; all are told.

    Raises NotAllowed by rules.decide_season, and Refused with code:
        decided   it is decided, or called off
        early     people may still wish
        proposal  nothing is proposed, or a proposal is being made
        stale     somebody has wished since it was proposed
    """
    by.must(rules.decide_season, season)
    season = undecided(season)
    if by.today <= season.wishes_by:
        raise Refused("early", _("People may wish until %(day)s.") % {"day": date_format(season.wishes_by)})
    if season.proposed_at is None or season.asked_at is not None:
        raise Refused("proposal", _("There is no proposal to decide yet."))
    if season.wishes.filter(wished_at__gt=season.proposed_at).exists():
        raise Refused("stale", _("Somebody has wished since it was proposed. Have a new proposal made."))
    season.decided_at = by.now
    season.save(update_fields=["decided_at"])
    policy, made = policies_of(by.house)[season.kind], []
    for line in lines(season, by):
        weekdays: dict[Workplace, list[int]] = defaultdict(list)
        for day in line.days:
            if day.workplace is not None:
                weekdays[day.workplace].append(day.number)
        made += [_series(season, line.wish, place, numbers, policy) for place, numbers in weekdays.items()]
        _tell(season, line, by)
    enqueue("workplaces.take_up_season", by.house, season=season.pk)
    record(by, "workplaces.decide_season", season)
    return made


def _series(season: Season, wish: Wish, place: Workplace, weekdays: list[int], policy: Policy) -> Series:
    return Series.objects.create(
        house=season.house,
        season=season,
        person=wish.person,
        organisation=wish.organisation,
        workplace=place,
        weekdays=weekdays,
        first_on=season.first_on,
        until_on=season.until_on,
        starts=policy.opens_at,
        ends=policy.closes_at,
        shown=wish.shown,
    )


def _tell(season: Season, line: Line, by: Actor) -> None:
    with translation.override(language_of(line.wish.person)):
        link = f"{settings.BASE_URL}/h/{by.house.slug}/workplaces/seasons/{season.key}/"
        context = {"season": season, "line": line, "of": by.house, "link": link}
        write_mail(
            line.wish.person,
            subject=_("Your place: %s") % season.name,
            text=render_to_string("workplaces/mail/season.txt", context).strip() + "\n",
            html=render_to_string("workplaces/mail/season.html", context),
            kinds=[KindOfAsk.BOOKING],
            by=by,
        )


@transaction.atomic
def take_up_season(season: Season, *, by: Actor) -> int:
    """Book the days of what was decided; how many could be. A day that cannot be had is kept with why.

    Doing it again books nothing twice.

    Raises NotAllowed by rules.take_up_season.
    """
    by.must(rules.take_up_season, season)
    taken_up = 0
    for series in season.series.select_for_update(of=("self",)).filter(ended_at=None).order_by("pk"):
        if not series.bookings.exists() and not series.skipped.exists():
            taken_up += take_up(series, by=by)
    record(by, "workplaces.take_up_season", season, count=taken_up)
    return taken_up


@transaction.atomic
def call_off_season(season: Season, *, by: Actor) -> Season:
    """Call it off before it is decided; what was wished for is let go.

    Raises NotAllowed by rules.call_off_season, and Refused with code:
        decided  it is decided, or called off
    """
    by.must(rules.call_off_season, season)
    season = undecided(season)
    season.called_off_at = by.now
    season.save(update_fields=["called_off_at"])
    season.wishes.all().delete()
    record(by, "workplaces.call_off_season", season)
    return season
