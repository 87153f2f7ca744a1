"""Pages of how full it is: counts without persons, as charts with the table beside, and as files."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import page
from statenshus.ui.sheets import sheet_file
from statenshus.workplaces.models import Kind
from statenshus.workplaces.queries import counts as queries
from statenshus.workplaces.queries import good_days as days
from statenshus.workplaces.usecases.looks import note_looks

SECTION = {"section": "workplaces"}


@require_GET
def counts(request: HouseRequest) -> HttpResponse:
    """How full it was in the last weeks, and may be in the next two."""
    by = request.actor
    kind = next((each for each in Kind if each.value == request.GET.get("kind")), Kind.DESK)
    found = queries.occupancy(by, kind)
    context = {
        **SECTION,
        "kind": kind,
        "kinds": list(Kind),
        "found": found,
        "tables": [
            ("weeks", _("Week by week"), _("Week"), found.weeks),
            ("weekdays", _("By weekday"), _("Weekday"), found.weekdays),
            ("zones", _("By zone"), _("Zone"), found.zones),
        ],
        "travel": queries.travel(by),
        "expected": queries.forecast(by, kind),
        "dictionary": queries.dictionary(),
    }
    return page(request, "workplaces/counts.html", context, region="counts")


@require_GET
def good_days(request: HouseRequest) -> HttpResponse:
    """The days that would bring one together with those one should meet."""
    by = request.actor
    found = days.good_days(by)
    note_looks(persons={person.pk for day in found for person in day.colleagues}, where="plan", by=by)
    return page(request, "workplaces/good_days.html", {**SECTION, "found": found})


@require_GET
def counts_sheet(request: HouseRequest) -> HttpResponse:
    """Every number that is told, for a spreadsheet."""
    return sheet_file("workplaces", queries.COLUMNS, queries.sheet_of(request.actor))


@require_GET
def counts_dictionary(request: HouseRequest) -> HttpResponse:
    """What each column of that means."""
    return sheet_file("workplaces-dictionary", ("column", "meaning"), queries.dictionary())
