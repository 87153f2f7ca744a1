"""Acts on the plan of a year: what is wanted, a proposal, dates moved by hand, and meetings called from it."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.houses import House, new_key
from statenshus.kernel.jobs import enqueue
from statenshus.meetings.models import FixedDate, Meeting, PlannedBody, PlannedDate, YearPlan
from statenshus.meetings.queries.rotas import hosts_on
from statenshus.meetings.queries.year_plan import plan as best_plan
from statenshus.meetings.queries.years import wanted_of
from statenshus.meetings.rules import years as rules
from statenshus.meetings.usecases.meetings import call_meeting
from statenshus.people.models import Body

LONGEST_DAYS = 400
DAY_MINUTES = 24 * 60


@transaction.atomic
def open_year(house: House, *, name: str, first_on: date, until_on: date, by: Actor) -> YearPlan:
    """Begin to plan when bodies meet on the days of [first_on, until_on).

    Raises NotAllowed by rules.open_year, and Refused with code:
        backwards  the last day is before the first
        long       it is more than 400 days
    """
    by.must(rules.open_year, house)
    if (until_on - first_on).days > LONGEST_DAYS:
        raise Refused("long", _("A plan is of 400 days at most."), "until_on")
    backwards = Refused("backwards", _("The last day is before the first."), "until_on")
    with refusing({"meetings_yearplan_days": backwards}):
        made = YearPlan.objects.create(house=by.house, name=name.strip(), first_on=first_on, until_on=until_on)
    record(by, "meetings.open_year", made)
    return made


@transaction.atomic
def plan_body(
    plan: YearPlan,
    *,
    body: Body,
    count: int,
    least_days: int,
    most_days: int,
    weekdays: Collection[int],
    begins: time,
    minutes: int,
    format: str = Meeting.Format.PHYSICAL,
    place: str = "",
    link: str = "",
    by: Actor,
) -> PlannedBody:
    """Say how often the body is to meet, how far apart, when and where. Said again it is put right.

    Raises NotAllowed by rules.plan_body, and Refused with code:
        ended     the plan is adopted or dropped
        apart     the least days between meetings are more than the most, or none
        weekdays  there is no weekday
        late      it would go on after midnight
        where     it is by link, and there is none, or in a room, and it is not said where
    """
    by.must(rules.plan_body, plan, body)
    plan = _open(plan)
    if not weekdays or not set(weekdays) <= set(range(1, 8)):
        raise Refused("weekdays", _("Choose at least one weekday."), "weekdays")
    if begins.hour * 60 + begins.minute + minutes > DAY_MINUTES:
        raise Refused("late", _("The meeting must end on the same day."), "minutes")
    if format != Meeting.Format.PHYSICAL and not link.strip():
        raise Refused("where", _("Give the link by which one takes part."), "link")
    if format != Meeting.Format.REMOTE and not place.strip():
        raise Refused("where", _("Say where the meeting is."), "place")
    said: dict[str, Any] = {"count": count, "least_days": least_days, "most_days": most_days, "begins": begins}
    said |= {"weekdays": sorted(set(weekdays)), "minutes": minutes, "format": format}
    said |= {"place": place.strip(), "link": link.strip()}
    apart = Refused("apart", _("The most days between must be at least as many as the least."), "most_days")
    with refusing({"meetings_plannedbody_apart": apart}):
        made, _is_new = PlannedBody.objects.update_or_create(house=by.house, plan=plan, body=body, defaults=said)
    record(by, "meetings.plan_body", plan, body=str(body), count=count)
    return made


@transaction.atomic
def leave_out_body(planned: PlannedBody, *, by: Actor) -> None:
    """Leave the body out of the plan, with its dates.

    Raises NotAllowed by rules.leave_out_body, and Refused with code:
        ended  the plan is adopted or dropped
    """
    by.must(rules.leave_out_body, planned)
    plan = _open(planned.plan)
    record(by, "meetings.leave_out_body", plan, body=str(planned.body))
    planned.delete()


@transaction.atomic
def enter_fixed_date(
    plan: YearPlan, *, name: str, on_day: date, body: Body | None = None, days_before: int = 14, by: Actor
) -> FixedDate:
    """Enter a date that is given: the body is to meet in time before it, or nobody meets on it where none is named.

    Raises NotAllowed by rules.enter_fixed_date, and Refused with code:
        ended    the plan is adopted or dropped
        outside  the day is not in the plan
    """
    by.must(rules.enter_fixed_date, plan, *([body] if body else []))
    plan = _open(plan)
    _must_be_within(plan, on_day, "on_day")
    made = FixedDate.objects.create(
        house=by.house, plan=plan, name=name.strip(), on_day=on_day, body=body, days_before=days_before
    )
    record(by, "meetings.enter_fixed_date", plan, name=made.name, on=on_day.isoformat())
    return made


@transaction.atomic
def remove_fixed_date(fixed: FixedDate, *, by: Actor) -> None:
    """Take the date out.

    Raises NotAllowed by rules.remove_fixed_date, and Refused with code:
        ended  the plan is adopted or dropped
    """
    by.must(rules.remove_fixed_date, fixed)
    plan = _open(fixed.plan)
    record(by, "meetings.remove_fixed_date", plan, name=fixed.name)
    fixed.delete()


@transaction.atomic
def propose_year(plan: YearPlan, *, by: Actor) -> YearPlan:
    """Ask for a proposal, which a worker makes in the moments after; what was moved by hand stays.

    Raises NotAllowed by rules.propose_year, and Refused with code:
        ended  the plan is adopted or dropped
        empty  no body is to meet
    """
    by.must(rules.propose_year, plan)
    plan = _open(plan)
    if not plan.bodies.exists():
        raise Refused("empty", _("Say first which bodies are to meet."))
    _ask(plan, by)
    record(by, "meetings.propose_year", plan)
    return plan


@transaction.atomic
def settle_year(plan: YearPlan, *, by: Actor) -> YearPlan:
    """Work the proposal out, in place of the one before, with as few changes as can be; hosts by the rotas.

    Raises NotAllowed by rules.settle_year, and Refused with code:
        ended  the plan is adopted or dropped
    """
    by.must(rules.settle_year, plan)
    # Worked out before the plan is locked, so that nobody waits; what is moved meanwhile asks for another.
    asked_at = plan.asked_at
    wanted, open_days = wanted_of(plan, by)
    found = best_plan(wanted, open_days)
    plan = _open(plan)
    if plan.asked_at != asked_at:
        return plan
    for planned in plan.bodies.select_related("body"):
        known = {each.number: each for each in planned.dates.all()}
        days = {number: day for (key, number), day in found.days.items() if key == planned.key}
        hosts = hosts_on(planned.body, list(days.values()), by) if planned.format != Meeting.Format.REMOTE else {}
        planned.dates.all().delete()
        PlannedDate.objects.bulk_create(
            PlannedDate(
                house=by.house,
                key=known[number].key if number in known else new_key(),
                of=planned,
                number=number,
                on_day=day,
                is_fixed=number in known and known[number].is_fixed and known[number].on_day == day,
                host=hosts.get(day),
            )
            for number, day in days.items()
        )
    plan.asked_at, plan.proposed_at, plan.shortfall = None, by.now, found.shortfall
    plan.faults = {"found": [asdict(each) for each in found.faults]}
    plan.save(update_fields=["asked_at", "proposed_at", "shortfall", "faults"])
    record(by, "meetings.settle_year", plan, count=len(found.days))
    return plan


@transaction.atomic
def move_planned_date(planned: PlannedDate, *, on: date | None, by: Actor) -> PlannedDate:
    """Move a date by hand, where it then stays, or with no day let it be moved again; the rest settles round it.

    Raises NotAllowed by rules.move_planned_date, and Refused with code:
        ended    the plan is adopted or dropped
        outside  the day is not in the plan, or has passed
        taken    the body meets on that day already
        order    another that was set by hand would come in the wrong order
    """
    by.must(rules.move_planned_date, planned)
    plan = _open(planned.of.plan)
    if on is not None:
        _must_be_within(plan, on, "on")
        if on <= by.today:
            raise Refused("outside", _("Choose a day that is to come."), "on")
        others = planned.of.dates.exclude(pk=planned.pk)
        if others.filter(on_day=on).exists():
            raise Refused("taken", _("%(body)s meets on that day already.") % {"body": planned.of.body}, "on")
        by_hand = others.filter(is_fixed=True)
        earlier, later = by_hand.filter(number__lt=planned.number), by_hand.filter(number__gt=planned.number)
        if earlier.filter(on_day__gte=on).exists() or later.filter(on_day__lte=on).exists():
            raise Refused("order", _("It would change places with another that was set by hand."), "on")
        planned.on_day = on
    planned.is_fixed = on is not None
    planned.save(update_fields=["on_day", "is_fixed"])
    _ask(plan, by)
    record(by, "meetings.move_planned_date", plan, which=str(planned), on=on.isoformat() if on else "")
    return planned


@transaction.atomic
def adopt_year(plan: YearPlan, *, by: Actor) -> list[Meeting]:
    """Call the bodies to all the meetings of the plan, in order of time. Notices are sent by acts of their own.

    Raises NotAllowed by rules.adopt_year, and Refused with code:
        ended     the plan is adopted or dropped
        settling  a proposal is being worked out
        empty     there are no dates
    """
    by.must(rules.adopt_year, plan)
    plan = _open(plan)
    if plan.asked_at is not None:
        raise Refused("settling", _("A proposal is being worked out. Wait a moment."))
    dates = PlannedDate.objects.filter(of__plan=plan).select_related("of__body").order_by("on_day", "of__begins", "pk")
    made = []
    for each in dates:
        title = _("Meeting of %(body)s") % {"body": each.of.body.name}
        each.meeting = call_meeting(
            each.of.body,
            title=title,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            format=each.of.format,
            place=each.of.place,
            link=each.of.link,
            by=by,
        )
        each.save(update_fields=["meeting"])
        made.append(each.meeting)
    if not made:
        raise Refused("empty", _("There is no date to adopt."))
    _end(plan, YearPlan.State.ADOPTED, by)
    record(by, "meetings.adopt_year", plan, count=len(made))
    return made


@transaction.atomic
def drop_year(plan: YearPlan, *, by: Actor) -> YearPlan:
    """Drop the plan: no meeting comes of it.

    Raises NotAllowed by rules.drop_year, and Refused with code:
        ended  the plan is adopted or dropped
    """
    by.must(rules.drop_year, plan)
    plan = _open(plan)
    _end(plan, YearPlan.State.DROPPED, by)
    record(by, "meetings.drop_year", plan)
    return plan


def _open(plan: YearPlan) -> YearPlan:
    """The plan, locked, if it may be changed."""
    plan = YearPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not plan.is_open:
        raise Refused("ended", _("The plan is adopted or dropped already."))
    return plan


def _must_be_within(plan: YearPlan, day: date, field: str) -> None:
    if not plan.first_on <= day < plan.until_on:
        raise Refused("outside", _("The day is not in the plan."), field)


def _ask(plan: YearPlan, by: Actor) -> None:
    plan.asked_at = by.now
    plan.save(update_fields=["asked_at"])
    enqueue("meetings.settle_year", by.house, once=f"meetings.settle_year:{plan.pk}", key=plan.key)


def _end(plan: YearPlan, how: str, by: Actor) -> None:
    plan.state, plan.ended_at, plan.asked_at = how, by.now, None
    plan.save(update_fields=["state", "ended_at", "asked_at"])
