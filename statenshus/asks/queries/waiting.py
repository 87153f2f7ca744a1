"""What waits for somebody, what they have handed over, and what they have answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.utils.module_loading import import_string

from statenshus.asks.models import Ask, HandOver
from statenshus.asks.models.asks import AskQuerySet, seats_of
from statenshus.asks.queries.turns import HOLDS, Turn, turns
from statenshus.kernel.actors import Actor

REMEMBERED = timedelta(days=14)
MOST_ANSWERED = 50
OCCASIONS_LAST = timedelta(days=60)


@dataclass
class Waiting:
    """An ask that waits for somebody: how it is that it does, and the form in which it is answered, if there is one."""

    ask: Ask
    turn: Turn
    is_late: bool
    is_mine: bool = True
    may_hand_over: bool = False
    form: Any = None

    @property
    def is_deputy(self) -> bool:
        """Asked because others in the seat are not."""
        return bool(self.turn.rank) or self.turn.why != HOLDS


@dataclass(frozen=True)
class Given:
    """What somebody has handed over: one ask or an occasion, and who is asked now."""

    hand_over: HandOver
    name: str
    turn: Turn | None = None


@dataclass(frozen=True)
class Desk:
    """All that the page of what waits tells."""

    waiting: list[Waiting]
    given: list[Given] = field(default_factory=list)
    absences: list[HandOver] = field(default_factory=list)
    answered: list[Ask] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """What it takes to answer all, by honest estimate."""
        return sum(each.ask.minutes for each in self.waiting)

    @property
    def late(self) -> int:
        """How many are late."""
        return sum(each.is_late for each in self.waiting)


def waiting(by: Actor) -> Desk:
    """What waits for the actor, in the order in which it is best answered. At most four queries."""
    asks = list(_asked_of(by).open())
    return Desk(_mine(asks, turns(asks, by), by))


def desk(by: Actor) -> Desk:
    """What waits for the actor, what they have handed over, and what they answered of late. At most six queries."""
    if by.person is None:
        return Desk([])
    me, since = by.person.pk, by.now - REMEMBERED
    asked = Q(person=me) | Q(seat__in=seats_of(by).values("seat"))
    asks = list(_told(by).filter(asked, ended_at=None))
    recent = _told(by).filter(answered_by=me, ended_at__gte=since).order_by("-ended_at", "-pk")
    whose = turns(asks, by)
    of_occasion = Ask.objects.in_house(by.house).filter(occasion=OuterRef("occasion")).order_by()
    rows = HandOver.objects.in_house(by.house).in_force().filter(by=me)
    rows = rows.filter(
        Q(ask__ended_at=None, ask__isnull=False)
        | Q(at__gte=by.now - OCCASIONS_LAST) & ~Q(occasion="")
        | Q(valid_from__isnull=False) & (Q(valid_to=None) | Q(valid_to__gt=by.today))
    )
    own = list(
        rows.select_related("to", "ask", "seat__body", "seat__organisation").annotate(
            occasion_name=Subquery(of_occasion.values("occasion_name")[:1])
        )
    )
    return Desk(
        _mine(asks, whose, by),
        [
            Given(row, row.ask.subject_name if row.ask else row.occasion_name or "", whose.get(row.ask_id or 0))
            for row in own
            if row.valid_from is None
        ],
        sorted((row for row in own if row.valid_from is not None), key=lambda row: (row.valid_from, row.pk)),
        list(recent[:MOST_ANSWERED]),
    )


def one(by: Actor, ask: Ask) -> Waiting:
    """One ask as it stands for the actor, whether it waits for them or not. At most three queries."""
    turn = turns([ask], by)[ask.pk]
    me = by.person.pk if by.person else None
    is_mine = turn.person is not None and turn.person.pk == me and ask.ended_at is None
    return Waiting(ask, turn, ask.is_late(by.now), is_mine, is_mine and ask.seat_id is not None)


def with_form(row: Waiting, by: Actor, data: Any = None) -> Waiting:
    """The same with the form in which it is answered, where its kind has one."""
    with_forms([row], by, data)
    return row


def with_forms(rows: Sequence[Waiting], by: Actor, data: Any = None) -> None:
    """Give each the form in which it is answered, where its kind has one; its fields bear the ask's number.

    What the forms of a kind need is read at once, by its `prepare`: what it costs follows the kinds, not the asks.
    """
    for kind in {row.ask.kind for row in rows} & set(settings.ASK_FORMS):
        made = import_string(settings.ASK_FORMS[kind])
        own = [row for row in rows if row.ask.kind == kind]
        known = {"known": made.prepare([row.ask for row in own], by)} if hasattr(made, "prepare") else {}
        for row in own:
            row.form = made(data, ask=row.ask, by=by, **known)
            row.form.auto_id = f"id_{row.ask.pk}_%s"


def _told(by: Actor) -> AskQuerySet:
    rows: AskQuerySet = Ask.objects.in_house(by.house).select_related("body", "seat__organisation", "person")
    return rows


def _asked_of(by: Actor) -> AskQuerySet:
    """What is asked of the actor, or of the seats they sit in."""
    me = by.person.pk if by.person else None
    return _told(by).filter(Q(person=me, person__isnull=False) | Q(seat__in=seats_of(by).values("seat")))


def _mine(asks: Sequence[Ask], whose: dict[int, Turn], by: Actor) -> list[Waiting]:
    """Those whose turn is the actor's: late first, the longest late before others; then urgent; then the newest."""
    me = by.person.pk if by.person else None
    mine = [(ask, turn) for ask in asks if (turn := whose[ask.pk]).person is not None and turn.person.pk == me]
    rows = [Waiting(ask, turn, ask.is_late(by.now), True, turn.next is not None) for ask, turn in mine]
    return sorted(rows, key=_order)


def _order(row: Waiting) -> tuple[Any, ...]:
    due: datetime | None = row.ask.due_at if row.is_late else None
    return (
        not row.is_late,
        due.timestamp() if due else 0,
        not row.ask.urgent,
        -row.ask.opened_at.timestamp(),
        -row.ask.pk,
    )
