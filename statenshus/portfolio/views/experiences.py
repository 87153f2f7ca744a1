"""Pages of experiences."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.forms.experiences import (
    AddOutcomeForm,
    EditExperienceForm,
    FilterForm,
    RecordExperienceForm,
    ReopenExperienceForm,
    SettleExperienceForm,
)
from statenshus.portfolio.models import Experience
from statenshus.portfolio.queries.experiences import finding, findings, found, themes
from statenshus.portfolio.rules import experiences as rules
from statenshus.portfolio.usecases import experiences as acts
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "experiences"}
A_PAGE = 25


def experiences(request: HouseRequest) -> HttpResponse:
    """The experiences as of the day, of one state or theme where asked for, a page at a time. Four queries."""
    by, on = request.actor, request.on
    filter_form = FilterForm(request.GET, themes=themes(by, on))
    state, theme = filter_form.chosen("state"), filter_form.chosen("theme")
    pages = Paginator(found(by, on, state=state, theme=theme), A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "filter": filter_form,
        "is_filtered": bool(state or theme),
        "found": shown,
        "findings": findings(shown, by, on),
        "may_record": by.may(rules.record_experience),
    }
    return page(request, "portfolio/experiences.html", SECTION | context, region="experiences")


def experience(request: HouseRequest, key: str) -> HttpResponse:
    """One experience as of the day."""
    by, on = request.actor, request.on
    experience = get_object_or_404(Experience.objects.visible_to(by), key=key)
    context = {
        "finding": finding(experience, by, on),
        "is_found": experience.found_on <= on,
        "may_edit": by.may(rules.edit_experience, experience),
    }
    return page(request, "portfolio/experience.html", SECTION | context)


def record_experience(request: HouseRequest) -> HttpResponse:
    """Put down an experience."""
    by = request.actor
    by.must(rules.record_experience)
    form = RecordExperienceForm(request.POST or None, initial={"found_on": by.today})
    if form.is_valid():
        with refusals(form):
            made = acts.record_experience(**form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("The experience is on record."))
    return page(request, "portfolio/record_experience.html", SECTION, form=form)


def edit_experience(request: HouseRequest, key: str) -> HttpResponse:
    """Mend what was put down."""
    by = request.actor
    experience = get_object_or_404(Experience.objects.visible_to(by), key=key)
    by.must(rules.edit_experience, experience)
    said = {name: getattr(experience, name) for name in EditExperienceForm.base_fields}
    form = EditExperienceForm(request.POST or None, initial=said)
    if form.is_valid():
        with refusals(form):
            acts.edit_experience(experience, **form.cleaned_data, by=by)
            return done(request, experience.get_absolute_url(), _("Saved."))
    return page(request, "portfolio/edit_experience.html", SECTION | {"experience": experience}, form=form)


def add_outcome(request: HouseRequest, key: str) -> HttpResponse:
    """Tell what an experience led to."""
    by = request.actor
    experience = get_object_or_404(Experience.objects.visible_to(by), key=key)
    by.must(rules.add_outcome, experience)
    form = AddOutcomeForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            acts.add_outcome(experience, **form.cleaned_data, by=by)
            return done(request, experience.get_absolute_url(), _("What it led to is on record."))
    return page(request, "portfolio/add_outcome.html", SECTION | {"experience": experience}, form=form)


def settle_experience(request: HouseRequest, key: str) -> HttpResponse:
    """Say when and how an experience was settled."""
    by = request.actor
    experience = get_object_or_404(Experience.objects.visible_to(by), key=key)
    by.must(rules.settle_experience, experience)
    form = SettleExperienceForm(request.POST or None, initial={"settled_on": by.today})
    if form.is_valid():
        with refusals(form):
            acts.settle_experience(experience, **form.cleaned_data, by=by)
            return done(request, experience.get_absolute_url(), _("The experience is settled."))
    return page(request, "portfolio/settle_experience.html", SECTION | {"experience": experience}, form=form)


def reopen_experience(request: HouseRequest, key: str) -> HttpResponse:
    """Take back that an experience is settled."""
    by = request.actor
    experience = get_object_or_404(Experience.objects.visible_to(by), key=key)
    by.must(rules.reopen_experience, experience)
    form = ReopenExperienceForm(request.POST or None)
    if form.is_valid():
        with refusals(form):
            acts.reopen_experience(experience, by=by)
            return done(request, experience.get_absolute_url(), _("The experience is open again."))
    return page(request, "portfolio/reopen_experience.html", SECTION | {"experience": experience}, form=form)
