"""Pages of the plan of a year."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.forms import years as forms
from statenshus.meetings.models import FixedDate, PlannedBody, PlannedDate, YearPlan
from statenshus.meetings.queries import years as queries
from statenshus.meetings.rules import years as rules
from statenshus.meetings.usecases import years as acts
from statenshus.meetings.views.acting import act_page
from statenshus.ui.pages import at_once, done, page, refusals

SECTION = {"section": "meetings"}
USUAL: dict[str, Any] = {
    "count": 6, "least_days": 21, "most_days": 75, "weekdays": [1, 2, 3, 4], "begins": "09:00", "minutes": 120,
    "format": "physical",
}  # fmt: skip


@require_GET
def years(request: HouseRequest) -> HttpResponse:
    """The plans there are."""
    by = request.actor
    found = YearPlan.objects.visible_to(by)
    may_open = request.on == by.today and by.may(rules.open_year, by.house)
    return page(request, "meetings/years.html", {**SECTION, "found": found, "may_open": may_open})


@require_GET
def year(request: HouseRequest, key: str) -> HttpResponse:
    """One plan: what is wanted, and the dates."""
    by, plan = request.actor, _plan(request, key)
    may_change = plan.is_open and request.on == by.today and by.may(rules.propose_year, plan)
    context = {**SECTION, "plan": plan, "year": queries.year(plan, by), "may_change": may_change}
    return page(request, "meetings/year.html", context, region="proposal")


def open_year(request: HouseRequest) -> HttpResponse:
    """Begin a plan."""
    by = request.actor
    by.must(rules.open_year, by.house)
    first = by.today.replace(year=by.today.year + 1, month=1, day=1)
    initial = {"name": _("Year %(year)s") % {"year": first.year}, "first_on": first}
    initial["until_on"] = first.replace(year=first.year + 1)
    form = forms.OpenYearForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = acts.open_year(by.house, **form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("Now say which bodies are to meet."))
    return act_page(request, form, _("Plan a year"), _("Begin"), reverse("meetings:years"))


def plan_body(request: HouseRequest, key: str) -> HttpResponse:
    """Say how often a body is to meet, or put it right."""
    by, plan = request.actor, _plan(request, key)
    by.must(rules.plan_body, plan)
    now = plan.bodies.select_related("body").filter(body__key=request.GET.get("body", "")).first()
    said = {name: getattr(now, name) for name in (*USUAL, "place", "link")} if now else USUAL
    initial = {**said, "body": now.body.key if now else None}
    form = forms.PlanBodyForm(request.POST or None, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.plan_body(plan, **form.cleaned_data, by=by)
            return done(request, plan.get_absolute_url(), _("That is what is wanted."))
    return act_page(request, form, _("How often it is to meet"), _("Save"), plan.get_absolute_url())


def enter_fixed_date(request: HouseRequest, key: str) -> HttpResponse:
    """Enter a date that is given."""
    by, plan = request.actor, _plan(request, key)
    by.must(rules.enter_fixed_date, plan)
    form = forms.EnterFixedDateForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.enter_fixed_date(plan, **form.cleaned_data, by=by)
            return done(request, plan.get_absolute_url(), _("The date is entered."))
    return act_page(request, form, _("A fixed date"), _("Enter"), plan.get_absolute_url())


def move_planned_date(request: HouseRequest, key: str) -> HttpResponse:
    """Move a date by hand."""
    by = request.actor
    rows = PlannedDate.objects.visible_to(by).select_related("of__plan", "of__body")
    planned = get_object_or_404(rows, key=key)
    by.must(rules.move_planned_date, planned)
    plan = planned.of.plan
    form = forms.MovePlannedDateForm(request.POST or None, initial={"on": planned.on_day})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.move_planned_date(planned, **form.cleaned_data, by=by)
            return done(request, plan.get_absolute_url(), _("The rest settles round it in a moment."))
    heading = _("Move meeting %(number)s of %(body)s") % {"number": planned.number, "body": planned.of.body}
    return act_page(request, form, heading, _("Move"), plan.get_absolute_url())


@require_POST
def leave_out_body(request: HouseRequest, key: str) -> HttpResponse:
    """Leave a body out."""
    rows = PlannedBody.objects.visible_to(request.actor).select_related("plan", "body")
    planned = get_object_or_404(rows, key=key)
    told = _("It is left out.")
    return at_once(
        request, lambda: acts.leave_out_body(planned, by=request.actor), planned.plan.get_absolute_url(), told
    )


@require_POST
def remove_fixed_date(request: HouseRequest, key: str) -> HttpResponse:
    """Take a fixed date out."""
    fixed = get_object_or_404(FixedDate.objects.visible_to(request.actor).select_related("plan"), key=key)
    told = _("The date is taken out.")
    return at_once(
        request, lambda: acts.remove_fixed_date(fixed, by=request.actor), fixed.plan.get_absolute_url(), told
    )


@require_POST
def propose_year(request: HouseRequest, key: str) -> HttpResponse:
    """Ask for a proposal."""
    plan, told = _plan(request, key), _("A proposal is being worked out.")
    return at_once(request, lambda: acts.propose_year(plan, by=request.actor), plan.get_absolute_url(), told)


@require_POST
def adopt_year(request: HouseRequest, key: str) -> HttpResponse:
    """Adopt the plan."""
    plan, told = _plan(request, key), _("The meetings are on record. Send the notices when it is time.")
    return at_once(request, lambda: acts.adopt_year(plan, by=request.actor), plan.get_absolute_url(), told)


@require_POST
def drop_year(request: HouseRequest, key: str) -> HttpResponse:
    """Drop the plan."""
    plan, told = _plan(request, key), _("The plan is dropped.")
    return at_once(request, lambda: acts.drop_year(plan, by=request.actor), plan.get_absolute_url(), told)


def _plan(request: HouseRequest, key: str) -> YearPlan:
    return get_object_or_404(YearPlan.objects.visible_to(request.actor), key=key)
