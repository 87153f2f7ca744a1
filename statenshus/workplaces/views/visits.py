"""Pages of guests: those one has invited, and what the link of a guest opens, outside any house and without logging in.

Whoever has the address of a link acts as the guest it is for, on the days they are invited, and does nothing else. As
for the links in mail, no session counts there, so no proof of origin is asked for.
"""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from statenshus.asks.queries.mails import language_of
from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.queries import acting_as
from statenshus.ui.pages import done, page, refusals, unseen
from statenshus.workplaces.forms import visits as forms
from statenshus.workplaces.models import Booking, Kind, Policy, Visit, Workplace, policies_of
from statenshus.workplaces.queries.free import Wanted, free
from statenshus.workplaces.queries.hours import Slot, halves, is_past
from statenshus.workplaces.queries.office_rules import unread_rules
from statenshus.workplaces.queries.visits import address_of, closed_because, visit_behind
from statenshus.workplaces.rules import visits as rules
from statenshus.workplaces.usecases import bookings
from statenshus.workplaces.usecases import visits as usecases

SECTION = {"section": "workplaces"}
SOME = 3


@require_GET
def visits(request: HouseRequest) -> HttpResponse:
    """The guests one has invited, who are still to come or are here; house hosts see all."""
    by = request.actor
    rows = Visit.objects.visible_to(by).filter(until_on__gte=by.today).select_related("person", "host")
    context = {**SECTION, "found": rows, "may_invite": by.may(rules.invite_guest)}
    return page(request, "workplaces/visits.html", context)


def invite_guest(request: HouseRequest) -> HttpResponse:
    """Invite a guest; the link is shown once."""
    by = request.actor
    by.must(rules.invite_guest)
    form = forms.InviteGuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            visit, secret = usecases.invite_guest(**form.cleaned_data, by=by)
            context = {**SECTION, "visit": visit, "link": address_of(secret)}
            return page(request, "workplaces/visit_made.html", context)
    said = {"heading": _("Invite a guest"), "submit": _("Invite"), "to": reverse("workplaces:visits")}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_POST
def revoke_guest(request: HouseRequest, key: str) -> HttpResponse:
    """Take an invitation back."""
    by, told = request.actor, _("The invitation is taken back, and the link opens nothing any more.")
    try:
        usecases.revoke_guest(get_object_or_404(Visit.objects.visible_to(by), key=key), by=by)
    except Refused as refusal:
        told = str(refusal)
    return done(request, reverse("workplaces:visits"), told)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """What a guest's link opens: their bookings, and places to book on the days they are invited."""
    found = visit_behind(token)
    if found is None:
        response = render(request, "workplaces/visit_closed.html", {"why": "forged"}, status=404)
    else:
        with translation.override(language_of(found.person)):
            response = _opened(request, found)
    return unseen(response)


def _opened(request: HttpRequest, found: Visit) -> HttpResponse:
    by = acting_as(found.person, found.house, clock.now(), frozenset({"link"}))
    if why := closed_because(found, by):
        return render(
            request, "workplaces/visit_closed.html", {"why": why, "visit": found, "of": found.house}, status=410
        )
    said, is_fault = _done(request, by) if request.method == "POST" else ("", False)
    policy = policies_of(by.house)[Kind.DESK]
    days = _days(found, policy, by)
    day = _day(request, days)
    context: dict[str, Any] = {
        "visit": found,
        "of": found.house,
        "said": said,
        "is_fault": is_fault,
        "bookings": _own(by),
        "now": by.now,
        "early": by.now + bookings.EARLY,
        "days": days,
        "day": day,
        "choices": _choices(day, policy, by),
        "accepted": request.POST.get("accept_rules"),
        "rules": unread_rules(by),
    }
    response = page(request, "workplaces/visit.html", context)
    response.status_code = 409 if is_fault else response.status_code
    return response


def _done(request: HttpRequest, by: Actor) -> tuple[str, bool]:
    """What the guest asked for, done; the sentence that says so, or why not."""
    acts = {"cancel": bookings.cancel_booking, "check_in": bookings.check_in, "leave": bookings.end_early}
    told = {
        "cancel": _("The booking is cancelled, and the place is free."),
        "check_in": _("Welcome. The place is yours."),
        "leave": _("Thank you. The place is free for others."),
    }
    what = request.POST.get("what", "")
    try:
        if what in acts:
            acts[what](get_object_or_404(_own(by), key=request.POST.get("booking", "")[:60]), by=by)
            return told[what], False
        place = get_object_or_404(Workplace.objects.visible_to(by), key=request.POST.get("place", "")[:60])
        slot = _slot(request, by)
        if slot is None:
            return _("Choose a day, and which part of it."), True
        accepts = request.POST.get("accept_rules") == "on"
        bookings.book(place, starts_at=slot.starts_at, ends_at=slot.ends_at, accept_rules=accepts, by=by)
        return _("It is yours."), False
    except Refused as refusal:
        return str(refusal), True


def _slot(request: HttpRequest, by: Actor) -> Slot | None:
    """The half-day, or the day, that was chosen."""
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return None
    slots = halves(policies_of(by.house)[Kind.DESK], day)
    return next((slot for slot in slots if slot.name == request.GET.get("slot")), None)


def _own(by: Actor) -> Any:
    rows = Booking.objects.visible_to(by).standing().filter(ends_at__gt=by.now)
    return rows.select_related("workplace__zone__floor__site", "person").order_by("starts_at", "pk")


def _days(found: Visit, policy: Policy, by: Actor) -> list[date]:
    """The days for which the guest is invited, that are open and not over."""
    first = max(found.first_on, by.today)
    days = (first + timedelta(days=n) for n in range((found.until_on - first).days + 1))
    return [day for day in days if any(slot.ends_at > by.now for slot in halves(policy, day))]


def _day(request: HttpRequest, days: list[date]) -> date | None:
    asked = request.POST.get("day") or request.GET.get("day", "")
    return next((day for day in days if day.isoformat() == asked), days[0] if days else None)


def _choices(day: date | None, policy: Policy, by: Actor) -> list[tuple[Slot, list[Workplace]]]:
    """For each part of the day some places that are free, in zones that open for everybody."""
    slots = halves(policy, day) if day else []
    return [
        (slot, list(free(by, Wanted(Kind.DESK, slot.starts_at, slot.ends_at), policy, None)[:SOME]))
        for slot in sorted(slots, key=lambda each: each.name != "day")
        if not is_past(policy, slot.starts_at, slot.ends_at, by.now)
    ]
