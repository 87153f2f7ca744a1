"""Acts on series: the same hours week after week, with the days it could not have kept, and why."""

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.queries.reminders import holiday_on
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.workplaces.models import (
    Booking,
    Series,
    Shown,
    SkippedDay,
    Waiting,
    Workplace,
    policies_of,
)
from statenshus.workplaces.queries.hours import last_day, moment
from statenshus.workplaces.queries.persons import organisation_of, person_of
from statenshus.workplaces.rules import waiting as rules
from statenshus.workplaces.usecases.keeping import keep, let_go

WAITED_FOR = {"taken", "closed"}
"""What a day was refused with that may pass: then the day is waited for."""
MOST_WEEKS_APART = 8


@transaction.atomic
def begin_series(
    workplace: Workplace,
    *,
    weekdays: Sequence[int],
    every_weeks: int = 1,
    first_on: date,
    until_on: date,
    starts: time,
    ends: time,
    shown: str = Shown.BUSY,
    title: str = "",
    by: Actor,
) -> Series:
    """Book the workplace for the actor at the same hours on these weekdays of every n-th week of [first_on, until_on).

    Public holidays are skipped. A day that is refused is kept with its reason, and is waited for where it may come
    free. It needs at least one day that can be had.

    Raises NotAllowed by rules.begin_series, and Refused with code:
        backwards  the last day is before the first, or it would end before it begins
        past       it would begin before today
        too_far    it would reach further ahead than what holds for the kind
        weekdays   no weekday is named, or the weeks are further apart than eight
        nothing    none of the days can be had
    """
    by.must(rules.begin_series, workplace)
    if until_on <= first_on or ends <= starts:
        raise Refused("backwards", _("The last day is before the first, or it ends before it begins."), "until_on")
    if first_on < by.today:
        raise Refused("past", _("That time has passed already."), "first_on")
    last = last_day(policies_of(by.house)[workplace.kind], by.today)
    if until_on - timedelta(days=1) > last:
        raise Refused("too_far", _("That is too far ahead: the last day can be %(day)s.") % {"day": last}, "until_on")
    if not weekdays or not 1 <= every_weeks <= MOST_WEEKS_APART:
        raise Refused("weekdays", _("Choose at least one weekday, and at most eight weeks between."), "weekdays")
    person = person_of(by)
    made = Series.objects.create(
        house=by.house,
        person=person,
        organisation=organisation_of(person, first_on),
        workplace=workplace,
        weekdays=sorted(set(weekdays)),
        every_weeks=every_weeks,
        first_on=first_on,
        until_on=until_on,
        starts=starts,
        ends=ends,
        shown=shown,
        title=title,
    )
    if take_up(made, by=by) == 0:
        raise Refused("nothing", _("None of the days can be had. Look at the week of the place."), "weekdays")
    record(by, "workplaces.begin_series", workplace)
    return made


@transaction.atomic
def take_up(series: Series, *, by: Actor) -> int:
    """Book the days of a new series; how many could be had. The others are kept with why, and waited for.

    It is a part of the act that begins the series, and asks no rule of its own.
    """
    return sum(_take_up(series, day, by) for day in _days(series))


def _days(series: Series) -> Iterator[date]:
    monday = series.first_on - timedelta(days=series.first_on.weekday())
    day = series.first_on
    while day < series.until_on:
        if day.isoweekday() in series.weekdays and ((day - monday).days // 7) % series.every_weeks == 0:
            yield day
        day += timedelta(days=1)


def _take_up(series: Series, day: date, by: Actor) -> bool:
    """Whether the day is booked; otherwise it is kept with why, and waited for."""
    starts_at, ends_at = moment(day, series.starts), moment(day, series.ends)
    own: dict[str, Any] = {
        "person": series.person,
        "organisation": series.organisation,
        "series": series,
        "shown": series.shown,
    }
    if named := holiday_on(day):
        SkippedDay.objects.create(house=by.house, series=series, on=day, reason="holiday", message=named)
        return False
    try:
        with transaction.atomic():
            keep(series.workplace, starts_at=starts_at, ends_at=ends_at, **own, title=series.title, by=by)
    except Refused as refusal:
        waiting = None
        if refusal.code in WAITED_FOR:
            waiting = Waiting.objects.create(
                house=by.house,
                kind=series.workplace.kind,
                workplace=series.workplace,
                starts_at=starts_at,
                ends_at=ends_at,
                reason=refusal.code,
                asked_at=by.now,
                **own,
            )
        said = {"reason": refusal.code, "message": str(refusal)[:300], "waiting": waiting}
        SkippedDay.objects.create(house=by.house, series=series, on=day, **said)
        return False
    return True


@transaction.atomic
def end_series(series: Series, *, by: Actor) -> Series:
    """End the series: what has not begun of it is cancelled, and nothing of it is waited for.

    Raises NotAllowed by rules.end_series, and Refused with code:
        ended  it has ended already
    """
    by.must(rules.end_series, series)
    series = Series.objects.select_for_update(of=("self",)).select_related("workplace").get(pk=series.pk)
    if series.ended_at is not None:
        raise Refused("ended", _("The series has ended already."))
    series.ended_at = by.now
    series.save(update_fields=["ended_at"])
    for booking in series.bookings.standing().filter(starts_at__gt=by.now).order_by("pk"):
        let_go(booking, ended=Booking.Ended.CANCELLED, by=by)
    series.waiting.filter(ended_at=None, offer=None).update(ended=Waiting.Ended.WITHDRAWN, ended_at=by.now)
    record(by, "workplaces.end_series", series.workplace)
    return series
