"""Calling a meeting off."""

import pytest

from statenshus.asks.models import Ask
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.usecases.meetings import call_off_meeting
from tests.meetings.calling import SOON, called
from tests.people.acting import refused, told


def test_nobody_is_asked_about_it_any_more(filled, meeting):
    made = call_off_meeting(meeting, reason=" Snøstorm ", by=filled.actor())

    assert (made.called_off_at, made.called_off_because) == (filled.actor().now, "Snøstorm")
    assert list(Ask.objects.in_house(filled.house).about(made).values_list("ended", flat=True)) == ["withdrawn"]
    assert told(filled, "meetings.call_off_meeting") == [("Styringsgruppemøte", {"reason": "Snøstorm"})]


def test_once_with_a_reason_and_before_it_begins(filled, meeting):
    with refused("reason"):
        call_off_meeting(meeting, reason=" ", by=filled.actor())
    with refused("begun"):
        call_off_meeting(meeting, reason="Snø", by=filled.actor(now=SOON))
    call_off_meeting(meeting, reason="Snø", by=filled.actor())
    with refused("called_off"):
        call_off_meeting(meeting, reason="Igjen", by=filled.actor())


def test_not_by_others_nor_from_next_door(filled, other):
    made = called(filled)

    for who in (filled.actor("chair"), filled.actor("commissioner"), other.actor()):
        with pytest.raises(NotAllowed):
            call_off_meeting(made, reason="Snø", by=who)
