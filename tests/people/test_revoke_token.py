"""Revoking a token."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.queries import token_of
from statenshus.people.usecases.accounts import issue_token, revoke_token
from tests.houses import NOW
from tests.people.acting import JUNE, refused, told


@pytest.fixture
def issued(filled):
    person = filled.persons["member"]
    return issue_token(person, name="X", scopes=["people:read"], expires_on=JUNE, by=filled.actor("member"))


def test_it_opens_nothing_from_that_moment(filled, issued):
    token, secret = issued

    revoke_token(token, by=filled.actor("member"))

    assert token_of(secret, NOW) is None
    assert told(filled, "people.revoke_token") == [("X", {})]


def test_once(filled, issued):
    revoke_token(issued[0], by=filled.actor("member"))

    with refused("revoked"):
        revoke_token(issued[0], by=filled.actor("member"))


def test_nobody_revokes_anothers(filled, issued):
    with pytest.raises(NotAllowed):
        revoke_token(issued[0], by=filled.actor("admin"))
