"""Opening one's account by an invitation."""

import pytest

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.accounts import accept_invitation, invite_person
from statenshus.people.usecases.persons import add_person
from tests.houses import NOW
from tests.people.acting import refused, told

PASSWORD = "en lang setning om fjell"


@pytest.fixture
def newcomer(filled):
    return add_person(name="Ny Person", by=filled.actor())


@pytest.fixture
def link(filled, newcomer):
    return invite_person(newcomer, email="ny@example.org", by=filled.actor())


@pytest.fixture
def oneself(filled, newcomer):
    return Actor(filled.house, NOW, newcomer)


def test_the_password_is_ones_own(filled, newcomer, link, oneself):
    account = accept_invitation(newcomer, link=link, password=PASSWORD, by=oneself)

    assert account.check_password(PASSWORD)
    assert told(filled, "people.accept_invitation") == [("Ny Person", {})]


def test_a_link_is_used_once(newcomer, link, oneself):
    accept_invitation(newcomer, link=link, password=PASSWORD, by=oneself)

    with refused("stale"):
        accept_invitation(newcomer, link=link, password="noe helt annet her", by=oneself)
    newcomer.refresh_from_db()
    assert newcomer.account.check_password(PASSWORD)


def test_nobody_accepts_for_another(filled, newcomer, link):
    with pytest.raises(NotAllowed):
        accept_invitation(newcomer, link=link, password=PASSWORD, by=filled.actor("admin"))
