"""Pages on which a seat says where it stands, and its question is answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.forms import positions as forms
from statenshus.decisions.models import Position
from statenshus.decisions.queries.cases import case_page
from statenshus.decisions.queries.votings import my_holdings
from statenshus.decisions.rules import positions as rules
from statenshus.decisions.usecases import positions as usecases
from statenshus.decisions.views.votings import SECTION, get_case
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Seat
from statenshus.ui.pages import done, page, refusals


def give_position(request: HouseRequest, key: str) -> HttpResponse:
    """Say where a seat stands: one's own, or the one whose turn it is to answer for."""
    by, case = request.actor, get_case(request, key)
    named = request.POST.get("seat") or request.GET.get("seat")
    mine = my_holdings(case, by).select_related("seat__body", "seat__organisation")
    if named:
        rows = Seat.objects.visible_to(by).filter(body=case.body_id).select_related("body", "organisation")
        seat = get_object_or_404(rows, key=named)
    else:
        first = mine.first()
        seat = first.seat if first else get_object_or_404(Seat.objects.none())
    by.must(rules.give_position, case, seat)
    current = case.versions.filter(published_at__isnull=False).order_by("number").last()
    latest = Position.objects.visible_to(by).filter(case=case, seat=seat).first()
    initial: dict[str, Any] = {"version": current.number if current else None}
    if latest is not None:
        initial |= {"stand": latest.stand, "comment": latest.comment}
    form = forms.GivePositionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.give_position(case, seat=seat, **form.cleaned_data, by=by)
            said = _("Your position is noted. You can change it until the voting opens.")
            return done(request, case.get_absolute_url(), said)
    context = {**SECTION, "case": case, "seat": seat, "told": case_page(case, by, by.today), "latest": latest}
    return page(request, "decisions/give_position.html", context, form=form)


def reply(request: HouseRequest, pk: int) -> HttpResponse:
    """Answer a question that a seat has asked."""
    by = request.actor
    rows = Position.objects.visible_to(by).select_related(
        "case__body", "case__prepared_by", "person", "seat__organisation"
    )
    position = get_object_or_404(rows, pk=pk)
    by.must(rules.reply, position)
    form = forms.ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.reply(position, **form.cleaned_data, by=by)
            return done(request, position.case.get_absolute_url(), _("Your answer is on the page of the case."))
    return page(request, "decisions/reply.html", {**SECTION, "case": position.case, "position": position}, form=form)
