"""How a body answers what its seats are asked: shares and medians, never of a person or a seat.

Counted is what was asked in the period and has been answered, has lapsed, or is overdue; not what was withdrawn, nor
what may still be answered in time, nor what lapsed before that time was over, as when a vote takes over. Regrets are an
answer, and so is that of a deputy. Of fewer than FEWEST seats nothing is told, for that would tell of somebody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import F, Q

from statenshus.asks.models import Ask, HandOver, KindOfAsk
from statenshus.asks.rules import participation as rules
from statenshus.kernel.actors import OSLO, Actor
from statenshus.people.models import Body, Seat
from statenshus.people.rules import keeps_record

FEWEST = 3
ANSWERED = (Ask.Ended.ANSWERED, Ask.Ended.HANDED_OVER)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figures:
    """Of so many asks: the share answered on time, in per cent, and the median of days it took to answer."""

    kind: str
    label: str
    asked: int
    on_time: int
    by_deputy: int
    days: float | None


@dataclass(frozen=True)
class Participation:
    """How a body answered in a period; nothing but `too_few` or `left_out` where that would tell of somebody."""

    too_few: bool
    whole: Figures | None = None
    kinds: list[Figures] = field(default_factory=list)
    left_out: int = 0
    """How many kinds are left out, also of the whole, because fewer than FEWEST seats were asked."""


def participation(by: Actor, body: Body, first: date, after: date) -> Participation:
    """How the body answered what its seats were asked during [first, after). Two queries."""
    if Seat.objects.in_house(by.house).at(by.today).filter(body=body).count() < FEWEST:
        return Participation(too_few=True)
    since, until = (datetime.combine(day, datetime.min.time(), OSLO) for day in (first, after))
    rows = Ask.objects.in_house(by.house).filter(
        Q(ended__in=ANSWERED) | _lapsed_in_time() | Q(ended="", due_at__lte=by.now),
        body=body,
        seat__isnull=False,
        opened_at__gte=since,
        opened_at__lt=until,
    )
    fields = ("kind", "seat", "opened_at", "due_at", "ended", "ended_at", "answered_rank")
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows.values(*fields).order_by():
        found.setdefault(row["kind"], []).append(row)
    told = {kind: own for kind, own in found.items() if len({row["seat"] for row in own}) >= FEWEST}
    kinds = [_figures(kind, str(KindOfAsk(kind).label), told[kind]) for kind in KindOfAsk.values if kind in told]
    everything = [row for own in told.values() for row in own]
    whole = _figures("", "", everything) if everything else None
    return Participation(False, whole, kinds, len(found) - len(told))


def _lapsed_in_time() -> Q:
    """Lapsed when it was due, or later, so that there was the time that was given to answer."""
    return Q(ended=Ask.Ended.LAPSED) & (Q(due_at=None) | Q(due_at__lte=F("ended_at")))


def _figures(kind: str, label: str, rows: Sequence[dict[str, Any]]) -> Figures:
    answered = [row for row in rows if row["ended"] in ANSWERED]
    on_time = [row for row in answered if row["due_at"] is None or row["ended_at"] <= row["due_at"]]
    took = [(row["ended_at"] - row["opened_at"]) / _DAY for row in answered]
    return Figures(
        kind,
        label,
        len(rows),
        round(100 * len(on_time) / len(rows)),
        round(100 * sum(bool(row["answered_rank"]) for row in on_time) / len(rows)),
        round(median(took), 1) if took else None,
    )


@dataclass(frozen=True)
class OfBody:
    """What the page of a body tells of answering: who is away, and what the reader may do."""

    may_see: bool = False
    away: list[HandOver] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)


def of_body(by: Actor, body: Body, day: date) -> OfBody:
    """Who is away today, for those who may see it; nothing as of another day. At most three queries."""
    if day != by.today or not by.may(rules.see, body):
        return OfBody()
    rows = HandOver.objects.visible_to(by).in_force().at(day).filter(valid_from__isnull=False, seat__body=body)
    keeps = keeps_record(by)
    seats = Seat.objects.in_house(by.house).at(day).filter(body=body).select_related("organisation") if keeps else []
    return OfBody(True, list(rows.select_related("by", "to").order_by("seat", "at")), list(seats))
