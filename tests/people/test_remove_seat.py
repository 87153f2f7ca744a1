"""Taking a seat out of its body."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.seats import remove_seat, seat_person
from tests.houses import START
from tests.people.acting import JULY, JUNE, refused, told


@pytest.fixture
def seat(filled):
    return filled.bodies["working"].seats.get()


def test_whoever_sits_in_it_leaves_it(filled, seat):
    seat.holdings.update(valid_to=JULY)
    seat_person(seat, person=filled.persons["member"], valid_from=JULY, by=filled.actor())

    remove_seat(seat, on=JUNE, by=filled.actor())

    seat.refresh_from_db()
    assert seat.valid_to == JUNE
    assert [(holding.valid_from, holding.valid_to) for holding in seat.holdings.all()] == [(START, JUNE)]
    assert told(filled, "people.remove_seat") == [
        ("Working vaarthus", {"organisation": "Registers vaarthus", "on": "2023-06-01"})
    ]


def test_once_and_not_before_it_began(filled, seat):
    with refused("backwards"):
        remove_seat(seat, on=START, by=filled.actor())
    remove_seat(seat, on=JUNE, by=filled.actor())
    with refused("ended"):
        remove_seat(seat, on=JULY, by=filled.actor())


def test_those_who_do_not_keep_the_record_may_not(filled, seat):
    with pytest.raises(NotAllowed):
        remove_seat(seat, on=JUNE, by=filled.actor("member"))
