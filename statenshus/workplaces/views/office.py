"""Pages of those who run the office: its places, what holds, and its rules, which all may read."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page, refusals
from statenshus.workplaces.forms import places as forms
from statenshus.workplaces.models import (
    Closure,
    Floor,
    OfficeRules,
    Site,
    Workplace,
    Zone,
    office_of,
    policies_of,
)
from statenshus.workplaces.queries.office_rules import unread_rules
from statenshus.workplaces.rules import hosts
from statenshus.workplaces.rules import places as rules
from statenshus.workplaces.usecases import office as acts
from statenshus.workplaces.usecases import places as place_acts
from statenshus.workplaces.usecases import workplaces as workplace_acts

SECTION = {"section": "workplaces"}
DRAWN = ("x", "y", "width", "depth")


def _act(
    request: HouseRequest,
    form: BaseForm,
    act: Callable[[dict[str, Any]], Any],
    heading: str,
    *,
    to: str = "",
    back: models.Model | None = None,
    danger: bool = False,
) -> HttpResponse:
    """A page with a form, that does the act and leads on."""
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            act(form.cleaned_data)
            return done(request, to or reverse("workplaces:office"), _("Saved."))
    said = {"heading": heading, "submit": _("Save"), "back": back, "danger": danger, "in_office": back is None}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_GET
def office(request: HouseRequest) -> HttpResponse:
    """What the office is made of and what holds in it; those who run it change it here."""
    by = request.actor
    context = {
        **SECTION,
        "sites": Site.objects.visible_to(by).prefetch_related(
            "floors__zones__accesses__organisation", "floors__zones__workplaces"
        ),
        "policies": list(policies_of(by.house).values()),
        "office": office_of(by.house),
        "newest": OfficeRules.objects.in_house(by.house).first(),
        "may_host": hosts(by),
        "on_day": by.today,
    }
    return page(request, "workplaces/office.html", context)


@require_GET
def site(request: HouseRequest, key: str) -> HttpResponse:
    """A site: how to get in, and its floors."""
    by = request.actor
    shown = get_object_or_404(Site.objects.visible_to(by).prefetch_related("floors__zones"), key=key)
    return page(request, "workplaces/site.html", {**SECTION, "site": shown, "may_edit": by.may(rules.edit_site, shown)})


def add_site(request: HouseRequest) -> HttpResponse:
    """Add a site."""
    by = request.actor
    by.must(rules.add_site)
    form = forms.SiteForm(request.POST or None)
    return _act(request, form, lambda said: place_acts.add_site(**said, by=by), _("Add a building"))


def edit_site(request: HouseRequest, key: str) -> HttpResponse:
    """Change a site."""
    by = request.actor
    shown = get_object_or_404(Site.objects.visible_to(by), key=key)
    by.must(rules.edit_site, shown)
    form = forms.SiteForm(request.POST or None, initial=_of(shown, "name", "address", "about"))
    act = lambda said: place_acts.edit_site(shown, **said, source=shown.source, by=by)  # noqa: E731
    return _act(request, form, act, _("Change %(what)s") % {"what": shown})


def add_floor(request: HouseRequest, key: str) -> HttpResponse:
    """Add a floor to a site."""
    by = request.actor
    shown = get_object_or_404(Site.objects.visible_to(by), key=key)
    by.must(rules.add_floor, shown)
    form = forms.FloorForm(request.POST or None)
    act = lambda said: place_acts.add_floor(shown, **said, by=by)  # noqa: E731
    return _act(request, form, act, _("Add a floor to %(what)s") % {"what": shown})


def edit_floor(request: HouseRequest, key: str) -> HttpResponse:
    """Change a floor."""
    by = request.actor
    shown = get_object_or_404(Floor.objects.visible_to(by), key=key)
    by.must(rules.edit_floor, shown)
    form = forms.FloorForm(request.POST or None, initial=_of(shown, "name", "level", "width", "depth"))
    act = lambda said: place_acts.edit_floor(shown, **said, by=by)  # noqa: E731
    return _act(request, form, act, _("Change %(what)s") % {"what": shown})


def add_zone(request: HouseRequest, key: str) -> HttpResponse:
    """Add a zone to a floor."""
    by = request.actor
    shown = get_object_or_404(Floor.objects.visible_to(by).select_related("site"), key=key)
    by.must(rules.add_zone, shown)
    form = forms.ZoneForm(request.POST or None, by=by, initial={"width": shown.width, "depth": shown.depth})
    act = lambda said: place_acts.add_zone(shown, **said, by=by)  # noqa: E731
    return _act(request, form, act, _("Add a zone to %(what)s") % {"what": shown})


def edit_zone(request: HouseRequest, key: str) -> HttpResponse:
    """Change a zone, and for whom it opens."""
    by = request.actor
    shown = get_object_or_404(Zone.objects.visible_to(by), key=key)
    by.must(rules.edit_zone, shown)
    initial = _of(shown, "name", "kind", *DRAWN) | {"about": shown.rules}
    initial["organisations"] = list(shown.accesses.values_list("organisation__key", flat=True))
    form = forms.ZoneForm(request.POST or None, by=by, initial=initial)
    act = lambda said: place_acts.edit_zone(shown, **said, by=by)  # noqa: E731
    return _act(request, form, act, _("Change %(what)s") % {"what": shown})


def add_workplace(request: HouseRequest, key: str) -> HttpResponse:
    """Add a workplace to a zone."""
    by = request.actor
    zone = get_object_or_404(Zone.objects.visible_to(by).select_related("floor"), key=key)
    by.must(rules.add_workplace, zone)
    initial = {"valid_from": by.today, "x": zone.x, "y": zone.y}
    form = forms.AddWorkplaceForm(request.POST or None, zone=zone, by=by, initial=initial)
    act = lambda said: workplace_acts.add_workplace(zone, **said, by=by)  # noqa: E731
    return _act(request, form, act, _("Add a workplace to %(what)s") % {"what": zone})


def edit_workplace(request: HouseRequest, key: str) -> HttpResponse:
    """Change a workplace."""
    by, shown = request.actor, _workplace(request, key)
    by.must(rules.edit_workplace, shown)
    form = forms.EditWorkplaceForm(request.POST or None, initial=_of(shown, *workplace_acts.WHAT, *DRAWN))
    act = lambda said: workplace_acts.edit_workplace(shown, **said, by=by)  # noqa: E731
    heading = _("Change %(what)s") % {"what": shown}
    return _act(request, form, act, heading, to=shown.get_absolute_url(), back=shown)


def retire_workplace(request: HouseRequest, key: str) -> HttpResponse:
    """Take a workplace out of use."""
    by, shown = request.actor, _workplace(request, key)
    by.must(rules.retire_workplace, shown)
    form = forms.RetireWorkplaceForm(request.POST or None, initial={"on": by.today})
    act = lambda said: workplace_acts.retire_workplace(shown, **said, by=by)  # noqa: E731
    heading = _("Take %(what)s out of use") % {"what": shown}
    return _act(request, form, act, heading, to=shown.get_absolute_url(), back=shown, danger=True)


def close_workplace(request: HouseRequest, key: str) -> HttpResponse:
    """Close a workplace for a time."""
    by, shown = request.actor, _workplace(request, key)
    by.must(rules.close_workplace, shown)
    form = forms.CloseWorkplaceForm(request.POST or None)
    act = lambda said: workplace_acts.close_workplace(shown, **said, by=by)  # noqa: E731
    heading = _("Close %(what)s for a time") % {"what": shown}
    return _act(request, form, act, heading, to=shown.get_absolute_url(), back=shown, danger=True)


@require_POST
def reopen_workplace(request: HouseRequest, pk: int) -> HttpResponse:
    """Open a closed workplace again."""
    by = request.actor
    closure = get_object_or_404(Closure.objects.visible_to(by).select_related("workplace"), pk=pk)
    shown = workplace_acts.reopen_workplace(closure, by=by)
    return done(request, shown.get_absolute_url(), _("It is open again."))


def set_policy(request: HouseRequest, of: str) -> HttpResponse:
    """Say what holds for a kind of workplace."""
    by = request.actor
    by.must(rules.set_policy)
    policy = policies_of(by.house).get(of)
    if policy is None:
        raise Http404
    names = list(forms.SetPolicyForm.base_fields)
    form = forms.SetPolicyForm(request.POST or None, initial=_of(policy, *names))
    heading = _("What holds: %(kind)s") % {"kind": policy.get_kind_display()}
    return _act(request, form, lambda said: acts.set_policy(kind=of, **said, by=by), heading)


def set_office(request: HouseRequest) -> HttpResponse:
    """Say how long it is remembered who was where."""
    by = request.actor
    by.must(rules.set_office)
    initial = _of(office_of(by.house), "forget_after_days")
    form = forms.SetOfficeForm(request.POST or None, initial=initial)
    return _act(request, form, lambda said: acts.set_office(**said, by=by), _("What is remembered"))


def issue_rules(request: HouseRequest) -> HttpResponse:
    """Issue the rules of the office in a new version."""
    by = request.actor
    by.must(rules.issue_rules)
    newest = OfficeRules.objects.in_house(by.house).first()
    form = forms.IssueRulesForm(request.POST or None, initial={"text": newest.text if newest else ""})
    to = reverse("workplaces:rules")
    return _act(request, form, lambda said: acts.issue_rules(**said, by=by), _("Issue rules for the office"), to=to)


@require_GET
def rules_page(request: HouseRequest) -> HttpResponse:
    """The rules of the office, with whom they were discussed, and how they read before."""
    by = request.actor
    every = list(OfficeRules.objects.in_house(by.house))
    context = {**SECTION, "newest": every[0] if every else None, "earlier": every[1:], "asks": unread_rules(by)}
    return page(request, "workplaces/rules.html", {**context, "may_host": hosts(by)})


@require_POST
def accept_rules(request: HouseRequest, number: int) -> HttpResponse:
    """Accept the rules."""
    by = request.actor
    found = get_object_or_404(OfficeRules.objects.in_house(by.house), number=number)
    acts.accept_rules(found, by=by)
    return done(request, reverse("workplaces:rules"), _("You have accepted the rules."))


def _workplace(request: HouseRequest, key: str) -> Workplace:
    rows = Workplace.objects.visible_to(request.actor).select_related("zone__floor")
    return get_object_or_404(rows, key=key)


def _of(row: models.Model, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
