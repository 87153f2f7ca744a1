"""The page of the days for which no meeting is proposed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.forms import recesses as forms
from statenshus.meetings.models import Recess
from statenshus.meetings.rules import recesses as rules
from statenshus.meetings.usecases import recesses as acts
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "meetings"}


@require_GET
def recesses(request: HouseRequest) -> HttpResponse:
    """Those that are not over, and for those who keep the record a form for one more."""
    by = request.actor
    found = Recess.objects.visible_to(by).filter(until_on__gt=request.on)
    form = forms.EnterRecessForm() if by.may(rules.enter_recess, by.house) else None
    return page(request, "meetings/recesses.html", {**SECTION, "found": found, "form": form})


@require_POST
def enter_recess(request: HouseRequest) -> HttpResponse:
    """Enter days for which no meeting is proposed."""
    by = request.actor
    by.must(rules.enter_recess, by.house)
    form = forms.EnterRecessForm(request.POST)
    if form.is_valid():
        with refusals(form):
            acts.enter_recess(by.house, **form.cleaned_data, by=by)
            return done(request, reverse("meetings:recesses"), _("No meeting is proposed for those days."))
    found = Recess.objects.visible_to(by).filter(until_on__gt=request.on)
    return page(request, "meetings/recesses.html", {**SECTION, "found": found}, form=form)


@require_POST
def remove_recess(request: HouseRequest, key: str) -> HttpResponse:
    """Take them out."""
    by = request.actor
    acts.remove_recess(get_object_or_404(Recess.objects.visible_to(by), key=key), by=by)
    return done(request, reverse("meetings:recesses"), _("Meetings may be proposed for those days again."))
