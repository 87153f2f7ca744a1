"""Which organisations have met: every joint act is a contact between organisations, never between persons."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Attendance, Gathering, Meeting, SignUp
from statenshus.meetings.queries.meetings import PRESENT
from statenshus.people.models import Organisation, Participation

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Contact:
    """A joint act: on which day, of what kind (meeting, or that of the arena), and the organisations in it, by key."""

    on: date
    kind: str
    title: str
    organisations: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two organisations: how often they have met, and when last."""

    one: Organisation
    other: Organisation
    count: int
    last_on: date | None


def contacts(by: Actor, since: datetime, until: datetime) -> list[Contact]:
    """The joint acts that were held in [since, until), the first first. Four queries.

    A meeting that was held joins those whose seats came, and its host; what was held in an arena those from whom
    somebody came, or had signed up where nobody has noted who came.
    """
    meetings = Meeting.objects.visible_to(by).filter(called_off_at=None, starts_at__gte=since, starts_at__lt=until)
    here: dict[int, set[str]] = defaultdict(set)
    came = Attendance.objects.in_house(by.house).filter(meeting__in=meetings, came__in=PRESENT)
    for meeting, key in came.exclude(seat__organisation=None).values_list("meeting", "seat__organisation__key"):
        here[meeting].add(key)
    found = []
    for each in meetings.filter(starts_at__lte=by.now).select_related("host"):
        joined = here[each.pk] | ({each.host.key} if each.host and here[each.pk] else set())
        found.append(Contact(each.day, "meeting", each.title, frozenset(joined)))
    held = Gathering.objects.visible_to(by).standing().filter(starts_at__gte=since, starts_at__lt=until)
    signed: dict[int, list[tuple[str, bool | None]]] = defaultdict(list)
    rows = SignUp.objects.in_house(by.house).filter(gathering__in=held, state=SignUp.State.COMES)
    for gathering, key, has_come in rows.exclude(organisation=None).values_list(
        "gathering", "organisation__key", "came"
    ):
        signed[gathering].append((key, has_come))
    for one in held.filter(starts_at__lte=by.now).select_related("host", "arena"):
        is_noted = any(has_come is not None for _key, has_come in signed[one.pk])
        joined = {key for key, has_come in signed[one.pk] if has_come or not is_noted}
        joined |= {one.host.key} if one.host and joined else set()
        found.append(Contact(one.day, one.arena.kind, one.title, frozenset(joined)))
    return sorted((each for each in found if len(each.organisations) > 1), key=lambda each: (each.on, each.title))


def lately(by: Actor) -> list[Contact]:
    """Those of the year before. Four queries."""
    return contacts(by, by.now - YEAR, by.now)


def pairs(found: Iterable[Contact], by: Actor) -> list[Pair]:
    """Every two organisations of the house today, those that have met least first. One query."""
    among = Participation.objects.in_house(by.house).at(by.today).values("organisation")
    here = list(Organisation.objects.visible_to(by).filter(pk__in=among).order_by("name", "pk"))
    count: Counter[frozenset[str]] = Counter()
    last: dict[frozenset[str], date] = {}
    for contact in found:
        for pair in map(frozenset, combinations(sorted(contact.organisations), 2)):
            count[pair] += 1
            last[pair] = max(contact.on, last.get(pair, contact.on))
    every = []
    for one, other in combinations(here, 2):
        pair = frozenset({one.key, other.key})
        every.append(Pair(one, other, count[pair], last.get(pair)))
    return sorted(every, key=lambda each: (each.count, each.last_on or date.min, each.one.name, each.other.name))
