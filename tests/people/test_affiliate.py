"""Saying where a person works."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import Affiliation
from statenshus.people.usecases.persons import affiliate
from tests.houses import START
from tests.people.acting import JULY, JUNE, refused, told


def test_a_person_may_work_at_two_at_once(filled):
    member, tax = filled.persons["member"], filled.organisations["tax"]

    made = affiliate(member, organisation=tax, title="Rådgiver", valid_from=JUNE, valid_to=JULY, by=filled.actor())

    assert (made.title, made.valid_from, made.valid_to) == ("Rådgiver", JUNE, JULY)
    assert member.affiliations.at(JUNE).count() == 2
    assert told(filled, "people.affiliate") == [
        ("Member vaarthus", {"organisation": str(tax), "valid_from": "2023-06-01"})
    ]


def test_but_not_twice_at_the_same(filled):
    with refused("overlap"):
        affiliate(
            filled.persons["member"],
            organisation=filled.organisations["registers"],
            valid_from=JUNE,
            by=filled.actor(),
        )


def test_nor_end_before_beginning(filled):
    with refused("backwards"):
        affiliate(
            filled.persons["member"],
            organisation=filled.organisations["tax"],
            valid_from=JUNE,
            valid_to=JUNE,
            by=filled.actor(),
        )


def test_nor_at_an_organisation_of_the_house_next_door(filled, other):
    with pytest.raises(NotAllowed):
        affiliate(filled.persons["member"], organisation=other.organisations["tax"], valid_from=JUNE, by=filled.actor())


def test_the_database_refuses_overlap_and_backwards_by_itself(filled):
    own = {
        "house": filled.house,
        "person": filled.persons["member"],
        "organisation": filled.organisations["registers"],
    }
    for period in ({"valid_from": START}, {"valid_from": date(2021, 2, 1), "valid_to": date(2021, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Affiliation(**own, **period).save()
