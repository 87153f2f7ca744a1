"""What the database refuses becomes what the house says no to."""

import pytest
from django.db import IntegrityError

from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.houses import House
from statenshus.people.models import Organisation
from tests.houses import fill

TAKEN = Refused("taken", "The short name is taken.", "key")


def make(house, **changes):
    return Organisation.objects.create(**{"house": house, "key": "tax", "name": "X", "kind": "company", **changes})


def test_a_named_constraint_becomes_its_refusal_and_the_transaction_goes_on(filled):
    with pytest.raises(Refused) as caught, refusing({"people_organisation_key": TAKEN}):
        make(filled.house)

    assert (caught.value.code, caught.value.field, str(caught.value)) == ("taken", "key", "The short name is taken.")
    assert make(filled.house, key="free").pk is not None


def test_what_was_written_inside_goes_with_the_refusal(filled):
    def make_two():
        with refusing({"people_organisation_key": TAKEN}):
            make(filled.house, key="first")
            make(filled.house)

    with pytest.raises(Refused):
        make_two()

    assert list(Organisation.objects.in_house(filled.house).filter(key="first")) == []


def test_another_constraint_passes_through(filled):
    with pytest.raises(IntegrityError), refusing({"people_organisation_orgnr": TAKEN}):
        make(filled.house)


def test_what_is_no_violation_passes_through(filled):
    with pytest.raises(House.DoesNotExist), refusing({"people_organisation_key": TAKEN}):
        House.objects.get(slug="finnes-ikke")


def test_the_same_short_name_is_free_in_another_house(filled):
    assert fill("tredje").organisations["tax"].key == filled.organisations["tax"].key
