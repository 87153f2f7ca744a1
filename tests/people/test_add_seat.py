"""Adding a seat to a body."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.bodies import dissolve_body
from statenshus.people.usecases.seats import add_seat
from tests.houses import START
from tests.people.acting import JULY, JUNE, refused, told


def test_a_seat_is_bound_to_an_organisation(filled):
    body, town = filled.bodies["steering"], filled.organisations["town"]

    made = add_seat(body, organisation=town, role="chair", valid_from=JUNE, by=filled.actor())

    assert (made.key, made.organisation, made.role, made.position) == ("steering-town-vaarthus", town, "chair", 1)
    assert told(filled, "people.add_seat") == [
        (
            "Steering vaarthus",
            {"seat": "steering-town-vaarthus", "organisation": "Town vaarthus", "role": "chair"},
        )
    ]


def test_not_backwards(filled):
    with refused("backwards"):
        add_seat(filled.bodies["steering"], valid_from=JUNE, valid_to=JUNE, by=filled.actor())


def test_not_outside_the_days_of_the_body(filled):
    dissolve_body(filled.bodies["working"], on=JULY, by=filled.actor())

    for days in ({"valid_from": JUNE}, {"valid_from": START.replace(year=2021), "valid_to": JUNE}):
        with refused("outside"):
            add_seat(filled.bodies["working"], **days, by=filled.actor())
    assert filled.bodies["working"].seats.count() == 1


def test_not_for_an_organisation_next_door_nor_by_others(filled, other):
    with pytest.raises(NotAllowed):
        add_seat(
            filled.bodies["steering"], organisation=other.organisations["town"], valid_from=JUNE, by=filled.actor()
        )
    with pytest.raises(NotAllowed):
        add_seat(filled.bodies["steering"], valid_from=JUNE, by=filled.actor("chair"))
