"""Which times are proposed, held against looking at each of them."""

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from statenshus.kernel.actors import OSLO
from statenshus.meetings.models import Recess
from statenshus.meetings.queries.busy import NONE
from statenshus.meetings.queries.candidates import Wanted, free_seats, propose, starts
from statenshus.meetings.usecases.meetings import call_meeting
from tests.houses import START
from tests.meetings.calling import add_seat

WEEK = Wanted(date(2023, 3, 6), date(2023, 3, 11), (1, 2, 3, 4, 5), time(9), time(15), 90)


def local(found):
    return [f"{each.astimezone(OSLO):%m-%d %H:%M}" for each in found]


def test_each_half_hour_from_which_it_ends_in_time():
    one_day = Wanted(date(2023, 3, 6), date(2023, 3, 7), (1,), time(9), time(11), 60)

    assert local(starts(one_day)) == ["03-06 09:00", "03-06 09:30", "03-06 10:00"]
    assert starts(Wanted(date(2023, 3, 6), date(2023, 3, 7), (2,), time(9), time(11), 60)) == []


def test_neither_on_holidays_nor_on_days_that_are_closed():
    easter = Wanted(date(2023, 4, 3), date(2023, 4, 12), (1, 2, 3, 4, 5), time(9), time(10), 60)

    assert local(starts(easter)) == ["04-03 09:00", "04-04 09:00", "04-05 09:00", "04-11 09:00"]
    assert local(starts(easter, {date(2023, 4, 4)})) == ["04-03 09:00", "04-05 09:00", "04-11 09:00"]


def test_the_hours_are_those_of_the_clock_on_both_sides_of_its_change():
    def moments(first):
        return starts(Wanted(first, first + timedelta(days=4), range(1, 8), time(9), time(10), 60))

    assert [each.astimezone(UTC).hour for each in moments(date(2026, 3, 27))] == [8, 8, 7, 7]
    assert [each.astimezone(UTC).hour for each in moments(date(2026, 10, 23))] == [7, 7, 8, 8]
    night = Wanted(date(2026, 3, 29), date(2026, 3, 30), (7,), time(1), time(4), 30)
    assert local(starts(night)) == ["03-29 01:00", "03-29 01:30", "03-29 03:00", "03-29 03:30"]


stretches = st.lists(
    st.tuples(st.integers(-50, 300), st.integers(1, 120)).map(lambda row: (row[0], row[0] + row[1])), max_size=6
)


@given(
    st.lists(st.lists(stretches, max_size=3), max_size=5),
    st.lists(st.integers(0, 250), max_size=20, unique=True).map(sorted),
    st.integers(1, 90),
)
def test_a_seat_is_free_where_somebody_in_it_is(seats, begins, minutes):
    made = [[np.array(busy, dtype=np.int64) if busy else NONE for busy in seat] for seat in seats]

    found = free_seats(np.array(begins, dtype=np.int64), minutes, made)

    told = [
        [any(all(e <= at or s >= at + minutes for s, e in busy) for busy in seat) for at in begins] for seat in seats
    ]
    assert found.tolist() == told


def test_the_times_at_which_most_are_free_are_proposed_and_it_is_told_who_is_not(filled):
    add_seat(filled, "second", "member")
    meeting = {"title": "Arbeidsmøte", "place": "Rådhuset", "by": filled.actor()}
    begins = datetime(2023, 3, 6, 9, tzinfo=OSLO)
    for n in range(5):
        at = begins + timedelta(days=n)
        call_meeting(filled.bodies["working"], starts_at=at, ends_at=at + timedelta(hours=3), **meeting)

    found = propose(filled.bodies["steering"], WEEK, filled.actor(), most=7)

    assert local(each.starts_at for each in found if each.free == 2) == [
        "03-06 12:00",
        "03-07 12:00",
        "03-08 12:00",
        "03-09 12:00",
        "03-10 12:00",
    ]
    partly = [each for each in found if each.free == 1]
    assert local(each.starts_at for each in partly) == ["03-06 09:00", "03-10 09:00"]
    assert {name for each in partly for name in each.busy} == {"Town vaarthus"}


def test_days_far_apart_are_proposed_and_mornings_and_afternoons_by_turns(filled):
    found = propose(filled.bodies["steering"], WEEK, filled.actor(), most=3)

    assert local(each.starts_at for each in found) == ["03-06 09:00", "03-08 09:00", "03-10 09:00"]
    more = propose(filled.bodies["steering"], WEEK, filled.actor(), most=5)
    assert [moment[6:8] for moment in local(each.starts_at for each in more)] == ["09", "12", "09", "12", "09"]


def test_a_recess_is_left_out_and_what_has_passed(filled):
    Recess.objects.create(house=filled.house, name="Vinterferie", first_on=date(2023, 3, 6), until_on=date(2023, 3, 9))

    found = propose(filled.bodies["steering"], WEEK, filled.actor())
    assert local(each.starts_at for each in found) == ["03-09 09:00", "03-09 12:00", "03-10 09:00", "03-10 12:00"]
    late = filled.actor(now=datetime(2023, 3, 10, 12, 10, tzinfo=OSLO))
    assert local(each.starts_at for each in propose(filled.bodies["steering"], WEEK, late)) == ["03-10 12:30"]
    assert propose(filled.bodies["steering"], WEEK, filled.actor(now=datetime(2023, 4, 1, tzinfo=UTC))) == []


@pytest.mark.parametrize("seats", [1, 4])
def test_it_costs_as_much_with_many_seats_as_with_few(filled, seats, django_assert_num_queries):
    for n in range(seats):
        add_seat(filled, f"more-{n}", "member", "admin", valid_from=START)

    by = filled.actor()
    with django_assert_num_queries(5):
        propose(filled.bodies["steering"], WEEK, by)
