"""Inviting a person to log in."""

from datetime import timedelta

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.people import accounts
from statenshus.people.models import Account
from statenshus.people.usecases.accounts import invite_person
from statenshus.people.usecases.persons import add_person, grant_role
from tests.houses import NOW, TODAY
from tests.people.acting import refused, told


@pytest.fixture
def newcomer(filled):
    return add_person(name="Ny Person", by=filled.actor())


def test_the_link_opens_the_account_of_the_person(filled, newcomer):
    link = invite_person(newcomer, email=" Ny@Example.org ", by=filled.actor())

    person = accounts.invited(link, NOW)
    assert (person, person.account.email, person.email) == (newcomer, "ny@example.org", "ny@example.org")
    assert told(filled, "people.invite_person") == [("Ny Person", {"link": True})]


def test_the_link_holds_for_seven_days(filled, newcomer):
    link = invite_person(newcomer, email="ny@example.org", by=filled.actor())

    assert accounts.invited(link, NOW + timedelta(days=7, seconds=-1)) == newcomer
    with pytest.raises(Refused):
        accounts.invited(link, NOW + timedelta(days=7))


def test_a_new_link_makes_the_old_one_worthless(filled, newcomer):
    old, new = (invite_person(newcomer, email="ny@example.org", by=filled.actor()) for _ in range(2))

    assert accounts.invited(new, NOW) == newcomer
    with pytest.raises(Refused):
        accounts.invited(old, NOW)


@pytest.mark.parametrize("link", ["", "x", "eyJwZXJzb24iOjF9:1:x", "\x00", "ø" * 5000])
def test_what_is_no_link_opens_nothing(db, link):
    with pytest.raises(Refused):
        accounts.invited(link, NOW)


def test_an_address_known_next_door_is_linked_without_a_link(filled, other, newcomer):
    email = other.persons["member"].email

    assert invite_person(newcomer, email=email, by=filled.actor()) is None
    newcomer.refresh_from_db()
    assert newcomer.account == other.persons["member"].account


def test_an_account_in_use_gets_no_link(filled, newcomer):
    Account.objects.create_user("ny@example.org", "et langt passord")

    assert invite_person(newcomer, email="ny@example.org", by=filled.actor()) is None
    with refused("has_account"):
        invite_person(newcomer, email="ny@example.org", by=filled.actor())


def test_one_who_was_invited_keeps_the_address(filled, newcomer):
    invite_person(newcomer, email="ny@example.org", by=filled.actor())

    with refused("other"):
        invite_person(newcomer, email="annen@example.org", by=filled.actor())


def test_one_address_is_one_persons_in_the_house(filled, newcomer):
    with refused("taken"):
        invite_person(newcomer, email=filled.persons["member"].email, by=filled.actor())


def test_only_an_administrator_invites_an_administrator(filled, newcomer):
    invite_person(newcomer, email="ny@example.org", by=filled.actor())
    newcomer.refresh_from_db()
    grant_role(newcomer, role="administrator", valid_from=TODAY + timedelta(days=1), by=filled.actor("admin"))

    with pytest.raises(NotAllowed):
        invite_person(newcomer, email="ny@example.org", by=filled.actor("manager"))
    assert invite_person(newcomer, email="ny@example.org", by=filled.actor("admin"))


def test_neither_a_member_nor_a_program_may(filled, newcomer):
    for by in (filled.actor("member"), filled.actor("manager", scopes=frozenset({"people:write"}))):
        with pytest.raises(NotAllowed):
            invite_person(newcomer, email="ny@example.org", by=by)
