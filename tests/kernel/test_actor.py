"""Who may: never for what belongs to another house."""

from datetime import UTC, date, datetime

import pytest

from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.errors import NotAllowed


def everybody(by, *subjects):
    """Everybody may."""
    return True


def nobody(by, *subjects):
    """Nobody may."""
    return False


def test_the_rule_decides_in_the_own_house(filled):
    actor = filled.actor("manager")

    assert (actor.may(everybody, filled.organisations["tax"]), actor.may(nobody, filled.organisations["tax"])) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    "stranger",
    [
        lambda other: other.house,
        lambda other: other.organisations["tax"],
        lambda other: other.persons["manager"],
        lambda other: other.restructuring,
        lambda other: other.placements["lead"],
    ],
    ids=["house", "organisation", "person", "restructuring", "placement"],
)
def test_nobody_may_anything_with_a_subject_of_another_house(filled, other, stranger):
    own, theirs = filled.house, stranger(other)

    for actor in (filled.actor("admin"), Actor.operator(filled.house, filled.actor().now)):
        assert (actor.may(everybody, theirs), actor.may(everybody, own, theirs)) == (False, False)


def test_must_names_the_rule_that_said_no(filled):
    with pytest.raises(NotAllowed, match="nobody"):
        filled.actor("admin").must(nobody)


def test_the_operator_holds_every_role_and_is_nobody(filled):
    operator = Actor.operator(filled.house, filled.actor().now)

    assert (operator.roles, operator.person, operator.name) == (frozenset(Role), None, "operator")


@pytest.mark.parametrize(
    ("now", "today"),
    [
        (datetime(2023, 1, 31, 22, 59, tzinfo=UTC), date(2023, 1, 31)),
        (datetime(2023, 1, 31, 23, 0, tzinfo=UTC), date(2023, 2, 1)),
        (datetime(2023, 6, 30, 21, 59, tzinfo=UTC), date(2023, 6, 30)),
        (datetime(2023, 6, 30, 22, 0, tzinfo=UTC), date(2023, 7, 1)),
    ],
)
def test_today_is_the_day_in_norway(filled, now, today):
    assert filled.actor("manager", now=now).today == today
