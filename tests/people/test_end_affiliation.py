"""A person leaves an organisation."""

from statenshus.people.usecases.persons import affiliate, end_affiliation
from tests.houses import START
from tests.people.acting import JULY, JUNE, refused, told


def test_whoever_leaves_an_organisation_leaves_its_seats(filled):
    chair = filled.persons["chair"]

    end_affiliation(chair.affiliations.get(), on=JUNE, by=filled.actor())

    assert [holding.valid_to for holding in chair.holdings.all()] == [JUNE]
    assert told(filled, "people.end_affiliation") == [
        (
            "Chair vaarthus",
            {"organisation": "Tax vaarthus", "on": "2023-06-01", "seats": ["Steering vaarthus: Tax vaarthus"]},
        )
    ]


def test_but_not_those_of_another_organisation(filled):
    member = filled.persons["member"]
    made = affiliate(member, organisation=filled.organisations["tax"], valid_from=START, by=filled.actor())

    end_affiliation(made, on=JUNE, by=filled.actor())

    assert [holding.valid_to for holding in member.holdings.all()] == [None]


def test_nor_where_another_row_says_that_they_work_there_still(filled):
    chair, tax = filled.persons["chair"], filled.organisations["tax"]
    first = chair.affiliations.get()
    end_affiliation(first, on=JULY, by=filled.actor())
    chair.holdings.update(valid_to=None)
    affiliate(chair, organisation=tax, valid_from=JULY, by=filled.actor())
    first.valid_to = None

    with refused("ended"):
        end_affiliation(first, on=JULY, by=filled.actor())
    assert [holding.valid_to for holding in chair.holdings.all()] == [None]


def test_it_cannot_end_before_it_begins(filled):
    with refused("backwards"):
        end_affiliation(filled.persons["chair"].affiliations.get(), on=START, by=filled.actor())
    assert filled.persons["chair"].holdings.get().valid_to is None
