"""Pages of places to meet, and of who has met whom."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.forms import arenas as forms
from statenshus.meetings.models import Arena, Gathering
from statenshus.meetings.queries import contacts as readings
from statenshus.meetings.queries.arenas import goals
from statenshus.meetings.rules import arenas as rules
from statenshus.meetings.usecases import arenas as acts
from statenshus.meetings.views.acting import act_page
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "meetings"}
A_PAGE = 20


@require_GET
def arenas(request: HouseRequest) -> HttpResponse:
    """Places to meet, how far it is to their goals, and what is coming."""
    by = request.actor
    found = goals(by)
    coming = Gathering.objects.visible_to(by).standing().filter(ends_at__gt=by.now)
    context = {
        **SECTION,
        "running": [each for each in found if each.arena.is_running],
        "proposed": [each for each in found if each.arena.state == Arena.State.PROPOSED],
        "coming": coming[:A_PAGE],
        "may_propose": request.on == by.today and by.may(rules.propose_arena, by.house),
    }
    return page(request, "meetings/arenas.html", context)


@require_GET
def arena(request: HouseRequest, key: str) -> HttpResponse:
    """One place to meet, with what is held there."""
    by, shown = request.actor, _arena(request, key)
    is_today, is_closed = request.on == by.today, shown.state == Arena.State.CLOSED
    context = {
        **SECTION,
        "arena": shown,
        "goal": next(each for each in goals(by) if each.arena.pk == shown.pk),
        "found": Paginator(shown.gatherings.order_by("-starts_at", "-pk"), A_PAGE).get_page(request.GET.get("page")),
        "may_announce": is_today and shown.is_running and by.may(rules.announce_gathering, shown),
        "may_take_up": is_today and not is_closed and by.may(rules.take_up_arena, shown),
    }
    return page(request, "meetings/arena.html", context)


@require_GET
def contacts(request: HouseRequest) -> HttpResponse:
    """Every two organisations, and how often they have met in the year before."""
    by = request.actor
    found = readings.pairs(readings.lately(by), by)
    return page(request, "meetings/contacts.html", {**SECTION, "pairs": found})


def propose_arena(request: HouseRequest) -> HttpResponse:
    """Propose a place to meet."""
    by = request.actor
    by.must(rules.propose_arena, by.house)
    form = forms.ProposeArenaForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = acts.propose_arena(by.house, **form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("It is proposed."))
    return act_page(request, form, _("Propose a place to meet"), _("Propose"), reverse("meetings:arenas"))


def take_up_arena(request: HouseRequest, key: str) -> HttpResponse:
    """Take it up, or change its goal."""
    by, shown = request.actor, _arena(request, key)
    by.must(rules.take_up_arena, shown)
    form = forms.TakeUpArenaForm(request.POST or None, initial={"yearly_goal": shown.yearly_goal or None})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.take_up_arena(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("It is taken up."))
    return act_page(request, form, _("How often is it held?"), _("Save"), shown.get_absolute_url())


def close_arena(request: HouseRequest, key: str) -> HttpResponse:
    """Close it."""
    by, shown = request.actor, _arena(request, key)
    by.must(rules.close_arena, shown)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.close_arena(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("It is closed."))
    return act_page(
        request, form, _("Close %(name)s") % {"name": shown}, _("Close the place to meet"), shown.get_absolute_url()
    )


def announce_gathering(request: HouseRequest, key: str) -> HttpResponse:
    """Announce what is held."""
    by, shown = request.actor, _arena(request, key)
    by.must(rules.announce_gathering, shown)
    form = forms.AnnounceGatheringForm(request.POST or None, by=by, initial={"title": shown.name})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = acts.announce_gathering(shown, **form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("It is announced."))
    heading = _("Announce %(name)s") % {"name": shown}
    return act_page(request, form, heading, _("Announce"), shown.get_absolute_url())


def _arena(request: HouseRequest, key: str) -> Arena:
    return get_object_or_404(Arena.objects.visible_to(request.actor).select_related("proposed_by", "body"), key=key)
