"""Adding a member to a subproject."""

from datetime import date, timedelta

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Placement
from statenshus.portfolio.usecases.placements import add_member
from tests.houses import START, TODAY
from tests.portfolio.acting import refused, told


@pytest.mark.parametrize(
    ("person", "organisation"), [("deputy", None), (None, "ministry"), ("deputy", "tax"), ("deputy", "ministry")]
)
def test_a_person_an_organisation_or_both(filled, person, organisation):
    one = filled.subprojects["one"]
    who = {"person": filled.persons.get(person), "organisation": filled.organisations.get(organisation)}

    made = add_member(one, **who, valid_from=TODAY, by=filled.actor("member"))

    assert (made.kind, made.person, made.organisation) == ("member", who["person"], who["organisation"])
    assert told(filled, "add_member") == [(one.name, {"member": str(made), "placement": made.key})]


def test_not_to_a_subproject_that_one_does_not_lead(filled):
    with pytest.raises(NotAllowed):
        add_member(
            filled.subprojects["two"], person=filled.persons["deputy"], valid_from=TODAY, by=filled.actor("member")
        )


def test_nobody_of_the_house_next_door(filled, other):
    with pytest.raises(NotAllowed):
        add_member(filled.subprojects["one"], person=other.persons["deputy"], valid_from=TODAY, by=filled.actor())


def test_somebody_has_to_be_named(filled):
    with refused("nobody", "person"):
        add_member(filled.subprojects["one"], valid_from=TODAY, by=filled.actor())


def test_a_membership_does_not_end_before_it_starts(filled):
    with refused("backwards", "valid_to"):
        add_member(
            filled.subprojects["one"],
            person=filled.persons["deputy"],
            valid_from=TODAY,
            valid_to=TODAY,
            by=filled.actor(),
        )


def test_a_membership_lasts_only_while_the_subproject_lasts(filled):
    with refused("outside_subproject", "valid_from"):
        add_member(
            filled.subprojects["one"],
            person=filled.persons["deputy"],
            valid_from=START - timedelta(days=1),
            by=filled.actor(),
        )


def test_nobody_is_a_member_twice_on_one_day(filled):
    by, two = filled.actor(), filled.subprojects["two"]
    add_member(two, organisation=filled.organisations["tax"], valid_from=TODAY, by=by)

    with refused("member", "person"):
        add_member(two, person=filled.persons["chair"], valid_from=TODAY, by=by)
    with refused("member", "person"):
        add_member(two, organisation=filled.organisations["tax"], valid_from=TODAY, by=by)


def test_it_is_done_on_a_page(filled, enter):
    said = {"organisation": "tax", "valid_from": "2023-01-31", "valid_to": "2023-01-31"}

    answer = enter(filled, "member").post("portfolio/subprojects/one/add_member/", said)

    assert answer.status_code == 303
    made = Placement.objects.in_house(filled.house).get(subproject__key="one", kind="member")
    assert (str(made), made.valid_from, made.valid_to) == (f"Tax {filled.house.slug}", TODAY, date(2023, 2, 1))
