"""The log of a house: what was done, by whom, newest first."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statenshus.asks.models import Ask
from statenshus.decisions.models import Case, Decision
from statenshus.home import rules
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.events import Event
from statenshus.portfolio.models import Restructuring

PRIVATE = ("people.account", "people.apitoken", "asks.mail", "asks.mailchoice", "asks.link")
"""Subjects whose events only the one who acted sees, besides those who keep the record."""

SUBJECTS = {
    "people.organisation": gettext_lazy("participants"),
    "people.person": gettext_lazy("people"),
    "people.body": gettext_lazy("bodies"),
    "people.seat": gettext_lazy("seats"),
    "portfolio.subproject": gettext_lazy("subprojects"),
    "portfolio.item": gettext_lazy("what stands in subprojects"),
    "portfolio.restructuring": gettext_lazy("changes of subprojects"),
    "portfolio.experience": gettext_lazy("experiences"),
    "portfolio.factor": gettext_lazy("factors"),
    "decisions.case": gettext_lazy("cases"),
    "kernel.house": gettext_lazy("the house itself"),
}
OF_CASES = ("decisions.case", "decisions.decision", "asks.ask")
"""Subjects that are called by the title of a case."""


@dataclass(frozen=True)
class Line:
    """One event in a sentence."""

    event: Event
    sentence: str
    day: date


def log(by: Actor, day: date, *, about: str = "") -> "QuerySet[Event]":
    """What was done up to the end of the day, newest first, about one sort of subject when given.

    Others' tokens and accounts, and drafts of restructurings and of cases, are left out for those who do not keep the
    record.
    """
    end = datetime.combine(day + timedelta(days=1), time.min, tzinfo=OSLO)
    events = Event.objects.visible_to(by).filter(at__lt=end)
    if not by.may(rules.read_whole_log):
        told = Restructuring.objects.visible_to(by).values("pk")
        mine = Q(person_id=by.person.pk if by.person else None)
        cases = Case.objects.visible_to(by).values("pk")
        events = events.filter(
            ~Q(subject_type__in=PRIVATE) | mine,
            ~Q(subject_type="portfolio.restructuring") | Q(subject_id__in=told),
            ~Q(subject_type="decisions.case") | Q(subject_id__in=cases),
        )
    if about:
        events = events.filter(subject_type=about)
    return events.order_by("-at", "-pk")


def called_now(events: Iterable[Event], by: Actor) -> list[Event]:
    """The events, with cases under the title that is public now: an earlier one may since have become exempt.

    Three queries, or fewer where there is nothing about cases.
    """
    found = list(events)
    of = {kind: {each.subject_id for each in found if each.subject_type == kind} for kind in OF_CASES}
    cases = Case.objects.in_house(by.house)
    decided = dict(
        Decision.objects.in_house(by.house).filter(pk__in=of["decisions.decision"]).values_list("pk", "case")
    )
    asked = dict(
        Ask.objects.in_house(by.house)
        .filter(pk__in=of["asks.ask"], subject_type="decisions.case")
        .values_list("pk", "subject_key")
    )
    rows = list(cases.filter(Q(pk__in=of["decisions.case"] | set(decided.values())) | Q(key__in=asked.values())))
    named = {case.pk: str(case) for case in rows}
    by_key = {case.key: str(case) for case in rows}
    for each in found:
        if each.subject_type == "decisions.case":
            each.subject_name = named.get(each.subject_id, each.subject_name)
        elif each.subject_type == "decisions.decision":
            each.subject_name = named.get(decided.get(each.subject_id, 0), each.subject_name)
        elif each.subject_id in asked and each.subject_type == "asks.ask":
            each.subject_name = by_key.get(asked[each.subject_id], each.subject_name)
    return found


def subjects(by: Actor) -> list[tuple[str, str]]:
    """The sorts of subjects that the log has lines about, with their names. One query."""
    found = set(Event.objects.visible_to(by).order_by().values_list("subject_type", flat=True).distinct())
    return [(kind, str(name)) for kind, name in SUBJECTS.items() if kind in found]


def told(event: Event) -> Line:
    """The event in the words of its act's own template; in plain terms where the act has none."""
    capability, _dot, act = event.act.partition(".")
    try:
        sentence = render_to_string(f"{capability}/events/{act}.txt", {"event": event}).strip()
    except TemplateDoesNotExist:
        sentence = _("%(person)s changed %(subject)s (%(act)s)") % {
            "person": event.person_name,
            "subject": event.subject_name,
            "act": event.act,
        }
        return Line(event, sentence, event.at.astimezone(OSLO).date())
    return Line(event, html.unescape(sentence), event.at.astimezone(OSLO).date())
