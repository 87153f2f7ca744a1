"""Pages by which another in a seat answers instead."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from statenshus.asks.forms import asks as forms
from statenshus.asks.models import Ask, HandOver
from statenshus.asks.queries.seats import own_places, place_of_holder
from statenshus.asks.queries.turns import holding_for, turns
from statenshus.asks.rules import handing as rules
from statenshus.asks.usecases import handing as usecases
from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Seat
from statenshus.ui.pages import done, page, refusals


def hand_over(request: HouseRequest, pk: int) -> HttpResponse:
    """Let another answer: in one tap by the button where the ask stands, or with more choices here."""
    by = request.actor
    shown = get_object_or_404(Ask.objects.visible_to(by).select_related("body", "seat__organisation"), pk=pk)
    by.must(rules.hand_over, shown)
    assert shown.seat is not None
    turn, place = turns([shown], by)[shown.pk], place_of_holder(by, shown.seat)
    giver = holding_for(by, shown)
    away = giver.person if giver else turn.person
    form = forms.HandOverForm(
        request.POST or None,
        ask=shown,
        deputies=[person for person in place.deputies if person != away],
        following=turn.next if turn.person == away else None,
        initial={"reach": "ask", "valid_from": by.today},
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.hand_over(shown, **form.cleaned_data, by=by)
            back = reverse("asks:waiting") if giver else reverse("asks:ask", args=[shown.pk])
            return done(request, back, _told(shown, by))
    context = {"section": "waiting", "ask": shown, "away": away, "is_mine": bool(giver), "turn": turn}
    return page(request, "asks/hand_over.html", context, form=form)


def _told(ask: Ask, by: Actor) -> str:
    now = turns([ask], by)[ask.pk].person
    return _("%s answers from now on. You may take it back below.") % now


def be_absent(request: HouseRequest, key: str = "") -> HttpResponse:
    """Say when one is away, for each seat one sits in; or, for those who keep the record, that a seat's holder is."""
    by = request.actor
    if key:
        seat = get_object_or_404(Seat.objects.visible_to(by), key=key)
        by.must(rules.be_absent, seat)
        places = [place_of_holder(by, seat)]
    else:
        places = own_places(by)
    open_to = [place for place in places if place.can_be_left and place.person]
    form = forms.BeAbsentForm(request.POST or None, places=open_to, initial={"valid_from": by.today})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("valid_from", "valid_to", "reason")}
        with refusals(form), transaction.atomic():
            for seat, to in form.chosen():
                person = places[0].person if key else None
                usecases.be_absent(seat, **said, to=to, person=person, by=by)
            return done(request, reverse("asks:waiting"), _("It is noted, and others answer in that time."))
    context = {
        "section": "waiting",
        "may_leave": bool(open_to),
        "alone": [place for place in places if place not in open_to],
        "of": places[0] if key else None,
    }
    return page(request, "asks/be_absent.html", context, form=form)


@require_POST
def take_back(request: HouseRequest, pk: int) -> HttpResponse:
    """Take back what was handed over."""
    by = request.actor
    usecases.take_back(get_object_or_404(HandOver.objects.visible_to(by), pk=pk), by=by)
    return done(request, reverse("asks:waiting"), _("It is yours to answer again."))
