"""What the tests of meetings have in common: a meeting of the steering group in two weeks, and who is asked."""

from datetime import timedelta
from typing import Any

from statenshus.asks.models import Ask
from statenshus.asks.queries.turns import turns
from statenshus.meetings.models import Meeting
from statenshus.meetings.usecases.meetings import call_meeting
from statenshus.people.models import Seat, SeatHolding
from tests.houses import NOW, START

SOON = NOW + timedelta(days=14)
SAID: dict[str, Any] = {
    "title": "Styringsgruppemøte",
    "starts_at": SOON,
    "ends_at": SOON + timedelta(hours=2),
    "format": "physical",
    "place": "Rådhuset",
}
HYBRID = {"format": "hybrid", "link": "https://moete.example/1"}


def called(filled: Any, **said: Any) -> Meeting:
    """A meeting of the steering group, of which no notice is sent."""
    return call_meeting(filled.bodies["steering"], **{**SAID, **said}, by=filled.actor())


def open_asks(filled: Any, meeting: Meeting) -> list[Ask]:
    """What is asked about the meeting and not answered."""
    return list(Ask.objects.in_house(filled.house).open().about(meeting).order_by("pk"))


def waiting(filled: Any, meeting: Meeting) -> list[str]:
    """The keys of those who are asked whether they come."""
    asks = open_asks(filled, meeting)
    return [turn.person.key for turn in turns(asks, filled.actor()).values() if turn.person]


def add_seat(filled: Any, key: str, *who: str, **period: Any) -> Seat:
    """One more seat of the steering group; the persons sit in it, the first holds it."""
    period = {"valid_from": START, **period}
    body = filled.bodies["steering"]
    seat: Seat = Seat.objects.create(
        house=filled.house, key=key, body=body, organisation=filled.organisations["town"], position=2, **period
    )
    for rank, name in enumerate(who):
        SeatHolding.objects.create(house=filled.house, seat=seat, person=filled.persons[name], rank=rank, **period)
    return seat
