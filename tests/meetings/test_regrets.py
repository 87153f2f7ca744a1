"""When whoever is asked cannot come, the next in the seat is asked at once, whatever was said or handed over before."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.asks.queries.turns import turns
from statenshus.asks.usecases.handing import hand_over
from statenshus.meetings.models import Attendance
from statenshus.meetings.usecases.attendances import answer_notice
from statenshus.meetings.usecases.meetings import change_meeting, send_notice
from tests.asks.asking import add_deputy, seat_of
from tests.meetings.test_call_meeting import called


@pytest.fixture
def seat(filled):
    return seat_of(filled)


@pytest.fixture
def meeting(filled):
    return send_notice(called(filled), by=filled.actor())


def waiting(filled, meeting):
    asks = list(Ask.objects.in_house(filled.house).open().about(meeting))
    return [turn.person.key for turn in turns(asks, filled.actor()).values()]


def test_so_too_when_they_had_said_that_they_would_come(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))

    assert waiting(filled, meeting) == ["deputy"]


def test_whoever_handed_the_notice_over_is_not_asked_again(filled, meeting, seat):
    add_deputy(filled, "member")
    hand_over(Ask.objects.in_house(filled.house).open().about(meeting).get(), by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("deputy"))

    assert waiting(filled, meeting) == ["member"]


def test_regrets_before_the_notice_ask_nobody_until_it_is_sent(filled, seat):
    meeting = called(filled)
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    assert waiting(filled, meeting) == []

    send_notice(meeting, by=filled.actor())

    assert waiting(filled, meeting) == ["deputy"]


def test_a_deputy_may_answer_anew_until_the_holder_does(filled, meeting, seat):
    hand_over(Ask.objects.in_house(filled.house).open().about(meeting).get(), by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))

    made = answer_notice(meeting, seat=seat, answer="remote", by=filled.actor("deputy"))

    assert (made.answer, made.person.key) == ("remote", "deputy")


def test_when_the_meeting_is_moved_whoever_could_not_come_is_asked_anew(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))

    later = {"starts_at": meeting.starts_at + timedelta(days=7), "ends_at": meeting.ends_at + timedelta(days=7)}
    said = {"title": meeting.title, "format": meeting.format, "place": meeting.place, "link": "", "host": None}
    change_meeting(meeting, **later, **said, by=filled.actor())

    assert waiting(filled, meeting) == ["chair"]
    assert list(Attendance.objects.filter(meeting=meeting).values_list("answer", "person")) == [("", None)]
