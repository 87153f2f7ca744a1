"""The seats that somebody sits in, with who else could answer."""

from dataclasses import dataclass

from statenshus.asks.models.asks import seats_of
from statenshus.kernel.actors import Actor
from statenshus.people.models import Person, Seat, SeatHolding


@dataclass(frozen=True)
class Place:
    """A seat, who in it would be away, and the deputies who could answer instead, in their order."""

    seat: Seat
    person: Person | None
    rank: int
    deputies: list[Person]

    @property
    def can_be_left(self) -> bool:
        """Whether there is a deputy, or it is a deputy who is away."""
        return bool(self.deputies or self.rank)


def own_places(by: Actor) -> list[Place]:
    """The seats the actor sits in today, in the order of the bodies. Two queries."""
    mine = seats_of(by).select_related("seat__body", "seat__organisation", "person")
    held = list(mine.order_by("seat__body__position", "rank", "pk"))
    deputies = _deputies([row.seat for row in held], by)
    return [
        Place(row.seat, row.person, row.rank, [p for p in deputies.get(row.seat_id, []) if p != row.person])
        for row in held
    ]


def place_of_holder(by: Actor, seat: Seat) -> Place:
    """The seat as its holder has it today; of nobody where it is vacant. Two queries."""
    held = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat=seat, rank=0)
    holding = held.select_related("person").first()
    return Place(seat, holding.person if holding else None, 0, _deputies([seat], by).get(seat.pk, []))


def _deputies(seats: list[Seat], by: Actor) -> dict[int, list[Person]]:
    rows = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__in=seats, rank__gt=0)
    found: dict[int, list[Person]] = {}
    for each in rows.select_related("person").order_by("rank"):
        found.setdefault(each.seat_id, []).append(each.person)
    return found
