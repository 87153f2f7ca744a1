"""Answering a notice for a seat, and noting who came."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.asks.queries.turns import turns
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Attendance
from statenshus.meetings.usecases.attendances import answer_notice, note_attendance
from statenshus.meetings.usecases.meetings import call_off_meeting, send_notice
from tests.meetings.test_call_meeting import SOON, called
from tests.people.acting import refused, told


@pytest.fixture
def seat(filled):
    return filled.bodies["steering"].seats.get()


@pytest.fixture
def meeting(filled):
    return send_notice(called(filled), by=filled.actor())


def asked(filled, meeting):
    ask = Ask.objects.in_house(filled.house).open().about(meeting).get()
    turn = turns([ask], filled.actor())[ask.pk]
    return turn.person and turn.person.key


def test_the_holder_comes(filled, meeting, seat):
    made = answer_notice(meeting, seat=seat, answer="comes", note="Litt sen", by=filled.actor("chair"))

    assert (made.answer, made.person.key, made.rank, made.note) == ("comes", "chair", 0, "Litt sen")
    assert list(Ask.objects.in_house(filled.house).about(meeting).values_list("ended", "answer")) == [
        ("answered", "comes")
    ]
    assert told(filled, "meetings.answer_notice") == [
        ("Styringsgruppemøte", {"answer": "comes", "organisation": "Tax vaarthus"})
    ]


def test_when_the_holder_cannot_the_deputy_is_asked_at_once_and_regrets_count_as_answered(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))

    assert asked(filled, meeting) == "deputy"
    made = answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))
    assert (made.answer, made.person.key, made.rank) == ("comes", "deputy", 1)
    ended = Ask.objects.in_house(filled.house).about(meeting).order_by("pk").values_list("ended", "answered_rank")
    assert list(ended) == [("answered", 0), ("handed_over", 1)]


def test_a_holder_who_comes_after_all_takes_the_turn_back(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair"))

    assert Attendance.objects.get(meeting=meeting, seat=seat).person.key == "chair"
    with refused("not_your_turn"):
        answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))


def test_a_deputy_answers_only_in_turn(filled, meeting, seat):
    with refused("not_your_turn"):
        answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))


def test_what_cannot_be_answered(filled, meeting, seat, other):
    with refused("answer"):
        answer_notice(meeting, seat=seat, answer="maybe", by=filled.actor("chair"))
    with refused("begun"):
        answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair", now=SOON))
    for who in (filled.actor("member"), other.actor("chair")):
        with pytest.raises(NotAllowed):
            answer_notice(meeting, seat=seat, answer="comes", by=who)
    call_off_meeting(meeting, reason="Snø", by=filled.actor())
    with refused("called_off"):
        answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair"))


def test_it_is_noted_who_sat_in_the_seat(filled, meeting, seat):
    by = filled.actor(now=SOON + timedelta(hours=1))

    made = note_attendance(meeting, seat=seat, person=filled.persons["deputy"], came="link", by=by)

    assert (made.came, made.person.key, made.rank) == ("link", "deputy", 1)
    assert note_attendance(meeting, seat=seat, came="absent", by=by).came == "absent"
    assert told(filled, "meetings.note_attendance")[0] == (
        "Styringsgruppemøte",
        {"organisation": "Tax vaarthus", "person": "Deputy vaarthus", "came": "link"},
    )


def test_attendance_that_is_refused(filled, meeting, seat):
    by = filled.actor(now=SOON + timedelta(hours=1))

    with refused("not_begun"):
        note_attendance(meeting, seat=seat, came="absent", by=filled.actor())
    with refused("came"):
        note_attendance(meeting, seat=seat, came="perhaps", by=by)
    with refused("nobody"):
        note_attendance(meeting, seat=seat, came="room", by=by)
    with refused("not_seated"):
        note_attendance(meeting, seat=seat, person=filled.persons["member"], came="room", by=by)
    with pytest.raises(NotAllowed):
        note_attendance(meeting, seat=seat, came="absent", by=filled.actor("chair", now=SOON + timedelta(hours=1)))
