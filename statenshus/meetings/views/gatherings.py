"""Pages of what is held in an arena, and of signing up for it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.forms.arenas import ReasonForm
from statenshus.meetings.models import Gathering, SignUp
from statenshus.meetings.queries.arenas import suggested
from statenshus.meetings.rules import arenas as rules
from statenshus.meetings.usecases import arenas as acts
from statenshus.meetings.views.acting import act_page
from statenshus.ui.pages import at_once, done, page, refusals

SECTION = {"section": "meetings"}


@require_GET
def gathering(request: HouseRequest, key: str) -> HttpResponse:
    """What is held: when, where, who comes, and whom to ask along."""
    by, shown = request.actor, _gathering(request, key)
    rows = list(shown.sign_ups.exclude(state=SignUp.State.WITHDRAWN).select_related("person", "organisation"))
    comes = [each for each in rows if each.state == SignUp.State.COMES]
    waits = [each for each in rows if each.state == SignUp.State.WAITS]
    mine = next((each for each in rows if by.person is not None and each.person_id == by.person.pk), None)
    begun, is_today = shown.has_begun(by.now), request.on == by.today
    is_coming = is_today and not begun and shown.called_off_at is None
    context = {
        **SECTION,
        "gathering": shown,
        "comes": comes,
        "waits": waits,
        "mine": mine,
        "place_in_line": waits.index(mine) + 1 if mine in waits else 0,
        "is_full": shown.capacity is not None and len(comes) >= shown.capacity,
        "has_begun": begun,
        "may_sign_up": is_coming and by.may(rules.sign_up, shown),
        "may_call_off": is_coming and by.may(rules.call_off_gathering, shown),
        "may_note": begun and is_today and by.may(rules.note_came, shown),
        "suggested": suggested(shown, by) if is_coming else [],
    }
    return page(request, "meetings/gathering.html", context)


def call_off_gathering(request: HouseRequest, key: str) -> HttpResponse:
    """Call it off."""
    by, shown = request.actor, _gathering(request, key)
    by.must(rules.call_off_gathering, shown)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.call_off_gathering(shown, **form.cleaned_data, by=by)
            return done(request, shown.get_absolute_url(), _("It is called off."))
    heading = _("Call off %(name)s") % {"name": shown}
    return act_page(request, form, heading, _("Call it off"), shown.get_absolute_url())


@require_POST
def sign_up(request: HouseRequest, key: str) -> HttpResponse:
    """Sign up, or wait for a place."""
    shown = _gathering(request, key)
    return at_once(
        request, lambda: acts.sign_up(shown, by=request.actor), shown.get_absolute_url(), _("You are signed up.")
    )


@require_POST
def withdraw_sign_up(request: HouseRequest, key: str) -> HttpResponse:
    """Come after all not."""
    by, shown = request.actor, _gathering(request, key)
    rows = shown.sign_ups.exclude(state=SignUp.State.WITHDRAWN).select_related("gathering__arena")
    mine = get_object_or_404(rows, person=by.person.pk if by.person else 0)
    return at_once(
        request, lambda: acts.withdraw_sign_up(mine, by=by), shown.get_absolute_url(), _("Thank you for telling.")
    )


@require_POST
def note_came(request: HouseRequest, key: str) -> HttpResponse:
    """Note who came."""
    by, shown = request.actor, _gathering(request, key)
    came = [int(each) for each in request.POST.getlist("came") if each.isascii() and each.isdecimal()]
    return at_once(
        request, lambda: acts.note_came(shown, came=came, by=by), shown.get_absolute_url(), _("It is noted who came.")
    )


def _gathering(request: HouseRequest, key: str) -> Gathering:
    rows = Gathering.objects.visible_to(request.actor).select_related("arena", "host")
    return get_object_or_404(rows, key=key)
