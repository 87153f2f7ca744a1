"""How the API answers: what is wrong has a code for programs and a sentence for people."""

import threading

import pytest
from django.db import connections

from statenshus.kernel.events import Event
from statenshus.people.models import Participation
from tests.api.calling import Program
from tools.openapi import SNAPSHOT, schema

JOIN = "people/organisations/registers/join"
SUPPORT = {"kind": "support", "valid_from": "2023-02-01", "source": "Vedtak"}


def joined(filled):
    return list(
        filled.organisations["registers"].participations.filter(kind="support").values_list("valid_from", "valid_to")
    )


def test_the_schema_is_the_one_that_programs_were_written_for():
    assert SNAPSHOT.read_text() == schema(), "the API has changed; if that is meant: make openapi"


def test_a_write_is_done_by_the_same_act_as_on_the_page(filled):
    answer = Program(filled).call("post", JOIN, SUPPORT)

    [event] = Event.objects.in_house(filled.house).filter(act="people.join")
    made = Participation.objects.get(pk=answer.json()["id"])
    assert (answer.status_code, made.source, event.person_name) == (201, "Vedtak", filled.persons["manager"].name)


def test_a_refusal_is_409_with_code_and_message(filled):
    program = Program(filled)
    program.call("post", JOIN, SUPPORT)

    answer = program.call("post", JOIN, SUPPORT, **{"Accept-Language": "en"})

    message = "The organisation already takes part in this way on one of those days."
    assert (answer.status_code, answer.json()) == (409, {"code": "overlap", "message": message})


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"kind": "support"}, ["valid_from"]),
        ({**SUPPORT, "kind": "king"}, ["kind"]),
        ({**SUPPORT, "valid_from": "2023-02-30"}, ["valid_from"]),
        ({**SUPPORT, "source": "x" * 2001}, ["source"]),
    ],
    ids=["missing", "no such kind", "no such day", "too long"],
)
def test_a_body_of_another_shape_is_422_and_says_where(filled, body, at):
    answer = Program(filled).call("post", JOIN, body)

    told = answer.json()
    assert (answer.status_code, told["code"], [fault["loc"][-1] for fault in told["faults"]]) == (422, "invalid", at)
    assert joined(filled) == []


def test_a_body_that_is_no_json_is_400(filled):
    program = Program(filled)

    answer = program.client.post(
        program.base + JOIN,
        data="{",
        content_type="application/json",
        headers={"Authorization": program.authorization, "Idempotency-Key": "k" * 20},
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_what_is_not_there_is_told_as_json(filled):
    answer = Program(filled).call("get", "people/nothing")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_call_sent_twice_is_done_once(filled):
    program, key = Program(filled), "the-same-key-both-times"

    first, second = (program.call("post", JOIN, SUPPORT, key=key) for _ in range(2))
    other = program.call("post", JOIN, {**SUPPORT, "valid_from": "2024-01-01"}, key=key)

    assert (first.status_code, second.status_code, second.json()) == (201, 201, first.json())
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    assert len(joined(filled)) == 1


def test_a_call_sent_twice_at_once_is_done_once(transactional_db, filled):
    program, key, answers = Program(filled), "the-same-key-both-times", []

    def call():
        try:
            answers.append(program.call("post", JOIN, SUPPORT, key=key))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    one, two = answers
    assert (one.status_code, two.status_code, one.json()) == (201, 201, two.json())
    assert (len(joined(filled)), Event.objects.filter(act="people.join").count()) == (1, 1)
