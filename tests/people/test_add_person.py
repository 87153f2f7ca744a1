"""Putting a person on record."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import Person
from statenshus.people.usecases.persons import MOST_SKILLS, add_person
from tests.people.acting import refused, told


def test_a_person_gets_a_short_name_made_of_the_name(filled):
    made = add_person(name="Åse Ødegård", skills=[" drift ", "drift", ""], by=filled.actor())

    assert (made.key, made.skills, made.account) == ("ase-odegard", ["drift"], None)
    assert told(filled, "people.add_person") == [("Åse Ødegård", {})]


def test_two_of_one_name_get_two_short_names(filled):
    made = [add_person(name="Kari Nordmann", by=filled.actor()) for _ in range(2)]

    assert [person.key for person in made] == ["kari-nordmann", "kari-nordmann-2"]


def test_too_many_skills_are_refused(filled):
    with refused("skills"):
        add_person(name="Kari", skills=[f"evne {n}" for n in range(MOST_SKILLS + 1)], by=filled.actor())


@pytest.mark.parametrize("who", ["chair", "deputy", "member", "commissioner"])
def test_those_who_do_not_keep_the_record_may_not(filled, who):
    with pytest.raises(NotAllowed):
        add_person(name="Kari", by=filled.actor(who))
    assert not Person.objects.in_house(filled.house).filter(name="Kari").exists()
