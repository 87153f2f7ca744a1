"""Pages of bodies."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.people.forms import bodies as forms
from statenshus.people.models import Body
from statenshus.people.queries import seats_in, standing_bodies
from statenshus.people.rules import bodies as rules
from statenshus.people.rules import seats as seat_rules
from statenshus.people.usecases import bodies as usecases
from statenshus.ui.pages import done, page, refusals


def bodies(request: HouseRequest) -> HttpResponse:
    """The bodies as of the day."""
    by, day = request.actor, request.on
    context = {
        "section": "bodies",
        "bodies": standing_bodies(by, day),
        "may_found": day == by.today and by.may(rules.found_body),
    }
    return page(request, "people/bodies.html", context)


def body(request: HouseRequest, key: str) -> HttpResponse:
    """One body as of the day: its seats, who holds them, who is called instead, and who sat before."""
    by, day = request.actor, request.on
    shown = _body(request, key)
    seats = seats_in(shown, day)
    now = day == by.today
    context = {
        "section": "bodies",
        "body": shown,
        "exists": shown.holds_at(day),
        "seats": [each for each in seats if each.seat.holds_at(day)],
        "removed": [each for each in seats if each.seat.valid_to and each.seat.valid_to <= day],
        "may_describe": now and by.may(rules.describe_body, shown),
        "may_add_seat": now and shown.holds_at(day) and by.may(seat_rules.add_seat, shown),
        "parts": [(part, import_string(reading)(by, shown, day)) for part, reading in settings.BODY_PARTS.items()],
    }
    return page(request, "people/body.html", context)


def found_body(request: HouseRequest) -> HttpResponse:
    """Found a body."""
    by = request.actor
    by.must(rules.found_body)
    form = forms.FoundBodyForm(request.POST or None, initial={"valid_from": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.found_body(**form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("%s is set up. Now add its seats.") % made.name)
    return page(request, "people/found_body.html", {"section": "bodies", "back": reverse("people:bodies")}, form=form)


def describe_body(request: HouseRequest, key: str) -> HttpResponse:
    """Say what a body is called and what it is for."""
    by, shown = request.actor, _body(request, key)
    by.must(rules.describe_body, shown)
    form = forms.DescribeBodyForm(request.POST or None, initial={"name": shown.name, "purpose": shown.purpose})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.describe_body(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("The description was saved."))
    return page(request, "people/describe_body.html", {"section": "bodies", "body": shown}, form=form)


def dissolve_body(request: HouseRequest, key: str) -> HttpResponse:
    """Dissolve a body."""
    by, shown = request.actor, _body(request, key)
    by.must(rules.dissolve_body, shown)
    form = forms.DissolveBodyForm(request.POST or None, initial={"on": by.today + timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.dissolve_body(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("The last day is on record."))
    return page(request, "people/dissolve_body.html", {"section": "bodies", "body": shown}, form=form)


def _body(request: HouseRequest, key: str) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.actor), key=key)
