"""What comes of a booking: it is changed, cancelled, ended, checked in to, approved, let go."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import RoleGrant
from statenshus.workplaces.models import Hold, Policy
from statenshus.workplaces.usecases.bookings import (
    approve_booking,
    book,
    cancel_booking,
    change_booking,
    check_in,
    decline_booking,
    end_early,
    release_unclaimed,
)
from tests.houses import NOW, TODAY
from tests.workplaces.acting import AFTERNOON, DAY, MORNING, NEXT, hours, refused, told
from tests.workplaces.offices import at


@pytest.fixture
def booked(filled, places):
    return book(places["desk-1"], **MORNING, by=filled.actor("member"))


def clock(filled, now):
    return Actor.clock(filled.house, now)


def test_what_is_cancelled_is_free_at_once(filled, places, booked):
    cancel_booking(booked, by=filled.actor("member"))

    assert book(places["desk-1"], **MORNING, by=filled.actor("chair")).pk
    assert told(filled, "cancel_booking") == [(f"Pult 1 {filled.house.slug}", {})]


def test_only_ones_own_is_cancelled_and_only_once_and_before_it_begins(filled, booked):
    with pytest.raises(NotAllowed):
        cancel_booking(booked, by=filled.actor("manager"))
    assert refused(cancel_booking, booked, by=filled.actor("member", now=at(NEXT, 7))) == "begun"
    cancel_booking(booked, by=filled.actor("member"))
    assert refused(cancel_booking, booked, by=filled.actor("member")) == "ended"


def test_who_leaves_early_frees_the_rest(filled, places, booked):
    now = at(NEXT, 10)
    assert refused(end_early, booked, by=filled.actor("member")) == "not_under_way"

    end_early(booked, by=filled.actor("member", now=now))

    assert [(hold.starts_at, hold.ends_at) for hold in Hold.objects.all()] == [(MORNING["starts_at"], now)]
    assert refused(end_early, booked, by=filled.actor("member", now=now)) == "not_under_way"


def test_one_checks_in_from_half_an_hour_before(filled, booked):
    assert refused(check_in, booked, by=filled.actor("member", now=at(NEXT, 6, 29))) == "early"

    check_in(booked, by=filled.actor("member", now=at(NEXT, 6, 30)))
    check_in(booked, by=filled.actor("member", now=at(NEXT, 6, 40)))

    booked.refresh_from_db()
    assert booked.checked_in_at == at(NEXT, 6, 30)
    assert refused(check_in, booked, by=filled.actor("member", now=at(NEXT, 12))) == "ended"


def test_what_nobody_comes_to_is_let_go_after_the_policys_minutes(filled, places, booked):
    late = at(NEXT, 9)
    assert release_unclaimed(by=clock(filled, late - timedelta(minutes=1))) == 0

    assert release_unclaimed(by=clock(filled, late)) == 1

    booked.refresh_from_db()
    assert (booked.ended, booked.ended_at) == ("released", late)
    assert release_unclaimed(by=clock(filled, late)) == 0


def test_who_has_come_keeps_the_place(filled, booked):
    check_in(booked, by=filled.actor("member", now=at(NEXT, 7)))

    assert release_unclaimed(by=clock(filled, at(NEXT, 11))) == 0


def test_what_is_booked_late_is_claimed_from_when_it_was_booked(filled, places):
    Policy.objects.create(house=filled.house, kind="desk", unit="half_day", claim_minutes=60)
    book(places["desk-1"], starts_at=at(TODAY, 7), ends_at=at(TODAY, 12), by=filled.actor("member"))

    assert release_unclaimed(by=clock(filled, NOW + timedelta(minutes=59))) == 0
    assert release_unclaimed(by=clock(filled, NOW + timedelta(minutes=60))) == 1


def test_only_the_house_itself_lets_go(filled):
    with pytest.raises(NotAllowed):
        release_unclaimed(by=filled.actor("admin"))


def test_a_booking_is_moved_and_keeps_its_name_in_calendars(filled, places, booked):
    moved = change_booking(booked, **AFTERNOON, shown="agency", title="", by=filled.actor("member"))

    assert (moved.pk, moved.key, moved.shown) == (booked.pk, booked.key, "agency")
    assert moved.sequence > booked.sequence
    assert [(hold.starts_at, hold.ends_at) for hold in Hold.objects.all()] == [
        (AFTERNOON["starts_at"], AFTERNOON["ends_at"])
    ]


def test_a_booking_grows_over_its_own_time(filled, places, booked):
    assert change_booking(booked, **DAY, shown="busy", by=filled.actor("member")).ends_at == DAY["ends_at"]


def test_where_the_new_time_is_taken_the_old_one_stands(filled, places, booked):
    book(places["desk-1"], **AFTERNOON, by=filled.actor("chair"))

    assert refused(change_booking, booked, **DAY, shown="name", by=filled.actor("member")) == "taken"

    booked.refresh_from_db()
    assert (booked.ends_at, booked.shown, booked.holds.count()) == (MORNING["ends_at"], "busy", 1)


def test_what_has_begun_is_not_moved_but_others_may_see_less(filled, booked):
    by = filled.actor("member", now=at(NEXT, 8))

    assert refused(change_booking, booked, **AFTERNOON, shown="busy", by=by) == "begun"
    assert change_booking(booked, **MORNING, shown="name", by=by).shown == "name"
    end_early(booked, by=by)
    assert refused(change_booking, booked, **MORNING, shown="busy", by=by) == "ended"


@pytest.fixture
def asked(filled, places):
    RoleGrant.objects.create(house=filled.house, person=filled.persons["deputy"], role="host", valid_from=TODAY)
    Policy.objects.create(house=filled.house, kind="room", approval="host")
    return book(places["room"], **hours(9), by=filled.actor("member"))


def test_the_hosts_are_asked_and_one_of_them_approves(filled, asked):
    assert [ask.person for ask in Ask.objects.filter(kind="booking", ended_at=None)] == [filled.persons["deputy"]]
    assert refused(check_in, asked, by=filled.actor("member", now=at(NEXT, 9))) == "not_settled"

    made = approve_booking(asked, by=filled.actor("deputy"))

    assert (made.approved_at, made.is_settled) == (NOW, True)
    assert not Ask.objects.filter(kind="booking", ended_at=None).exists()
    assert refused(approve_booking, asked, by=filled.actor("deputy")) == "settled"


def test_what_is_declined_is_free(filled, places, asked):
    made = decline_booking(asked, by=filled.actor("deputy"))

    assert made.ended == "declined"
    assert refused(decline_booking, asked, by=filled.actor("deputy")) == "settled"
    assert book(places["left"], **hours(9), by=filled.actor("chair")).pk


def test_what_nobody_approves_in_time_ends(filled, asked):
    assert release_unclaimed(by=clock(filled, at(NEXT, 9))) == 1
    asked.refresh_from_db()
    assert asked.ended == "declined"


def test_whoever_is_no_host_approves_nothing(filled, asked):
    for act in (approve_booking, decline_booking):
        with pytest.raises(NotAllowed):
            act(asked, by=filled.actor("chair"))
