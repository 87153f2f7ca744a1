"""Seating a person."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.people.models import SeatHolding
from statenshus.people.usecases.persons import affiliate, end_affiliation
from statenshus.people.usecases.seats import remove_seat, seat_person
from tests.houses import START, fill
from tests.people.acting import JULY, JUNE, refused, told


@pytest.fixture
def seat(filled):
    """The seat of tax in the steering group: chair holds it, deputy is called when chair cannot."""
    return filled.bodies["steering"].seats.get()


@pytest.fixture
def colleague(filled):
    """Works at tax, sits nowhere."""
    affiliate(filled.persons["admin"], organisation=filled.organisations["tax"], valid_from=START, by=filled.actor())
    return filled.persons["admin"]


def test_a_deputy_is_called_last(filled, seat, colleague):
    made = seat_person(seat, person=colleague, deputy=True, valid_from=JUNE, by=filled.actor())

    assert (made.rank, made.valid_from, made.valid_to) == (2, JUNE, None)
    assert told(filled, "people.seat_person") == [
        (
            "Steering vaarthus",
            {
                "person": "Admin vaarthus",
                "organisation": "Tax vaarthus",
                "deputy": True,
                "valid_from": "2023-06-01",
            },
        )
    ]


def test_a_holder_follows_another_on_the_same_day(filled, seat, colleague):
    seat.holdings.filter(rank=0).update(valid_to=JUNE)

    assert seat_person(seat, person=colleague, valid_from=JUNE, by=filled.actor()).rank == 0


def test_two_holders_are_refused(filled, seat, colleague):
    with refused("taken"):
        seat_person(seat, person=colleague, valid_from=JUNE, by=filled.actor())


@pytest.mark.parametrize(("who", "deputy"), [("chair", True), ("deputy", False)])
def test_nobody_is_both_holder_and_deputy(filled, seat, who, deputy):
    seat.holdings.exclude(person=filled.persons[who]).delete()

    with refused("already"):
        seat_person(seat, person=filled.persons[who], deputy=deputy, valid_from=JUNE, by=filled.actor())


def test_whoever_works_elsewhere_is_refused(filled, seat):
    with refused("not_affiliated"):
        seat_person(seat, person=filled.persons["member"], deputy=True, valid_from=JUNE, by=filled.actor())


def test_so_is_whoever_will_have_left_before_the_last_day(filled, seat, colleague):
    end_affiliation(colleague.affiliations.get(organisation=seat.organisation), on=JULY, by=filled.actor())

    with refused("not_affiliated"):
        seat_person(seat, person=colleague, deputy=True, valid_from=JUNE, by=filled.actor())
    assert (
        seat_person(seat, person=colleague, deputy=True, valid_from=JUNE, valid_to=JULY, by=filled.actor()).valid_to
        == JULY
    )


def test_two_rows_without_a_gap_are_enough(filled, seat, colleague):
    end_affiliation(colleague.affiliations.get(organisation=seat.organisation), on=JULY, by=filled.actor())
    affiliate(colleague, organisation=seat.organisation, title="Leder", valid_from=JULY, by=filled.actor())

    assert seat_person(seat, person=colleague, deputy=True, valid_from=JUNE, by=filled.actor()).rank == 2


def test_the_seat_must_exist_on_all_the_days(filled, seat, colleague):
    remove_seat(seat, on=JULY, by=filled.actor())

    with refused("outside"):
        seat_person(seat, person=colleague, deputy=True, valid_from=JUNE, by=filled.actor())


def test_not_backwards(filled, seat, colleague):
    with refused("backwards"):
        seat_person(seat, person=colleague, deputy=True, valid_from=JUNE, valid_to=JUNE, by=filled.actor())


def test_not_by_others_nor_somebody_from_next_door(filled, other, seat, colleague):
    with pytest.raises(NotAllowed):
        seat_person(seat, person=colleague, deputy=True, valid_from=JUNE, by=filled.actor("chair"))
    with pytest.raises(NotAllowed):
        seat_person(seat, person=other.persons["chair"], valid_from=JUNE, by=filled.actor())


@pytest.mark.parametrize(
    ("who", "rank", "period"),
    [
        ("member", 0, {"valid_from": START}),
        ("member", 1, {"valid_from": START}),
        ("chair", 5, {"valid_from": JUNE}),
        ("member", 5, {"valid_from": JULY, "valid_to": JUNE}),
        ("member", 5, {"valid_from": JUNE, "valid_to": JUNE}),
        ("member", 0, {"valid_to": date(2022, 1, 2)}),
    ],
    ids=["two holders", "two first deputies", "holder and deputy", "backwards", "empty", "since always"],
)
def test_the_database_refuses_it_by_itself(filled, seat, who, rank, period):
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatHolding(house=filled.house, seat=seat, person=filled.persons[who], rank=rank, **period).save()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_are_seated_at_once_one_holds_the_seat():
    house = fill("kapplop")
    seat = house.bodies["working"].seats.get()
    seat.holdings.all().delete()
    affiliate(house.persons["chair"], organisation=house.organisations["registers"], valid_from=START, by=house.actor())
    start, answers = Barrier(2), []

    def sit(who):
        try:
            start.wait()
            answers.append(seat_person(seat, person=house.persons[who], valid_from=JUNE, by=house.actor()).rank)
        except Refused as refusal:
            answers.append(refusal.code)
        finally:
            connections.close_all()

    threads = [Thread(target=sit, args=[who]) for who in ("chair", "member")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers, key=str) == [0, "taken"]
    assert seat.holdings.count() == 1
