"""Dissolving a body."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import SeatHolding
from statenshus.people.usecases.bodies import dissolve_body
from tests.houses import START
from tests.people.acting import JULY, JUNE, refused, told


def test_seats_and_places_end_with_it(filled):
    body = dissolve_body(filled.bodies["steering"], on=JUNE, by=filled.actor())

    holdings = SeatHolding.objects.filter(seat__body=body)
    assert body.valid_to == JUNE
    assert [seat.valid_to for seat in body.seats.all()] == [JUNE]
    assert [holding.valid_to for holding in holdings] == [JUNE, JUNE]
    assert told(filled, "people.dissolve_body") == [("Steering vaarthus", {"on": "2023-06-01"})]


def test_once_and_not_before_it_began(filled):
    with refused("backwards"):
        dissolve_body(filled.bodies["steering"], on=START, by=filled.actor())
    dissolve_body(filled.bodies["steering"], on=JUNE, by=filled.actor())
    with refused("ended"):
        dissolve_body(filled.bodies["steering"], on=JULY, by=filled.actor())


def test_those_who_do_not_keep_the_record_may_not(filled):
    with pytest.raises(NotAllowed):
        dissolve_body(filled.bodies["steering"], on=JUNE, by=filled.actor("chair"))
