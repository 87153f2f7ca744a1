"""Pages of the rota of a body, of turns, and of premises."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.forms import rotas as forms
from statenshus.meetings.models import Meeting, Premises, RotaMember, Turn
from statenshus.meetings.queries.rotas import members_now, organisations_for, rota, swappable
from statenshus.meetings.rules import rotas as rules
from statenshus.meetings.usecases import rotas as acts
from statenshus.meetings.usecases import turns as turn_acts
from statenshus.meetings.views.acting import act_page
from statenshus.people.models import Body, Organisation
from statenshus.people.rules import leads
from statenshus.ui.forms import EndForm
from statenshus.ui.pages import at_once, done, page, refusals

SECTION = {"section": "meetings"}


@require_GET
def body_rota(request: HouseRequest, key: str) -> HttpResponse:
    """Who is host next and why, the meetings to come, the queue, and the turns there have been."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    found = rota(body, by)
    is_today = request.on == by.today
    context = {
        **SECTION,
        "body": body,
        "rota": found,
        "may_lead": is_today and leads(by, body),
        "answers": {each.turn.key for each in found.coming if each.turn and is_today and rules.answers(by, each.turn)},
        "own": {each.key for each, _place, _why in found.places if is_today and by.may(rules.note_away, each)},
        "may_join": is_today and _may_join(request, body),
    }
    return page(request, "meetings/rota.html", context)


def _may_join(request: HouseRequest, body: Body) -> list[Organisation]:
    by = request.actor
    may_all = leads(by, body)
    among = organisations_for(body, by, by.today)
    return [each for each in among if may_all or by.may(rules.join_rota, body, each)]


def join_rota(request: HouseRequest, key: str) -> HttpResponse:
    """Let an organisation take turns."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    among = _among(request, body)
    form = forms.OrganisationForm(request.POST or None, among=among, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.join_rota(body, organisation=form.cleaned_data["organisation"], by=by)
            return done(request, _to(body), _("It takes turns from today."))
    return _act(request, form, body, _("Who is to take turns"), _("Let it take turns"))


def _among(request: HouseRequest, body: Body) -> list[Organisation]:
    """Those that the actor may let take turns; 404 where there are none."""
    among = _may_join(request, body)
    request.actor.must(rules.join_rota, body, *among[:1])
    return among


def leave_rota(request: HouseRequest, key: str) -> HttpResponse:
    """Let an organisation take no more turns."""
    by, member = request.actor, _member(request, key)
    by.must(rules.leave_rota, member)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.leave_rota(member, **form.cleaned_data, by=by)
            return done(request, _to(member.body), _("It takes no more turns after that day."))
    heading = _("%(name)s takes no more turns") % {"name": member.organisation}
    return _act(request, form, member.body, heading, _("Save"))


def note_away(request: HouseRequest, key: str) -> HttpResponse:
    """Say when an organisation cannot be host."""
    by, member = request.actor, _member(request, key)
    by.must(rules.note_away, member)
    form = forms.NoteAwayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.note_away(member, **form.cleaned_data, by=by)
            return done(request, _to(member.body), _("It is not asked for those days."))
    heading = _("%(name)s cannot be host") % {"name": member.organisation}
    return _act(request, form, member.body, heading, _("Save"))


def set_premises(request: HouseRequest, key: str) -> HttpResponse:
    """Say where an organisation has guests."""
    by = request.actor
    organisation = get_object_or_404(Organisation.objects.visible_to(by), key=key)
    by.must(rules.set_premises, organisation)
    now = Premises.objects.visible_to(by).filter(organisation=organisation).first()
    fields = ("place", "capacity", "is_accessible", "way_in", "about")
    form = forms.PremisesForm(
        request.POST or None, initial={name: getattr(now, name) for name in fields} if now else {}
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.set_premises(organisation, **form.cleaned_data, by=by)
            return done(
                request, reverse("meetings:premises", args=[organisation.key]), _("That is where you have guests.")
            )
    heading = _("Where %(name)s has guests") % {"name": organisation}
    return act_page(request, form, heading, _("Save"), organisation.get_absolute_url())


@require_GET
def premises(request: HouseRequest, key: str) -> HttpResponse:
    """What guests and the host need: the way in, ten minutes about the organisation, and a list of what to think of."""
    by = request.actor
    organisation = get_object_or_404(Organisation.objects.visible_to(by), key=key)
    found = Premises.objects.visible_to(by).filter(organisation=organisation).first()
    may_set = request.on == by.today and by.may(rules.set_premises, organisation)
    context = {**SECTION, "organisation": organisation, "premises": found, "may_set": may_set}
    return page(request, "meetings/premises.html", context)


def offer_turn(request: HouseRequest, key: str) -> HttpResponse:
    """Ask an organisation to host a meeting."""
    by = request.actor
    meeting = get_object_or_404(Meeting.objects.visible_to(by).select_related("body"), key=key)
    rows = RotaMember.objects.visible_to(by).at(meeting.day).filter(body=meeting.body).select_related("organisation")
    among = [row.organisation for row in rows]
    by.must(rules.offer_turn, meeting)
    form = forms.OrganisationForm(
        request.POST or None, among=among, by=by, initial={"organisation": request.GET.get("organisation")}
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            turn_acts.offer_turn(meeting, organisation=form.cleaned_data["organisation"], by=by)
            return done(request, _to(meeting.body), _("It is asked."))
    heading = _("Who is asked to host %(meeting)s?") % {"meeting": meeting}
    return _act(request, form, meeting.body, heading, _("Ask"))


@require_POST
def accept_turn(request: HouseRequest, key: str) -> HttpResponse:
    """Be host."""
    turn = _turn(request, key)
    return at_once(
        request,
        lambda: turn_acts.accept_turn(turn, by=request.actor),
        _to(turn.meeting.body),
        _("The meeting has a host."),
    )


def skip_turn(request: HouseRequest, key: str) -> HttpResponse:
    """Let a turn pass."""
    by, turn = request.actor, _turn(request, key)
    by.must(rules.skip_turn, turn)
    form = forms.SkipTurnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            turn_acts.skip_turn(turn, **form.cleaned_data, by=by)
            return done(request, _to(turn.meeting.body), _("The turn passes, and is still owed."))
    heading = _("%(name)s cannot host %(meeting)s") % {"name": turn.organisation, "meeting": turn.meeting}
    return _act(request, form, turn.meeting.body, heading, _("Let it pass"))


def hand_over_turn(request: HouseRequest, key: str) -> HttpResponse:
    """Give a turn to another."""
    by, turn = request.actor, _turn(request, key)
    among = members_now(turn, by)
    by.must(rules.hand_over_turn, turn, among[0] if among else turn.organisation)
    form = forms.HandOverTurnForm(request.POST or None, among=among, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            turn_acts.hand_over_turn(turn, **form.cleaned_data, by=by)
            return done(request, _to(turn.meeting.body), _("The other is asked."))
    heading = _("Give the turn of %(name)s to another") % {"name": turn.organisation}
    return _act(request, form, turn.meeting.body, heading, _("Give it"))


def swap_turns(request: HouseRequest, key: str) -> HttpResponse:
    """Swap two turns."""
    by, turn = request.actor, _turn(request, key)
    by.must(rules.swap_turns, turn, turn)
    form = forms.SwapTurnsForm(request.POST or None, among=swappable(turn, by))
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            turn_acts.swap_turns(turn, other=form.cleaned_data["other"], by=by)
            return done(request, _to(turn.meeting.body), _("The turns are swapped."))
    heading = _("Swap the turn of %(name)s") % {"name": turn.organisation}
    return _act(request, form, turn.meeting.body, heading, _("Swap"))


def _act(request: HouseRequest, form: Any, body: Body, heading: str, submit: str) -> HttpResponse:
    return act_page(request, form, heading, submit, _to(body))


def _to(body: Body) -> str:
    return reverse("meetings:rota", args=[body.key])


def _member(request: HouseRequest, key: str) -> RotaMember:
    rows = RotaMember.objects.visible_to(request.actor).select_related("body", "organisation")
    return get_object_or_404(rows, key=key)


def _turn(request: HouseRequest, key: str) -> Turn:
    rows = Turn.objects.visible_to(request.actor).select_related("meeting__body", "organisation")
    return get_object_or_404(rows, key=key)
