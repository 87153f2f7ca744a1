"""Pages of series, of what one waits for, and of bookings that change hands."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.errors import Refused
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.forms import WEEKDAYS
from statenshus.ui.pages import at_once, done, page, refusals
from statenshus.workplaces.forms import bookings as forms
from statenshus.workplaces.models import Booking, Series, Shown, Transfer, Waiting, Workplace, policies_of
from statenshus.workplaces.rules import waiting as rules
from statenshus.workplaces.usecases import series as series_acts
from statenshus.workplaces.usecases import transfers as transfer_acts
from statenshus.workplaces.usecases import waiting as acts
from statenshus.workplaces.usecases.looks import note_looks

SECTION = {"section": "workplaces"}


@require_GET
def waiting(request: HouseRequest) -> HttpResponse:
    """What one waits for, and what one is offered; what is offered can be taken here."""
    by = request.actor
    every = Waiting.objects.visible_to(by).select_related("workplace__zone", "offer__workplace__zone", "series")
    context = {
        **SECTION,
        "offered": every.filter(ended_at=None, offer__isnull=False),
        "open": every.filter(ended_at=None, offer=None),
        "ended": every.exclude(ended_at=None).order_by("-ended_at")[:10],
    }
    return page(request, "workplaces/waiting.html", context)


def wait_for(request: HouseRequest, key: str) -> HttpResponse:
    """Wait for a workplace that is taken."""
    by = request.actor
    workplace = get_object_or_404(Workplace.objects.visible_to(by), key=key)
    by.must(rules.wait_for, workplace)
    policy = policies_of(by.house)[workplace.kind]
    initial = {"day": by.today, "slot": "day", **request.GET.dict()}
    form = forms.WaitForForm(request.POST or None, policy=policy, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.wait_for(workplace, **form.cleaned_data, by=by)
            return done(request, reverse("workplaces:waiting"), _("You are asked as soon as it comes free."))
    said = {"heading": _("Wait for %(what)s") % {"what": workplace}, "submit": _("Wait"), "back": workplace}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_POST
def stop_waiting(request: HouseRequest, key: str) -> HttpResponse:
    """Wait no more."""
    return _at_once(request, key, acts.stop_waiting, _("You wait no more."))


@require_POST
def accept_offer(request: HouseRequest, key: str) -> HttpResponse:
    """Take what is offered."""
    return _at_once(request, key, acts.accept_offer, _("It is yours."))


@require_POST
def decline_offer(request: HouseRequest, key: str) -> HttpResponse:
    """Let what is offered go to the next."""
    return _at_once(request, key, acts.decline_offer, _("It goes to the next who waits."))


def _at_once(request: HouseRequest, key: str, act: Any, told: str) -> HttpResponse:
    wait = get_object_or_404(Waiting.objects.visible_to(request.actor), key=key)
    return at_once(request, lambda: act(wait, by=request.actor), reverse("workplaces:waiting"), told)


def begin_series(request: HouseRequest, key: str) -> HttpResponse:
    """Book the same hours week after week."""
    by = request.actor
    workplace = get_object_or_404(Workplace.objects.visible_to(by), key=key)
    by.must(rules.begin_series, workplace)
    policy = policies_of(by.house)[workplace.kind]
    initial = {"first_on": by.today, "shown": Shown.BUSY, "slot": "day", "every_weeks": 1}
    form = forms.BeginSeriesForm(request.POST or None, policy=policy, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = series_acts.begin_series(workplace, **form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("The days that could be had are yours."))
    said = {"heading": _("Book %(what)s every week") % {"what": workplace}, "submit": _("Book"), "back": workplace}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_GET
def series(request: HouseRequest, key: str) -> HttpResponse:
    """A series: what is booked, and the days it could not have, with why."""
    by = request.actor
    shown = get_object_or_404(Series.objects.visible_to(by), key=key)
    context = {
        **SECTION,
        "series": shown,
        "bookings": shown.bookings.standing().filter(offered_until=None),
        "skipped": shown.skipped.select_related("waiting__offer"),
        "weekdays": [name for number, name in WEEKDAYS if number in shown.weekdays],
    }
    return page(request, "workplaces/series.html", context)


@require_POST
def end_series(request: HouseRequest, key: str) -> HttpResponse:
    """End a series."""
    by = request.actor
    shown = get_object_or_404(Series.objects.visible_to(by), key=key)
    told = _("The series is ended, and its places are free.")
    try:
        series_acts.end_series(shown, by=by)
    except Refused as refusal:
        told = str(refusal)
    return done(request, shown.get_absolute_url(), told)


def _me(request: HouseRequest) -> Any:
    return request.actor.person.pk if request.actor.person else None


def offer_transfer(request: HouseRequest, key: str) -> HttpResponse:
    """Offer a booking to somebody."""
    by = request.actor
    shown = get_object_or_404(Booking.objects.visible_to(by).select_related("workplace"), key=key)
    by.must(rules.offer_transfer, shown)
    form = forms.OfferTransferForm(request.POST or None, booking=shown, by=by)
    theirs = form.fields["in_return"].queryset  # type: ignore[attr-defined]
    note_looks(persons=set(theirs.values_list("person", flat=True)), where="plan", by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            transfer_acts.offer_transfer(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("They are asked. It stays yours until they accept."))
    said = {"heading": _("Hand over the booking"), "submit": _("Offer it"), "back": shown}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_GET
def transfers(request: HouseRequest) -> HttpResponse:
    """What one is offered by others, and what one has offered."""
    by = request.actor
    every = Transfer.objects.in_house(by.house).filter(ended_at=None)
    every = every.select_related("booking__workplace__zone", "in_return__workplace", "giver", "to")
    context = {**SECTION, "incoming": every.filter(to=_me(request)), "outgoing": every.filter(giver=_me(request))}
    return page(request, "workplaces/transfers.html", context)


@require_POST
def accept_transfer(request: HouseRequest, key: str) -> HttpResponse:
    """Take a booking over."""
    return _transfer(request, key, transfer_acts.accept_transfer, _("It is yours."))


@require_POST
def decline_transfer(request: HouseRequest, key: str) -> HttpResponse:
    """Say no to a booking."""
    return _transfer(request, key, transfer_acts.decline_transfer, _("It stays where it was."))


@require_POST
def withdraw_transfer(request: HouseRequest, key: str) -> HttpResponse:
    """Take the offer of a booking back."""
    return _transfer(request, key, transfer_acts.withdraw_transfer, _("It stays yours."))


def _transfer(request: HouseRequest, key: str, act: Any, told: str) -> HttpResponse:
    by = request.actor
    shown = get_object_or_404(Transfer.objects.visible_to(by), key=key)
    try:
        act(shown, by=by)
    except Refused as refusal:
        told = str(refusal)
    return done(request, reverse("workplaces:transfers"), told)
