"""Waiting, offers and series: first come, first offered, and never two for one place."""

from datetime import date, time, timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.workplaces.models import Booking, Hold, Policy, Waiting
from statenshus.workplaces.usecases.bookings import book, cancel_booking
from statenshus.workplaces.usecases.series import begin_series, end_series
from statenshus.workplaces.usecases.waiting import accept_offer, decline_offer, lapse_offers, stop_waiting, wait_for
from statenshus.workplaces.usecases.workplaces import close_workplace, reopen_workplace
from tests.houses import NOW
from tests.workplaces.acting import AFTERNOON, DAY, MORNING, NEXT, refused, told
from tests.workplaces.offices import at

WEEKLY = {"first_on": NEXT, "until_on": date(2023, 3, 1), "starts": time(7), "ends": time(12)}


@pytest.fixture
def taken(filled, places):
    return book(places["desk-1"], **MORNING, by=filled.actor("member"))


@pytest.fixture
def waits(filled, places, taken):
    return [
        wait_for(places["desk-1"], **MORNING, by=filled.actor(who, now=NOW + timedelta(minutes=n)))
        for n, who in enumerate(("chair", "deputy"))
    ]


def test_who_came_first_is_offered_first_and_it_is_kept_for_them(filled, places, taken, waits):
    cancel_booking(taken, by=filled.actor("member"))

    first, second = (Waiting.objects.get(pk=wait.pk) for wait in waits)
    assert (first.offer.person, second.offer) == (filled.persons["chair"], None)
    assert first.offer.offered_until == NOW + timedelta(minutes=120)
    assert [(ask.person, ask.due_at) for ask in Ask.objects.filter(kind="offer", ended_at=None)] == [
        (filled.persons["chair"], first.offer.offered_until)
    ]
    assert refused(book, places["desk-1"], **MORNING, by=filled.actor("manager")) == "taken"


def test_what_is_accepted_is_a_booking_like_others(filled, taken, waits):
    cancel_booking(taken, by=filled.actor("member"))

    made = accept_offer(waits[0], by=filled.actor("chair"))

    assert made.is_settled
    assert Waiting.objects.get(pk=waits[0].pk).ended == "taken"
    assert Ask.objects.get(kind="offer").ended == "answered"
    assert refused(accept_offer, waits[0], by=filled.actor("chair")) == "ended"


def test_what_is_let_go_comes_to_the_next(filled, taken, waits):
    cancel_booking(taken, by=filled.actor("member"))

    decline_offer(waits[0], by=filled.actor("chair"))

    assert Waiting.objects.get(pk=waits[0].pk).ended == "passed"
    assert Waiting.objects.get(pk=waits[1].pk).offer.person == filled.persons["deputy"]
    assert refused(decline_offer, waits[0], by=filled.actor("chair")) == "ended"


def test_what_is_not_answered_in_time_comes_to_the_next_and_nobody_is_left_with_it(filled, taken, waits):
    cancel_booking(taken, by=filled.actor("member"))
    late = NOW + timedelta(minutes=120)

    assert refused(accept_offer, waits[0], by=filled.actor("chair", now=late)) == "late"
    assert lapse_offers(by=Actor.clock(filled.house, late)) == 1

    first, second = (Waiting.objects.get(pk=wait.pk) for wait in waits)
    assert (first.ended, second.offer.person) == ("passed", filled.persons["deputy"])
    assert lapse_offers(by=Actor.clock(filled.house, late + timedelta(minutes=121))) == 1
    assert Hold.objects.count() == 0


def test_whoever_waited_for_what_has_begun_waits_no_more(filled, waits):
    assert lapse_offers(by=Actor.clock(filled.house, at(NEXT, 7))) == 2
    assert set(Waiting.objects.values_list("ended", flat=True)) == {"over"}


def test_one_may_stop_waiting_also_while_one_is_offered(filled, taken, waits):
    cancel_booking(taken, by=filled.actor("member"))

    stop_waiting(waits[0], by=filled.actor("chair"))

    assert Waiting.objects.get(pk=waits[1].pk).offer is not None
    assert refused(stop_waiting, waits[0], by=filled.actor("chair")) == "ended"
    assert not Ask.objects.filter(person=filled.persons["chair"], kind="offer", ended_at=None).exists()


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ({"starts_at": at(NEXT, 12), "ends_at": at(NEXT, 7)}, "backwards"),
        ({"starts_at": NOW, "ends_at": NOW + timedelta(hours=1)}, "past"),
    ],
)
def test_a_time_that_cannot_be_waited_for(filled, places, when, code):
    assert refused(wait_for, places["desk-1"], **when, by=filled.actor("chair")) == code


def test_one_waits_for_the_same_once(filled, places, waits):
    assert refused(wait_for, places["desk-1"], **MORNING, by=filled.actor("chair")) == "twice"


def test_nothing_offered_is_nothing_to_answer(filled, waits):
    assert refused(accept_offer, waits[0], by=filled.actor("chair")) == "late"
    assert refused(decline_offer, waits[0], by=filled.actor("chair")) == "late"


def test_nobody_answers_for_another(filled, taken, waits):
    for act in (accept_offer, decline_offer, stop_waiting):
        with pytest.raises(NotAllowed):
            act(waits[0], by=filled.actor("manager"))
    with pytest.raises(NotAllowed):
        lapse_offers(by=filled.actor("manager"))


def test_any_of_the_kind_will_do_for_whoever_asked_for_any(filled, places, taken):
    wait = wait_for(kind="desk", **MORNING, by=filled.actor("chair"))

    cancel_booking(taken, by=filled.actor("member"))

    wait.refresh_from_db()
    assert wait.offer.workplace == places["desk-1"]


def test_what_a_closing_ends_is_told_and_what_reopens_is_offered(filled, places, taken, waits):
    closure = close_workplace(
        places["desk-1"], starts_at=at(NEXT, 6), ends_at=at(NEXT, 18), reason="Maling", by=filled.actor("manager")
    )

    taken.refresh_from_db()
    assert (taken.ended, Waiting.objects.filter(offer__isnull=False).count()) == ("closed", 0)
    reopen_workplace(closure, by=filled.actor("manager"))
    assert Waiting.objects.get(offer__isnull=False).person == filled.persons["chair"]


def test_an_offer_that_is_closed_goes_back_to_waiting(filled, places, taken, waits):
    cancel_booking(taken, by=filled.actor("member"))

    close_workplace(
        places["desk-1"], starts_at=at(NEXT, 6), ends_at=at(NEXT, 18), reason="Maling", by=filled.actor("manager")
    )

    wait = Waiting.objects.get(pk=waits[0].pk)
    assert (wait.offer, wait.ended) == (None, "")
    assert not Ask.objects.filter(kind="offer", ended_at=None).exists()


def test_a_series_keeps_the_days_it_could_not_have_with_why(filled, places):
    Policy.objects.create(house=filled.house, kind="desk", unit="half_day", days_ahead=120)
    book(
        places["desk-1"], starts_at=at(date(2023, 2, 8), 7), ends_at=at(date(2023, 2, 8), 17), by=filled.actor("chair")
    )
    until = date(2023, 4, 8)

    made = begin_series(
        places["desk-1"], **{**WEEKLY, "until_on": until}, weekdays=[3, 4], every_weeks=2, by=filled.actor("member")
    )

    days = [booking.day for booking in made.bookings.all()]
    assert days[:4] == [date(2023, 2, 1), date(2023, 2, 2), date(2023, 2, 15), date(2023, 2, 16)]
    assert [(day.on, day.reason) for day in made.skipped.all()] == []


def test_holidays_are_skipped_and_what_is_taken_is_waited_for(filled, places):
    Policy.objects.create(house=filled.house, kind="desk", unit="half_day", days_ahead=120)
    easter = date(2023, 3, 30)
    other = book(places["desk-1"], starts_at=at(easter, 7), ends_at=at(easter, 17), by=filled.actor("chair"))

    made = begin_series(
        places["desk-1"],
        **{**WEEKLY, "first_on": date(2023, 3, 23), "until_on": date(2023, 4, 14)},
        weekdays=[4],
        by=filled.actor("member"),
    )

    assert [booking.day for booking in made.bookings.all()] == [date(2023, 3, 23), date(2023, 4, 13)]
    assert [(day.on, day.reason, day.message) for day in made.skipped.all()] == [
        (date(2023, 3, 30), "taken", "Noen andre har den i en del av tiden."),
        (date(2023, 4, 6), "holiday", "Skjærtorsdag"),
    ]
    cancel_booking(other, by=filled.actor("chair"))
    wait = made.waiting.get()
    accept_offer(wait, by=filled.actor("member"))
    assert made.bookings.count() == 3


def test_a_series_ends_with_all_that_has_not_begun(filled, places):
    made = begin_series(places["desk-1"], **WEEKLY, weekdays=[3], by=filled.actor("member"))

    end_series(made, by=filled.actor("member", now=at(date(2023, 2, 8), 8)))

    assert [booking.day for booking in made.bookings.standing()] == [NEXT, date(2023, 2, 8)]
    assert refused(end_series, made, by=filled.actor("member")) == "ended"
    with pytest.raises(NotAllowed):
        end_series(made, by=filled.actor("chair"))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"until_on": NEXT}, "backwards"),
        ({"ends": time(7)}, "backwards"),
        ({"first_on": date(2023, 1, 30)}, "past"),
        ({"until_on": date(2023, 6, 1)}, "too_far"),
        ({"weekdays": []}, "weekdays"),
        ({"every_weeks": 9}, "weekdays"),
        ({"starts": time(8)}, "nothing"),
    ],
)
def test_a_series_that_cannot_be(filled, places, said, code):
    wanted = {**WEEKLY, "weekdays": [3], **said}

    assert refused(begin_series, places["desk-1"], **wanted, by=filled.actor("member")) == code
    assert (Booking.objects.count(), told(filled, "begin_series")) == (0, [])


def test_moving_a_booking_does_not_offer_what_it_takes(filled, places, taken, waits):
    from statenshus.workplaces.usecases.bookings import change_booking

    change_booking(taken, **DAY, shown="busy", by=filled.actor("member"))
    assert Waiting.objects.filter(offer__isnull=False).count() == 0

    change_booking(taken, **AFTERNOON, shown="busy", by=filled.actor("member"))
    assert Waiting.objects.get(offer__isnull=False).person == filled.persons["chair"]
