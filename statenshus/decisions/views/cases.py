"""Pages of cases: the list, one case, and what the public sees of it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.module_loading import import_string

from statenshus.decisions.forms.cases import FilterForm
from statenshus.decisions.forms.positions import GivePositionForm
from statenshus.decisions.models import Case
from statenshus.decisions.queries.cases import OPEN, case_page, cases_on, listed
from statenshus.decisions.queries.positions import Mine, picture
from statenshus.decisions.queries.stages import day_of
from statenshus.decisions.queries.votings import votings_of, ways
from statenshus.decisions.rules import cases as rules
from statenshus.decisions.rules import exemptions as exemption_rules
from statenshus.decisions.rules import leads
from statenshus.decisions.views.votings import SECTION, get_case
from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body, SeatHolding
from statenshus.people.rules import keeps_record
from statenshus.ui.pages import page

A_PAGE = 25


def cases(request: HouseRequest) -> HttpResponse:
    """The cases as of the day, by state, kind and body, a page at a time. At most ten queries."""
    by, on = request.actor, request.on
    bodies = list(Body.objects.visible_to(by).at(on))
    chosen = FilterForm(request.GET, bodies=bodies)
    state, kind, body = chosen.chosen("state") or OPEN, chosen.chosen("kind"), chosen.chosen("body")
    found = Paginator(cases_on(by, on, state=state, kind=kind, body=body), A_PAGE).get_page(request.GET.get("page"))
    context = {
        **SECTION,
        "filter": chosen,
        "state": state,
        "is_filtered": bool(kind or body or state != OPEN),
        "found": found,
        "cases": listed(found, by, on),
        "bodies": bodies,
        "may_draft": on == by.today and may_draft_anywhere(by),
    }
    return page(request, "decisions/cases.html", context, region="cases")


def may_draft_anywhere(by: Actor) -> bool:
    """Whether there is a body for which the actor may draft a case. At most one query."""
    if keeps_record(by):
        return True
    me = by.person.pk if by.person else None
    return SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=me).exists()


def case(request: HouseRequest, key: str) -> HttpResponse:
    """One case as of the day: what is proposed and asked first, then the reasons."""
    found = get_case(request, key)
    return page(request, "decisions/case.html", _whole(found, request.actor, request.on))


def public_case(request: HouseRequest, key: str) -> HttpResponse:
    """The case as those in the house read it who neither sit in its body nor lead its work."""
    by, found = request.actor, get_case(request, key)
    anybody = Actor(by.house, by.now, None, frozenset({Role.MEMBER}))
    context = _whole(found, anybody, request.on) if found.published_at else {**SECTION, "case": found}
    return page(request, "decisions/public_case.html", {**context, "public": True})


def _whole(case: Case, by: Actor, day: date) -> dict[str, Any]:
    """All that the page of a case says to the actor."""
    told = case_page(case, by, day)
    is_now = day == by.today
    hidden = told.shown.hidden
    may_lead = leads(by, case.body)
    seen = None if hidden or not told.shown.whole or not case.published_at else told.current
    group = picture(case, seen.version, by, day) if seen else None
    return {
        **SECTION,
        "case": case,
        "told": told,
        "shown": told.shown,
        "picture": group,
        "turns": _turns(group.mine, told.current.version.number) if group and told.current else [],
        "ways": None if hidden or not case.published_at else ways(case, by),
        "votings": [] if hidden else votings_of(case, by),
        "may_read_whole": told.shown.whole,
        "published_on": day_of(case.published_at) if case.published_at else None,
        "was_published": case.published_at is None or day_of(case.published_at) <= day,
        "may_edit": is_now and case.ended_at is None and by.may(rules.edit_case, case),
        "may_publish": is_now and told.draft is not None and case.ended_at is None and may_lead,
        "may_withdraw": is_now and case.ended_at is None and by.may(rules.withdraw_case, case),
        "may_exempt": is_now and by.may(exemption_rules.exempt, case),
        "parts": [] if hidden else [(part, import_string(to)(by, case)) for part, to in settings.CASE_PARTS.items()],
        "meetings": _meetings(case, by) if is_now and may_lead and case.is_open else [],
        "may_lead": may_lead,
    }


def _turns(mine: list[Mine], version: int) -> list[tuple[Mine, GivePositionForm]]:
    """The seats that the actor may answer for now, each with its form."""
    return [
        (each, GivePositionForm(auto_id=f"{each.seat.key}_%s", initial={"version": version}))
        for each in mine
        if each.is_my_turn
    ]


def _meetings(case: Case, by: Actor) -> list[Meeting]:
    """The coming meetings of the body on whose agenda the case does not stand. One query."""
    return list(Meeting.objects.visible_to(by).coming(by.now).filter(body=case.body_id).exclude(items__case=case))
