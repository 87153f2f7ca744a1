"""The register of decisions: what was decided, when and by whom, as far as the actor may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import Case as Either
from django.db.models import F, FloatField, Max, Min, Q, QuerySet, When
from django.utils.safestring import SafeString

from statenshus.decisions.models import CaseVersion, ChainLink, Decision, Minutes
from statenshus.decisions.models.searching import Among
from statenshus.decisions.queries.minutes import supporters
from statenshus.decisions.queries.openness import WHOLE, exempted, is_exempt_today, may_read_whole, reads_whole
from statenshus.decisions.queries.search import Sought, excerpt, highlighted, newest_found, says
from statenshus.decisions.queries.sentences import result_of
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, SeatHolding

MOST_FOUND = 400
"""Of what is found, the newest are ranked; whoever finds more narrows it down."""


@dataclass(frozen=True)
class Entry:
    """A decision as the actor may read it: where it is exempt for them, without its text."""

    decision: Decision
    title: str
    text: str
    basis: str
    exempt: str
    """By which paragraph its text is exempt from public access today."""
    whole: bool
    """Whether the actor reads the whole."""
    shown_title: SafeString | str = ""
    excerpt: SafeString | str = ""


@dataclass(frozen=True)
class Found:
    """Decisions in their order, not yet read, and whether there are more than are ranked."""

    rows: "QuerySet[Decision]"
    more: bool = False


def decided(
    by: Actor, *, body: Body | None = None, year: int | None = None, outcome: str = "", asked: Sought | None = None
) -> Found:
    """The decisions that fit, the latest first; when something is sought, the best of the newest MOST_FOUND.

    No query; when something is sought, at most six.
    """
    wanted = {"body": body, "decided_on__year": year, "outcome": outcome}
    narrowed = {name: value for name, value in wanted.items() if value}
    rows = Decision.objects.visible_to(by).filter(**narrowed).select_related("case", "body")
    if asked is None:
        return Found(rows)
    newest = newest_found(by, asked, MOST_FOUND + 1, **narrowed)
    found = rows.filter(Among(F("pk"), newest[:MOST_FOUND]))
    if asked.query is not None:
        rank: Any = SearchRank(F("search"), asked.query)
        whole = reads_whole(by, "case__")
        if whole is not None:
            # How well a text fits that the actor may not read would tell something of it.
            is_read = whole | ~Q(is_exempt_today(by, "case"))
            rank = Either(When(is_read, then=rank), default=0.0, output_field=FloatField())
        found = found.annotate(rank=rank).order_by("-rank", "-decided_on", "-pk")
    return Found(found, len(newest) > MOST_FOUND)


def entries(by: Actor, decisions: Iterable[Decision], asked: Sought | None = None) -> list[Entry]:
    """The decisions as the actor may read them, each with its excerpt. At most four queries, however many there are."""
    rows = list(decisions)
    whole = reads_whole(by, "case__")
    readable = {row.pk for row in rows} if whole is None else _readable(by, rows, whole)
    exempt = exempted(by, [row.case for row in rows])
    said = _said_in_cases(by, rows, asked)
    return [_entry(row, row.pk in readable, exempt.get(row.case.key, {}).get(WHOLE, ""), said, asked) for row in rows]


def _readable(by: Actor, rows: list[Decision], whole: Any) -> set[int]:
    found = Decision.objects.in_house(by.house).filter(pk__in=[row.pk for row in rows])
    return set(found.filter(whole).values_list("pk", flat=True))


def _said_in_cases(by: Actor, rows: list[Decision], asked: Sought | None) -> dict[int, list[str]]:
    """What the published versions of each case say, the latest first, where something is sought in them."""
    if asked is None or not asked.stems:
        return {}
    versions = CaseVersion.objects.in_house(by.house).exclude(published_at=None)
    told: dict[int, list[str]] = {}
    found = versions.filter(case__in=[row.case_id for row in rows]).order_by("-number")
    for case, *texts in found.values_list("case", "proposal", "text", "basis", "title"):
        told.setdefault(case, []).extend(texts)
    return told


def _entry(row: Decision, whole: bool, exempt: str, said: dict[int, list[str]], asked: Sought | None) -> Entry:
    is_open = whole or not exempt
    title = row.title if is_open else row.case.shown_title
    text, basis = (row.text, row.basis) if is_open else ("", "")
    stems = asked.stems if asked else ()
    texts = [text, basis, *said.get(row.case_id, [])] if is_open else []
    best = next((each for each in texts if says(each, stems)), text) if stems else text
    return Entry(row, title, text, basis, exempt, whole, highlighted(title, stems), excerpt(best, stems))


def years_of(by: Actor) -> list[int]:
    """The years in which something may have been decided, the latest first. One query."""
    days = Decision.objects.in_house(by.house).aggregate(first=Min("decided_on"), last=Max("decided_on"))
    if not days["first"]:
        return []
    return list(range(days["last"].year, days["first"].year - 1, -1))


def of_decision(by: Actor, decision: Decision) -> dict[str, Any]:
    """What the lasting page of a decision tells, as far as the actor may read it. At most twelve queries.

    `supported_by` is empty where the voting was secret, and where its text is exempt for the actor.
    """
    whole = may_read_whole(by, decision.case)
    exempt = exempted(by, [decision.case]).get(decision.case.key, {}).get(WHOLE, "")
    entry = _entry(decision, whole, exempt, {}, None)
    is_open = whole or not exempt
    voting = decision.voting
    told: dict[str, Any] = {"entry": entry, "decision": decision, "is_open": is_open}
    told["result"] = result_of(voting) if voting else ""
    told["link"] = ChainLink.objects.in_house(by.house).filter(kind="decision", subject=decision.key).first()
    told["replaced_by"] = list(decision.replaced_by.select_related("case"))
    minutes = Minutes.objects.visible_to(by).standing().order_by("-version")
    told["minutes"] = (
        minutes.filter(meeting=decision.meeting_id).first() if decision.meeting_id else None
    ) or minutes.filter(voting=decision.voting_id, voting__isnull=False).first()
    if not is_open:
        return {**told, "electors": [], "supported_by": [], "reservations": [], "follow_ups": []}
    electors = []
    if voting and not voting.secret:
        electors = list(voting.electors.select_related("seat__organisation", "organisation", "person"))
    return {
        **told,
        "electors": electors,
        "supported_by": supporters(electors),
        "reservations": list(decision.reservations.select_related("person", "seat__organisation")),
        "follow_ups": list(decision.follow_ups.select_related("owner", "organisation", "done_by")),
    }


def may_reserve_now(by: Actor, decision: Decision) -> bool:
    """Whether the actor sits in a seat that did not vote, and may yet make a reservation. Two queries."""
    voting = decision.voting
    days = voting.mandate.reservation_days if voting else 0
    if by.person is None or voting is None or not days or by.now >= decision.decided_at + timedelta(days=days):
        return False
    silent = set(voting.electors.filter(at=None).values_list("seat", flat=True))
    mine = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(person=by.person.pk, seat__in=silent)
    return mine.exists()
