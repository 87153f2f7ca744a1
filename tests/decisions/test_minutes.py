"""Writing minutes, reading them, approving them."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from statenshus.asks.models import Ask
from statenshus.decisions.models import AgendaItem, ChainLink, Minutes
from statenshus.decisions.models.cases import fingerprint
from statenshus.decisions.models.chain import head_of
from statenshus.decisions.usecases.minutes import answer_minutes, settle_minutes, write_minutes
from statenshus.decisions.usecases.votings import close_voting, open_voting, open_written, vote
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.meetings.models import Attendance
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW, fill
from tests.people.acting import refused, told

WEEK = NOW + timedelta(days=8)


@pytest.fixture
def held(group):
    """A meeting to which seats 1 and 2 came; in seat 3 nobody did."""
    meeting = group.meeting()
    for number, came in ((1, "room"), (2, "link"), (3, "absent")):
        present = {"person": group.person(number), "rank": 0} if came != "absent" else {}
        Attendance.objects.create(house=group.house, meeting=meeting, seat=group.seat(number), came=came, **present)
    AgendaItem.objects.create(house=group.house, meeting=meeting, case=group.case)
    return meeting


@pytest.fixture
def written(held, group):
    return write_minutes(held, by=group.leader)


def asked(minutes):
    """To which seats the minutes are open to answer, and how each ask ended."""
    rows = Ask.objects.in_house(minutes.house).about(minutes).of_kind("minutes")
    return list(rows.order_by("seat__position", "pk").values_list("seat__key", "ended"))


def test_minutes_are_frozen_and_those_who_came_are_asked(group, held):
    head = head_of(group.house)
    made = write_minutes(held, by=group.leader)

    assert (made.key, made.version, made.language, made.chain_head) == ("m2023-1-p1", 1, "nb", head)
    assert made.hash == fingerprint(made.content)
    assert made.reading_until.isoformat() == "2023-02-07T23:59:00+01:00"
    assert asked(made) == [("steering-1", ""), ("seat-2", "")]
    assert told(group.filled, "decisions.write_minutes") == [
        (
            "Protokoll fra møte 1/2023, Steering vaarthus",
            {"version": 1, "reading_until": "2023-02-07T23:59:00+01:00"},
        )
    ]


def test_the_body_says_how_long_its_minutes_are_read(group, held):
    group.mandate.reading_days = 2
    group.mandate.save()

    assert write_minutes(held, by=group.leader).reading_until.isoformat() == "2023-02-02T23:59:00+01:00"


def test_the_reading_time_may_be_chosen_and_so_may_the_language(group, held):
    made = write_minutes(held, language="nn", reading_until=LATER, by=group.leader)

    assert (made.reading_until, made.language, str(made)) == (
        LATER,
        "nn",
        "Protokoll frå møte 1/2023, Steering vaarthus",
    )


def test_the_chair_may_have_minutes_written(group, held):
    assert write_minutes(held, by=group.actor(1)).version == 1


def test_a_member_may_not_have_minutes_written(group, held):
    with pytest.raises(NotAllowed):
        write_minutes(held, by=group.actor(2))


def test_minutes_of_another_house_may_not_be_written(group, held, other):
    with pytest.raises(NotAllowed):
        write_minutes(held, by=other.actor())


def test_a_meeting_that_has_not_begun_has_no_minutes(group):
    with refused("not_held"):
        write_minutes(group.meeting(starts_at=NOW + timedelta(days=1)), by=group.leader)


def test_minutes_wait_for_the_voting(group, held):
    open_voting(group.case, meeting=held, by=group.leader)

    with refused("open"):
        write_minutes(held, by=group.leader)


def test_a_written_procedure_has_minutes_of_its_own(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    with refused("open"):
        write_minutes(voting, by=group.leader)
    for number in range(1, 6):
        vote(voting, seat=group.seat(number), choice="for", by=group.actor(number))
    close_voting(voting, by=group.leader)

    made = write_minutes(voting, by=group.leader)

    assert str(made) == "Protokoll fra skriftlig saksbehandling av sak 1/2023, Steering vaarthus"
    assert made.chain_head == head_of(group.house)
    assert [seat for seat, _ended in asked(made)] == ["steering-1", "seat-2", "seat-3", "seat-4", "seat-5"]


def test_a_voting_in_a_meeting_is_in_the_minutes_of_the_meeting(group, held):
    voting = open_voting(group.case, meeting=held, by=group.leader)
    close_voting(voting, by=group.leader)

    with refused("in_meeting"):
        write_minutes(voting, by=group.leader)


def test_there_must_be_time_to_read(group, held):
    with refused("past"):
        write_minutes(held, reading_until=NOW, by=group.leader)


def test_when_all_have_approved_the_minutes_are_approved_and_frozen(group, written):
    answer_minutes(written, seat=group.seat(1), approves=True, by=group.actor(1))
    assert Minutes.objects.get(pk=written.pk).approved_at is None

    answer_minutes(written, seat=group.seat(2), approves=True, by=group.actor(2))

    assert Minutes.objects.get(pk=written.pk).approved_at == NOW
    assert asked(written) == [("steering-1", "answered"), ("seat-2", "answered")]
    frozen = ChainLink.objects.filter(kind="minutes")
    assert list(frozen.values_list("subject", "payload__hash")) == [(written.key, written.hash)]
    assert told(group.filled, "decisions.settle_minutes") == [(str(written), {"answered": 2, "asked": 2})]
    assert told(group.filled, "decisions.answer_minutes")[0] == (
        str(written),
        {"organisation": "Tax vaarthus", "approves": True},
    )


def test_the_clock_approves_minutes_that_nobody_has_remarked_on(group, written):
    assert list(Minutes.objects.in_house(group.house).due(NOW)) == []
    assert list(Minutes.objects.in_house(group.house).due(WEEK)) == [written]

    settle_minutes(written, by=group.at(WEEK))

    assert Minutes.objects.get(pk=written.pk).approved_at == WEEK
    assert asked(written) == [("steering-1", "lapsed"), ("seat-2", "lapsed")]
    assert list(Minutes.objects.in_house(group.house).due(WEEK)) == []


def test_minutes_are_not_settled_before_the_reading_time_is_over(group, written):
    with refused("reading"):
        settle_minutes(written, by=group.leader)


def test_a_member_may_not_settle_minutes(group, written):
    with pytest.raises(NotAllowed):
        settle_minutes(written, by=group.actor(2, now=WEEK))


def test_after_a_remark_the_minutes_are_written_anew_and_asked_again(group, held, written):
    answer_minutes(written, seat=group.seat(2), approves=False, remark="Feil tid.", by=group.actor(2))
    assert list(Minutes.objects.in_house(group.house).due(WEEK)) == []
    with refused("remarks"):
        settle_minutes(written, by=group.at(WEEK))

    newer = write_minutes(held, by=group.at(WEEK))

    assert (newer.key, newer.version) == ("m2023-1-p2", 2)
    assert Minutes.objects.get(pk=written.pk).replaced_at == WEEK
    assert asked(written) == [("steering-1", "withdrawn"), ("seat-2", "answered")]
    assert asked(newer) == [("steering-1", ""), ("seat-2", "")]
    assert newer.content["remarks"] == [
        {"version": 1, "organisation": "Tax vaarthus", "person": group.person(2).name, "remark": "Feil tid."}
    ]


def test_a_remark_taken_back_no_longer_stands_in_the_way(group, written):
    answer_minutes(written, seat=group.seat(1), approves=False, remark="Nei.", by=group.actor(1))
    answer_minutes(written, seat=group.seat(1), approves=True, by=group.actor(1))
    answer_minutes(written, seat=group.seat(2), approves=True, by=group.actor(2))

    assert Minutes.objects.get(pk=written.pk).approved_at == NOW


def test_approved_minutes_stand(group, held, written):
    settle_minutes(written, by=group.at(WEEK))

    with refused("approved"):
        write_minutes(held, by=group.at(WEEK))
    with refused("settled"):
        settle_minutes(written, by=group.at(WEEK))
    with refused("settled"):
        answer_minutes(written, seat=group.seat(1), approves=True, by=group.actor(1))


def test_a_deputy_answers_when_it_is_their_turn(group, written):
    with refused("not_your_turn"):
        answer_minutes(written, seat=group.seat(2), approves=True, by=group.actor(2, 1))


def test_a_seat_that_did_not_come_is_not_asked(group, written):
    with refused("not_asked"):
        answer_minutes(written, seat=group.seat(3), approves=True, by=group.actor(3))


def test_a_remark_says_what_is_wrong(group, written):
    with refused("remark"):
        answer_minutes(written, seat=group.seat(1), approves=False, remark=" ", by=group.actor(1))


def test_answers_come_within_the_reading_time(group, written):
    with refused("late"):
        answer_minutes(written, seat=group.seat(1), approves=True, by=group.actor(1, now=WEEK))


def test_those_outside_the_body_do_not_answer(group, written):
    with pytest.raises(NotAllowed):
        answer_minutes(written, seat=group.seat(1), approves=True, by=group.filled.actor("member"))


def test_two_who_write_minutes_at_once_write_one_after_the_other(transactional_db):
    group = Group(fill("vaarthus", decided=False))
    meeting, barrier, codes = group.meeting(), Barrier(2), []

    def write():
        barrier.wait()
        try:
            codes.append(write_minutes(meeting, by=group.leader).version)
        except Refused as refusal:
            codes.append(refusal.code)
        finally:
            connections.close_all()

    threads = [Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(codes) == [1, 2]
    assert [each.version for each in Minutes.objects.filter(meeting=meeting).standing()] == [2]
