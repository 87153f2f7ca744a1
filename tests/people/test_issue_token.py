"""Issuing a token to oneself."""

from datetime import UTC, datetime, timedelta

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.queries import token_of
from statenshus.people.usecases.accounts import LONGEST_TOKEN, issue_token
from tests.houses import NOW, TODAY
from tests.people.acting import JUNE, refused, told


def issue(filled, who="member", scopes=("people:read",), expires_on=JUNE, **changes):
    return issue_token(
        filled.persons[who], name="Uttrekk", scopes=scopes, expires_on=expires_on, by=filled.actor(**changes)
    )


def test_the_secret_opens_and_is_not_kept(filled):
    token, secret = issue(filled, who="manager")

    assert token_of(secret, NOW) == token
    assert (len(secret), secret in str(vars(token))) == (43, False)
    assert told(filled, "people.issue_token") == [("Uttrekk", {"scopes": ["people:read"], "expires_on": "2023-06-01"})]


def test_it_opens_until_midnight_in_norway(filled):
    _, secret = issue(filled, who="manager")

    midnight = datetime(2023, 5, 31, 22, tzinfo=UTC)
    assert token_of(secret, midnight - timedelta(seconds=1)) is not None
    assert token_of(secret, midnight) is None


def test_it_opens_nothing_when_the_account_is_closed(filled):
    _, secret = issue(filled, who="manager")
    account = filled.persons["manager"].account
    account.is_active = False
    account.save()

    assert token_of(secret, NOW) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scopes": []}, "no_scope"),
        ({"scopes": ["people:read", "everything"]}, "no_scope"),
        ({"expires_on": TODAY}, "past"),
        ({"expires_on": TODAY + LONGEST_TOKEN + timedelta(days=1)}, "too_long"),
    ],
)
def test_scopes_and_days_are_bounded(filled, changes, code):
    with refused(code):
        issue(filled, who="manager", **changes)


def test_nobody_issues_for_another_and_no_token_makes_tokens(filled):
    with pytest.raises(NotAllowed):
        issue(filled, who="member")
    with pytest.raises(NotAllowed):
        issue_token(
            filled.persons["member"],
            name="Uttrekk",
            scopes=["people:read"],
            expires_on=JUNE,
            by=filled.actor("member", scopes=frozenset({"people:write"})),
        )
