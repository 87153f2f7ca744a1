"""The API of minutes, of the register and of what eInnsyn is given: the same acts and readings by another door."""

import pytest

from statenshus.decisions.models import Minutes
from tests.api.calling import Program
from tests.decisions import records
from tests.houses import NOW


@pytest.fixture
def made(filled):
    return records.a_whole_meeting(filled)


@pytest.fixture
def program(filled):
    return Program(filled)


def test_minutes_are_written_answered_and_settled(filled, made, program):
    written = program.call("post", "decisions/minutes", {"meeting": "m2023-1", "language": "nn"})
    key = written.json()["key"]
    said = {"seat": "steering-1", "approves": True}
    answered = Program(filled, "chair").call("post", f"decisions/minutes/{key}/answer_minutes", said)
    early = program.call("post", f"decisions/minutes/{key}/settle_minutes")
    Minutes.objects.filter(key=key).update(reading_until=NOW)
    settled = program.call("post", f"decisions/minutes/{key}/settle_minutes")

    assert (written.status_code, key, written.json()["language"]) == (201, "m2023-1-p1", "nn")
    assert answered.json() | {"at": ""} == {"seat": "steering-1", "approves": True, "remark": "", "at": ""}
    assert (early.status_code, early.json()["code"]) == (409, "reading")
    assert settled.json()["approved_at"] is not None


@pytest.mark.parametrize("of", [{}, {"meeting": "m2023-1", "voting": "2023-1-v1"}])
def test_minutes_are_of_one_thing(made, program, of):
    answer = program.call("post", "decisions/minutes", of)

    assert (answer.status_code, answer.json()["code"]) == (409, "of_one")


def test_minutes_are_told_in_blocks_and_in_public_to_those_outside_the_body(filled, made, program):
    key = program.call("post", "decisions/minutes", {"meeting": "m2023-1"}).json()["key"]
    Minutes.objects.filter(key=key).update(approved_at=NOW)

    whole = program.call("get", f"decisions/minutes/{key}").json()
    public = program.call("get", f"decisions/minutes/{key}?variant=public").json()
    member = Program(filled, "member").call("get", f"decisions/minutes/{key}").json()

    assert (
        whole["whole"]
        and {"kind": "heading", "level": 2, "text": "Sak 3/2023: Lønn til Kari vaarthus"} in whole["blocks"]
    )
    assert (public["whole"], member["whole"], public["blocks"]) == (False, False, member["blocks"])
    assert "Kari" not in str(member)


def test_the_list_of_minutes_holds_those_that_stand(made, program):
    for _again in range(2):
        program.call("post", "decisions/minutes", {"meeting": "m2023-1"})

    told = program.call("get", "decisions/minutes").json()

    assert (told["count"], [each["key"] for each in told["items"]]) == (1, ["m2023-1-p2"])


def test_the_register_is_searched_and_narrowed(filled, made, program):
    told = program.call("get", "decisions/register?q=forslaget&year=2023").json()
    member = Program(filled, "member").call("get", "decisions/register?outcome=noted").json()

    assert (told["count"], told["more"], [each["case"] for each in told["items"]]) == (1, False, ["1/2023"])
    assert [{name: each[name] for name in ("title", "text", "exempt", "whole")} for each in member["items"]] == [
        {"title": "Personalsak vaarthus", "text": "", "exempt": "§ 13", "whole": False}
    ]


def test_a_decision_is_told_with_who_supported_it(made, program):
    told = program.call("get", "decisions/decisions/2023-1").json()

    assert told["decision"]["decided_by"] == "Steering vaarthus"
    assert told["supported_by"] == ["Tax vaarthus", "Etat 1 vaarthus"]
    assert told["result"] == "Vedtatt 2 mot 1; 3 av 4 plasser stemte, kravet er 2."
    assert [each["text"] for each in told["follow_ups"]] == ["Send brev vaarthus"]
    assert [each["text"] for each in told["reservations"]] == ["Uenig vaarthus"]


def test_einnsyn_is_for_those_who_lead_the_body(filled, made, program):
    assert program.call("get", "decisions/einnsyn/m2023-1").json()["moetenummer"] == "1/2023"
    assert Program(filled, "member").call("get", "decisions/einnsyn/m2023-1").status_code == 404
