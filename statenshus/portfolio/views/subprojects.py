"""Pages of subprojects."""

from datetime import timedelta

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.forms.subprojects import DescribeSubprojectForm, EndSubprojectForm, StartSubprojectForm
from statenshus.portfolio.models import Placement, Restructuring, Subproject
from statenshus.portfolio.queries.subprojects import lineage, standing, standings
from statenshus.portfolio.rules import placements as placement_rules
from statenshus.portfolio.rules import subprojects as rules
from statenshus.portfolio.rules import tends
from statenshus.portfolio.usecases import subprojects as acts
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "subprojects"}


def subprojects(request: HouseRequest) -> HttpResponse:
    """The subprojects as of the day, those that had ended by then, and today those that will start. Four queries."""
    by, on = request.actor, request.on
    every = Subproject.objects.visible_to(by)
    context = {
        "standings": standings(by, on),
        "earlier": every.filter(valid_to__lte=on).order_by("-valid_to", "position"),
        "later": every.filter(valid_from__gt=on).order_by("valid_from", "position") if on == by.today else [],
        "may_start": by.may(rules.start_subproject),
    }
    return page(request, "portfolio/subprojects.html", SECTION | context)


def subproject(request: HouseRequest, key: str) -> HttpResponse:
    """One subproject as of the day; one that had ended by then as it was on its last day."""
    by, on = request.actor, request.on
    subproject = get_object_or_404(Subproject.objects.visible_to(by), key=key)
    last_day = subproject.valid_to - timedelta(days=1) if subproject.valid_to else None
    has_ended = last_day is not None and last_day < on
    leads = Placement.objects.visible_to(by).told().filter(subproject=subproject, kind=Placement.Kind.LEAD)
    known = leads if on == by.today else leads.filter(Q(valid_from=None) | Q(valid_from__lte=on))
    closing = Restructuring.objects.visible_to(by).filter(closings__subproject=subproject).staged(on)
    context = {
        "subproject": subproject,
        "standing": standing(subproject, by, last_day if last_day and has_ended else on),
        "has_ended": has_ended,
        "is_to_start": subproject.valid_from is not None and on < subproject.valid_from,
        "leads": known.order_by("-valid_from"),
        "lineage": lineage(subproject, by, on=on, whole=True),
        "proposals": [change for change in closing if change.is_open],
        "may_describe": by.may(rules.describe_subproject, subproject),
        "may_end": by.may(rules.end_subproject, subproject),
        "may_appoint": by.may(placement_rules.appoint_lead, subproject),
        "may_tend": by.may(tends, subproject),
    }
    return page(request, "portfolio/subproject.html", SECTION | context)


def start_subproject(request: HouseRequest) -> HttpResponse:
    """Start a subproject."""
    by = request.actor
    by.must(rules.start_subproject)
    form = StartSubprojectForm(request.POST or None, initial={"valid_from": by.today})
    if form.is_valid():
        with refusals(form):
            made = acts.start_subproject(**form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("The subproject is on record."))
    return page(request, "portfolio/start_subproject.html", SECTION, form=form)


def describe_subproject(request: HouseRequest, key: str) -> HttpResponse:
    """Name a subproject and say what it is about."""
    by = request.actor
    subproject = get_object_or_404(Subproject.objects.visible_to(by), key=key)
    by.must(rules.describe_subproject, subproject)
    said = {name: getattr(subproject, name) for name in DescribeSubprojectForm.base_fields}
    form = DescribeSubprojectForm(request.POST or None, initial=said)
    if form.is_valid():
        with refusals(form):
            acts.describe_subproject(subproject, **form.cleaned_data, by=by)
            return done(request, subproject.get_absolute_url(), _("Saved."))
    return page(request, "portfolio/describe_subproject.html", SECTION | {"subproject": subproject}, form=form)


def end_subproject(request: HouseRequest, key: str) -> HttpResponse:
    """End a subproject."""
    by = request.actor
    subproject = get_object_or_404(Subproject.objects.visible_to(by), key=key)
    by.must(rules.end_subproject, subproject)
    form = EndSubprojectForm(request.POST or None, initial={"valid_to": subproject.valid_to})
    if form.is_valid():
        with refusals(form):
            acts.end_subproject(subproject, **form.cleaned_data, by=by)
            return done(request, subproject.get_absolute_url(), _("The last day is on record."))
    return page(request, "portfolio/end_subproject.html", SECTION | {"subproject": subproject}, form=form)
