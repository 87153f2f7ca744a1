"""Pages on which people find, book, come and leave."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import at_once, done, page, refusals
from statenshus.workplaces.forms import bookings as forms
from statenshus.workplaces.models import Booking, Kind, OfficeRules, Policy, Shown, Trip, Workplace, policies_of
from statenshus.workplaces.queries.free import Wanted, alternatives, free, last_of, own_organisation
from statenshus.workplaces.queries.hours import halves, next_day
from statenshus.workplaces.queries.office_rules import unread_rules
from statenshus.workplaces.rules import bookings as rules
from statenshus.workplaces.rules import hosts
from statenshus.workplaces.usecases import bookings as usecases
from statenshus.workplaces.usecases.telling import mail_booking as mail

SECTION = {"section": "workplaces"}
A_PAGE = 20


@require_GET
def find(request: HouseRequest) -> HttpResponse:
    """What is free, the nearest first; one tap on what is found books it."""
    by = request.actor
    kind = next((each for each in Kind if each.value == request.GET.get("kind")), Kind.DESK)
    policy = policies_of(by.house)[kind]
    said = {**_usual(policy, by), **{key: value for key, value in request.GET.items() if value}}
    said["equipment"] = request.GET.getlist("equipment")
    form = forms.FindForm(said, policy=policy, by=by, kind=kind)
    context: dict[str, Any] = {**SECTION, "kind": kind, "kinds": list(Kind), "found": None}
    context |= {
        "shown": _last_shown(by),
        "asks_rules": unread_rules(by) is not None,
        "may_host": hosts(by),
        "same": None,
    }
    if form.is_valid():
        wanted = Wanted(
            kind,
            form.cleaned_data["starts_at"],
            form.cleaned_data["ends_at"],
            form.cleaned_data.get("capacity") or 1,
            tuple(form.cleaned_data["equipment"]),
            form.cleaned_data["accessible"],
            form.cleaned_data["near"],
        )
        rows = list(free(by, wanted, policy, own_organisation(by, wanted.starts_at.astimezone(OSLO).date())))
        context["found"] = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        last = last_of(by, kind)
        context |= {
            "wanted": wanted,
            "when": {name: form.data.get(name) for name in ("day", "slot", "starts", "ends") if name in form.fields},
            "same": next((place for place in rows if last and place.pk == last.workplace_id), None),
        }
        context["query"] = urlencode({"kind": kind.value, **context["when"]})
    return page(request, "workplaces/find.html", context, region="found", form=form)


def _usual(policy: Policy, by: Actor) -> dict[str, Any]:
    """The rest of the day, or the next that is open; the next hour where places are booked by the minute."""
    whole = next_day(policy, by.now)
    day = whole.starts_at.date()
    if policy.unit == Policy.Unit.HALF_DAY:
        afternoon = datetime.combine(day, policy.midday_at, OSLO)
        return {"day": day.isoformat(), "slot": "afternoon" if afternoon <= by.now else "day"}
    starts = max(by.now.astimezone(OSLO), whole.starts_at)
    ends = min(starts + timedelta(hours=1), whole.ends_at)
    return {"day": day.isoformat(), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}


def _last_shown(by: Actor) -> str:
    """What one chose to have shown last; that it is taken, and no more, until one has chosen."""
    last = Booking.objects.visible_to(by).order_by("-booked_at").first()
    return last.shown if last else Shown.BUSY


def book(request: HouseRequest, key: str) -> HttpResponse:
    """Book a workplace; where somebody was first, the three nearest are offered at once."""
    by = request.actor
    rows = Workplace.objects.visible_to(by).select_related("zone__floor__site", "part_of")
    workplace = get_object_or_404(rows, key=key)
    by.must(rules.book, workplace)
    policy = policies_of(by.house)[workplace.kind]
    said = {**_usual(policy, by), "shown": _last_shown(by), **request.GET.dict()}
    form = forms.BookForm(request.POST or None, policy=policy, asks_rules=unread_rules(by) is not None, initial=said)
    instead: list[Workplace] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = usecases.book(workplace, **form.cleaned_data, by=by)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            if refusal.code in ("taken", "closed", "not_open"):
                wanted = Wanted(workplace.kind, form.cleaned_data["starts_at"], form.cleaned_data["ends_at"])
                instead = alternatives(workplace, wanted, by)
        else:
            told = _("It is yours.") if made.is_settled else _("It is kept for you, and waits for the house host.")
            return done(request, made.get_absolute_url(), told)
    context = {**SECTION, "workplace": workplace, "instead": instead, "said": form.data, "rules": _rules(by)}
    return page(request, "workplaces/book.html", context, form=form)


def _rules(by: Actor) -> OfficeRules | None:
    return OfficeRules.objects.in_house(by.house).first()


@require_GET
def bookings(request: HouseRequest) -> HttpResponse:
    """One's own bookings: those to come, and those of late; what one waits for, and what one is offered."""
    by = request.actor
    own = Booking.objects.visible_to(by).select_related("workplace__zone__floor__site", "series")
    own = own.filter(offered_until=None)
    context = {
        **SECTION,
        "coming": own.standing().filter(ends_at__gt=by.now),
        "earlier": Paginator(own.exclude(ended_at=None, ends_at__gt=by.now).order_by("-starts_at"), A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return page(request, "workplaces/bookings.html", context)


@require_GET
def booking(request: HouseRequest, key: str) -> HttpResponse:
    """One booking of one's own, and what can be done with it."""
    by, shown = request.actor, _own(request, key)
    stands = shown.ended_at is None and shown.ends_at > by.now
    begun = shown.starts_at <= by.now
    context = {
        **SECTION,
        "booking": shown,
        "stands": stands,
        "begun": begun,
        "may_check_in": stands
        and shown.is_settled
        and shown.checked_in_at is None
        and by.now >= shown.starts_at - usecases.EARLY,
        "claim_minutes": policies_of(by.house)[shown.workplace.kind].claim_minutes,
        "trip": Trip.objects.visible_to(by).filter(booking=shown).first(),
        "transfer": shown.transfers.filter(ended_at=None).select_related("to").first(),
    }
    return page(request, "workplaces/booking.html", context)


def change_booking(request: HouseRequest, key: str) -> HttpResponse:
    """Move a booking, or change what others see of it."""
    by, shown = request.actor, _own(request, key)
    by.must(rules.change_booking, shown)
    policy = policies_of(by.house)[shown.workplace.kind]
    form = forms.ChangeBookingForm(request.POST or None, policy=policy, initial=_as_said(shown, policy))
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.change_booking(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("The booking is changed."))
    said = {"heading": _("Change the booking"), "submit": _("Save"), "back": shown}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


def _as_said(booking: Booking, policy: Policy) -> dict[str, Any]:
    """The booking in the words of its form."""
    starts, ends = booking.starts_at.astimezone(OSLO), booking.ends_at.astimezone(OSLO)
    slots: dict[tuple[datetime, datetime], str] = {
        (slot.starts_at, slot.ends_at): slot.name for slot in halves(policy, starts.date())
    }
    return {
        "day": starts.date(),
        "slot": slots.get((starts, ends), "day"),
        "starts": starts.time(),
        "ends": ends.time(),
        "shown": booking.shown,
        "title": booking.title,
    }


@require_POST
def cancel_booking(request: HouseRequest, key: str) -> HttpResponse:
    """Cancel a booking."""
    return _at_once(request, key, usecases.cancel_booking, _("The booking is cancelled, and the place is free."))


@require_POST
def end_early(request: HouseRequest, key: str) -> HttpResponse:
    """End a booking before its time."""
    return _at_once(request, key, usecases.end_early, _("Thank you. The place is free for others."))


@require_POST
def check_in(request: HouseRequest, key: str) -> HttpResponse:
    """Say that one has come."""
    return _at_once(request, key, usecases.check_in, _("Welcome. The place is yours."))


@require_POST
def mail_booking(request: HouseRequest, key: str) -> HttpResponse:
    """Have the booking sent to oneself."""
    return _at_once(request, key, mail, _("It is on its way to you by mail."))


def _at_once(request: HouseRequest, key: str, act: Any, told: str) -> HttpResponse:
    shown = _own(request, key)
    return at_once(request, lambda: act(shown, by=request.actor), shown.get_absolute_url(), told)


@require_GET
def approvals(request: HouseRequest) -> HttpResponse:
    """What waits for the house host: which agency wants what, when. Not who: that is not needed to answer."""
    by = request.actor
    by.must(rules.see_approvals)
    rows = Booking.objects.in_house(by.house).standing().filter(asked_at__isnull=False, approved_at=None)
    found = rows.select_related("workplace__zone", "organisation").order_by("starts_at", "pk")
    return page(request, "workplaces/approvals.html", {**SECTION, "found": found})


@require_POST
def approve_booking(request: HouseRequest, key: str) -> HttpResponse:
    """Approve a booking."""
    return _answered(request, key, usecases.approve_booking, _("The booking is approved."))


@require_POST
def decline_booking(request: HouseRequest, key: str) -> HttpResponse:
    """Decline a booking."""
    return _answered(request, key, usecases.decline_booking, _("The booking is declined, and the place is free."))


def _answered(request: HouseRequest, key: str, act: Any, told: str) -> HttpResponse:
    by = request.actor
    by.must(rules.see_approvals)
    shown = get_object_or_404(Booking.objects.in_house(by.house), key=key)
    return at_once(request, lambda: act(shown, by=by), reverse("workplaces:approvals"), told)


def _own(request: HouseRequest, key: str) -> Booking:
    rows = Booking.objects.visible_to(request.actor).select_related("workplace__zone__floor__site", "person", "series")
    return get_object_or_404(rows, key=key)
