"""Calling a body to a meeting, moving it, sending the notice, calling it off."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from statenshus.asks.models import Ask
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Meeting
from statenshus.meetings.usecases.meetings import call_meeting, call_off_meeting, change_meeting, send_notice
from tests.houses import NOW, fill
from tests.people.acting import refused, told

SOON = NOW + timedelta(days=14)
SAID = {"title": "Styringsgruppemøte", "starts_at": SOON, "ends_at": SOON + timedelta(hours=2), "place": "Rådhuset"}


def called(filled, **said):
    return call_meeting(filled.bodies["steering"], **{**SAID, **said}, by=filled.actor())


def test_meetings_are_numbered_within_the_house_and_the_year(filled, other):
    called(other)
    made = [
        called(filled),
        called(filled),
        called(filled, starts_at=SOON.replace(year=2024), ends_at=SOON.replace(year=2025)),
    ]

    numbers = [meeting.number for meeting in made]
    first = numbers[0]
    assert numbers == [first, first + 1, 1]
    assert made[0].attendances.count() == 1
    assert told(filled, "meetings.call_meeting")[0] == (
        "Styringsgruppemøte",
        {"starts_at": SOON.isoformat(), "body": "Steering vaarthus"},
    )


def test_the_chair_may_call_it_and_others_may_not(filled):
    filled.bodies["steering"].seats.update(role="chair")

    assert call_meeting(filled.bodies["steering"], **SAID, by=filled.actor("chair")).title == "Styringsgruppemøte"
    for who in ("deputy", "member", "commissioner"):
        with pytest.raises(NotAllowed):
            call_meeting(filled.bodies["steering"], **SAID, by=filled.actor(who))


def test_what_cannot_be(filled):
    with refused("backwards"):
        called(filled, ends_at=SOON)
    with refused("body_gone"):
        called(filled, starts_at=SOON.replace(year=2020), ends_at=SOON.replace(year=2021))
    with refused("where"):
        called(filled, place="")
    with refused("where"):
        called(filled, format="hybrid")


def test_the_notice_asks_each_seat_before_the_meeting(filled):
    made = send_notice(called(filled), by=filled.actor())

    asks = Ask.objects.in_house(filled.house).open().about(made)
    assert list(asks.values_list("kind", "seat__key", "due_at", "occasion")) == [
        ("attendance", "steering-1", SOON, f"meetings.meeting:{made.key}")
    ]
    with refused("noticed"):
        send_notice(made, by=filled.actor())
    assert [name for name, _data in told(filled, "meetings.send_notice")] == ["Styringsgruppemøte"]


def test_when_it_is_moved_everybody_is_asked_anew(filled):
    made = send_notice(called(filled), by=filled.actor())
    later = SOON + timedelta(days=1)

    moved = change_meeting(
        made,
        title=made.title,
        starts_at=later,
        ends_at=later + timedelta(hours=1),
        format="physical",
        place="UiT",
        by=filled.actor(),
    )

    asks = Ask.objects.in_house(filled.house).about(made)
    assert sorted(asks.values_list("ended", "due_at")) == [("", later), ("withdrawn", SOON)]
    assert (moved.key, moved.place) == (made.key, "UiT")
    assert told(filled, "meetings.change_meeting") == [
        ("Styringsgruppemøte", {"moved": True, "before": SOON.isoformat()})
    ]


def test_a_change_that_cannot_be(filled):
    made, same = called(filled), {**SAID, "format": "physical"}

    with refused("backwards"):
        change_meeting(made, **{**same, "ends_at": SOON}, by=filled.actor())
    with refused("where"):
        change_meeting(made, **{**same, "place": ""}, by=filled.actor())
    with refused("body_gone"):
        change_meeting(made, **{**same, "starts_at": SOON.replace(year=2020)}, by=filled.actor())
    with refused("begun"):
        change_meeting(made, **same, by=filled.actor(now=SOON))
    call_off_meeting(made, reason="Snø", by=filled.actor())
    with refused("called_off"):
        change_meeting(made, **same, by=filled.actor())
    with refused("called_off"):
        send_notice(made, by=filled.actor())
    with refused("begun"):
        send_notice(called(filled), by=filled.actor(now=SOON))


def test_a_meeting_that_is_called_off_asks_nobody(filled):
    made = send_notice(called(filled), by=filled.actor())

    call_off_meeting(made, reason="Snøstorm", by=filled.actor())

    assert list(Ask.objects.in_house(filled.house).about(made).values_list("ended", flat=True)) == ["withdrawn"]
    assert told(filled, "meetings.call_off_meeting") == [("Styringsgruppemøte", {"reason": "Snøstorm"})]
    with refused("called_off"):
        call_off_meeting(made, reason="Igjen", by=filled.actor())
    with refused("reason"):
        call_off_meeting(called(filled), reason=" ", by=filled.actor())
    with refused("begun"):
        call_off_meeting(called(filled), reason="Snø", by=filled.actor(now=SOON))


def test_not_next_door(filled, other):
    made = called(filled)
    for act, said in (
        (send_notice, {}),
        (call_off_meeting, {"reason": "x"}),
        (change_meeting, {**SAID, "format": "physical"}),
    ):
        with pytest.raises(NotAllowed):
            act(made, **said, by=other.actor())


@pytest.mark.django_db(transaction=True)
def test_of_two_called_at_once_each_has_its_number():
    house = fill("kapplop")
    start = Barrier(4)

    def call():
        try:
            start.wait()
            called(house)
        finally:
            connections.close_all()

    threads = [Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = sorted(
        Meeting.objects.in_house(house.house).filter(title="Styringsgruppemøte").values_list("number", flat=True)
    )
    assert numbers == list(range(numbers[0], numbers[0] + 4))
