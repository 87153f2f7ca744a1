"""What the tests of polls have in common: three dates that are put to the steering group, and what is said of them."""

from datetime import datetime, timedelta
from typing import Any

from statenshus.asks.models import Ask
from statenshus.asks.queries.turns import turns
from statenshus.kernel.actors import OSLO
from statenshus.meetings.models import Poll
from statenshus.meetings.usecases.poll_answers import answer_poll
from statenshus.meetings.usecases.polls import open_poll
from statenshus.people.models import Seat
from tests.houses import NOW
from tests.meetings.calling import add_seat

DATES = [datetime(2023, month, day, 10, tzinfo=OSLO) for month, day in ((2, 27), (2, 28), (3, 1))]
DEADLINE = NOW + timedelta(days=7)
PUT: dict[str, Any] = {
    "title": "Styringsgruppemøte i mars",
    "minutes": 90,
    "dates": DATES,
    "answers_by": DEADLINE,
    "place": "Rådhuset",
    "needs_chair": False,
}


def put(filled: Any, **said: Any) -> Poll:
    """The dates, put to the steering group."""
    return open_poll(filled.bodies["steering"], **{**PUT, **said}, by=filled.actor())


def three_seats(filled: Any) -> list[Seat]:
    """The steering group's seat of tax, held by the chair with a deputy, and two more with one each."""
    first: Seat = filled.bodies["steering"].seats.get(key="steering-1")
    return [first, add_seat(filled, "second", "member"), add_seat(filled, "third", "admin")]


def say(filled: Any, poll: Poll, who: str, seat: Seat | None, *answers: str, **changes: Any) -> Poll:
    """What somebody says of each of the dates, in order; an empty one is not answered."""
    said = dict(zip(DATES, answers, strict=False))
    return answer_poll(poll, answers=said, seat=seat, by=filled.actor(who, **changes))


def asked_now(filled: Any, poll: Poll, kind: str = "poll") -> list[str]:
    """The keys of those who are asked something about the poll."""
    asks = list(Ask.objects.in_house(filled.house).open().about(poll).of_kind(kind).order_by("pk"))
    return [turn.person.key for turn in turns(asks, filled.actor()).values() if turn.person]
