"""Pages by which a case comes to its outcome, and what follows of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.forms import decisions as forms
from statenshus.decisions.models import Decision, FollowUp, Voting
from statenshus.decisions.queries.sentences import result_of
from statenshus.decisions.queries.votings import my_holdings
from statenshus.decisions.rules import decisions as rules
from statenshus.decisions.usecases import decisions as usecases
from statenshus.decisions.views.votings import SECTION, get_case
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page, refusals

REGISTER = {"section": "register"}


def conclude(request: HouseRequest, key: str) -> HttpResponse:
    """Record that a case was discussed, or taken note of."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.conclude, case)
    form = forms.ConcludeForm(request.POST or None, case=case, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.conclude(case, **form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("The outcome is on record."))
    return page(request, "decisions/conclude.html", {**SECTION, "case": case}, form=form)


def decide_as_owner(request: HouseRequest, key: str) -> HttpResponse:
    """Decide as project owner, on the group's advice."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.decide_as_owner, case)
    advice = (
        Voting.objects.visible_to(by).filter(case=case).select_related("version", "mandate").order_by("-round").first()
    )
    form = forms.DecideAsOwnerForm(request.POST or None, initial={"outcome": advice.outcome if advice else None})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = usecases.decide_as_owner(case, **form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("The case is decided."))
    context = {**SECTION, "case": case, "advice": advice, "result": result_of(advice) if advice else ""}
    return page(request, "decisions/decide_as_owner.html", context, form=form)


def reserve(request: HouseRequest, key: str) -> HttpResponse:
    """Reserve an absent seat against a decision."""
    by, decision = request.actor, _decision(request, key)
    holding = my_holdings(decision.case, by).select_related("seat__organisation", "seat__body").first()
    seat = get_object_or_404(my_holdings(decision.case, by), pk=holding.pk if holding else 0).seat
    by.must(rules.reserve, decision, seat)
    form = forms.ReserveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.reserve(decision, seat=seat, **form.cleaned_data, by=by)
            return done(request, decision.get_absolute_url(), _("The reservation is on record."))
    return page(request, "decisions/reserve.html", {**REGISTER, "decision": decision, "seat": seat}, form=form)


def add_follow_up(request: HouseRequest, key: str) -> HttpResponse:
    """Say what shall follow of a decision."""
    by, decision = request.actor, _decision(request, key)
    by.must(rules.add_follow_up, decision)
    form = forms.AddFollowUpForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.add_follow_up(decision, **form.cleaned_data, by=by)
            return done(request, decision.get_absolute_url(), _("It is on record, and whoever does it is asked."))
    return page(request, "decisions/add_follow_up.html", {**REGISTER, "decision": decision}, form=form)


def finish_follow_up(request: HouseRequest, key: str) -> HttpResponse:
    """Say that what followed of a decision is done."""
    by = request.actor
    rows = FollowUp.objects.visible_to(by).select_related("decision__case", "decision__body", "owner")
    follow_up = get_object_or_404(rows, key=key)
    by.must(rules.finish_follow_up, follow_up)
    form = forms.FinishFollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.finish_follow_up(follow_up, **form.cleaned_data, by=by)
            return done(request, follow_up.decision.get_absolute_url(), _("It is noted that this is done."))
    context = {**REGISTER, "decision": follow_up.decision, "follow_up": follow_up}
    return page(request, "decisions/finish_follow_up.html", context, form=form)


def _decision(request: HouseRequest, key: str) -> Decision:
    rows = Decision.objects.visible_to(request.actor).select_related("case__body", "body", "voting__mandate")
    return get_object_or_404(rows, key=key)
