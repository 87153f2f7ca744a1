"""Pages by which somebody stands down from a case."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.forms import recusals as forms
from statenshus.decisions.queries.votings import my_holdings
from statenshus.decisions.rules import recusals as rules
from statenshus.decisions.usecases import recusals as usecases
from statenshus.decisions.views.votings import SECTION, get_case
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page, refusals


def recuse(request: HouseRequest, key: str) -> HttpResponse:
    """Stand down from a case oneself."""
    by, case = request.actor, get_case(request, key)
    holdings = my_holdings(case, by).select_related("seat__organisation", "seat__body")
    named = request.POST.get("seat") or request.GET.get("seat")
    holding = holdings.filter(seat__key=named).first() if named else holdings.first()
    seat = get_object_or_404(holdings, pk=holding.pk if holding else 0).seat
    by.must(rules.recuse, case, seat)
    form = forms.GroundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.recuse(case, seat=seat, **form.cleaned_data, by=by)
            return done(
                request, case.get_absolute_url(), _("You take no further part in the case. The deputy is asked.")
            )
    return page(request, "decisions/recuse.html", {**SECTION, "case": case, "seat": seat}, form=form)


def find_disqualified(request: HouseRequest, key: str) -> HttpResponse:
    """Record that the body has found somebody disqualified."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.find_disqualified, case)
    form = forms.FindDisqualifiedForm(request.POST or None, case=case, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            said = form.cleaned_data
            holding = said.pop("holding")
            usecases.find_disqualified(case, person=holding.person, seat=holding.seat, **said, by=by)
            return done(request, case.get_absolute_url(), _("It is on record, and the next in the seat is asked."))
    return page(request, "decisions/find_disqualified.html", {**SECTION, "case": case}, form=form)
