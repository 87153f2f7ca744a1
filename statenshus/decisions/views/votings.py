"""Pages of votings."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from statenshus.decisions.forms import votings as forms
from statenshus.decisions.models import Case, Voting
from statenshus.decisions.queries.electors import mandate_of, obstacles_to_voting
from statenshus.decisions.queries.votings import voting_shown
from statenshus.decisions.rules import votings as rules
from statenshus.decisions.usecases import votings as usecases
from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Seat, SeatHolding
from statenshus.ui.pages import done, page, refusals

SECTION = {"section": "cases"}


def open_voting(request: HouseRequest, key: str) -> HttpResponse:
    """Open a voting on a case in a meeting."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.open_voting, case)
    form = forms.OpenVotingForm(request.POST or None, case=case, by=by)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.open_voting(case, **form.cleaned_data, by=by)
            return done(request, case.get_absolute_url(), _("The voting is open. Those who may vote are asked."))
    obstacles = [] if form.errors else obstacles_to_voting(case, mandate_of(case.body, by), written=False)
    context = {**SECTION, "case": case, "obstacles": obstacles, "meetings": form.fields["meeting"].queryset}  # type: ignore[attr-defined]
    return page(request, "decisions/open_voting.html", context, form=form)


def open_written(request: HouseRequest, key: str) -> HttpResponse:
    """Put a case to the body in writing."""
    by, case = request.actor, get_case(request, key)
    by.must(rules.open_written, case)
    mandate = mandate_of(case.body, by)
    form = forms.OpenWrittenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.open_written(case, **form.cleaned_data, by=by)
            return done(
                request, case.get_absolute_url(), _("The written procedure is open. Those who may vote are asked.")
            )
    obstacles = [] if form.errors else obstacles_to_voting(case, mandate, written=True)
    context = {**SECTION, "case": case, "mandate": mandate, "obstacles": obstacles}
    return page(request, "decisions/open_written.html", context, form=form)


def vote(request: HouseRequest, key: str) -> HttpResponse:
    """Vote for a seat: one's own, or the one whose turn it is to stand in for."""
    by, voting = request.actor, get_voting(request, key)
    seat = _seat(request, voting)
    by.must(rules.vote, voting, seat)
    mine = voting.electors.filter(seat=seat).first()
    initial = (
        {"choice": mine.choice, "agrees": mine.agrees}
        if mine and mine.person_id == (by.person and by.person.pk)
        else {}
    )
    form = forms.VoteForm(request.POST or None, asks_for_form=voting.asks_for_form, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.vote(voting, seat=seat, **form.cleaned_data, by=by)
            said = _("Your vote is cast. You may change it until the voting closes.")
            return done(request, voting.case.get_absolute_url(), said)
    context = {
        **_about(voting),
        "seat": seat,
        "seats": forms.seats_to_vote_for(voting, by),
        "shown": voting_shown(voting, by),
    }
    return page(request, "decisions/vote.html", context, form=form)


def record_vote(request: HouseRequest, key: str) -> HttpResponse:
    """Write down what each seat votes by a show of hands."""
    by, voting = request.actor, get_voting(request, key)
    by.must(rules.record_vote, voting)
    electors = list(voting.electors.select_related("seat__body", "organisation", "person"))
    form = forms.RecordVoteForm(request.POST or None, electors=electors, sitting=_sitting(voting, by))
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            for seat, person, choice in form.changed():
                usecases.record_vote(voting, seat=seat, person=person, choice=choice, by=by)
            return done(request, voting.case.get_absolute_url(), _("The votes are written down."))
    return page(request, "decisions/record_vote.html", _about(voting), form=form)


def close_voting(request: HouseRequest, key: str) -> HttpResponse:
    """Close a voting and count it."""
    by, voting = request.actor, get_voting(request, key)
    by.must(rules.close_voting, voting)
    if request.method == "POST":
        usecases.close_voting(voting, by=by)
        return done(request, voting.case.get_absolute_url(), _("The voting is closed and counted."))
    return page(request, "decisions/close_voting.html", {**_about(voting), "shown": voting_shown(voting, by)})


def call_off_voting(request: HouseRequest, key: str) -> HttpResponse:
    """Stop a voting."""
    by, voting = request.actor, get_voting(request, key)
    by.must(rules.call_off_voting, voting)
    form = forms.CallOffVotingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            usecases.call_off_voting(voting, **form.cleaned_data, by=by)
            return done(request, voting.case.get_absolute_url(), _("The voting is called off. No vote counts."))
    return page(request, "decisions/call_off_voting.html", _about(voting), form=form)


def pull(request: HouseRequest, key: str) -> HttpResponse:
    """Want a case taken to a meeting."""
    by, voting = request.actor, get_voting(request, key)
    seat = _seat(request, voting)
    by.must(rules.pull, voting, seat)
    form = forms.PullForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            ended = usecases.pull(voting, seat=seat, **form.cleaned_data, by=by).closed_at
            said = (
                _("The case will be taken in a meeting.") if ended else _("It is noted that your seat wants a meeting.")
            )
            return done(request, voting.case.get_absolute_url(), said)
    return page(request, "decisions/pull.html", {**_about(voting), "seat": seat}, form=form)


def get_case(request: HouseRequest, key: str) -> Case:
    """The case, if the actor may see it; else 404."""
    return get_object_or_404(Case.objects.visible_to(request.actor).select_related("body"), key=key)


def get_voting(request: HouseRequest, key: str) -> Voting:
    """The voting, if the actor may see its case; else 404."""
    rows = Voting.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("case__body", "version", "mandate", "meeting"), key=key)


def _seat(request: HouseRequest, voting: Voting) -> Seat:
    """The seat that is voted for: the one named, or the first of the actor's own that has a vote."""
    by, named = request.actor, request.POST.get("seat") or request.GET.get("seat")
    if named:
        rows = Seat.objects.visible_to(by).select_related("organisation", "body")
        return get_object_or_404(rows, key=named, body=voting.case.body_id)
    mine = forms.seats_to_vote_for(voting, by)
    return mine[0] if mine else get_object_or_404(Seat.objects.none())


def _sitting(voting: Voting, by: Actor) -> dict[int, list[SeatHolding]]:
    """Who sits in each seat of the body today, the holder first. One query."""
    rows = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=voting.case.body_id)
    found: dict[int, list[SeatHolding]] = {}
    for holding in rows.select_related("person").order_by("rank", "pk"):
        found.setdefault(holding.seat_id, []).append(holding)
    return found


def _about(voting: Voting) -> dict[str, Any]:
    return {**SECTION, "voting": voting, "case": voting.case}
