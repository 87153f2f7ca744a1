"""Moving a meeting, or saying otherwise where it is."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.usecases.attendances import answer_notice
from statenshus.meetings.usecases.meetings import call_off_meeting, change_meeting, send_notice
from statenshus.people.models import Body
from tests.meetings.calling import HYBRID, SAID, SOON, add_seat, called, open_asks, waiting
from tests.people.acting import refused, told

LATER = {"starts_at": SOON + timedelta(days=1), "ends_at": SOON + timedelta(days=1, hours=1)}


def changed(filled, meeting, **said):
    return change_meeting(meeting, **{**SAID, **said}, by=filled.actor())


def answered(meeting):
    return [(row.answer, row.person and row.person.key, row.note) for row in meeting.attendances.all()]


def test_it_keeps_its_number(filled, meeting):
    moved = changed(filled, meeting, starts_at=SOON.replace(year=2024), ends_at=SOON.replace(year=2025))

    assert (moved.key, moved.called) == (meeting.key, "1/2023")
    assert told(filled, "meetings.change_meeting") == [
        ("Styringsgruppemøte", {"moved": True, "before": SOON.isoformat()})
    ]


@pytest.mark.parametrize("said", [LATER, {"place": "UiT"}, HYBRID], ids=["time", "place", "form"])
def test_when_time_place_or_form_is_another_all_are_asked_anew(filled, meeting, seat, said):
    answer_notice(meeting, seat=seat, answer="comes", note="Litt sen", by=filled.actor("chair"))

    changed(filled, meeting, **said)

    due = said.get("starts_at", SOON)
    assert [(ask.kind, ask.due_at) for ask in open_asks(filled, meeting)] == [("attendance", due)]
    assert answered(meeting) == [("", None, "")]
    asks = Ask.objects.in_house(filled.house).about(meeting).order_by("pk")
    assert list(asks.values_list("ended", flat=True)) == ["answered", ""]


def test_what_was_not_answered_is_withdrawn_so_that_nobody_is_asked_twice(filled, meeting):
    changed(filled, meeting, **LATER)

    asks = Ask.objects.in_house(filled.house).about(meeting).order_by("pk")
    assert list(asks.values_list("ended", "due_at")) == [("withdrawn", SOON), ("", LATER["starts_at"])]


@pytest.mark.parametrize("said", [{"title": "Ekstramøte"}, {"link": "https://moete.example/2"}, {"place": "Rådhuset "}])
def test_else_what_was_answered_stands(filled, meeting, seat, said):
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair"))

    changed(filled, meeting, **said)

    assert (open_asks(filled, meeting), answered(meeting)) == ([], [("comes", "chair", "")])


def test_before_the_notice_nobody_is_asked(filled):
    made = changed(filled, called(filled), **LATER)

    assert open_asks(filled, made) == []


def test_whoever_could_not_come_then_is_asked_whether_they_can_now(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))

    changed(filled, meeting, **LATER)

    assert (waiting(filled, meeting), answered(meeting)) == (["chair"], [("", None, "")])


def test_the_seats_are_those_of_the_new_day(filled):
    add_seat(filled, "gone", "member", valid_to=LATER["starts_at"].date())
    add_seat(filled, "later", "manager", valid_from=LATER["starts_at"].date())
    meeting = send_notice(called(filled), by=filled.actor())
    assert waiting(filled, meeting) == ["chair", "member"]

    changed(filled, meeting, **LATER)

    assert sorted(meeting.attendances.values_list("seat__key", flat=True)) == ["later", "steering-1"]
    assert sorted(ask.seat.key for ask in open_asks(filled, meeting)) == ["later", "steering-1"]


def test_a_change_that_cannot_be(filled):
    made = called(filled)

    with refused("backwards"):
        changed(filled, made, ends_at=SOON)
    with refused("where"):
        changed(filled, made, place="")
    Body.objects.in_house(filled.house).update(valid_to=LATER["starts_at"].date())
    with refused("body_gone"):
        changed(filled, made, **LATER)
    with refused("past"):
        changed(filled, made, starts_at=SOON - timedelta(days=14), ends_at=SOON)
    with refused("begun"):
        change_meeting(made, **SAID, by=filled.actor(now=SOON))
    call_off_meeting(made, reason="Snø", by=filled.actor())
    with refused("called_off"):
        changed(filled, made)


def test_not_by_others_nor_from_next_door(filled, other, meeting):
    for who in (filled.actor("chair"), filled.actor("commissioner"), other.actor()):
        with pytest.raises(NotAllowed):
            change_meeting(meeting, **SAID, by=who)
    with pytest.raises(NotAllowed):
        changed(filled, meeting, host=other.organisations["tax"])
