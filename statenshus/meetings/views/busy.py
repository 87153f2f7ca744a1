"""The page of the calendars from which it is read when one is busy."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.forms import busy as forms
from statenshus.meetings.models import BusyCalendar
from statenshus.meetings.queries.busy import FAULTS
from statenshus.meetings.registers import LARGEST_BYTES
from statenshus.meetings.rules import busy as rules
from statenshus.meetings.usecases import busy as acts
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "meetings"}


@require_GET
def calendars(request: HouseRequest) -> HttpResponse:
    """One's own: whether they could be read, and forms for one more."""
    return _page(request)


@require_POST
def add_calendar(request: HouseRequest) -> HttpResponse:
    """Let a calendar be read from an address."""
    by, form = request.actor, forms.AddCalendarForm(request.POST)
    by.must(rules.add_calendar)
    if form.is_valid():
        with refusals(form):
            acts.add_calendar(**form.cleaned_data, by=by)
            return done(request, reverse("meetings:calendars"), _("It is read in a moment, and again each hour."))
    return _page(request, address=form)


@require_POST
def add_calendar_file(request: HouseRequest) -> HttpResponse:
    """Read a calendar from a file."""
    by, form = request.actor, forms.AddCalendarFileForm(request.POST, request.FILES)
    by.must(rules.add_calendar_file)
    if form.is_valid():
        with refusals(form):
            content = form.cleaned_data["content"].read(LARGEST_BYTES + 1)
            made = acts.add_calendar_file(content=content, by=by)
            said = _("You are busy at %(times)d times by that file.") % {"times": len(made.busy) // 2}
            return done(request, reverse("meetings:calendars"), said)
    return _page(request, file=form)


@require_POST
def remove_calendar(request: HouseRequest, key: str) -> HttpResponse:
    """Take a calendar out."""
    by = request.actor
    acts.remove_calendar(get_object_or_404(BusyCalendar.objects.visible_to(by), key=key), by=by)
    return done(request, reverse("meetings:calendars"), _("It is read no more, and what was read is deleted."))


def _page(
    request: HouseRequest,
    *,
    address: forms.AddCalendarForm | None = None,
    file: forms.AddCalendarFileForm | None = None,
) -> HttpResponse:
    by = request.actor
    rows = BusyCalendar.objects.visible_to(by)
    context = {
        **SECTION,
        "found": [(each, FAULTS.get(each.fault, ""), len(each.busy) // 2) for each in rows],
        "may_add": by.may(rules.add_calendar),
        "address": address or forms.AddCalendarForm(),
        "file": file or forms.AddCalendarFileForm(),
    }
    return page(request, "meetings/calendars.html", context, form=address or file)
