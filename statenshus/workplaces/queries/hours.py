"""When a kind of workplace can be had, by the clock of Norway, also on the days when that is changed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from statenshus.kernel.actors import OSLO
from statenshus.workplaces.models import Policy


@dataclass(frozen=True)
class Slot:
    """A part of a day that can be had: [starts_at, ends_at)."""

    name: str
    """morning, afternoon or day."""
    starts_at: datetime
    ends_at: datetime


def moment(day: date, at: time) -> datetime:
    """That time of the day in Norway."""
    return datetime.combine(day, at, OSLO)


def midnight(day: date) -> datetime:
    """When the day begins in Norway."""
    return moment(day, time())


def day_of(at: datetime) -> date:
    """The day in Norway."""
    return at.astimezone(OSLO).date()


def opening(policy: Policy, day: date) -> Slot | None:
    """From when to when the kind can be had on the day; None where it cannot."""
    if day.isoweekday() not in policy.weekdays:
        return None
    return Slot("day", moment(day, policy.opens_at), moment(day, policy.closes_at))


def halves(policy: Policy, day: date) -> list[Slot]:
    """The half-days, and the whole day, in which the kind can be had: morning, afternoon, day; none where it cannot."""
    whole = opening(policy, day)
    if whole is None:
        return []
    midday = moment(day, policy.midday_at)
    return [Slot("morning", whole.starts_at, midday), Slot("afternoon", midday, whole.ends_at), whole]


def within_hours(policy: Policy, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether the kind can be had during [starts_at, ends_at): on one day, in its hours, by its half-days."""
    day = day_of(starts_at)
    if policy.unit == Policy.Unit.HALF_DAY:
        return any((slot.starts_at, slot.ends_at) == (starts_at, ends_at) for slot in halves(policy, day))
    whole = opening(policy, day)
    return whole is not None and whole.starts_at <= starts_at and ends_at <= whole.ends_at


def is_past(policy: Policy, starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether it is too late: a half-day is over; or it would begin before this minute."""
    if policy.unit == Policy.Unit.HALF_DAY:
        return ends_at <= now
    return starts_at < now.replace(second=0, microsecond=0)


def last_day(policy: Policy, today: date) -> date:
    """The last day for which the kind can be had today."""
    return today + timedelta(days=policy.days_ahead)


def next_day(policy: Policy, now: datetime) -> Slot:
    """The opening hours of the day, or of the next day that is open where those are over."""
    day = day_of(now)
    days = (day + timedelta(days=n) for n in range(8))
    return next(
        (whole for each in days if (whole := opening(policy, each)) and whole.ends_at > now), _never(policy, day)
    )


def _never(policy: Policy, day: date) -> Slot:
    """Of a kind that is never open: the hours of the day, in which nothing can be had."""
    return Slot("day", moment(day, policy.opens_at), moment(day, policy.closes_at))
