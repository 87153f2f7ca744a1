"""Changing what is said of a person."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.persons import edit_person
from tests.people.acting import told

NEW = {"name": "Nytt Navn", "email": "ny@example.org", "phone": "12345678", "about": "", "skills": ["drift"]}


@pytest.mark.parametrize("who", ["member", "manager", "admin"])
def test_oneself_and_those_who_keep_the_record_may(filled, who):
    person = filled.persons["member"]

    edit_person(person, **NEW, by=filled.actor(who))

    person.refresh_from_db()
    assert {field: getattr(person, field) for field in NEW} == NEW
    assert person.key == "member"
    assert told(filled, "people.edit_person") == [("Nytt Navn", {"changed": ["name", "email", "phone", "skills"]})]


def test_others_may_not(filled, other):
    with pytest.raises(NotAllowed):
        edit_person(filled.persons["chair"], **NEW, by=filled.actor("member"))
    with pytest.raises(NotAllowed):
        edit_person(filled.persons["chair"], **NEW, by=other.actor("manager"))
