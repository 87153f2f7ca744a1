"""Pages by which the content of a restructuring is put together."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.portfolio.forms.restructurings import (
    AddSuccessorForm,
    CloseInForm,
    EditSuccessorForm,
    PairLeadForm,
    ProposeLeadForm,
    SetDestinationForm,
)
from statenshus.portfolio.models import Placement, ProposedLead, Subproject, Successor
from statenshus.portfolio.queries.restructurings import change
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases import restructurings as usecases
from statenshus.portfolio.views.restructurings import SECTION, get_restructuring
from statenshus.ui.pages import done, page, refusals


def close_in(request: HouseRequest, key: str) -> HttpResponse:
    """Let a subproject close."""
    by, subject = request.actor, get_restructuring(request, key)
    by.must(rules.edit_restructuring, subject)
    form = CloseInForm(request.POST or None, restructuring=subject, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            closing = usecases.close_in(subject, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("%(name)s closes in the change.") % {"name": closing})
    context = {
        **SECTION,
        "restructuring": subject,
        "heading": _("A subproject that closes"),
        "submit": _("Close it"),
    }
    return page(request, "portfolio/restructuring_act.html", context, form=form)


@require_POST
def keep_open(request: HouseRequest, key: str, subproject: str) -> HttpResponse:
    """Let a subproject not close after all."""
    by, subject = request.actor, get_restructuring(request, key)
    kept = get_object_or_404(Subproject.objects.visible_to(by), key=subproject)
    usecases.keep_open(subject, subproject=kept, by=by)
    return done(request, subject.get_absolute_url(), _("%(name)s does not close in the change.") % {"name": kept})


def add_successor(request: HouseRequest, key: str) -> HttpResponse:
    """Add a subproject to those after the change."""
    by, subject = request.actor, get_restructuring(request, key)
    by.must(rules.edit_restructuring, subject)
    form = AddSuccessorForm(request.POST or None, restructuring=subject, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.add_successor(subject, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("%(name)s is added.") % {"name": made})
    context = {**SECTION, "restructuring": subject, "heading": _("A subproject after the change"), "submit": _("Add")}
    return page(request, "portfolio/restructuring_act.html", context, form=form)


def edit_successor(request: HouseRequest, key: str, successor: str) -> HttpResponse:
    """Word a subproject of the change anew."""
    by, subject = request.actor, get_restructuring(request, key)
    edited = _successor(request, key, successor)
    by.must(rules.edit_successor, edited)
    form = EditSuccessorForm(request.POST or None, initial={"name": edited.name, "summary": edited.summary})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.edit_successor(edited, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("The subproject is saved."))
    context = {
        **SECTION,
        "restructuring": subject,
        "heading": _("Edit the text of the subproject"),
        "submit": _("Save"),
    }
    return page(request, "portfolio/restructuring_act.html", context, form=form)


@require_POST
def remove_successor(request: HouseRequest, key: str, successor: str) -> HttpResponse:
    """Take a subproject out of the change."""
    subject, removed = get_restructuring(request, key), _successor(request, key, successor)
    usecases.remove_successor(removed, by=request.actor)
    return done(request, subject.get_absolute_url(), _("%(name)s is removed.") % {"name": removed.name})


def propose_lead(request: HouseRequest, key: str) -> HttpResponse:
    """Propose somebody to lead."""
    by, subject = request.actor, get_restructuring(request, key)
    by.must(rules.edit_restructuring, subject)
    form = ProposeLeadForm(request.POST or None, restructuring=subject, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.propose_lead(subject, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("%(name)s is proposed.") % {"name": made.person})
    context = {**SECTION, "restructuring": subject, "heading": _("Propose a lead"), "submit": _("Propose")}
    return page(request, "portfolio/restructuring_act.html", context, form=form)


def pair_lead(request: HouseRequest, key: str, person: str) -> HttpResponse:
    """Say what a proposed lead shall lead."""
    by, subject = request.actor, get_restructuring(request, key)
    lead = _lead(request, key, person)
    by.must(rules.pair_lead, lead)
    form = PairLeadForm(request.POST or None, restructuring=subject, by=by, initial={"successor": lead.successor_id})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.pair_lead(lead, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("What %(name)s will lead is saved.") % {"name": lead})
    heading = _("What %(name)s will lead") % {"name": lead.person}
    context = {**SECTION, "restructuring": subject, "heading": heading, "submit": _("Save")}
    return page(request, "portfolio/restructuring_act.html", context, form=form)


@require_POST
def drop_lead(request: HouseRequest, key: str, person: str) -> HttpResponse:
    """Take back that somebody is proposed."""
    subject, lead = get_restructuring(request, key), _lead(request, key, person)
    usecases.drop_lead(lead, by=request.actor)
    return done(request, subject.get_absolute_url(), _("%(name)s is no longer proposed.") % {"name": lead.person})


def set_destination(request: HouseRequest, key: str) -> HttpResponse:
    """Say where everything goes, in one form; what is emptied is taken back. All is saved, or nothing."""
    by, subject = request.actor, get_restructuring(request, key)
    by.must(rules.edit_restructuring, subject)
    form = SetDestinationForm(request.POST or None, change=change(subject, by.today))
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            for placement, successors, ends_because in form.changed():
                if successors or ends_because:
                    usecases.set_destination(
                        subject, placement=placement, successors=successors, ends_because=ends_because, by=by
                    )
                else:
                    usecases.clear_destination(subject, placement=placement, by=by)
            return done(request, subject.get_absolute_url(), _("Where everything goes is saved."))
    return page(request, "portfolio/set_destination.html", {**SECTION, "restructuring": subject}, form=form)


@require_POST
def clear_destination(request: HouseRequest, key: str, placement: str) -> HttpResponse:
    """Take back where one thing goes."""
    by, subject = request.actor, get_restructuring(request, key)
    cleared = get_object_or_404(Placement.objects.visible_to(by), key=placement)
    usecases.clear_destination(subject, placement=cleared, by=by)
    return done(request, subject.get_absolute_url(), _("Where %(name)s goes is open again.") % {"name": cleared})


def _successor(request: HouseRequest, key: str, successor: str) -> Successor:
    found = Successor.objects.visible_to(request.actor).select_related("restructuring")
    return get_object_or_404(found, restructuring__key=key, key=successor)


def _lead(request: HouseRequest, key: str, person: str) -> ProposedLead:
    found = ProposedLead.objects.visible_to(request.actor).select_related("restructuring", "person", "organisation")
    return get_object_or_404(found, restructuring__key=key, person__key=person)
