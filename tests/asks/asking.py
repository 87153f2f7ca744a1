"""What the tests of asks have in common: a seat with a holder and deputies, and something that is asked of it."""

from datetime import UTC, datetime
from typing import Any

from statenshus.asks.models import Ask
from statenshus.asks.usecases.asks import ask
from statenshus.people.models import Person, Seat, SeatHolding
from tests.houses import START

NOON = datetime(2023, 1, 31, 11, 0, tzinfo=UTC)
LATER = datetime(2023, 2, 7, 11, 0, tzinfo=UTC)


def seat_of(filled: Any) -> Seat:
    """The steering group's seat of tax: chair holds it, deputy is called first."""
    seat: Seat = filled.bodies["steering"].seats.get(key="steering-1")
    return seat


def add_deputy(filled: Any, who: str, rank: int = 2) -> Person:
    """Let one more be called, after those who are."""
    person: Person = filled.persons[who]
    SeatHolding.objects.create(house=filled.house, seat=seat_of(filled), person=person, rank=rank, valid_from=START)
    return person


def asked(filled: Any, kind: str = "acceptance", about: str = "working", **changes: Any) -> Ask:
    """Something asked of the seat about a body, due in a week; of a person where one is given."""
    said = {"kind": kind, "path": f"people/bodies/{about}/", "text": "Vil dere være med?", "due_at": LATER, **changes}
    if "person" not in said:
        said.setdefault("seat", seat_of(filled))
    return ask(filled.bodies[about], **said, by=filled.actor())
