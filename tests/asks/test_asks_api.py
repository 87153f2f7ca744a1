"""What waits, handing over and participation, for programs."""

import pytest

from tests.api.calling import Program
from tests.asks.asking import add_deputy, asked
from tests.asks.mailing import asked as polled

pytestmark = pytest.mark.usefixtures("quiet")


def test_what_waits_is_told_with_whose_turn_it_is(filled):
    this, program = asked(filled), Program(filled, "chair")

    desk = program.call("get", "asks/waiting").json()
    one = program.call("get", f"asks/asks/{this.pk}").json()

    assert (desk["count"], desk["minutes"], desk["late"]) == (1, 1, 1)
    assert desk["items"] == [one]
    assert (one["turn"], one["rank"], one["why"], one["following"]) == ("chair", 0, "holds", "deputy")
    assert (one["ask"]["kind"], one["ask"]["seat"], one["ask"]["path"]) == (
        "acceptance",
        "steering-1",
        "people/bodies/working/",
    )


def test_it_is_answered_once(filled):
    this, program = asked(filled), Program(filled, "chair")

    answer = program.call("post", f"asks/asks/{this.pk}/answer_ask", {"answer": "accepted"})
    again = program.call("post", f"asks/asks/{this.pk}/answer_ask", {"answer": "declined"})

    assert (answer.status_code, answer.json()["ended"], answer.json()["answer"]) == (200, "answered", "accepted")
    assert (again.status_code, again.json()["code"]) == (409, "ended")
    assert program.call("post", f"asks/asks/{this.pk}/answer_ask", {"answer": "maybe"}).status_code == 422


def test_it_is_handed_over_and_taken_back(filled):
    add_deputy(filled, "member")
    this, program = asked(filled), Program(filled, "chair")

    made = program.call("post", f"asks/asks/{this.pk}/hand_over", {"to": "member", "reason": "Kjenner saken"})
    back = program.call("post", f"asks/hand_overs/{made.json()['id']}/take_back")

    assert (made.status_code, made.json()["by"], made.json()["to"]) == (201, "chair", "member")
    assert (back.status_code, back.json()["taken_back_at"] is None) == (200, False)
    assert program.call("post", f"asks/asks/{this.pk}/hand_over", {"to": "nobody"}).status_code == 404
    refused = program.call("post", f"asks/asks/{this.pk}/hand_over", {"reach": "occasion"})
    assert (refused.status_code, refused.json()["code"]) == (409, "no_occasion")


def test_those_who_keep_the_record_say_that_somebody_is_away(filled):
    said = {"valid_from": "2199-01-01", "valid_to": "2199-02-01", "person": "chair", "to": "deputy"}

    made = Program(filled, "manager").call("post", "asks/seats/steering-1/be_absent", said)

    assert (made.status_code, made.json()["by"], made.json()["valid_to"]) == (201, "chair", "2199-02-01")
    assert Program(filled, "member").call("post", "asks/seats/steering-1/be_absent", said).status_code == 404


def test_how_a_body_answers_is_told_to_those_who_sit_in_it(filled):
    told = Program(filled, "chair").call("get", "asks/participation/steering?first=2022-01-01")

    assert told.json() == {"too_few": True, "whole": None, "kinds": [], "left_out": 0}
    assert Program(filled, "member").call("get", "asks/participation/steering").status_code == 404


def test_what_is_asked_of_others_is_not_seen(filled):
    this = polled(filled, "member")

    assert Program(filled, "chair").call("get", f"asks/asks/{this.pk}").status_code == 404
    assert Program(filled, "chair").call("get", "asks/waiting").json()["items"] == []
