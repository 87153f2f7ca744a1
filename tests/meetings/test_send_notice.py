"""Sending the notice of a meeting."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.usecases.attendances import answer_notice
from statenshus.meetings.usecases.meetings import call_off_meeting, send_notice
from tests.meetings.calling import SOON, add_seat, called, open_asks, waiting
from tests.people.acting import refused, told


def test_it_asks_each_seat_before_the_meeting(filled):
    add_seat(filled, "second", "member")
    made = send_notice(called(filled), by=filled.actor())

    asks = Ask.objects.in_house(filled.house).open().about(made).order_by("pk")
    path = f"meetings/meetings/{made.key}/"
    assert list(asks.values_list("kind", "seat__key", "due_at", "occasion", "path")) == [
        ("attendance", key, SOON, f"meetings.meeting:{made.key}", path) for key in ("steering-1", "second")
    ]
    assert made.noticed_at == filled.actor().now
    assert told(filled, "meetings.send_notice") == [("Styringsgruppemøte", {"starts_at": SOON.isoformat()})]


def test_asked_are_those_who_sit_in_the_body_by_then(filled):
    day = SOON.date()
    add_seat(filled, "vacant")
    add_seat(filled, "ended", "member", valid_to=day)
    add_seat(filled, "begins", "member", valid_from=day)
    add_seat(filled, "after", "member", valid_from=day + timedelta(days=1))
    left = add_seat(filled, "left", "manager")
    left.holdings.update(valid_to=day - timedelta(days=30))

    made = send_notice(called(filled), by=filled.actor())

    assert sorted(ask.seat.key for ask in open_asks(filled, made)) == ["begins", "steering-1"]


def test_who_has_said_before_that_they_come_is_not_asked(filled, seat):
    add_seat(filled, "second", "member")
    made = called(filled)
    answer_notice(made, seat=seat, answer="comes", by=filled.actor("chair"))

    send_notice(made, by=filled.actor())

    assert waiting(filled, made) == ["member"]


def test_it_is_sent_once_and_before_the_meeting(filled, meeting):
    with refused("noticed"):
        send_notice(meeting, by=filled.actor())
    with refused("begun"):
        send_notice(called(filled), by=filled.actor(now=SOON))
    gone = call_off_meeting(called(filled), reason="Snø", by=filled.actor())
    with refused("called_off"):
        send_notice(gone, by=filled.actor())


def test_not_by_others_nor_from_next_door(filled, other):
    made = called(filled)

    for who in (filled.actor("chair"), filled.actor("commissioner"), other.actor()):
        with pytest.raises(NotAllowed):
            send_notice(made, by=who)
