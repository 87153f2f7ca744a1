"""Noting who sat in the seats when the meeting was held."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.meetings.models import Attendance
from statenshus.meetings.usecases.attendances import answer_notice, note_attendance
from statenshus.meetings.usecases.meetings import call_off_meeting
from statenshus.people.models import SeatHolding
from tests.asks.asking import seat_of
from tests.houses import fill
from tests.meetings.calling import SOON, add_seat, called
from tests.people.acting import refused, told

DURING = SOON + timedelta(hours=1)


@pytest.fixture
def by(filled):
    """The manager, during the meeting."""
    return filled.actor(now=DURING)


def test_it_is_noted_who_sat_in_the_seat_and_put_right_when_said_again(filled, meeting, seat, by):
    made = note_attendance(meeting, seat=seat, person=filled.persons["deputy"], came="room", by=by)
    assert (made.came, made.person.key, made.rank) == ("room", "deputy", 1)

    made = note_attendance(meeting, seat=seat, person=filled.persons["chair"], came="link", by=by)
    assert (made.came, made.person.key, made.rank) == ("link", "chair", 0)
    assert note_attendance(meeting, seat=seat, came="absent", by=by).came == "absent"
    assert [data for _name, data in told(filled, "meetings.note_attendance")] == [
        {"organisation": "Tax vaarthus", "person": "Deputy vaarthus", "came": "room"},
        {"organisation": "Tax vaarthus", "person": "Chair vaarthus", "came": "link"},
        {"organisation": "Tax vaarthus", "person": "", "came": "absent"},
    ]


def test_what_was_answered_stands(filled, meeting, seat, by):
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))

    made = note_attendance(meeting, seat=seat, person=filled.persons["deputy"], came="room", by=by)

    assert (made.answer, made.came) == ("regrets", "room")


def test_who_sat_there_is_who_did_on_the_day_of_the_meeting(filled, meeting, seat, by):
    seat.holdings.filter(rank=0).update(valid_to=DURING.date())
    SeatHolding.objects.create(house=filled.house, seat=seat, person=filled.persons["member"], valid_from=DURING.date())

    with refused("not_seated"):
        note_attendance(meeting, seat=seat, person=filled.persons["chair"], came="room", by=by)
    assert note_attendance(meeting, seat=seat, person=filled.persons["member"], came="room", by=by).rank == 0


def test_attendance_that_is_refused(filled, meeting, seat, by):
    with refused("not_begun"):
        note_attendance(meeting, seat=seat, came="absent", by=filled.actor())
    with refused("came"):
        note_attendance(meeting, seat=seat, came="perhaps", by=by)
    with refused("nobody"):
        note_attendance(meeting, seat=seat, came="room", by=by)
    with refused("not_seated"):
        note_attendance(meeting, seat=seat, person=filled.persons["member"], came="room", by=by)
    gone = call_off_meeting(called(filled), reason="Snø", by=filled.actor())
    with refused("not_begun"):
        note_attendance(gone, seat=seat, came="absent", by=by)


def test_the_seat_is_one_of_the_body_on_that_day(filled, meeting, by):
    for seat in (filled.bodies["working"].seats.get(), add_seat(filled, "ended", "member", valid_to=DURING.date())):
        with refused("seat_gone"):
            note_attendance(meeting, seat=seat, came="absent", by=by)


def test_nobody_sits_in_two_seats_at_once(filled, meeting, seat, by):
    second = add_seat(filled, "second", "chair")
    note_attendance(meeting, seat=seat, person=filled.persons["chair"], came="room", by=by)

    with refused("elsewhere"):
        note_attendance(meeting, seat=second, person=filled.persons["chair"], came="room", by=by)
    note_attendance(meeting, seat=seat, person=filled.persons["deputy"], came="room", by=by)
    assert note_attendance(meeting, seat=second, person=filled.persons["chair"], came="room", by=by).came == "room"


def test_the_chair_may_note_it_and_others_may_not(filled, other, meeting, seat):
    for who in (filled.actor("chair", now=DURING), filled.actor("member", now=DURING), other.actor(now=DURING)):
        with pytest.raises(NotAllowed):
            note_attendance(meeting, seat=seat, came="absent", by=who)
    theirs = other.persons["chair"]
    with pytest.raises(NotAllowed):
        note_attendance(meeting, seat=seat, person=theirs, came="room", by=filled.actor(now=DURING))
    seat.role = "chair"
    seat.save()
    assert note_attendance(meeting, seat=seat, came="absent", by=filled.actor("chair", now=DURING)).came == "absent"


@pytest.mark.parametrize(
    "changes",
    [
        {"came": "room"},
        {"person_id": None, "rank": 0},
        {"seat": "steering-1", "came": "", "person": None, "rank": None},
        {"came": "link", "person": "chair", "rank": 0},
    ],
    ids=["nobody came", "a place of nobody", "a seat twice", "a person twice"],
)
def test_the_database_refuses_it_by_itself(filled, meeting, seat, by, changes):
    note_attendance(meeting, seat=seat, person=filled.persons["chair"], came="room", by=by)
    second = add_seat(filled, "second", "chair")
    said = {"seat": second, **changes}
    if said["seat"] == "steering-1":
        said["seat"] = seat
    if said.get("person"):
        said["person"] = filled.persons[said["person"]]

    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance(house=filled.house, meeting=meeting, **said).save()


@pytest.mark.django_db(transaction=True)
def test_of_two_seats_that_one_person_is_noted_in_at_once_one_has_them():
    house = fill("kapplop")
    meeting, first = called(house), seat_of(house)
    second = add_seat(house, "second", "chair")
    start, answers = Barrier(2), []

    def note(seat):
        try:
            start.wait()
            by = house.actor(now=DURING)
            answers.append(note_attendance(meeting, seat=seat, person=house.persons["chair"], came="room", by=by).came)
        except Refused as refusal:
            answers.append(refusal.code)
        finally:
            connections.close_all()

    threads = [Thread(target=note, args=[seat]) for seat in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["elsewhere", "room"]
    assert meeting.attendances.filter(came="room").count() == 1
