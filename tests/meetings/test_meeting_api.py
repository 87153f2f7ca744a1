"""The API of meetings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from statenshus.meetings.models import Meeting
from statenshus.meetings.usecases.attendances import answer_notice
from statenshus.meetings.usecases.meetings import send_notice
from tests.api.calling import Program
from tests.houses import NOW
from tests.meetings.calling import HYBRID, called

SOON = timezone.now().replace(microsecond=0) + timedelta(days=14)
SAID = {
    "title": "Møte",
    "starts_at": SOON.isoformat(),
    "ends_at": (SOON + timedelta(hours=1)).isoformat(),
    "place": "Rådhuset",
}


@pytest.fixture
def program(filled):
    return Program(filled)


def test_a_meeting_is_called_noticed_answered_changed_and_called_off(filled, program, seat):
    made = program.call("post", "meetings/meetings", {**SAID, "body": "steering", "host": "tax"})
    assert (made.status_code, made.json()["number"], made.json()["host"]) == (201, f"1/{SOON.year}", "tax")
    key = made.json()["key"]

    assert program.call("post", f"meetings/meetings/{key}/send_notice").json()["noticed_at"] is not None
    said = {"seat": seat.key, "answer": "comes", "note": "Litt sen"}
    answered = Program(filled, "chair").call("post", f"meetings/meetings/{key}/answer_notice", said)
    assert (answered.status_code, answered.json()["person"]) == (200, "chair")
    shown = program.call("get", f"meetings/meetings/{key}").json()
    assert {name: shown[name] for name in ("seats", "comes", "regrets", "unanswered", "vacant", "present")} == {
        "seats": 1,
        "comes": 1,
        "regrets": 0,
        "unanswered": 0,
        "vacant": 0,
        "present": 0,
    }
    moved = program.call("post", f"meetings/meetings/{key}/change_meeting", {**SAID, "place": "UiT"})
    assert (moved.json()["place"], moved.json()["host"]) == ("UiT", None)
    gone = program.call("post", f"meetings/meetings/{key}/call_off_meeting", {"reason": "Snø"})
    assert gone.json()["called_off_because"] == "Snø"
    again = program.call("post", f"meetings/meetings/{key}/call_off_meeting", {"reason": "Snø"})
    assert (again.status_code, again.json()["code"]) == (409, "called_off")


def test_who_came_is_noted(filled, program, seat):
    held = called(filled, starts_at=NOW - timedelta(days=1), ends_at=NOW)

    said = {"seat": seat.key, "person": "deputy", "came": "link"}
    made = program.call("post", f"meetings/meetings/{held.key}/note_attendance", said)

    assert (made.status_code, made.json()["rank"], made.json()["came"]) == (200, 1, "link")
    assert program.call("get", f"meetings/meetings/{held.key}").json()["present"] == 1


def test_who_answered_what_and_by_which_link_one_takes_part_is_for_those_in_the_body(filled, program, seat):
    meeting = send_notice(called(filled, **HYBRID), by=filled.actor())
    answer_notice(meeting, seat=seat, answer="comes", note="Litt sen", by=filled.actor("chair"))

    inside = Program(filled, "deputy").call("get", f"meetings/meetings/{meeting.key}").json()
    outside = Program(filled, "member").call("get", f"meetings/meetings/{meeting.key}").json()

    assert (inside["link"], [row["note"] for row in inside["attendances"]]) == (HYBRID["link"], ["Litt sen"])
    assert (outside["link"], outside["attendances"], outside["comes"]) == (None, [], 1)


def test_the_list_is_told_in_parts_of_a_body_and_as_of_a_day(filled, program):
    for day in (1, 2, 3):
        starts_at = NOW + timedelta(days=day)
        called(filled, title=f"Dag {day}", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    def listed(query):
        answer = program.call("get", f"meetings/meetings?{query}").json()
        return answer["count"], [row["title"] for row in answer["items"]]

    assert listed("body=steering&limit=1&offset=1&show=coming&on=2023-01-31") == (3, ["Dag 2"])
    assert listed("body=steering&show=coming&on=2023-02-02") == (1, ["Dag 3"])
    assert listed("body=steering&show=earlier&on=2023-02-02")[1][:2] == ["Dag 2", "Dag 1"]
    assert listed("body=management") == (0, [])
    assert listed("")[0] == Meeting.objects.in_house(filled.house).count()


@pytest.mark.parametrize(
    "said",
    [
        {"starts_at": "2026-03-29T02:30:00"},
        {"starts_at": "9999-12-31T23:30:00Z"},
        {"title": ""},
        {"format": "x"},
        {"more": 1},
    ],
)
def test_what_cannot_be_is_a_fault(program, said):
    assert program.call("post", "meetings/meetings", {**SAID, "body": "steering", **said}).status_code == 422


def test_not_from_next_door(filled, other, meeting):
    program = Program(other)

    assert program.call("get", f"meetings/meetings/{meeting.key}").status_code == 404
    assert program.call("post", f"meetings/meetings/{meeting.key}/send_notice").status_code == 404
    assert program.call("post", "meetings/meetings", {**SAID, "body": "nobody"}).status_code == 404
