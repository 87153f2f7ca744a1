"""A person leaves a seat."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.seats import unseat_person
from tests.houses import START
from tests.people.acting import JULY, JUNE, refused, told


@pytest.fixture
def holding(filled):
    return filled.bodies["steering"].seats.get().holdings.get(rank=0)


def test_the_deputies_stay_where_they_are(filled, holding):
    unseat_person(holding, on=JUNE, by=filled.actor())

    assert [(row.rank, row.valid_to) for row in holding.seat.holdings.all()] == [(0, JUNE), (1, None)]
    assert told(filled, "people.unseat_person") == [
        (
            "Steering vaarthus",
            {"person": "Chair vaarthus", "organisation": "Tax vaarthus", "on": "2023-06-01"},
        )
    ]


def test_once_and_not_before_it_began(filled, holding):
    with refused("backwards"):
        unseat_person(holding, on=START, by=filled.actor())
    unseat_person(holding, on=JUNE, by=filled.actor())
    with refused("ended"):
        unseat_person(holding, on=JULY, by=filled.actor())


def test_those_who_do_not_keep_the_record_may_not(filled, holding):
    with pytest.raises(NotAllowed):
        unseat_person(holding, on=JUNE, by=filled.actor("chair"))
