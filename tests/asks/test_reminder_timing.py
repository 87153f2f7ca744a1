"""When somebody is reminded: on any day and hour, over years, across the two changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statenshus.asks.models import ReminderRules
from statenshus.asks.queries.reminders import (
    digest_day,
    is_first_of_week,
    is_news,
    is_quiet,
    is_working_day,
    loud_again,
    reminder_days,
    working_day,
)
from statenshus.kernel.actors import OSLO

DAY = timedelta(days=1)
days = st.dates(date(2024, 1, 1), date(2035, 12, 31))
moments = st.integers(0, 12 * 365 * 24 * 60).map(
    lambda passed: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=passed)
)
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
rhythms = st.sampled_from(["daily", "weekly"])
CHANGES = [datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)]


@st.composite
def house_rules(draw):
    """Rules that a house may have: the hour is not in its quiet hours."""
    made = ReminderRules(
        hour=draw(times),
        quiet_from=draw(times),
        quiet_to=draw(times),
        before_days=draw(st.lists(st.integers(0, 30), max_size=4)),
        after_days=draw(st.lists(st.integers(1, 30), max_size=4)),
    )
    if is_quiet(datetime.combine(date(2025, 6, 2), made.hour, OSLO), made):
        made.quiet_from = made.quiet_to
    return made


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 2), False),  # Maundy Thursday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 1), False),
        (date(2026, 5, 14), False),  # Ascension
        (date(2027, 5, 17), False),  # Constitution Day is also Whit Monday
        (date(2026, 12, 25), False),
        (date(2026, 12, 24), True),
        (date(2026, 4, 1), True),
        (date(2026, 6, 6), False),  # Saturday
    ],
)
def test_norwegian_holidays_are_no_working_days(day, works):
    assert is_working_day(day) == works


def test_a_day_before_gives_way_backwards_and_a_day_after_forwards():
    rules = ReminderRules(before_days=[1], after_days=[1])

    # Due on the Tuesday after Easter: Easter Monday gives way to the Wednesday before, past three more days off.
    assert reminder_days(datetime(2026, 4, 7, 10, tzinfo=UTC), rules) == {date(2026, 4, 1), date(2026, 4, 8)}
    assert reminder_days(datetime(2026, 4, 30, 10, tzinfo=UTC), rules) == {date(2026, 4, 29), date(2026, 5, 4)}
    assert reminder_days(None, rules) == set()


@pytest.mark.parametrize("day", [date(2026, 3, 30), date(2026, 10, 26), date(2026, 6, 10)])
def test_due_at_midnight_means_by_the_end_of_the_day_before(day):
    midnight = datetime.combine(day, time(), OSLO)

    assert reminder_days(midnight, ReminderRules(before_days=[0], after_days=[])) == {working_day(day - DAY, -DAY)}


def test_the_hour_is_the_wall_clocks_in_summer_and_winter():
    rules = ReminderRules()

    said = {
        moment: digest_day(datetime(2026, *moment, tzinfo=UTC), rules, "daily") is not None
        for moment in [(3, 27, 6, 59), (3, 27, 7, 0), (3, 30, 5, 59), (3, 30, 6, 0)]
    }

    assert list(said.values()) == [False, True, False, True]


def test_the_first_of_a_week_that_begins_with_a_holiday_is_the_next_day():
    assert [is_first_of_week(date(2026, 4, day)) for day in (6, 7, 8, 13)] == [False, True, False, True]


@given(now=moments, rules=house_rules(), rhythm=rhythms)
def test_never_on_a_day_off_nor_before_the_hour_nor_when_it_is_quiet(now, rules, rhythm):
    day = digest_day(now, rules, rhythm)

    if day is not None:
        local = now.astimezone(OSLO)
        assert day == local.date()
        assert is_working_day(day) and local.time() >= rules.hour and not is_quiet(now, rules)
        assert rhythm == "daily" or is_first_of_week(day)
    assert digest_day(now, rules, "never") is None


@given(now=moments | st.sampled_from(CHANGES).flatmap(lambda at: st.timedeltas(DAY * 0, DAY * 2).map(at.__add__)))
@pytest.mark.parametrize(("begins", "ends"), [(18, 7), (1, 3), (23, 2), (22, 3), (2, 3), (7, 7), (0, 23), (12, 13)])
def test_what_waits_for_the_quiet_to_end_goes_when_it_does(begins, ends, now):
    rules = ReminderRules(quiet_from=time(begins, 30), quiet_to=time(ends, 30))

    goes = loud_again(now, rules)

    assert not is_quiet(goes, rules)
    assert goes == now or (is_quiet(now, rules) and goes.astimezone(OSLO).minute == 30)
    assert now <= goes <= now + timedelta(hours=25)
    if goes != now and goes.astimezone(OSLO).utcoffset() == now.astimezone(OSLO).utcoffset():
        # In a night when the clock changes an end that does not exist, or comes twice, may be an hour late.
        assert all(is_quiet(now + (goes - now) * part / 20, rules) for part in range(20))


@given(begin=days, rules=house_rules(), rhythm=rhythms, opened=st.integers(0, 20), due=st.integers(0, 40))
def test_at_most_one_a_day_and_none_is_lost(begin, rules, rhythm, opened, due):
    """Three months of ticks every two hours: what a person with one unanswered ask is sent."""
    opened_at = datetime.combine(begin + opened * DAY, time(9, 20), OSLO)
    due_at = opened_at + timedelta(days=due, hours=3)
    told_on, sent, last = None, [], None
    now = datetime.combine(begin, time(), OSLO).astimezone(UTC)
    for _tick in range(12 * 90):
        now += timedelta(hours=2)
        day = digest_day(now, rules, rhythm)
        if now >= opened_at and day and day != last and is_news(told_on, due_at, day, rules, rhythm):
            told_on = last = day
            sent.append(day)

    assert len(sent) == len(set(sent))
    reached = rules.hour < time(22) and (rules.quiet_from == rules.quiet_to or not _mostly_quiet(rules))
    if not reached:
        return  # the two hours between ticks may jump over the only loud ones
    assert sent, "it is told of at least once"
    until = begin + 60 * DAY
    wanted = {day for day in reminder_days(due_at, rules) if sent[0] < day < until}
    if rhythm == "daily":
        assert wanted <= set(sent)
    else:
        weeks = {day.isocalendar()[:2] for day in sent}
        assert {day.isocalendar()[:2] for day in wanted if not _same_week(day, sent[0])} <= weeks


def _mostly_quiet(rules):
    loud = [hour for hour in range(24) for minute in (0, 30) if not _quiet(time(hour, minute), rules)]
    return len([hour for hour in loud if time(hour) >= rules.hour]) < 8


def _quiet(at, rules):
    return is_quiet(datetime.combine(date(2025, 6, 2), at, OSLO), rules)


def _same_week(one, other):
    return one.isocalendar()[:2] == other.isocalendar()[:2]
