"""Pages of what stands in a subproject: items, members, leads."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.forms.placements import (
    AddItemForm,
    AddMemberForm,
    AppointLeadForm,
    EditItemForm,
    EndPlacementForm,
    PlaceItemForm,
)
from statenshus.portfolio.models import Item, Placement, Subproject
from statenshus.portfolio.rules import placements as rules
from statenshus.portfolio.usecases import placements as acts
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "subprojects"}


def add_item(request: HouseRequest, key: str) -> HttpResponse:
    """Add an item to a subproject."""
    by = request.actor
    subproject = get_object_or_404(Subproject.objects.visible_to(by), key=key)
    by.must(rules.add_item, subproject)
    form = AddItemForm(request.POST or None, initial=_days(request, subproject))
    if form.is_valid():
        with refusals(form):
            acts.add_item(subproject, **form.cleaned_data, by=by)
            return done(request, subproject.get_absolute_url(), _("It stands in the subproject now."))
    return page(request, "portfolio/add_item.html", SECTION | {"subproject": subproject}, form=form)


def edit_item(request: HouseRequest, key: str) -> HttpResponse:
    """Say anew what an item is."""
    by = request.actor
    item = get_object_or_404(Item.objects.visible_to(by), key=key)
    by.must(rules.edit_item, item)
    home = _home_of(item, request)
    form = EditItemForm(request.POST or None, initial={name: getattr(item, name) for name in EditItemForm.base_fields})
    if form.is_valid():
        with refusals(form):
            acts.edit_item(item, **form.cleaned_data, by=by)
            return done(request, home.get_absolute_url() if home else reverse("portfolio:subprojects"), _("Saved."))
    context = {"item": item, "subproject": home}
    return page(request, "portfolio/edit_item.html", SECTION | context, form=form)


def place_item(request: HouseRequest, key: str) -> HttpResponse:
    """Place an item in one more subproject."""
    by = request.actor
    item = get_object_or_404(Item.objects.visible_to(by), key=key)
    by.must(rules.edit_item, item)
    form = PlaceItemForm(request.POST or None, initial={"valid_from": by.today}, by=by)
    if form.is_valid():
        with refusals(form):
            made = acts.place_item(item, **form.cleaned_data, by=by)
            return done(request, made.subproject.get_absolute_url(), _("It stands in the subproject now."))
    context = {"item": item, "subproject": _home_of(item, request)}
    return page(request, "portfolio/place_item.html", SECTION | context, form=form)


def appoint_lead(request: HouseRequest, key: str) -> HttpResponse:
    """Appoint who leads a subproject."""
    by = request.actor
    subproject = get_object_or_404(Subproject.objects.visible_to(by), key=key)
    by.must(rules.appoint_lead, subproject)
    form = AppointLeadForm(request.POST or None, initial=_days(request, subproject), by=by)
    if form.is_valid():
        with refusals(form):
            acts.appoint_lead(subproject, **form.cleaned_data, by=by)
            return done(request, subproject.get_absolute_url(), _("The lead is on record."))
    return page(request, "portfolio/appoint_lead.html", SECTION | {"subproject": subproject}, form=form)


def add_member(request: HouseRequest, key: str) -> HttpResponse:
    """Add a member to a subproject."""
    by = request.actor
    subproject = get_object_or_404(Subproject.objects.visible_to(by), key=key)
    by.must(rules.add_member, subproject)
    form = AddMemberForm(request.POST or None, initial=_days(request, subproject), by=by)
    if form.is_valid():
        with refusals(form):
            acts.add_member(subproject, **form.cleaned_data, by=by)
            return done(request, subproject.get_absolute_url(), _("The member is on record."))
    return page(request, "portfolio/add_member.html", SECTION | {"subproject": subproject}, form=form)


def end_placement(request: HouseRequest, key: str) -> HttpResponse:
    """Let what stands in a subproject leave it."""
    by = request.actor
    placement = get_object_or_404(Placement.objects.visible_to(by).told(), key=key)
    by.must(rules.end_placement, placement)
    form = EndPlacementForm(request.POST or None, initial={"valid_to": placement.valid_to})
    if form.is_valid():
        with refusals(form):
            acts.end_placement(placement, **form.cleaned_data, by=by)
            return done(request, placement.subproject.get_absolute_url(), _("The last day is on record."))
    context = {"placement": placement, "subproject": placement.subproject}
    return page(request, "portfolio/end_placement.html", SECTION | context, form=form)


def _days(request: HouseRequest, subproject: Subproject) -> dict[str, object]:
    first = max(filter(None, [request.actor.today, subproject.valid_from]))
    return {"valid_from": first, "valid_to": subproject.valid_to}


def _home_of(item: Item, request: HouseRequest) -> Subproject | None:
    """The subproject where the item stands today, or else stood last."""
    placed = Placement.objects.visible_to(request.actor).filter(item=item).select_related("subproject")
    found = placed.at(request.actor.today).first() or placed.order_by("-valid_from").first()
    return found.subproject if found else None
