"""Whether the chain still holds: each link against the one before, and against what it tells of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db.models import CharField, F, Func, Prefetch, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from statenshus.decisions.models import (
    Attachment,
    CaseVersion,
    ChainLink,
    Decision,
    Elector,
    Minutes,
    MinutesAnswer,
    Pull,
    Reservation,
    Voting,
)
from statenshus.decisions.models.cases import fingerprint
from statenshus.decisions.models.chain import BEGINNING
from statenshus.decisions.queries.chain import (
    Payload,
    case_payload,
    decision_payload,
    minutes_payload,
    reservation_payload,
    voting_payload,
)
from statenshus.decisions.queries.recounting import fault_in_voting
from statenshus.kernel.houses import House

AT_A_TIME = 200
MOST_AT_ONCE = 500
"""Links that are verified while somebody waits for a page."""


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds, and if not, which link is the first that does not, and why."""

    links: int
    """How many there are; where it is broken, how many hold before that."""
    head: str
    broken: str = ""
    """A sentence; empty where the chain is whole."""

    def __str__(self) -> str:
        if self.broken:
            return self.broken
        return _("The chain is whole: %(links)s links, head %(head)s") % {"links": self.links, "head": self.head}


@dataclass(frozen=True)
class Kind:
    """A kind of link: which rows it tells of, by what of its payload they are found, and what must hold of each."""

    name: Any
    rows: Callable[[House], QuerySet]
    found_by: dict[str, str]
    """The payload's key to the row's field."""
    subject: Callable[[Payload], str]
    payload: Callable[[Any], Payload]
    fault: Callable[[Any], str]

    def identity(self, payload: Any) -> tuple[Any, ...]:
        """What tells which row it is."""
        return tuple(payload.get(key) for key in self.found_by)

    def of(self, row: Any) -> tuple[Any, ...]:
        """The same, from the row."""
        return tuple(attrgetter(field.replace("__", "."))(row) for field in self.found_by.values())


def verify(house: House, *, head: str = "") -> Verdict:
    """Walk the chain from its beginning, and stop at the first link that does not hold.

    A link holds if no number is missing before it, it follows the link before, its hash is that of what it holds, what
    it tells of still says the same and once only, and a voting counted anew comes to what it tells. Then nothing that
    is frozen may be without a link. With `head`, as printed on minutes, or the beginning of it, that head must be in
    the chain: so it shows if links at its end were taken away. About ten queries, and ten
    for each two hundred links.
    """
    hashes, seen = [BEGINNING], dict[tuple[Any, ...], int]()
    spoilt = _spoilt_files(house)
    for link, row in _links(house):
        why = (
            _out_of_place(link, len(hashes), hashes[-1])
            or _says_otherwise(link, row, seen)
            or _fault_of(link, row, spoilt, hashes)
        )
        if why:
            return Verdict(len(hashes) - 1, hashes[-1], why)
        seen[(link.kind, *KINDS[link.kind].identity(link.payload))] = link.number
        hashes.append(link.hash)
    why = _without_link(house, seen) or (_not_among(head, hashes) if head else "")
    return Verdict(len(hashes) - 1, hashes[-1], why)


def _links(house: House) -> Iterator[tuple[ChainLink, Any]]:
    """Each link in order, with the row that it tells of, if there is one."""
    links = ChainLink.objects.in_house(house).order_by("number").iterator(AT_A_TIME)
    while batch := list(islice(links, AT_A_TIME)):
        rows: dict[tuple[Any, ...], Any] = {}
        for name, kind in KINDS.items():
            payload, field = next(iter(kind.found_by.items()))
            keys = {str(link.payload.get(payload)) for link in batch if link.kind == name and _is_told(link)}
            found = kind.rows(house).filter(**{f"{field}__in": keys}) if keys else []
            rows |= {(name, *kind.of(row)): row for row in found}
        for link in batch:
            is_known = link.kind in KINDS and _is_told(link)
            yield link, rows.get((link.kind, *KINDS[link.kind].identity(link.payload))) if is_known else None


def _is_told(link: ChainLink) -> bool:
    return isinstance(link.payload, dict)


def _broken(link: ChainLink, why: str) -> str:
    kind = KINDS[link.kind].name if link.kind in KINDS else link.kind
    told = {"number": link.number, "kind": kind, "subject": link.subject, "why": why}
    return _("The chain is broken at link %(number)s, %(kind)s %(subject)s: %(why)s") % told


def _out_of_place(link: ChainLink, number: int, previous: str) -> str:
    if link.number != number:
        told = {"number": number, "next": link.number}
        return _("The chain is broken at link %(number)s: it is missing; the next is %(next)s.") % told
    if link.previous != previous:
        return _broken(link, _("it does not follow the link before it."))
    if link.computed() != link.hash:
        return _broken(link, _("its hash is not that of what it holds."))
    return ""


def _says_otherwise(link: ChainLink, row: Any, seen: dict[tuple[Any, ...], int]) -> str:
    if link.kind not in KINDS or not _is_told(link):
        return _broken(link, _("there are no links of that kind."))
    kind = KINDS[link.kind]
    if link.subject != kind.subject(link.payload):
        return _broken(link, _("it tells of something else than it is named after."))
    earlier = seen.get((link.kind, *kind.identity(link.payload)))
    if earlier:
        return _broken(link, _("it tells of the same as link %(number)s.") % {"number": earlier})
    if row is None:
        return _broken(link, _("what it tells of is gone."))
    where = _differs(link.payload, kind.payload(row))
    if where is not None:
        return _broken(link, _("what it tells of now says something else in “%(where)s”.") % {"where": where})
    return ""


def _fault_of(link: ChainLink, row: Any, spoilt: dict[int, str], hashes: list[str]) -> str:
    if link.kind == "case" and row.pk in spoilt:
        return _broken(link, _("the file “%(name)s” was changed.") % {"name": spoilt[row.pk]})
    if link.kind == "minutes" and row.chain_head and row.chain_head not in hashes:
        return _broken(link, _("the head that is printed on the minutes is not in the chain before it."))
    fault = KINDS[link.kind].fault(row)
    return _broken(link, fault) if fault else ""


def _without_link(house: House, seen: Iterable[tuple[Any, ...]]) -> str:
    linked = set(seen)
    for name, kind in KINDS.items():
        fields = list(kind.found_by.values())
        for identity in _frozen(kind.rows(house), name).order_by(*fields).values_list(*fields):
            if (name, *identity) not in linked:
                subject = kind.subject(dict(zip(kind.found_by, identity, strict=True)))
                told = {"kind": kind.name, "subject": subject}
                return _("The chain is broken: %(kind)s %(subject)s has no link in it.") % told
    return ""


def _frozen(rows: QuerySet, kind: str) -> QuerySet:
    """Those that must have a link."""
    field = {"case": "published_at", "voting": "closed_at", "minutes": "approved_at"}.get(kind)
    return rows.exclude(**{field: None}) if field else rows


def _not_among(head: str, hashes: list[str]) -> str:
    if any(each.startswith(head.lower()) for each in hashes):
        return ""
    told = {"head": head, "links": len(hashes) - 1}
    return _("The chain is broken: the head %(head)s is not among its %(links)s links; some were cut off.") % told


def _spoilt_files(house: House) -> dict[int, str]:
    """Of the versions with a file that is not the one its hash says, by their number: the file's name. One query."""
    really = Func(
        Func(F("document__content"), function="sha256"), Value("hex"), function="encode", output_field=CharField()
    )
    rows = Attachment.objects.in_house(house).annotate(really=really).exclude(really=F("document__sha256"))
    return dict(rows.values_list("version", "name"))


def _differs(kept: Any, now: Any, where: str = "") -> str | None:
    """The first place in which the two differ; None where they do not."""
    if isinstance(kept, dict) and isinstance(now, dict):
        for key in sorted(kept.keys() | now.keys()):
            there = f"{where}.{key}".lstrip(".")
            if (key in kept) != (key in now):
                return there
            if (found := _differs(kept[key], now[key], there)) is not None:
                return found
        return None
    if isinstance(kept, list) and isinstance(now, list) and len(kept) == len(now):
        pairs = enumerate(zip(kept, now, strict=True), 1)
        return next((found for at, pair in pairs if (found := _differs(*pair, f"{where}.{at}")) is not None), None)
    return None if kept == now and type(kept) is type(now) else where


def _fault_in_version(version: CaseVersion) -> str:
    return "" if version.fingerprint() == version.hash else _("the text is not the one that was frozen.")


def _fault_in_minutes(minutes: Minutes) -> str:
    return "" if fingerprint(minutes.content) == minutes.hash else _("the text is not the one that was frozen.")


def _no_fault(row: Any) -> str:
    return ""


def _of_cases(house: House) -> QuerySet[CaseVersion]:
    files = Attachment.objects.in_house(house).select_related("document").defer("document__content")
    rows = CaseVersion.objects.in_house(house).select_related("case__body", "published_by")
    return rows.prefetch_related(Prefetch("attachments", files))


def _of_votings(house: House) -> QuerySet[Voting]:
    electors = Elector.objects.in_house(house).select_related("seat", "person", "organisation", "recorded_by")
    pulls = Pull.objects.in_house(house).select_related("seat", "person")
    rows = Voting.objects.in_house(house).select_related("case__body", "version", "meeting")
    return rows.prefetch_related(Prefetch("electors", electors), Prefetch("pulls", pulls))


def _of_decisions(house: House) -> QuerySet[Decision]:
    return Decision.objects.in_house(house).select_related("case", "body", "voting", "meeting", "owner", "replaces")


def _of_reservations(house: House) -> QuerySet[Reservation]:
    return Reservation.objects.in_house(house).select_related("decision", "seat", "person")


def _of_minutes(house: House) -> QuerySet[Minutes]:
    answers = MinutesAnswer.objects.in_house(house).select_related("seat", "person")
    rows = Minutes.objects.in_house(house).select_related("body", "meeting", "voting")
    return rows.prefetch_related(Prefetch("answers", answers))


KINDS = {
    "case": Kind(
        pgettext_lazy("chain", "case"),
        _of_cases,
        {"case": "case__key", "version": "number"},
        lambda told: str(told.get("case")),
        case_payload,
        _fault_in_version,
    ),
    "voting": Kind(
        pgettext_lazy("chain", "voting"),
        _of_votings,
        {"voting": "key"},
        lambda told: str(told.get("voting")),
        voting_payload,
        fault_in_voting,
    ),
    "decision": Kind(
        pgettext_lazy("chain", "decision"),
        _of_decisions,
        {"decision": "key"},
        lambda told: str(told.get("decision")),
        decision_payload,
        _no_fault,
    ),
    "reservation": Kind(
        pgettext_lazy("chain", "reservation"),
        _of_reservations,
        {"decision": "decision__key", "seat": "seat__key"},
        lambda told: f"{told.get('decision')}:{told.get('seat')}",
        reservation_payload,
        _no_fault,
    ),
    "minutes": Kind(
        pgettext_lazy("chain", "minutes"),
        _of_minutes,
        {"minutes": "key"},
        lambda told: str(told.get("minutes")),
        minutes_payload,
        _fault_in_minutes,
    ),
}
