"""Pages of a workplace, with its week, and of the plan of a floor."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import page
from statenshus.workplaces.models import Booking, Floor, Kind, Photo, Workplace, policies_of
from statenshus.workplaces.queries.free import days_of, own_organisation, taken
from statenshus.workplaces.queries.hours import moment
from statenshus.workplaces.queries.week import week_of
from statenshus.workplaces.rules import bookings as booking_rules
from statenshus.workplaces.rules import places as rules
from statenshus.workplaces.usecases.bookings import EARLY
from statenshus.workplaces.usecases.looks import note_looks

SECTION = {"section": "workplaces"}


def _day(request: HouseRequest) -> date:
    """The day that is asked for, today where none is, or where it is none."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return request.actor.today


@require_GET
def workplace(request: HouseRequest, key: str) -> HttpResponse:
    """A workplace: what it has, and its week."""
    by = request.actor
    rows = Workplace.objects.visible_to(by).select_related("zone__floor__site", "part_of").prefetch_related("parts")
    shown, week = get_object_or_404(rows, key=key), week_of(_day(request))
    policy = policies_of(by.house)[shown.kind]
    every = taken(by, [shown], moment(week.monday, policy.opens_at), moment(week.after, policy.opens_at))
    note_looks(persons={each.person for each in every if each.person}, where="plan", by=by)
    context = {
        **SECTION,
        "workplace": shown,
        "policy": policy,
        "week": week,
        "days": days_of(shown, policy, week.days, every, by),
        "opens": shown.zone_id in _open_zones(request, [shown]),
        "may_book": by.may(booking_rules.book, shown),
        "may_edit": by.may(rules.edit_workplace, shown),
        "photo": Photo.objects.visible_to(by).filter(workplace=shown).defer("content").first(),
        "closures": shown.closures.filter(ends_at__gt=by.now),
    }
    return page(request, "workplaces/workplace.html", context, region="week")


def _open_zones(request: HouseRequest, places: list[Workplace]) -> set[int]:
    by = request.actor
    where = own_organisation(by, by.today)
    found = Workplace.objects.visible_to(by).open_for(where).filter(pk__in=[place.pk for place in places])
    return set(found.values_list("zone", flat=True))


@require_GET
def here(request: HouseRequest, key: str) -> HttpResponse:
    """Where the code on a desk leads: one's own booking here and now, to check in; or that it is free."""
    by = request.actor
    shown = get_object_or_404(Workplace.objects.visible_to(by).select_related("zone__floor__site"), key=key)
    own = Booking.objects.visible_to(by).standing().filter(workplace=shown, ends_at__gt=by.now)
    mine = own.filter(starts_at__lte=by.now + EARLY).order_by("starts_at").first()
    busy = [each for each in taken(by, [shown], by.now, by.now + EARLY) if each.booking is None]
    return page(request, "workplaces/here.html", {**SECTION, "workplace": shown, "booking": mine, "busy": busy})


@require_GET
def glance(request: HouseRequest) -> HttpResponse:
    """All workplaces of a kind over a week, or a day, at a glance. As many queries however many places."""
    by = request.actor
    kind = next((each for each in Kind if each.value == request.GET.get("kind")), Kind.DESK)
    week, whole = week_of(_day(request)), request.GET.get("span") != "day"
    days = week.days if whole else [_day(request)]
    policy = policies_of(by.house)[kind]
    rows = Workplace.objects.visible_to(by).at(days[0]).filter(kind=kind).select_related("zone__floor")
    places = list(rows.order_by("zone__floor__level", "zone__position", "position", "pk"))
    first, after = moment(days[0], policy.opens_at), moment(days[-1], policy.closes_at)
    every = taken(by, places, first, after)
    note_looks(persons={each.person for each in every if each.person}, where="plan", by=by)
    opens = _open_zones(request, places)
    days = [day for day in days if day.isoweekday() in policy.weekdays]
    context: dict[str, Any] = {
        **SECTION,
        "kind": kind,
        "kinds": list(Kind),
        "week": week,
        "day": _day(request),
        "is_week": whole,
        "days": days,
        "by_halves": policy.unit == policy.Unit.HALF_DAY,
        "rows": [(place, place.zone_id in opens, days_of(place, policy, days, every, by)) for place in places],
    }
    return page(request, "workplaces/glance.html", context, region="glance")


@require_GET
def floor(request: HouseRequest, key: str) -> HttpResponse:
    """The plan of a floor, and the same as a list before it: what is free when."""
    by, day = request.actor, _day(request)
    shown = get_object_or_404(Floor.objects.visible_to(by).select_related("site"), key=key)
    rows = Workplace.objects.visible_to(by).at(day).filter(zone__floor=shown).select_related("zone", "part_of")
    places = list(rows.order_by("zone__position", "position", "pk"))
    policies = policies_of(by.house)
    every = taken(by, places, moment(day, min(p.opens_at for p in policies.values())), moment(day, _latest(policies)))
    note_looks(persons={each.person for each in every if each.person}, where="plan", by=by)
    drawn = [_drawn(place, days_of(place, policies[place.kind], [day], every, by)[0]) for place in places]
    zoom = request.GET.get("zoom") if request.GET.get("zoom") in ("150", "200", "300") else "100"
    context = {**SECTION, "floor": shown, "day": day, "zones": shown.zones.all(), "drawn": drawn, "zoom": zoom}
    return page(request, "workplaces/floor.html", context, region="plan")


def _latest(policies: dict[str, Any]) -> Any:
    return max(policy.closes_at for policy in policies.values())


def _drawn(place: Workplace, day: Any) -> dict[str, Any]:
    """A place in the plan: free, partly taken, taken, or shut."""
    parts = day.parts
    full = [part for part in parts if part.taken]
    if not day.is_open or any(each.closed for part in parts for each in part.taken):
        state = "shut"
    elif not full:
        state = "free"
    else:
        state = "taken" if len(full) == len(parts) and len(parts) > 1 else "partly"
    # What lasts all day is taken in both halves of it, and told once.
    return {"place": place, "state": state, "taken": list(dict.fromkeys(each for part in parts for each in part.taken))}
