"""What every act on a place is made of, and that of many who want it at once one gets it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from statenshus.kernel.errors import Refused
from statenshus.workplaces.models import Booking, Hold, Quota, Waiting
from statenshus.workplaces.usecases.bookings import book, cancel_booking
from statenshus.workplaces.usecases.keeping import keep, let_go, move, offer_next
from statenshus.workplaces.usecases.waiting import accept_offer, wait_for
from tests.houses import TODAY, fill
from tests.workplaces.acting import AFTERNOON, DAY, MORNING, NEXT, hours, refused, told
from tests.workplaces.offices import at, office


def kept(filled, place, who="member", **when):
    return keep(place, person=filled.persons[who], **(when or MORNING), by=filled.actor())


def test_what_is_kept_is_moved_and_let_go_and_all_of_it_is_recorded(filled, places):
    made = kept(filled, places["desk-1"])

    move(made, **AFTERNOON, by=filled.actor())
    let_go(made, ended=Booking.Ended.CANCELLED, by=filled.actor())
    let_go(made, ended=Booking.Ended.RELEASED, by=filled.actor())

    made.refresh_from_db()
    assert (made.ended, made.sequence, Hold.objects.count()) == ("cancelled", 2, 0)
    name = places["desk-1"].name
    assert [told(filled, act) for act in ("keep", "move", "let_go")] == [
        [(name, {})],
        [(name, {})],
        [(name, {"how": "cancelled"})],
    ]


def test_what_is_free_already_is_offered_to_those_who_wait(filled, places):
    wait_for(places["desk-1"], **MORNING, by=filled.actor("chair"))
    wait_for(places["desk-1"], **AFTERNOON, by=filled.actor("deputy"))

    offered = offer_next(places["desk-1"], **DAY, by=filled.actor())

    assert [wait.person.key for wait in offered] == ["chair", "deputy"]
    assert offer_next(places["desk-1"], starts_at=at(NEXT, 12), ends_at=at(NEXT, 12), by=filled.actor()) == []


def test_moving_is_refused_like_keeping(filled, places):
    made = kept(filled, places["room"], **hours(9))
    kept(filled, places["left"], "chair", **hours(13))

    assert refused(move, made, **hours(13), by=filled.actor()) == "taken"
    assert refused(move, made, **hours(20), by=filled.actor()) == "hours"


def at_once(*acts):
    """Each act in a thread of its own, all let go in one instant; what each came to."""
    barrier, came_to = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            barrier.wait(30)
            act()
            came_to[number] = "done"
        except Refused as refusal:
            came_to[number] = refusal.code
        except Exception as fault:
            came_to[number] = repr(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came_to


@pytest.fixture
def real(transactional_db):
    filled = fill("vaarthus", decided=False)
    return filled, office(filled, desks=4)


def test_of_many_who_want_one_desk_in_one_instant_one_gets_it(real):
    filled, places = real
    people = [filled.actor(who) for who in ("member", "chair", "deputy", "manager", "admin", "commissioner")]

    came_to = at_once(*(lambda by=by: book(places["desk-1"], **MORNING, by=by) for by in people * 3))

    assert sorted(set(came_to)) == ["done", "taken", "twice"] or sorted(set(came_to)) == ["done", "taken"]
    assert (came_to.count("done"), Hold.objects.count(), Booking.objects.count()) == (1, 1, 1)


def test_times_that_overlap_and_are_not_equal_do_not_both_stand(real):
    filled, places = real
    people = [filled.actor(who) for who in ("member", "chair", "deputy", "manager", "admin", "commissioner")]
    times = [{"starts_at": at(NEXT, 9) + timedelta(minutes=7 * n), "ends_at": at(NEXT, 11)} for n in range(6)]

    came_to = at_once(
        *(lambda by=by, when=when: book(places["room"], **when, by=by) for by, when in zip(people, times, strict=True))
    )

    assert sorted(came_to) == ["done", *["taken"] * 5]


def test_the_whole_and_its_parts_at_the_same_moment(real):
    filled, places = real
    wanted = [("member", "room"), ("chair", "left"), ("deputy", "right"), ("manager", "room")]

    came_to = at_once(
        *(lambda who=who, key=key: book(places[key], **hours(9), by=filled.actor(who)) for who, key in wanted)
    )

    standing = sorted(booking.workplace.key for booking in Booking.objects.standing())
    assert standing in (["room"], ["left", "right"], ["left"], ["right"])
    assert came_to.count("done") == len(standing)


def test_the_last_of_a_hard_quota_goes_to_one(real):
    filled, places = real
    Quota.objects.create(
        house=filled.house,
        organisation=filled.organisations["tax"],
        kind="desk",
        amount=1,
        over="refuse",
        lifted_days=0,
        valid_from=TODAY,
    )

    came_to = at_once(
        *(
            lambda who=who, n=n: book(places[f"desk-{n}"], **DAY, by=filled.actor(who))
            for n, who in enumerate(("chair", "deputy"), 1)
        )
    )

    assert sorted(came_to) == ["done", "quota"]


def test_an_offer_is_accepted_once_while_it_is_let_go(real):
    filled, places = real
    taken = book(places["desk-1"], **MORNING, by=filled.actor("member"))
    wait = wait_for(places["desk-1"], **MORNING, by=filled.actor("chair"))
    cancel_booking(taken, by=filled.actor("member"))

    came_to = at_once(*(lambda: accept_offer(wait, by=filled.actor("chair")) for _ in range(4)))

    assert sorted(came_to) == ["done", "ended", "ended", "ended"]
    assert Waiting.objects.get().ended == "taken"
