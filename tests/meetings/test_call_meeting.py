"""Calling a body to a meeting."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction

from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Meeting
from statenshus.meetings.usecases.meetings import call_meeting
from tests.houses import fill
from tests.meetings.calling import HYBRID, SAID, SOON, add_seat, called
from tests.people.acting import refused, told


def test_meetings_are_numbered_within_the_house_and_the_year(filled, other):
    called(other)
    next_year = {"starts_at": SOON.replace(year=2024), "ends_at": SOON.replace(year=2025)}
    made = [called(filled), called(filled), called(filled, **next_year)]

    assert [(meeting.key, meeting.called) for meeting in made] == [
        ("m2023-1", "1/2023"),
        ("m2023-2", "2/2023"),
        ("m2024-1", "1/2024"),
    ]
    assert told(filled, "meetings.call_meeting")[0] == (
        "Styringsgruppemøte",
        {"starts_at": SOON.isoformat(), "body": "Steering vaarthus"},
    )


def test_the_year_is_that_of_norway(filled):
    new_year = datetime(2023, 12, 31, 23, 30, tzinfo=UTC)

    assert called(filled, starts_at=new_year, ends_at=new_year + timedelta(hours=1)).key == "m2024-1"


def test_each_seat_of_the_day_gets_its_row(filled):
    add_seat(filled, "vacant")
    add_seat(filled, "gone", "member", valid_to=SOON.date())
    add_seat(filled, "later", "member", valid_from=SOON.date() + timedelta(days=1))

    assert sorted(called(filled).attendances.values_list("seat__key", flat=True)) == ["steering-1", "vacant"]


def test_one_that_has_been_held_may_be_put_on_record(filled):
    made = called(filled, starts_at=SOON - timedelta(days=60), ends_at=SOON - timedelta(days=59))

    assert made.has_begun(filled.actor().now)


def test_the_chair_may_call_it_and_others_may_not(filled, other):
    filled.bodies["steering"].seats.update(role="chair")

    assert call_meeting(filled.bodies["steering"], **SAID, by=filled.actor("chair")).title == "Styringsgruppemøte"
    for who in (filled.actor("deputy"), filled.actor("member"), filled.actor("commissioner"), other.actor()):
        with pytest.raises(NotAllowed):
            call_meeting(filled.bodies["steering"], **SAID, by=who)
    with pytest.raises(NotAllowed):
        called(filled, host=other.organisations["tax"])


def test_it_must_end_after_it_begins(filled):
    with refused("backwards"):
        called(filled, ends_at=SOON)


def test_the_body_must_exist_that_day(filled):
    with refused("body_gone"):
        called(filled, starts_at=SOON.replace(year=2020), ends_at=SOON.replace(year=2021))


@pytest.mark.parametrize(
    "said", [{"place": " "}, {**HYBRID, "link": ""}, {**HYBRID, "place": ""}, {"format": "remote"}]
)
def test_it_is_said_where_it_is(filled, said):
    with refused("where"):
        called(filled, **said)


@pytest.mark.parametrize("said", [{"title": ""}, {**HYBRID, "link": "javascript:alert(1)"}, {**HYBRID, "format": "x"}])
def test_what_is_said_must_be_right(filled, said):
    with refused("invalid"):
        called(filled, **said)


@pytest.mark.parametrize("changes", [{"ends_at": SOON}, {"called_off_because": "Snø"}, {"number": 1}])
def test_the_database_refuses_it_by_itself(filled, changes):
    called(filled)
    said = {**SAID, "key": "m2023-7", "year": 2023, "number": 7, **changes}

    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting(house=filled.house, body=filled.bodies["steering"], **said).save()


@pytest.mark.django_db(transaction=True)
def test_of_those_called_at_once_each_has_its_number_and_none_is_left_out():
    house = fill("kapplop")
    start = Barrier(6)

    def call():
        try:
            start.wait()
            called(house)
        finally:
            connections.close_all()

    threads = [Thread(target=call) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    numbers = Meeting.objects.in_house(house.house).filter(year=2023).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
