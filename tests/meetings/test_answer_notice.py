"""Answering a notice for a seat."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from statenshus.asks.models import Ask
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Attendance
from statenshus.meetings.usecases.attendances import answer_notice
from statenshus.meetings.usecases.meetings import call_off_meeting, send_notice
from tests.asks.asking import seat_of
from tests.houses import fill
from tests.meetings.calling import HYBRID, SOON, add_seat, called, waiting
from tests.people.acting import refused, told


def test_the_holder_comes(filled, meeting, seat):
    made = answer_notice(meeting, seat=seat, answer="comes", note="Litt sen", by=filled.actor("chair"))

    assert (made.answer, made.person.key, made.rank, made.note) == ("comes", "chair", 0, "Litt sen")
    assert made.answered_at == filled.actor().now
    assert list(Ask.objects.in_house(filled.house).about(meeting).values_list("ended", "answer")) == [
        ("answered", "comes")
    ]
    assert told(filled, "meetings.answer_notice") == [
        ("Styringsgruppemøte", {"answer": "comes", "organisation": "Tax vaarthus"})
    ]


def test_when_the_holder_cannot_the_deputy_is_asked_at_once_and_regrets_count_as_answered(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))

    assert waiting(filled, meeting) == ["deputy"]
    made = answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))
    assert (made.answer, made.person.key, made.rank) == ("comes", "deputy", 1)
    ended = Ask.objects.in_house(filled.house).about(meeting).order_by("pk").values_list("ended", "answered_rank")
    assert list(ended) == [("answered", 0), ("handed_over", 1)]


def test_a_holder_who_comes_after_all_takes_the_turn_back(filled, meeting, seat):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair"))

    assert Attendance.objects.get(meeting=meeting, seat=seat).person.key == "chair"
    assert waiting(filled, meeting) == []
    with refused("not_your_turn"):
        answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))


def test_a_deputy_answers_only_in_turn(filled, meeting, seat):
    with refused("not_your_turn"):
        answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("deputy"))


@pytest.mark.parametrize(
    ("said", "answers"),
    [
        ({}, ["comes", "regrets"]),
        ({"format": "remote", "link": HYBRID["link"]}, ["remote", "regrets"]),
        (HYBRID, ["comes", "remote", "regrets"]),
    ],
    ids=["in a room", "by link", "both"],
)
def test_what_can_be_answered_follows_from_the_form_of_the_meeting(filled, seat, said, answers):
    meeting = send_notice(called(filled, **said), by=filled.actor())

    assert meeting.answers == answers
    for answer in ("comes", "remote", "regrets", "maybe", ""):
        if answer in answers:
            answer_notice(meeting, seat=seat, answer=answer, by=filled.actor("chair"))
        else:
            with refused("answer"):
                answer_notice(meeting, seat=seat, answer=answer, by=filled.actor("chair"))


def test_not_after_it_has_begun_nor_when_it_is_called_off(filled, meeting, seat):
    with refused("begun"):
        answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair", now=SOON))
    call_off_meeting(meeting, reason="Snø", by=filled.actor())
    with refused("called_off"):
        answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair"))


def test_not_for_a_seat_that_is_gone_by_then(filled, meeting):
    ends = add_seat(filled, "ends", "member", valid_to=SOON.date())

    with refused("seat_gone"):
        answer_notice(meeting, seat=ends, answer="comes", by=filled.actor("member"))


def test_whoever_comes_to_sit_in_a_seat_after_the_notice_may_answer(filled, meeting):
    new = add_seat(filled, "new", "member")

    assert answer_notice(meeting, seat=new, answer="comes", by=filled.actor("member")).person.key == "member"


def test_not_by_those_who_do_not_sit_in_the_seat_today_nor_from_next_door(filled, other, meeting, seat):
    last_week = add_seat(filled, "left", "commissioner")
    last_week.holdings.update(valid_to=filled.actor().today)
    elsewhere = filled.bodies["working"].seats.get()

    for who in (filled.actor("member"), filled.actor("manager"), other.actor("chair")):
        with pytest.raises(NotAllowed):
            answer_notice(meeting, seat=seat, answer="comes", by=who)
    with pytest.raises(NotAllowed):
        answer_notice(meeting, seat=last_week, answer="comes", by=filled.actor("commissioner"))
    with pytest.raises(NotAllowed):
        answer_notice(meeting, seat=elsewhere, answer="comes", by=filled.actor("member"))


@pytest.mark.django_db(transaction=True)
def test_of_twenty_answers_for_one_seat_at_once_one_row_stands_and_one_ask_is_answered():
    house = fill("kapplop")
    meeting, seat = send_notice(called(house), by=house.actor()), seat_of(house)
    start, made = Barrier(20), []

    def answer(number):
        try:
            start.wait()
            said = "comes" if number % 2 else "regrets"
            by = house.actor("chair", now=house.actor().now + timedelta(seconds=number))
            made.append(answer_notice(meeting, seat=seat, answer=said, by=by).answer)
        finally:
            connections.close_all()

    threads = [Thread(target=answer, args=[number]) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    row = Attendance.objects.get(meeting=meeting, seat=seat)
    assert sorted(made) == ["comes"] * 10 + ["regrets"] * 10
    assert row.person.key == "chair"
    # Where the last of them cannot come, the deputy is asked, once.
    assert waiting(house, meeting) == (["deputy"] if row.answer == "regrets" else [])
