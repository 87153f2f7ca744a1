"""Pages of the register of decisions."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string

from statenshus.decisions.formats.document import groups_of
from statenshus.decisions.formats.prose import paragraphs_of
from statenshus.decisions.forms.register import RegisterForm
from statenshus.decisions.models import Decision
from statenshus.decisions.queries import register as queries
from statenshus.decisions.queries.columns import COLUMNS, cells
from statenshus.decisions.queries.search import sought
from statenshus.decisions.rules import decisions as rules
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import page
from statenshus.ui.sheets import sheet_file

SECTION = {"section": "register"}
A_PAGE = 25


def register(request: HouseRequest) -> HttpResponse:
    """What was decided, the latest first, or the best first when something is sought."""
    by, form = request.actor, RegisterForm(request.GET, by=request.actor)
    wanted = form.wanted()
    words = wanted.pop("q")
    asked = sought(words or "")
    found = queries.decided(by, **wanted, asked=asked)
    shown = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **SECTION,
        "form": form,
        "found": shown,
        "entries": queries.entries(by, shown.object_list, asked),
        "more": found.more,
        "most": queries.MOST_FOUND,
        "is_sought": bool(words or any(wanted.values())),
        "columns": COLUMNS,
        "wanted": {name: value for name, value in request.GET.items() if name in form.fields and value},
    }
    return page(request, "decisions/register.html", context, region="results")


def register_file(request: HouseRequest) -> HttpResponse:
    """The register as a table for a spreadsheet, narrowed as the page is."""
    by, form = request.actor, RegisterForm(request.GET, by=request.actor)
    wanted = form.wanted()
    asked = sought(wanted.pop("q") or "")
    rows = queries.decided(by, **wanted, asked=asked).rows.select_related("voting", "replaces__case")
    return sheet_file(f"vedtak-{by.house.slug}", [name for name, _told in COLUMNS], cells(by, rows))


def register_fields(request: HouseRequest) -> HttpResponse:
    """What each column of the register's file means."""
    return sheet_file("vedtak-kolonner", ["kolonne", "betydning"], [(name, str(told)) for name, told in COLUMNS])


def decision(request: HouseRequest, key: str) -> HttpResponse:
    """The lasting page of a decision: who decided it, who supported it, what follows of it, what it changed."""
    by = request.actor
    rows = Decision.objects.visible_to(by).select_related(
        "case__body", "body", "voting__mandate", "meeting", "replaces__case", "owner"
    )
    shown = get_object_or_404(rows, key=key)
    told = queries.of_decision(by, shown)
    context = {
        **SECTION,
        **told,
        "groups": groups_of(paragraphs_of(told["entry"].text)),
        "parts": [(part, import_string(reading)(by, shown)) for part, reading in settings.DECISION_PARTS.items()],
        "may_follow_up": told["is_open"] and by.may(rules.add_follow_up, shown),
        "may_reserve": queries.may_reserve_now(by, shown),
        "mine": {each.pk for each in told["follow_ups"] if by.may(rules.finish_follow_up, each)},
    }
    return page(request, "decisions/decision.html", context)
