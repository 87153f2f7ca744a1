"""The plan of a year beside one found by trying every day, and what must hold of any plan."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from statenshus.meetings.queries import year_plan
from statenshus.meetings.queries.year_plan import Due, Wanted, plan

FIRST = date(2099, 1, 5)  # a Monday
OPEN = [day for n in range(40) if (day := FIRST + timedelta(days=n)).isoweekday() < 6]
YEAR = [day for n in range(350) if (day := FIRST + timedelta(days=n)).isoweekday() < 6]


def wanted(key="a", count=2, persons=(1,), **said):
    usual = {"least_days": 7, "most_days": 20, "weekdays": (1, 2, 3, 4, 5), "begins": 540, "ends": 660}
    return Wanted(key, count, persons=frozenset(persons), **{**usual, **said})


def codes(found):
    return [(fault.code, fault.key) for fault in found.faults]


days = st.sampled_from(OPEN)
bodies = st.builds(
    wanted,
    count=st.integers(1, 3),
    least_days=st.integers(1, 12),
    most_days=st.integers(12, 25),
    weekdays=st.sampled_from([(1,), (1, 3), (1, 2, 3, 4, 5)]),
    seats=st.just(4),
    quorum=st.just(3),
    absent=st.dictionaries(days, st.integers(1, 3), max_size=8),
    due=st.lists(st.builds(Due, st.just("x"), days, st.integers(0, 6)), max_size=2),
    before=st.dictionaries(st.integers(1, 3), days, max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(bodies)
def test_a_body_by_itself_gets_the_best_days_there_are(body):
    among = [day for day in OPEN if day.isoweekday() in body.weekdays]
    every = ({(body.key, n): day for n, day in enumerate(each, 1)} for each in combinations(among, body.count))
    least = min(year_plan._cost(body, each, OPEN) for each in every)

    found = plan([body], OPEN)

    assert year_plan._cost(body, found.days, OPEN) == least and found.shortfall == 0


@settings(max_examples=25, deadline=None)
@given(st.lists(bodies, min_size=2, max_size=4))
def test_nobody_is_in_two_places_and_each_meets_in_order_on_its_weekdays(several):
    several = [replace(each, key=f"b{n}") for n, each in enumerate(several)]

    found = plan(several, OPEN, seconds=5)

    for body in several:
        own = [found.days[body.key, n] for n in range(1, body.count + 1)]
        assert own == sorted(set(own)) and {day.isoweekday() for day in own} <= set(body.weekdays)
    together = sum(body.count for body in several)
    if len(set(found.days.values())) < together:
        assert "clash" in {fault.code for fault in found.faults}
        assert together > min(len([d for d in OPEN if d.isoweekday() in body.weekdays]) for body in several)


def test_what_cannot_be_met_is_told_by_the_rule_in_the_way():
    assert codes(plan([wanted(count=9, least_days=7)], OPEN))[:2] == [("room", "a"), ("near", "a")]
    assert codes(plan([wanted(count=9, weekdays=(1,))], OPEN)) == [("days", "a")]
    assert codes(plan([wanted(due=[Due("Budsjett", FIRST - timedelta(days=1), 3)])], OPEN)) == [("due", "a")]
    everybody = dict.fromkeys(OPEN, 3)
    assert codes(plan([wanted(seats=4, quorum=3, absent=everybody)], OPEN)) == [("quorum", "a")] * 2
    mondays = {"weekdays": (1,), "least_days": 1}
    assert ("clash", "a") in codes(plan([wanted(count=2, **mondays), wanted("b", 6, **mondays)], OPEN, seconds=3))
    assert plan([wanted()], []).days == {}


def test_those_who_share_nobody_or_meet_at_other_hours_may_meet_on_one_day():
    same = [wanted(count=4, least_days=1), wanted("b", 4, persons=(2,), least_days=1)]
    found = plan(same, OPEN)
    assert [found.days["a", n] for n in range(1, 5)] == [found.days["b", n] for n in range(1, 5)]
    later = replace(same[1], persons=frozenset({1}), begins=660, ends=720)
    assert plan([same[0], later], OPEN).days == found.days
    apart = plan([same[0], replace(same[1], persons=frozenset({1}))], OPEN)
    assert len(set(apart.days.values())) == 8 and apart.faults == []


def test_one_date_moved_by_hand_stays_and_no_more_than_must_is_moved():
    bodies = [wanted(f"b{n}", 8, persons=(n, n + 1), least_days=30, most_days=60) for n in range(4)]
    first = plan(bodies, YEAR)
    to = first.days["b1", 4] + timedelta(days=7)
    again = [replace(body, before={n: first.days[body.key, n] for n in range(1, 9)}) for body in bodies]
    again[1] = replace(again[1], fixed={4: to})

    second = plan(again, YEAR)

    moved = {slot for slot, day in second.days.items() if day != first.days[slot]}
    assert second.days["b1", 4] == to and second.faults == [] and ("b1", 4) in moved and len(moved) <= 3


def test_what_was_set_by_hand_out_of_order_is_let_go_rather_than_no_plan_made():
    found = plan([wanted(count=2, fixed={1: OPEN[9], 2: OPEN[2]})], OPEN)

    assert found.days["a", 1] < found.days["a", 2]
