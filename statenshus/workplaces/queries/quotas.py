"""How much of its quota an agency has used. What is booked by half-day is counted in days, the rest in hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation
from statenshus.workplaces.models import Booking, Policy, Quota, Workplace, policies_of
from statenshus.workplaces.queries.hours import day_of, midnight, opening

_HALF, _WHOLE = Decimal("0.5"), Decimal(1)


@dataclass(frozen=True)
class State:
    """A quota in the week or month of a day."""

    quota: Quota
    first: date
    after: date
    used: Decimal
    allowed: Decimal
    by_halves: bool

    @property
    def is_over(self) -> bool:
        """Whether more is used than is allowed."""
        return self.used > self.allowed

    @property
    def share_used(self) -> int:
        """In whole per cent, at most a hundred."""
        return min(100, int(100 * self.used / self.allowed)) if self.allowed else 100

    @property
    def unit(self) -> str:
        """What it is counted in."""
        return gettext("days") if self.by_halves else gettext("hours")


def amount_of(policy: Policy, starts_at: datetime, ends_at: datetime) -> Decimal:
    """How much of a quota [starts_at, ends_at) uses: half a day or a whole, or so many hours."""
    if policy.unit == Policy.Unit.HALF_DAY:
        whole = opening(policy, day_of(starts_at))
        is_whole = whole is not None and starts_at <= whole.starts_at and ends_at >= whole.ends_at
        return _WHOLE if is_whole else _HALF
    return Decimal((ends_at - starts_at).total_seconds()) / 3600


def state_of(quota: Quota, day: date, *, policy: Policy, but: Booking | None = None) -> State:
    """The quota in the week or month that the day is in, leaving out one booking. Two queries at most."""
    first, after = _bounds(quota, day)
    rows = Booking.objects.in_house(quota.house).standing().exclude(pk=but.pk if but else 0)
    rows = rows.filter(
        organisation=quota.organisation_id,
        workplace__kind=quota.kind,
        starts_at__gte=midnight(first),
        starts_at__lt=midnight(after),
    )
    used = sum((amount_of(policy, *row) for row in rows.values_list("starts_at", "ends_at")), Decimal(0))
    return State(quota, first, after, used, _allowed(quota, first, after, policy), policy.unit == Policy.Unit.HALF_DAY)


def _bounds(quota: Quota, day: date) -> tuple[date, date]:
    if quota.per == Quota.Per.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def _allowed(quota: Quota, first: date, after: date, policy: Policy) -> Decimal:
    if quota.amount is not None:
        return Decimal(quota.amount)
    days = [first + timedelta(days=n) for n in range((after - first).days)]
    wholes = Workplace.objects.in_house(quota.house).at(first).filter(kind=quota.kind, part_of=None).count()
    open_days = [whole for day in days if (whole := opening(policy, day))]
    each = Decimal(len(open_days))
    if policy.unit != Policy.Unit.HALF_DAY:
        each = sum((amount_of(policy, whole.starts_at, whole.ends_at) for whole in open_days), Decimal(0))
    return Decimal(quota.share_percent or 0) / 100 * wholes * each


def weekly(quota: Quota, day: date, policy: Policy) -> Decimal:
    """How much the quota allows in the week that the day is in; of a month's, the week's part. A query at most."""
    first, after = _bounds(quota, day)
    return _allowed(quota, first, after, policy) * 7 / (after - first).days


def states(by: Actor, day: date) -> list[State]:
    """Every quota of the house on the day, with how much of it is used: the same for all to see."""
    policies = policies_of(by.house)
    rows = Quota.objects.visible_to(by).at(day).select_related("organisation", "house")
    return [state_of(quota, day, policy=policies[quota.kind]) for quota in rows]


def is_over(organisation: Organisation | None, kind: str, day: date, by: Actor) -> bool:
    """Whether the agency has used more than its quota of the kind, where it has one that counts that day."""
    rows = Quota.objects.in_house(by.house).at(day).filter(organisation=organisation, kind=kind)
    quota = rows.select_related("house").first() if organisation else None
    if quota is None or is_lifted(quota, day, by.today):
        return False
    return state_of(quota, day, policy=policies_of(by.house)[kind]).is_over


def is_lifted(quota: Quota, day: date, today: date) -> bool:
    """Whether the day is so near that the quota no longer counts."""
    return (day - today).days <= quota.lifted_days
