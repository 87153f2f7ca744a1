"""Pages of travel that was spared, and of what a kilometre costs."""

from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.errors import Refused
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page, refusals
from statenshus.workplaces.forms import trips as forms
from statenshus.workplaces.models import Booking, TravelFactor, Trip
from statenshus.workplaces.rules import hosts
from statenshus.workplaces.rules import trips as rules
from statenshus.workplaces.usecases import trips as acts

SECTION = {"section": "workplaces"}


def state_trip(request: HouseRequest, key: str) -> HttpResponse:
    """Say what journey a booking spares one."""
    by = request.actor
    booking = get_object_or_404(Booking.objects.visible_to(by).select_related("workplace", "house"), key=key)
    by.must(rules.state_trip, booking)
    last = Trip.objects.visible_to(by).order_by("-stated_at").first()
    initial = {"mode": last.mode, "km": last.km, "hours": Decimal(last.minutes) / 60} if last else {}
    form = forms.StateTripForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.state_trip(booking, **form.cleaned_data, by=by)
            return done(request, booking.get_absolute_url(), _("Thank you. It counts, without your name."))
    said = {"heading": _("Travel you are spared"), "submit": _("Save"), "to": booking.get_absolute_url()}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_POST
def withdraw_trip(request: HouseRequest, key: str) -> HttpResponse:
    """Take back what one has said of one's travel."""
    by, told = request.actor, _("It is taken back, and does not count.")
    trip = get_object_or_404(Trip.objects.visible_to(by).select_related("booking__house"), booking__key=key)
    try:
        acts.withdraw_trip(trip, by=by)
    except Refused as refusal:
        told = str(refusal)
    return done(request, trip.booking.get_absolute_url(), told)


@require_GET
def factors(request: HouseRequest) -> HttpResponse:
    """What a kilometre is reckoned to cost, and where each number is from."""
    by = request.actor
    found = TravelFactor.objects.visible_to(by).at(request.on)
    context = {**SECTION, "found": found, "may_host": request.on == by.today and hosts(by)}
    return page(request, "workplaces/factors.html", context)


def set_travel_factor(request: HouseRequest) -> HttpResponse:
    """Say what a kilometre costs."""
    by = request.actor
    by.must(rules.set_travel_factor)
    form = forms.SetTravelFactorForm(request.POST or None, initial={"valid_from": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.set_travel_factor(**form.cleaned_data, by=by)
            return done(request, reverse("workplaces:factors"), _("The factor is on record."))
    said = {"heading": _("Set a factor"), "submit": _("Save"), "to": reverse("workplaces:factors")}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


def end_travel_factor(request: HouseRequest, pk: int) -> HttpResponse:
    """End a factor."""
    by = request.actor
    shown = get_object_or_404(TravelFactor.objects.visible_to(by), pk=pk)
    by.must(rules.end_travel_factor, shown)
    form = forms.EndTravelFactorForm(request.POST or None, initial={"on": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.end_travel_factor(shown, **form.cleaned_data, by=by)
            return done(request, reverse("workplaces:factors"), _("The last day is on record."))
    said = {"heading": _("End a factor"), "submit": _("Save"), "to": reverse("workplaces:factors"), "danger": True}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)
