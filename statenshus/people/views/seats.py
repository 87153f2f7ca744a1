"""Pages of seats."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.people.forms import seats as forms
from statenshus.people.models import Body, Seat, SeatHolding
from statenshus.people.rules import seats as rules
from statenshus.people.usecases import seats as usecases
from statenshus.ui.pages import done, page, refusals


def add_seat(request: HouseRequest, key: str) -> HttpResponse:
    """Add a seat to a body."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    by.must(rules.add_seat, body)
    form = forms.AddSeatForm(request.POST or None, by=by, initial={"valid_from": by.today, "role": "member"})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.add_seat(body, **form.cleaned_data, by=by)
            return done(request, body.get_absolute_url(), _("The seat is added."))
    return page(request, "people/add_seat.html", {"section": "bodies", "body": body}, form=form)


def remove_seat(request: HouseRequest, key: str) -> HttpResponse:
    """Take a seat out of its body."""
    by, seat = request.actor, _seat(request, key)
    by.must(rules.remove_seat, seat)
    form = forms.RemoveSeatForm(request.POST or None, initial={"on": by.today + timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.remove_seat(seat, **form.cleaned_data, by=by)
            return done(request, seat.body.get_absolute_url(), _("The last day is on record."))
    return page(request, "people/remove_seat.html", _about(seat), form=form)


def seat_person(request: HouseRequest, key: str) -> HttpResponse:
    """Seat a person, as holder or deputy."""
    by, seat = request.actor, _seat(request, key)
    by.must(rules.seat_person, seat)
    is_held = seat.holdings.at(by.today).filter(rank=0).exists()
    initial = {"valid_from": by.today, "deputy": "deputy" if is_held else "holder"}
    form = forms.SeatPersonForm(request.POST or None, by=by, seat=seat, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.seat_person(seat, **form.cleaned_data, by=by)
            return done(request, seat.body.get_absolute_url(), _("%s is seated.") % made.person)
    return page(request, "people/seat_person.html", _about(seat), form=form)


def unseat_person(request: HouseRequest, pk: int) -> HttpResponse:
    """Let a person leave a seat."""
    by = request.actor
    rows = SeatHolding.objects.visible_to(by).select_related("person", "seat__body", "seat__organisation")
    holding = get_object_or_404(rows, pk=pk)
    by.must(rules.unseat_person, holding)
    form = forms.UnseatPersonForm(request.POST or None, initial={"on": by.today + timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.unseat_person(holding, **form.cleaned_data, by=by)
            return done(request, holding.seat.body.get_absolute_url(), _("The last day is on record."))
    return page(request, "people/unseat_person.html", {**_about(holding.seat), "holding": holding}, form=form)


def reorder_deputies(request: HouseRequest, key: str) -> HttpResponse:
    """Set the order in which the deputies of a seat are called, from today."""
    by, seat = request.actor, _seat(request, key)
    by.must(rules.reorder_deputies, seat)
    deputies = list(seat.holdings.at(by.today).filter(rank__gt=0).select_related("person"))
    form = forms.ReorderDeputiesForm(request.POST or None, deputies=deputies)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.reorder_deputies(seat, deputies=form.order(), on=by.today, by=by)
            return done(
                request, seat.body.get_absolute_url(), _("The deputies are called in the new order from today.")
            )
    return page(request, "people/reorder_deputies.html", _about(seat), form=form)


def _seat(request: HouseRequest, key: str) -> Seat:
    rows = Seat.objects.visible_to(request.actor).select_related("body", "organisation")
    return get_object_or_404(rows, key=key)


def _about(seat: Seat) -> dict[str, Any]:
    return {"section": "bodies", "seat": seat, "body": seat.body}
