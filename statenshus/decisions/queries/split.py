"""What needs a meeting: whether each open case must be taken in one, can be decided in writing, or is to be read.

`proposed` is pure: the facts of a case in, a proposal with its reasons out. It binds nobody.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statenshus.asks.models import PassedOver
from statenshus.decisions.models import Case, CaseVersion, Mandate, Position
from statenshus.decisions.queries.cases import Shown, cases_on, listed
from statenshus.decisions.queries.stages import OWNER, VOTING, day_of
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body, SeatHolding

MEET, WRITE, READ = "meet", "write", "read"
MINUTES_IN_MEETING = {Case.Kind.DECISION: 15, Case.Kind.DISCUSSION: 20, Case.Kind.INFORMATION: 10}
MINUTES_ALONE = {Case.Kind.DECISION: 5, Case.Kind.DISCUSSION: 5, Case.Kind.INFORMATION: 2}
"""Honest estimates: a position takes two minutes and a vote three; something to read takes two."""
MANY_UNSURE = 2
NEED_ALL = {Mandate.Written.UNANIMOUS, Mandate.Written.SILENCE}


@dataclass(frozen=True)
class Facts:
    """What a proposal rests on."""

    kind: str
    must_meet: bool = False
    urgent: bool = False
    exempt: str = ""
    """By which paragraph."""
    written: str | None = None
    """The rule of the mandate; None where the body has no rules."""
    written_days: int = 0
    seats: int = 0
    out: int = 0
    """Seats in which all are disqualified."""
    required: int = 0
    against: int = 0
    unsure: int = 0
    answered: int = 0
    open_questions: int = 0
    days_to_meeting: int | None = None
    in_writing: bool = False
    """It is being decided in writing already."""
    waits_for_owner: bool = False
    minutes: int | None = None
    """The time it has on an agenda."""


@dataclass(frozen=True)
class Proposed:
    """Where a case belongs, why, and what to see to first."""

    where: str
    reasons: list[str]
    first: list[str] = field(default_factory=list)
    saved: int = 0
    """Minutes of meeting that each person is spared."""


@dataclass(frozen=True)
class Placed:
    """A case with what is proposed for it."""

    shown: Shown
    proposed: Proposed


@dataclass(frozen=True)
class Split:
    """The open cases of a body, by what they need."""

    body: Body
    meet: list[Placed]
    write: list[Placed]
    read: list[Placed]
    people: int
    saved: int
    """Minutes that the people are spared together."""


def proposed(facts: Facts) -> Proposed:
    """Where the case belongs: the first of reading, a meeting and writing that there is a reason for."""
    if facts.kind == Case.Kind.INFORMATION:
        return Proposed(READ, [_("It is for information, so nothing is decided.")], saved=_saved(facts))
    if facts.waits_for_owner:
        return Proposed(
            WRITE, [_("The group has given its advice, and the project owner decides.")], saved=_saved(facts)
        )
    if facts.in_writing:
        return Proposed(WRITE, [_("It is being decided in writing already.")], saved=_saved(facts))
    reasons = list(_reasons_to_meet(facts))
    if reasons:
        return Proposed(MEET, reasons, list(_first(facts)))
    return Proposed(WRITE, list(_reasons_to_write(facts)), list(_first(facts)), _saved(facts))


def _reasons_to_meet(facts: Facts) -> Iterator[str]:
    if facts.kind == Case.Kind.DISCUSSION:
        yield _("It is for discussion, and people discuss best together.")
    if facts.must_meet:
        yield _("Members have asked for a meeting, or it could not be decided in writing.")
    if facts.written is None:
        yield _("The body has no rules for how it decides, so nothing can be decided in writing.")
    elif facts.written == Mandate.Written.NEVER:
        yield _("The rules in the mandate do not let the body decide in writing.")
    left = facts.seats - facts.out
    if facts.out and left < facts.required:
        said = _("Only %(left)d of %(seats)d seats can vote, and %(required)d must: see who can stand in.")
        yield said % {"left": left, "seats": facts.seats, "required": facts.required}
    if facts.against:
        yield ngettext("%(count)d seat is against it.", "%(count)d seats are against it.", facts.against) % {
            "count": facts.against
        }
    if facts.unsure >= MANY_UNSURE or (facts.unsure and facts.written in NEED_ALL):
        yield ngettext("%(count)d seat is unsure.", "%(count)d seats are unsure.", facts.unsure) % {
            "count": facts.unsure
        }
    if (facts.against or facts.unsure) and facts.written in NEED_ALL:
        yield _("In writing the rules in the mandate need all to agree.")
    if facts.urgent and facts.days_to_meeting is not None and facts.days_to_meeting < facts.written_days:
        said = ngettext(
            "It is urgent, and the next meeting is in %(days)d day; in writing it takes at least %(least)d.",
            "It is urgent, and the next meeting is in %(days)d days; in writing it takes at least %(least)d.",
            facts.days_to_meeting,
        )
        yield said % {"days": facts.days_to_meeting, "least": facts.written_days}


def _reasons_to_write(facts: Facts) -> Iterator[str]:
    said = ngettext(
        "The rules in the mandate let the body decide in writing, with at least %(days)d day for answering.",
        "The rules in the mandate let the body decide in writing, with at least %(days)d days for answering.",
        facts.written_days,
    )
    yield said % {"days": facts.written_days}
    if facts.answered:
        yield _("Nobody who has answered is against it.")
    if facts.urgent:
        yield _("It is urgent, and no meeting comes sooner.")


def _first(facts: Facts) -> Iterator[str]:
    if facts.open_questions:
        yield ngettext(
            "%(count)d question waits for an answer.", "%(count)d questions wait for an answer.", facts.open_questions
        ) % {"count": facts.open_questions}
    left = facts.seats - facts.out - facts.answered
    if left > 0:
        said = ngettext(
            "%(count)d seat has not said where it stands.", "%(count)d seats have not said where they stand.", left
        )
        yield said % {"count": left}
    if facts.exempt:
        said = _("It is exempt from public access (%(paragraph)s), so what it says is read logged in.")
        yield said % {"paragraph": facts.exempt}


def _saved(facts: Facts) -> int:
    kind = Case.Kind(facts.kind)
    return max((facts.minutes or MINUTES_IN_MEETING[kind]) - MINUTES_ALONE[kind], 0)


def split(body: Body, by: Actor) -> Split:
    """What each open case of the body needs, as of today. At most fifteen queries, however many cases there are."""
    shown = listed(cases_on(by, by.today, body=body.key), by, by.today)
    gathered = _facts(shown, body, by)
    placed = [Placed(each, proposed(facts)) for each, facts in zip(shown, gathered, strict=True)]
    people = gathered[0].seats if gathered else 0
    saved = people * sum(each.proposed.saved for each in placed)

    def those(where: str) -> list[Placed]:
        return [each for each in placed if each.proposed.where == where]

    return Split(body, those(MEET), those(WRITE), those(READ), people, saved)


def _facts(shown: Sequence[Shown], body: Body, by: Actor) -> list[Facts]:
    mandate = Mandate.objects.visible_to(by).at(by.today).filter(body=body).first()
    cases = [each.case for each in shown]
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=body)
    seats: dict[int, set[int]] = {}
    for seat, person in sitting.values_list("seat", "person"):
        seats.setdefault(seat, set()).add(person)
    barred: dict[str, set[int]] = {}
    rows = PassedOver.objects.in_house(by.house).about(*cases) if cases else PassedOver.objects.none()
    for key, person in rows.values_list("subject_key", "person"):
        barred.setdefault(key, set()).add(person)
    stands = _stands(cases, by)
    unanswered = Position.objects.in_house(by.house).filter(case__in=cases, replied_at=None).exclude(question="")
    waiting = Counter(unanswered.values_list("case", flat=True))
    days = _days_to_meeting(body, by)
    required = mandate.required(len(seats)) if mandate and seats else 0
    return [
        Facts(
            kind=case.kind,
            must_meet=case.must_meet,
            urgent=case.urgent,
            exempt=each.paragraph,
            written=mandate.written if mandate else None,
            written_days=mandate.written_days if mandate else 0,
            seats=len(seats),
            out=sum(persons <= barred.get(case.key, set()) for persons in seats.values()),
            required=required,
            against=stands[case.pk][Position.Stand.AGAINST],
            unsure=stands[case.pk][Position.Stand.UNSURE],
            answered=stands[case.pk].total(),
            open_questions=waiting[case.pk],
            days_to_meeting=days,
            in_writing=each.stage.name == VOTING
            and any(v.closed_at is None and v.is_written for v in case.votings.all()),
            waits_for_owner=each.stage.name == OWNER,
            minutes=next((item.minutes for item in case.items.all()), None),
        )
        for each in shown
        for case in [each.case]
    ]


def _stands(cases: Sequence[Case], by: Actor) -> dict[int, Counter[str]]:
    """How the seats stand on the latest version of each case. Two queries."""
    found: dict[int, Counter[str]] = {case.pk: Counter() for case in cases}
    versions = CaseVersion.objects.in_house(by.house).filter(case__in=cases, published_at__isnull=False)
    latest = dict(versions.order_by("case", "number").values_list("case", "pk"))
    rows = Position.objects.in_house(by.house).filter(version__in=latest.values())
    seen = set()
    for case, seat, stand in rows.values_list("case", "seat", "stand"):
        if (case, seat) not in seen:
            seen.add((case, seat))
            found[case][stand] += 1
    return found


def _days_to_meeting(body: Body, by: Actor) -> int | None:
    coming: datetime | None = (
        Meeting.objects.visible_to(by).coming(by.now).filter(body=body).values_list("starts_at", flat=True).first()
    )
    return (day_of(coming) - by.today).days if coming else None
