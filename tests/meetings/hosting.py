"""What the tests of the rota have in common: three agencies that take turns at hosting the steering group."""

from datetime import timedelta
from typing import Any

from statenshus.meetings.models import Meeting, RotaMember, Turn
from statenshus.meetings.queries.rotas import rota
from statenshus.meetings.usecases.rotas import join_rota, set_premises
from statenshus.meetings.usecases.turns import accept_turn, offer_turn
from statenshus.people.models import Seat, SeatHolding
from tests.houses import NOW, START
from tests.meetings.calling import called

ROOM: dict[str, Any] = {"place": "Møterom 1", "capacity": 14, "is_accessible": True}


def three_hosts(filled: Any) -> list[RotaMember]:
    """Tax, registers and town, each with a seat and with room for all."""
    RotaMember.objects.in_house(filled.house).delete()
    Turn.objects.in_house(filled.house).delete()
    body = filled.bodies["steering"]
    for key, who in (("registers", "member"), ("town", "admin")):
        seat = Seat.objects.create(
            house=filled.house, key=f"s-{key}", body=body, organisation=filled.organisations[key], valid_from=START
        )
        SeatHolding.objects.create(house=filled.house, seat=seat, person=filled.persons[who], valid_from=START)
    made = []
    for key in ("registers", "tax", "town"):
        set_premises(filled.organisations[key], **{**ROOM, "place": f"Hos {key}"}, by=filled.actor())
        made.append(join_rota(body, organisation=filled.organisations[key], by=filled.actor()))
    return made


def meetings(filled: Any, count: int, **said: Any) -> list[Meeting]:
    """So many meetings to come, a week apart."""
    return [
        called(
            filled,
            title=f"Møte {n}",
            starts_at=NOW + timedelta(days=7 * n),
            ends_at=NOW + timedelta(days=7 * n, hours=1),
            **said,
        )
        for n in range(1, count + 1)
    ]


def hosted(filled: Any, meeting: Meeting, key: str) -> Turn:
    """The turn of the organisation, which it has taken."""
    turn = offer_turn(meeting, organisation=filled.organisations[key], by=filled.actor())
    return accept_turn(turn, by=filled.actor())


def proposed(filled: Any, **changes: Any) -> list[str | None]:
    """Who is proposed for each of the meetings to come, by key."""
    found = rota(filled.bodies["steering"], filled.actor(**changes))
    return [each.next.member.key if each.next else None for each in found.coming]
