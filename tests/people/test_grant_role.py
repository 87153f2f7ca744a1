"""Giving a role."""

import pytest

from statenshus.kernel.actors import Role
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.people import accounts
from statenshus.people.roles import roles_of
from statenshus.people.usecases.accounts import invite_person
from statenshus.people.usecases.persons import add_person, grant_role
from tests.houses import NOW, TODAY
from tests.people.acting import refused, told


def test_the_role_is_held_from_the_day(filled):
    member = filled.persons["member"]

    grant_role(member, role="administrator", valid_from=TODAY, by=filled.actor("admin"))

    assert Role.ADMINISTRATOR in roles_of(member, TODAY)
    assert told(filled, "people.grant_role") == [
        ("Member vaarthus", {"role": "administrator", "valid_from": "2023-01-31"})
    ]


def test_not_twice(filled):
    with refused("overlap"):
        grant_role(filled.persons["admin"], role="administrator", valid_from=TODAY, by=filled.actor("admin"))


def test_not_backwards(filled):
    with refused("backwards"):
        grant_role(
            filled.persons["member"],
            role="administrator",
            valid_from=TODAY,
            valid_to=TODAY,
            by=filled.actor("admin"),
        )


def test_not_to_somebody_who_could_not_use_it(filled):
    nobody = add_person(name="Uten konto", by=filled.actor())

    with refused("no_way_in"):
        grant_role(nobody, role="administrator", valid_from=TODAY, by=filled.actor("admin"))


def test_an_invitation_in_somebodys_hand_is_withdrawn(filled):
    person = add_person(name="Ny", by=filled.actor())
    link = invite_person(person, email="ny@example.org", by=filled.actor())
    person.refresh_from_db()

    grant_role(person, role="administrator", valid_from=TODAY, by=filled.actor("admin"))

    with pytest.raises(Refused):
        accounts.invited(link, NOW)


@pytest.mark.parametrize("who", ["manager", "chair", "member", "commissioner"])
def test_only_administrators_may(filled, who):
    with pytest.raises(NotAllowed):
        grant_role(filled.persons["member"], role="administrator", valid_from=TODAY, by=filled.actor(who))
