"""Every operation of the API: who may call it at all, and how it answers those who may not."""

import pytest

from tests.api.calling import Program, operations, path_of
from tests.architecture.visits import everything
from tools.reading import Program as Code

NOT_FOUND = {"code": "not_found", "message": "There is nothing here."}


def test_each_write_is_an_act_and_bears_its_name():
    acts = {act.name for act in Code().acts}

    assert [name for name, method, _path in operations() if method != "get" and name not in acts] == []


def test_no_two_operations_bear_one_name():
    names = [name for name, _method, _path in operations()]

    assert len(names) == len(set(names)) > 0


def test_nobody_is_let_in_without_a_token(filled, client):
    answers = {}
    for name, method, path in operations():
        answer = getattr(client, method)(f"/h/{filled.house.slug}/api/v1/{path_of(path, filled)}")
        answers[name] = (answer.status_code, answer.json()["code"], answer["WWW-Authenticate"])

    assert set(answers.values()) == {(401, "unauthorised", "Bearer")}


@pytest.mark.parametrize("scopes", [[], ["other:read", "other:write"]], ids=["no scope", "another's"])
def test_a_token_without_the_scope_does_not_reach(filled, scopes):
    program = Program(filled, "admin", scopes)
    before = everything()

    answers = {name: program.call(method, path_of(path, filled)) for name, method, path in operations()}

    assert {(answer.status_code, answer.json()["code"]) for answer in answers.values()} == {(403, "out_of_scope")}
    assert everything() == before


def test_a_token_that_may_read_writes_nothing(filled):
    program = Program(filled, "admin", ["people:read", "portfolio:read", "reports:read"])
    before = everything()

    answers = [program.call(method, path_of(path, filled)) for _n, method, path in operations() if method != "get"]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "out_of_scope")}
    assert everything() == before


def test_no_operation_reaches_another_house(filled, other):
    program = Program(filled, "admin")
    before = everything()

    answers = {
        name: program.call(method, f"/h/{other.house.slug}/api/v1/{path_of(path, other)}")
        for name, method, path in operations()
    }

    assert {name: answer.json() for name, answer in answers.items() if answer.json() != NOT_FOUND} == {}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert everything() == before


def test_no_operation_tells_of_another_house(filled, other):
    program = Program(filled, "manager")

    for name, method, path in operations():
        if method == "get" and "deck" not in path:
            answer = program.call("get", path_of(path, filled))
            assert (name, answer.status_code) == (name, 200)
            assert other.house.slug not in answer.content.decode(), name


def test_no_write_is_taken_without_a_key(filled):
    program = Program(filled, "admin")
    before = everything()

    answers = [
        program.call(method, path_of(path, filled), key=None) for _n, method, path in operations() if method != "get"
    ]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(400, "no_key")}
    assert everything() == before


@pytest.mark.parametrize("who", ["commissioner", "deputy"])
def test_who_may_not_is_answered_like_what_is_not_there(filled, who):
    answer = Program(filled, who).call(
        "post", "people/organisations/registers/join", {"kind": "support", "valid_from": "2023-01-01"}
    )

    assert (answer.status_code, answer.json()) == (404, NOT_FOUND)
