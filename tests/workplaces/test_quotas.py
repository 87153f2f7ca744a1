"""Quotas: what is used is counted alike for all, a hard one is never passed, a soft one comes last."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.workplaces.models import Quota, Waiting
from statenshus.workplaces.queries.quotas import states
from statenshus.workplaces.usecases.bookings import book, cancel_booking
from statenshus.workplaces.usecases.quotas import end_quota, set_quota
from statenshus.workplaces.usecases.waiting import wait_for
from tests.houses import NOW, TODAY
from tests.workplaces.acting import AFTERNOON, DAY, MORNING, hours, refused, told
from tests.workplaces.offices import at

FRIDAY = date(2023, 2, 3)


def on(day, first=7, after=17):
    return {"starts_at": at(day, first), "ends_at": at(day, after)}


def quota(filled, organisation="tax", **said):
    usual = {"kind": "desk", "per": "week", "valid_from": TODAY, "by": filled.actor()}
    return set_quota(filled.organisations[organisation], **{**usual, **said})


def test_days_and_half_days_are_counted_and_all_see_the_same(filled, places):
    quota(filled, amount=3)
    book(places["desk-1"], **DAY, by=filled.actor("chair"))
    book(places["desk-2"], **MORNING, by=filled.actor("deputy"))
    book(places["room"], **hours(9), by=filled.actor("deputy"))

    for who in ("member", "chair", "manager"):
        (state,) = states(filled.actor(who), TODAY)
        assert (state.used, state.allowed, state.unit, state.is_over) == (Decimal("1.5"), Decimal(3), "dager", False)


def test_what_is_booked_by_the_minute_is_counted_in_hours(filled, places):
    quota(filled, kind="room", amount=2)
    book(places["room"], **hours(9, 90), by=filled.actor("chair"))

    assert [(state.used, state.unit) for state in states(filled.actor(), TODAY)] == [(Decimal("1.5"), "timer")]


def test_a_share_is_of_all_there_is_in_the_week(filled, places):
    quota(filled, share_percent=50)

    # Three desks in the open zone and one in the confidential, five days.
    assert states(filled.actor(), TODAY)[0].allowed == Decimal(10)


def test_a_month_is_counted_by_itself(filled, places):
    quota(filled, per="month", amount=3, valid_from=date(2023, 1, 1))
    book(places["desk-1"], **DAY, by=filled.actor("chair"))

    assert [state.used for state in states(filled.actor(), TODAY)] == [0]
    assert [state.used for state in states(filled.actor(), FRIDAY)] == [1]


def test_a_hard_quota_is_not_passed_but_for_the_last_days(filled, places):
    quota(filled, amount=1, over="refuse")
    book(places["desk-1"], **on(FRIDAY, 7, 12), by=filled.actor("chair"))

    assert refused(book, places["desk-2"], **on(FRIDAY), by=filled.actor("deputy")) == "quota"
    assert book(places["desk-2"], **on(FRIDAY, 12), by=filled.actor("deputy")).pk
    near = filled.actor("deputy", now=at(FRIDAY - timedelta(days=1), 8))
    assert book(places["desk-3"], **on(FRIDAY, 7, 12), by=near).pk


def test_others_are_not_touched_by_it(filled, places):
    quota(filled, amount=0, over="refuse")

    assert book(places["desk-1"], **on(FRIDAY), by=filled.actor("member")).pk


def test_a_soft_quota_lets_one_book_but_comes_last_when_places_are_offered(filled, places):
    quota(filled, amount=0)
    taken = book(places["desk-1"], **on(FRIDAY), by=filled.actor("manager"))
    book(places["desk-2"], **on(FRIDAY), by=filled.actor("deputy"))
    for who, minutes in (("chair", 0), ("member", 5)):
        wait_for(places["desk-1"], **on(FRIDAY), by=filled.actor(who, now=NOW + timedelta(minutes=minutes)))

    cancel_booking(taken, by=filled.actor("manager"))

    assert Waiting.objects.get(offer__isnull=False).person == filled.persons["member"]


def test_a_new_quota_ends_the_one_before_on_its_first_day(filled):
    first = quota(filled, amount=3)
    second = quota(filled, amount=4, valid_from=FRIDAY)
    third = quota(filled, amount=5, valid_from=FRIDAY)

    first.refresh_from_db()
    assert (first.valid_to, Quota.objects.filter(pk=second.pk).exists(), third.amount) == (FRIDAY, False, 5)
    assert len(told(filled, "set_quota")) == 3


def test_a_quota_is_one_measure_and_has_no_later_one_in_its_way(filled):
    quota(filled, amount=3, valid_from=FRIDAY)

    assert refused(quota, filled, amount=3) == "later"
    assert refused(quota, filled, "registers") == "measure"
    assert refused(quota, filled, "registers", amount=1, share_percent=10) == "measure"


def test_a_quota_ends(filled):
    made = quota(filled, amount=3)

    end_quota(made, on=FRIDAY, by=filled.actor())

    assert states(filled.actor(), FRIDAY) == []
    assert refused(end_quota, made, on=FRIDAY, by=filled.actor()) == "ended"
    assert refused(end_quota, quota(filled, "town", amount=1), on=TODAY, by=filled.actor()) == "backwards"


def test_only_hosts_set_and_end_quotas(filled):
    made = quota(filled, amount=3)
    for attempt in (
        lambda: quota(filled, amount=1, by=filled.actor("chair")),
        lambda: end_quota(made, on=FRIDAY, by=filled.actor("chair")),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_moving_a_booking_does_not_count_it_twice(filled, places):
    from statenshus.workplaces.usecases.bookings import change_booking

    quota(filled, amount=1, over="refuse")
    made = book(places["desk-1"], **on(FRIDAY), by=filled.actor("chair"))

    assert change_booking(made, **on(FRIDAY, 12), shown="busy", by=filled.actor("chair")).pk
    assert AFTERNOON["starts_at"] < made.starts_at
