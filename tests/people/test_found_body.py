"""Founding a body."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.usecases.bodies import found_body
from tests.people.acting import JUNE, refused, told


def test_a_body_meets_from_the_day(filled):
    made = found_body(name="Faggruppe for møter", kind="working_group", valid_from=JUNE, by=filled.actor())

    assert (made.key, made.valid_from, made.position) == ("faggruppe-for-moter", JUNE, 4)
    assert told(filled, "people.found_body") == [("Faggruppe for møter", {"valid_from": "2023-06-01"})]


def test_not_backwards(filled):
    with refused("backwards"):
        found_body(name="Gruppe", kind="working_group", valid_from=JUNE, valid_to=JUNE, by=filled.actor())


@pytest.mark.parametrize("who", ["chair", "member", "commissioner"])
def test_those_who_do_not_keep_the_record_may_not(filled, who):
    with pytest.raises(NotAllowed):
        found_body(name="Gruppe", kind="working_group", valid_from=JUNE, by=filled.actor(who))
