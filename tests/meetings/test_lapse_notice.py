"""What is not answered when a meeting begins lapses by itself."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from statenshus.asks.models import Ask
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings import jobs
from statenshus.meetings.usecases.meetings import call_off_meeting, change_meeting, lapse_notice, send_notice
from tests.meetings.calling import SAID, SOON, called, open_asks
from tests.people.acting import refused, told


def in_line():
    return [job.args["key"] for job in ProcrastinateJob.objects.filter(task_name="meetings.lapse_notice")]


def test_it_lapses_when_the_meeting_begins(filled, meeting):
    clock = Actor.clock(filled.house, SOON)

    assert lapse_notice(meeting, by=clock) == 1
    assert lapse_notice(meeting, by=clock) == 0
    assert list(Ask.objects.in_house(filled.house).about(meeting).values_list("ended", "ended_at")) == [
        ("lapsed", SOON)
    ]
    assert told(filled, "meetings.lapse_notice") == [("Styringsgruppemøte", {"count": 1})]


def test_not_before_nor_when_it_is_called_off(filled, meeting):
    with refused("not_begun"):
        lapse_notice(meeting, by=Actor.clock(filled.house, SOON - timedelta(seconds=1)))
    call_off_meeting(meeting, reason="Snø", by=filled.actor())
    with refused("not_begun"):
        lapse_notice(meeting, by=Actor.clock(filled.house, SOON))


def test_nobody_but_the_house_itself_does_it(filled, meeting):
    with pytest.raises(NotAllowed):
        lapse_notice(meeting, by=filled.actor(now=SOON))


def test_each_meeting_that_has_begun_is_put_in_line_once(filled, meeting, other):
    send_notice(called(other), by=other.actor())
    send_notice(called(filled, starts_at=SOON + timedelta(1), ends_at=SOON + timedelta(2)), by=filled.actor())
    clock = Actor.clock(filled.house, SOON)

    jobs.look_for_begun(clock)
    jobs.look_for_begun(clock)
    assert in_line() == [meeting.key]

    jobs.lapse_notice(clock, key=meeting.key)
    jobs.lapse_notice(clock, key=meeting.key)
    assert (open_asks(filled, meeting), len(told(filled, "meetings.lapse_notice"))) == ([], 1)


def test_one_that_was_moved_in_the_meantime_is_left_alone(filled, meeting):
    clock = Actor.clock(filled.house, SOON)
    later = {**SAID, "starts_at": SOON + timedelta(days=1), "ends_at": SOON + timedelta(days=2)}
    change_meeting(meeting, **later, by=filled.actor())

    jobs.look_for_begun(clock)
    jobs.lapse_notice(clock, key=meeting.key)
    jobs.lapse_notice(clock, key="m1999-1")

    assert (in_line(), len(open_asks(filled, meeting))) == ([], 1)
