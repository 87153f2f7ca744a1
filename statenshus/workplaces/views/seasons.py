"""Pages of seasons: opened, wished for, proposed and decided."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.pages import at_once, done, page, refusals
from statenshus.workplaces.forms import seasons as forms
from statenshus.workplaces.models import Season, Series, Wish
from statenshus.workplaces.queries import seasons as queries
from statenshus.workplaces.rules import hosts
from statenshus.workplaces.rules import seasons as rules
from statenshus.workplaces.usecases import seasons as acts
from statenshus.workplaces.usecases import wishes

SECTION = {"section": "workplaces"}


@require_GET
def seasons(request: HouseRequest) -> HttpResponse:
    """Every season, the newest first, and how far it has come."""
    by = request.actor
    found = [(season, season.state_at(by.today)) for season in Season.objects.visible_to(by)]
    return page(request, "workplaces/seasons.html", {**SECTION, "found": found, "may_host": hosts(by)})


@require_GET
def season(request: HouseRequest, key: str) -> HttpResponse:
    """A season: one's own wish and what came of it; for hosts, everybody's."""
    by = request.actor
    shown = get_object_or_404(Season.objects.visible_to(by), key=key)
    state, lines = shown.state_at(by.today), queries.lines(shown, by)
    mine = Series.objects.visible_to(by).filter(season=shown).select_related("workplace")
    context = {
        **SECTION,
        "season": shown,
        "state": state,
        "mine": next((line for line in lines if by.person and line.wish.person_id == by.person.pk), None),
        "lines": lines if hosts(by) else [],
        "series": mine,
        "may_host": hosts(by),
        "may_wish": state == Season.State.OPEN and by.may(rules.wish_for_season, shown),
        "is_settled": state in (Season.State.DECIDED, Season.State.CALLED_OFF),
        "given": sum(line.given for line in lines),
        "instead": sum(day.workplace is not None and not day.is_wished for line in lines for day in line.days),
        "wished": sum(len(line.wish.weekdays) for line in lines),
        "without": [line.wish.person for line in lines if not line.given],
    }
    return page(request, "workplaces/season.html", context, region="proposal")


def open_season(request: HouseRequest) -> HttpResponse:
    """Open a season for wishes."""
    by = request.actor
    by.must(rules.open_season)
    form = forms.OpenSeasonForm(request.POST or None, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = acts.open_season(**form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("The season is open for wishes."))
    said = {"heading": _("Open a season"), "submit": _("Open"), "to": reverse("workplaces:seasons")}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


def wish_for_season(request: HouseRequest, key: str) -> HttpResponse:
    """Wish for places in a season, or for others than one did."""
    by = request.actor
    shown = get_object_or_404(Season.objects.visible_to(by), key=key)
    by.must(rules.wish_for_season, shown)
    before = Wish.objects.visible_to(by).own(by).filter(season=shown).select_related("zone").first()
    initial: dict[str, Any] = {"shown": "busy"}
    if before is not None:
        initial = {name: getattr(before, name) for name in ("weekdays", "or_weekdays", "accessible", "shown")}
        initial["zone"] = before.zone.key if before.zone else None
    form = forms.WishForm(request.POST or None, season=shown, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            wishes.wish_for_season(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("Your wish is in. You may change it until wishes are in."))
    said = {"heading": _("Wish for %(season)s") % {"season": shown}, "submit": _("Wish"), "back": shown}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_POST
def withdraw_wish(request: HouseRequest, key: str) -> HttpResponse:
    """Take one's wish back."""
    shown = get_object_or_404(Season.objects.visible_to(request.actor), key=key)
    wish = get_object_or_404(Wish.objects.visible_to(request.actor).own(request.actor), season=shown)
    told = _("You wish for nothing.")
    return at_once(request, lambda: wishes.withdraw_wish(wish, by=request.actor), shown.get_absolute_url(), told)


@require_POST
def propose_season(request: HouseRequest, key: str) -> HttpResponse:
    """Have a proposal made."""
    shown = get_object_or_404(Season.objects.visible_to(request.actor), key=key)
    told = _("A proposal is being made. It stands here in a moment.")
    return at_once(request, lambda: acts.propose_season(shown, by=request.actor), shown.get_absolute_url(), told)


def set_allotment(request: HouseRequest, key: str) -> HttpResponse:
    """Decide by hand what somebody gets on a weekday."""
    by = request.actor
    wish = get_object_or_404(Wish.objects.visible_to(by).select_related("season", "person"), key=key)
    by.must(rules.set_allotment, wish)
    initial = {"weekday": request.GET.get("weekday"), "workplace": request.GET.get("workplace")}
    form = forms.SetAllotmentForm(request.POST or None, season=wish.season, by=by, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.set_allotment(wish, **form.cleaned_data, by=by)
            told = _("It is decided by hand. Have a new proposal made, and the rest settles round it.")
            return done(request, wish.season.get_absolute_url(), told)
    said = {"heading": _("A place for %(name)s") % {"name": wish.person}, "submit": _("Save"), "back": wish.season}
    return page(request, "workplaces/act.html", {**SECTION, **said}, form=form)


@require_POST
def decide_season(request: HouseRequest, key: str) -> HttpResponse:
    """Decide what is proposed."""
    shown = get_object_or_404(Season.objects.visible_to(request.actor), key=key)
    told = _("It is decided. All who wished are told, and the days are booked in a moment.")
    return at_once(request, lambda: acts.decide_season(shown, by=request.actor), shown.get_absolute_url(), told)


@require_POST
def call_off_season(request: HouseRequest, key: str) -> HttpResponse:
    """Call a season off."""
    shown = get_object_or_404(Season.objects.visible_to(request.actor), key=key)
    told = _("The season is called off, and the wishes are let go.")
    return at_once(request, lambda: acts.call_off_season(shown, by=request.actor), shown.get_absolute_url(), told)
