"""Pages of polls: dates are found, put, answered and chosen."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from statenshus.asks.queries.reminders import working_day
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.forms import polls as forms
from statenshus.meetings.models import Meeting, Poll
from statenshus.meetings.queries import polls as queries
from statenshus.meetings.queries.candidates import propose
from statenshus.meetings.queries.date_words import joined, reasons, verdict
from statenshus.meetings.rules import polls as rules
from statenshus.meetings.usecases import poll_answers as answer_acts
from statenshus.meetings.usecases import polls as acts
from statenshus.people.models import Body, Seat
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "meetings"}
A_DAY = timedelta(days=1)


@require_GET
def poll(request: HouseRequest, key: str) -> HttpResponse:
    """A poll: how each date stands and why; one's own answers; for those who lead, the choice."""
    by, asked = request.actor, _poll(request, key)
    found = queries.shown(asked, by)
    may_answer = asked.ended_at is None and by.may(rules.answer_poll, asked)
    context = {
        **SECTION,
        "poll": asked,
        "found": found,
        "rows": [(each, verdict(each.weighed), reasons(each.weighed, found.unanswered)) for each in found.dates],
        "silent": joined(found.unanswered),
        "may_choose": asked.ended_at is None and by.may(rules.choose_date, asked),
        "answer_form": _answer_form(asked, by) if may_answer else None,
    }
    return page(request, "meetings/poll.html", context)


def _answer_form(asked: Poll, by: Actor, data: QueryDict | None = None) -> forms.AnswerPollForm:
    dates = list(asked.dates.filter(starts_at__gt=by.now))
    given = queries.own_answers(dates, by)
    return forms.AnswerPollForm(
        data, poll=asked, dates=dates, known=given, clashes=queries.own_clashes(asked, dates, by)
    )


def open_poll(request: HouseRequest, key: str) -> HttpResponse:
    """Find dates, and put them to a body. The search stands in the address; what is put is sent."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    by.must(rules.open_poll, body)
    first = working_day(by.today + 7 * A_DAY)
    usual: dict[str, Any] = {
        "first_on": first,
        "until_on": first + 21 * A_DAY,
        "weekdays": [1, 2, 3, 4, 5],
        "opens": time(9),
        "closes": time(15),
        "minutes": 90,
    }
    is_asked = "first_on" in request.GET
    search = forms.FindDatesForm(request.GET if is_asked else None, initial=usual, auto_id="find_%s")
    proposed = propose(body, search.wanted(), by) if is_asked and search.is_valid() else []
    said = search.cleaned_data if is_asked and search.is_valid() else usual
    initial = {
        "title": _("Meeting of %(body)s") % {"body": body.name},
        "minutes": said["minutes"],
        "dates": [each.starts_at.isoformat() for each in proposed],
        "answers_by": _deadline(proposed[0].starts_at if proposed else None, by),
        "format": Meeting.Format.PHYSICAL,
        "needs_chair": True,
    }
    form = forms.OpenPollForm(request.POST or None, by=by, proposed=proposed, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = acts.open_poll(body, **form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("Everybody who sits there is asked."))
    context = {**SECTION, "body": body, "search": search, "proposed": proposed, "is_asked": is_asked}
    return page(request, "meetings/open_poll.html", context, form=form)


def _deadline(first: datetime | None, by: Actor) -> datetime:
    """A working day at noon: a week from now, or two days before the first date where that is sooner."""
    latest = by.today + 7 * A_DAY
    if first is not None:
        latest = max(min(latest, first.astimezone(OSLO).date() - 2 * A_DAY), by.today + A_DAY)
    return datetime.combine(working_day(latest, -A_DAY if latest > by.today + 3 * A_DAY else A_DAY), time(12), OSLO)


def change_poll(request: HouseRequest, key: str) -> HttpResponse:
    """Give more time to answer, or put more dates."""
    by, asked = request.actor, _poll(request, key)
    by.must(rules.change_poll, asked)
    form = forms.ChangePollForm(request.POST or None, initial={"answers_by": asked.answers_by})
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.change_poll(asked, **form.cleaned_data, by=by)
            return done(request, asked.get_absolute_url(), _("The poll is changed."))
    said = {
        "heading": _("More time, or more dates"),
        "submit": _("Change"),
        "back": asked,
        "to": asked.get_absolute_url(),
    }
    return page(request, "meetings/act.html", {**_around(asked), **said}, form=form)


def answer_poll(request: HouseRequest, key: str) -> HttpResponse:
    """Say of each date whether one can: in every seat that one sits in, and as the one who prepares."""
    by, asked = request.actor, _poll(request, key)
    by.must(rules.answer_poll, asked)
    form = _answer_form(asked, by, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            seats: list[Seat | None] = [*queries.own_seats(asked, by)]
            for seat in seats or [None]:
                answer_acts.answer_poll(asked, answers=form.answers(), seat=seat, by=by)
            return done(request, asked.get_absolute_url(), _("Your answers are noted."))
    return page(request, "meetings/answer_poll.html", {**SECTION, "poll": asked}, form=form)


def choose_date(request: HouseRequest, key: str) -> HttpResponse:
    """Choose a date: the meeting is called and the notice sent."""
    by, asked = request.actor, _poll(request, key)
    by.must(rules.choose_date, asked)
    wanted = request.POST.get("starts_at") or request.GET.get("starts_at") or ""
    rows = {each.date.starts_at.isoformat(): each for each in queries.shown(asked, by).dates}
    found = rows.get(wanted)
    room = found.date.booking.workplace if found and found.has_room and found.date.booking else None
    initial = {"starts_at": wanted, "place": str(room) if room else asked.place}
    form = forms.ChooseDateForm(request.POST or None, poll=asked, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            made = acts.choose_date(asked, **form.cleaned_data, by=by)
            return done(request, made.get_absolute_url(), _("The date is chosen, and the notice is sent."))
    told = [verdict(found.weighed), *reasons(found.weighed)] if found else []
    context = {**SECTION, "poll": asked, "chosen": found, "told": told, "room": room}
    return page(request, "meetings/choose_date.html", context, form=form)


def call_off_poll(request: HouseRequest, key: str) -> HttpResponse:
    """Choose none of the dates."""
    by, asked = request.actor, _poll(request, key)
    by.must(rules.call_off_poll, asked)
    form = forms.CallOffPollForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            acts.call_off_poll(asked, **form.cleaned_data, by=by)
            return done(request, asked.get_absolute_url(), _("The poll is called off."))
    said = {
        "heading": _("Call off the poll"),
        "submit": _("Call it off"),
        "back": asked,
        "to": asked.get_absolute_url(),
        "danger": True,
    }
    return page(request, "meetings/act.html", {**_around(asked), **said}, form=form)


def _around(asked: Poll) -> dict[str, Any]:
    return {**SECTION, "back": asked, "to": asked.get_absolute_url()}


def _poll(request: HouseRequest, key: str) -> Poll:
    rows = Poll.objects.visible_to(request.actor).select_related("body", "room", "preparer", "opened_by", "meeting")
    return get_object_or_404(rows, key=key)
