"""Pages by which a restructuring comes from stage to stage."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.models import Decision
from statenshus.kernel.actors import Rule
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body
from statenshus.portfolio.forms.restructurings import DecideForm, PutToDecisionForm, StageForm
from statenshus.portfolio.queries.carrying import obstacles
from statenshus.portfolio.queries.restructurings import change
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases import restructurings as usecases
from statenshus.portfolio.views.restructurings import SECTION, get_restructuring
from statenshus.ui.pages import done, page, refusals


def _come_to(
    request: HouseRequest, key: str, rule: Rule, act: Callable[..., Any], heading: str, said: str, lead: str = ""
) -> HttpResponse:
    by, subject = request.actor, get_restructuring(request, key)
    by.must(rule, subject)
    form = StageForm(request.POST or None, by=by, initial={"on": by.today})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            act(subject, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), said)
    context = {**SECTION, "restructuring": subject, "heading": heading, "lead": lead, "submit": heading}
    context["danger"] = rule is rules.withdraw
    return page(request, "portfolio/restructuring_act.html", context, form=form)


def discuss(request: HouseRequest, key: str) -> HttpResponse:
    """Record that the change is under discussion."""
    said = _("It is recorded that the change is under discussion.")
    return _come_to(request, key, rules.discuss, usecases.discuss, _("Record that it is discussed"), said)


def propose(request: HouseRequest, key: str) -> HttpResponse:
    """Record that the change is proposed."""
    said = _("It is recorded that the change is proposed.")
    return _come_to(request, key, rules.propose, usecases.propose, _("Record that it is proposed"), said)


def hear(request: HouseRequest, key: str) -> HttpResponse:
    """Record that those concerned were heard."""
    said = _("It is recorded that the change has been heard.")
    lead = _("Who was heard, and what they said, can be written in the note.")
    return _come_to(request, key, rules.hear, usecases.hear, _("Record that it has been heard"), said, lead)


def undo_decision(request: HouseRequest, key: str) -> HttpResponse:
    """Take the decision back."""
    said = _("The decision is undone. The change is proposed again.")
    lead = _("What the decision led to is taken away, and the subprojects are as if it had not been made.")
    return _come_to(request, key, rules.undo_decision, usecases.undo_decision, _("Undo the decision"), said, lead)


def withdraw(request: HouseRequest, key: str) -> HttpResponse:
    """Withdraw the change for good."""
    said = _("The change is withdrawn.")
    lead = _("A change that is withdrawn cannot be taken up again. You would have to draft a new one.")
    return _come_to(request, key, rules.withdraw, usecases.withdraw, _("Withdraw the change"), said, lead)


def put_to_decision(request: HouseRequest, key: str) -> HttpResponse:
    """Draft a case from the change, for the body that decides."""
    by, subject = request.actor, get_restructuring(request, key)
    by.must(rules.put_to_decision, subject)
    steering = Body.objects.visible_to(by).at(by.today).filter(kind=Body.Kind.STEERING_GROUP).first()
    form = PutToDecisionForm(request.POST or None, by=by, initial={"body": steering.key if steering else None})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            case = usecases.put_to_decision(subject, **form.cleaned_data, by=by)
            return done(request, case.get_absolute_url(), _("The case is drafted. Read it through, and publish it."))
    context = {
        **SECTION,
        "restructuring": subject,
        "heading": _("Put the change to a decision"),
        "lead": _("A case is drafted from the change. When it is adopted, the change takes effect by itself."),
        "obstacles": [] if form.errors else obstacles(change(subject, by.today)),
        "submit": _("Draft the case"),
    }
    return page(request, "portfolio/restructuring_act.html", context, form=form)


def decide(request: HouseRequest, key: str) -> HttpResponse:
    """Let the decision on the change take effect, where something stood in the way when it was made."""
    by, subject = request.actor, get_restructuring(request, key)
    by.must(rules.decide, subject)
    decision = get_object_or_404(Decision.objects.visible_to(by).select_related("body"), case=subject.case_id)
    initial = max(subject.effective_on or by.today, decision.effective_on or by.today)
    form = DecideForm(request.POST or None, initial={"effective_on": initial})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.decide(subject, decision=decision, **form.cleaned_data, by=by)
            return done(request, subject.get_absolute_url(), _("The decision is carried out."))
    context = {
        **SECTION,
        "restructuring": subject,
        "heading": _("Carry out the decision"),
        "lead": _("The house will be as decided from the day you give. Until then the decision can be undone."),
        "obstacles": [] if form.errors else obstacles(change(subject, by.today)),
        "submit": _("Carry out the decision"),
    }
    return page(request, "portfolio/restructuring_act.html", context, form=form)
