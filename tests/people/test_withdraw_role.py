"""Taking a role back."""

from datetime import timedelta

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.persons import grant_role, withdraw_role
from tests.houses import START, TODAY
from tests.people.acting import JUNE, refused, told


@pytest.fixture
def second(filled):
    return grant_role(filled.persons["member"], role="administrator", valid_from=TODAY, by=filled.actor("admin"))


def test_one_of_two_can_be_taken_back(filled, second):
    withdraw_role(second, on=JUNE, by=filled.actor("admin"))

    second.refresh_from_db()
    assert second.valid_to == JUNE
    assert told(filled, "people.withdraw_role") == [("Member vaarthus", {"role": "administrator", "on": "2023-06-01"})]


def test_the_last_cannot(filled):
    with refused("last"):
        withdraw_role(filled.persons["admin"].grants.get(), on=JUNE, by=filled.actor("admin"))


def test_one_whose_role_will_end_does_not_count(filled, second):
    second.valid_to = JUNE + timedelta(days=1)
    second.save()

    with refused("last"):
        withdraw_role(filled.persons["admin"].grants.get(), on=JUNE, by=filled.actor("admin"))


def test_nor_does_one_whose_account_is_closed(filled, second):
    account = filled.persons["member"].account
    account.is_active = False
    account.save()

    with refused("last"):
        withdraw_role(filled.persons["admin"].grants.get(), on=JUNE, by=filled.actor("admin"))


def test_not_twice_nor_backwards(filled, second):
    withdraw_role(second, on=JUNE, by=filled.actor("admin"))

    with refused("ended"):
        withdraw_role(second, on=JUNE, by=filled.actor("admin"))
    with refused("backwards"):
        withdraw_role(second, on=START, by=filled.actor("admin"))


def test_only_administrators_may(filled, second):
    with pytest.raises(NotAllowed):
        withdraw_role(second, on=JUNE, by=filled.actor("manager"))
