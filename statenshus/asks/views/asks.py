"""The page of what waits for somebody, and of one ask; both are answered in place."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.asks.models import Ask, HandOver
from statenshus.asks.queries import waiting as queries
from statenshus.asks.rules import asks as rules
from statenshus.asks.rules import handing as handing_rules
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import done, page, refusals


@require_GET
def waiting(request: HouseRequest) -> HttpResponse:
    """What waits for the actor today, answered in place; what they have handed over, and answered of late."""
    answer = page(request, "asks/waiting.html", _desk(request), region="waiting")
    if request.htmx:
        answer["HX-Replace-Url"] = reverse("asks:waiting")
    return answer


@require_GET
def ask(request: HouseRequest, pk: int) -> HttpResponse:
    """One ask: answered here, handed over from here, and how it came to where it is."""
    by, shown = request.actor, _ask(request, pk)
    row = queries.one(by, shown)
    may_answer = shown.ended_at is None and by.may(rules.answer_ask, shown)
    if may_answer:
        queries.with_form(row, by)
    handed = HandOver.objects.visible_to(by).filter(ask=shown).select_related("by", "to").order_by("at", "pk")
    row.may_hand_over = shown.ended_at is None and row.turn.next is not None and by.may(handing_rules.hand_over, shown)
    context = {
        **_around(request),
        "row": row,
        "may_answer": may_answer,
        "handed": [(each, each.taken_back_at is None and by.may(handing_rules.take_back, each)) for each in handed],
    }
    return page(request, "asks/ask.html", context)


@require_POST
def answer(request: HouseRequest, pk: int) -> HttpResponse:
    """Answer an ask, by the act of whatever it is about; back to what waits still."""
    by, asked = request.actor, _ask(request, pk)
    by.must(rules.answer_ask, asked)
    if asked.ended_at is not None:
        return done(request, reverse("asks:waiting"), _("That no longer waited for an answer."))
    row = queries.with_form(queries.one(by, asked), by, request.POST)
    if row.form is None:
        raise NotAllowed
    if row.form.is_valid():
        with refusals(row.form):
            said = row.form.answer()
            return done(request, reverse("asks:waiting"), said)
    return page(request, "asks/waiting.html", _desk(request, row), region="waiting", form=row.form)


def _desk(request: HouseRequest, answering: queries.Waiting | None = None) -> dict[str, Any]:
    """What the page tells; of the ask that is being answered it shows that form, with what is wrong in it."""
    by = request.actor
    desk = queries.desk(by)
    rows = [answering if answering and answering.ask == row.ask else row for row in desk.waiting]
    queries.with_forms([row for row in rows if row is not answering], by)
    if answering and all(row is not answering for row in rows):
        rows.insert(0, answering)
    if answering:
        answering.may_hand_over = answering.turn.next is not None and answering.is_mine
    return {**_around(request), "desk": desk, "rows": rows}


def _around(request: HouseRequest) -> dict[str, Any]:
    return {"section": "waiting", "root": reverse("home:house")}


def _ask(request: HouseRequest, pk: int) -> Ask:
    rows = Ask.objects.visible_to(request.actor).select_related("body", "seat__organisation", "person", "answered_by")
    return get_object_or_404(rows, pk=pk)
