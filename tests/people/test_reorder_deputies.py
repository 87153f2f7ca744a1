"""Setting the order in which deputies are called."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import SeatHolding
from statenshus.people.usecases.persons import affiliate
from statenshus.people.usecases.seats import reorder_deputies, seat_person
from tests.houses import START, TODAY
from tests.people.acting import JULY, JUNE, refused, told


@pytest.fixture
def seat(filled):
    """A seat with three deputies: deputy, admin, manager."""
    found = filled.bodies["steering"].seats.get()
    for who in ("admin", "manager"):
        person = filled.persons[who]
        affiliate(person, organisation=filled.organisations["tax"], valid_from=START, by=filled.actor())
        seat_person(found, person=person, deputy=True, valid_from=START, by=filled.actor())
    return found


def order(seat, day):
    return [holding.person.key for holding in seat.holdings.at(day).filter(rank__gt=0)]


def test_the_order_changes_on_the_day_and_stays_before_it(filled, seat):
    asked = [filled.persons[who] for who in ("manager", "admin", "deputy")]

    made = reorder_deputies(seat, deputies=asked, on=JUNE, by=filled.actor())

    assert [holding.person for holding in made] == asked
    assert order(seat, TODAY) == ["deputy", "admin", "manager"]
    assert order(seat, JUNE) == ["manager", "admin", "deputy"]
    assert told(filled, "people.reorder_deputies") == [
        (
            "Steering vaarthus",
            {
                "organisation": "Tax vaarthus",
                "deputies": ["Manager vaarthus", "Admin vaarthus", "Deputy vaarthus"],
                "on": "2023-06-01",
            },
        )
    ]


def test_twice_on_one_day_leaves_no_empty_rows(filled, seat):
    for asked in (("manager", "admin", "deputy"), ("admin", "deputy", "manager")):
        reorder_deputies(seat, deputies=[filled.persons[who] for who in asked], on=JUNE, by=filled.actor())

    assert order(seat, JUNE) == ["admin", "deputy", "manager"]
    assert not SeatHolding.objects.filter(seat=seat, valid_from=JUNE, valid_to=JUNE).exists()


@pytest.mark.parametrize("asked", [["deputy", "admin"], ["deputy", "deputy", "admin"], ["deputy", "admin", "chair"]])
def test_each_deputy_is_named_once(filled, seat, asked):
    with refused("not_the_deputies"):
        reorder_deputies(seat, deputies=[filled.persons[who] for who in asked], on=JUNE, by=filled.actor())


def test_a_deputy_who_begins_later_is_not_pushed_aside(filled, seat):
    seat.holdings.filter(rank=1).update(valid_to=JULY)
    SeatHolding.objects.create(
        house=filled.house, seat=seat, person=filled.persons["commissioner"], rank=1, valid_from=JULY
    )
    asked = [filled.persons[who] for who in ("admin", "manager", "deputy")]

    with refused("overlap"):
        reorder_deputies(seat, deputies=asked, on=JUNE, by=filled.actor())
    assert order(seat, JUNE) == ["deputy", "admin", "manager"]


def test_those_who_do_not_keep_the_record_may_not(filled, seat):
    with pytest.raises(NotAllowed):
        reorder_deputies(seat, deputies=[], on=JUNE, by=filled.actor("chair"))
