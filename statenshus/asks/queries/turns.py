"""Whose turn it is to answer: worked out from who sits in a seat, who has handed over and who is passed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, Q

from statenshus.asks.models import Ask, HandOver, PassedOver
from statenshus.asks.models.asks import called
from statenshus.kernel.actors import Actor
from statenshus.people.models import Person, Seat, SeatHolding

HOLDS, HANDED_OVER, ABSENT, PASSED_OVER, VACANT = "holds", "handed_over", "absent", "passed_over", "vacant"
ALL_AWAY = "all_away"


@dataclass(frozen=True)
class Turn:
    """Who is asked now, in which place of the seat, and why; nobody in a vacant seat, or where all are passed over."""

    person: Person | None
    rank: int | None
    why: str
    after: list[Person] = field(default_factory=list)
    """Who could be asked after them, in the order of the seat."""
    next: Person | None = None
    """Who is asked if they hand over to nobody in particular."""
    holder: Person | None = None
    """Who holds the seat, or the first deputy of a vacant one."""


def turns(asks: Sequence[Ask], by: Actor) -> dict[int, Turn]:
    """Whose turn each of the asks is, by its number. Three queries, however many there are; asks to persons need none.

    In a seat it is its holder's, then that of each deputy by rank. Whoever is passed over is left out; whoever has
    handed over gives the turn to the one they named, or to the next after them. Where all have, it stays with the
    first: what is asked of a seat never waits for nobody while somebody may answer.
    """
    seats = {ask.seat_id for ask in asks if ask.seat_id}
    if not seats:
        return {ask.pk: Turn(ask.person, None, HOLDS) for ask in asks}
    sitting = _sitting(seats, by)
    handed = _handed(asks, by)
    barred = _barred(asks, by)
    return {ask.pk: _turn(ask, sitting, handed, barred, by) for ask in asks}


def sitting_for(by: Actor, seat: Seat, subject: models.Model, *, occasion: str = "") -> SeatHolding | None:
    """By which place in the seat the actor may answer about the subject now; None where they may not.

    Its holder may always, unless passed over: answering takes back what was handed over. A deputy may when it is their
    turn, and may answer anew what was handed over to them, as a vote before the voting closes. At most five queries.
    """
    about = called(subject)
    latest = Ask.objects.in_house(by.house).filter(seat=seat, **about)
    asked = latest.order_by(F("ended_at").desc(nulls_first=True), "-opened_at", "-pk").first()
    return holding_for(by, asked or Ask(house=by.house, seat=seat, occasion=occasion, **about))


def holding_for(by: Actor, ask: Ask) -> SeatHolding | None:
    """By which place in its seat the actor may answer the ask now; None where they may not. At most four queries."""
    if by.person is None or ask.seat_id is None:
        return None
    sitting = _sitting({ask.seat_id}, by)
    mine = next((each for each in sitting.get(ask.seat_id, []) if each.person_id == by.person.pk), None)
    if mine is None:
        return None
    barred = _barred([ask], by)
    if mine.rank == 0:
        return None if mine.person_id in barred.get((ask.subject_type, ask.subject_key), ()) else mine
    turn = _turn(ask, sitting, _handed([ask], by), barred, by)
    return mine if turn.person is not None and turn.person.pk == by.person.pk else None


def _sitting(seats: Iterable[int], by: Actor) -> dict[int, list[SeatHolding]]:
    rows = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__in=list(seats))
    found: dict[int, list[SeatHolding]] = {}
    for holding in rows.select_related("person").order_by("rank", "pk"):
        found.setdefault(holding.seat_id, []).append(holding)
    return found


def _handed(asks: Sequence[Ask], by: Actor) -> dict[int, list[HandOver]]:
    """What is handed over in each seat: one ask before an occasion, an occasion before a period; the latest first."""
    rows = HandOver.objects.in_house(by.house).in_force().filter(seat__in={ask.seat_id for ask in asks if ask.seat_id})
    one = Q(ask__in=[ask.pk for ask in asks if ask.pk]) | Q(occasion__in={ask.occasion for ask in asks if ask.occasion})
    period = Q(valid_from__isnull=False) & (Q(valid_to=None) | Q(valid_to__gt=by.today))
    found: dict[int, list[HandOver]] = {}
    reaching = rows.filter(one | period)
    for each in sorted(reaching, key=lambda row: (row.ask_id is None, not row.occasion, -row.at.timestamp())):
        found.setdefault(each.seat_id, []).append(each)
    return found


def _barred(asks: Sequence[Ask], by: Actor) -> dict[tuple[str, str], set[int]]:
    keys = {ask.subject_key for ask in asks}
    found: dict[tuple[str, str], set[int]] = {}
    for row in PassedOver.objects.in_house(by.house).filter(subject_key__in=keys):
        found.setdefault((row.subject_type, row.subject_key), set()).add(row.person_id)
    return found


def _turn(
    ask: Ask,
    sitting: dict[int, list[SeatHolding]],
    handed: dict[int, list[HandOver]],
    barred: dict[tuple[str, str], set[int]],
    by: Actor,
) -> Turn:
    if ask.seat_id is None:
        return Turn(ask.person, None, HOLDS)
    seated = sitting.get(ask.seat_id, [])
    out = barred.get((ask.subject_type, ask.subject_key), set())
    left = [holding for holding in seated if holding.person_id not in out]
    if not left:
        return Turn(None, None, PASSED_OVER if seated else VACANT)
    overs = handed.get(ask.seat_id, [])

    def over_of(holding: SeatHolding) -> HandOver | None:
        return next((o for o in overs if o.by_id == holding.person_id and o.reaches(ask, by.today)), None)

    def down(now: SeatHolding, seen: set[int]) -> tuple[SeatHolding | None, HandOver | None]:
        """From a place to the first that has not handed over, and what led there."""
        led = None
        while over := over_of(now):
            seen.add(now.person_id)
            rest = [each for each in left if each.person_id not in seen]
            named = [each for each in rest if each.person_id == over.to_id]
            following = named or [each for each in rest if each.rank > now.rank]
            if not following:
                return None, over
            now, led = following[0], over
        return now, led

    seen: set[int] = set()
    now, led = down(left[0], seen)
    if now is None:
        return Turn(left[0].person, left[0].rank, ALL_AWAY, holder=seated[0].person)
    seen.add(now.person_id)
    after = [each for each in left if each.person_id not in seen]
    later = next((each for each in after if each.rank > now.rank), None)
    following = down(later, seen)[0] if later else None
    why = HOLDS if left[0] is seated[0] else PASSED_OVER
    if led is not None:
        why = HANDED_OVER if led.ask_id or led.occasion else ABSENT
    people = [each.person for each in after]
    return Turn(now.person, now.rank, why, people, following.person if following else None, seated[0].person)
