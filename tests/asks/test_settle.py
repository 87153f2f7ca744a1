"""An ask ends when its answer is given by another act."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from statenshus.asks.models import Ask, HandOver
from statenshus.asks.usecases.asks import settle
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.events import Event
from tests.asks.asking import asked, seat_of
from tests.houses import NOW, fill
from tests.people.acting import told


def test_the_answer_of_the_holder_ends_what_is_asked_of_the_seat(filled):
    made, by = asked(filled, kind="vote"), filled.actor("chair")

    ended = settle(filled.bodies["working"], kind="vote", seat=seat_of(filled), answer="for", by=by)

    assert (ended, ended.ended, ended.ended_at, ended.answer) == (made, "answered", NOW, "for")
    assert (ended.answered_by, ended.answered_rank) == (filled.persons["chair"], 0)
    assert told(filled, "asks.settle") == [("stemme: Working vaarthus", {"kind": "vote"})]


def test_that_of_a_deputy_says_that_it_was_handed_over(filled):
    made, seat = asked(filled, kind="vote"), seat_of(filled)
    HandOver.objects.create(house=filled.house, seat=seat, by=filled.persons["chair"], ask=made, at=NOW)

    ended = settle(filled.bodies["working"], kind="vote", seat=seat, answer="for", by=filled.actor("deputy"))

    assert (ended.ended, ended.answered_rank) == ("handed_over", 1)


def test_what_another_did_for_the_person_asked_was_handed_over_too(filled):
    asked(filled, kind="follow_up", person=filled.persons["member"])

    ended = settle(
        filled.bodies["working"], kind="follow_up", person=filled.persons["member"], answer="done", by=filled.actor()
    )

    assert (ended.ended, ended.answered_by, ended.answered_rank) == ("handed_over", filled.persons["manager"], None)


def test_the_person_asked_has_answered(filled):
    asked(filled, kind="follow_up", person=filled.persons["member"])

    ended = settle(
        filled.bodies["working"],
        kind="follow_up",
        person=filled.persons["member"],
        answer="done",
        by=filled.actor("member"),
    )

    assert ended.ended == "answered"


def test_nothing_is_ended_where_nothing_like_it_is_asked_or_nobody_answers(filled):
    asked(filled, kind="vote")
    thing, seat = filled.bodies["working"], seat_of(filled)

    assert settle(thing, kind="position", seat=seat, answer="for", by=filled.actor("chair")) is None
    assert settle(thing, kind="vote", answer="for", by=filled.actor("chair")) is None
    assert settle(filled.bodies["management"], kind="vote", seat=seat, answer="for", by=filled.actor("chair")) is None
    assert settle(thing, kind="vote", seat=seat, answer="for", by=Actor.clock(filled.house, NOW)) is None
    assert Ask.objects.open().filter(kind="vote").count() == 1


def test_nothing_is_ended_next_door(filled, other):
    asked(other, kind="vote")

    with pytest.raises(NotAllowed):
        settle(other.bodies["working"], kind="vote", seat=seat_of(other), answer="for", by=filled.actor("chair"))


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_answer_at_once_one_ends_it():
    house = fill("kapplop")
    asked(house, kind="vote")
    seat, by, thing = seat_of(house), house.actor("chair"), house.bodies["working"]
    start, ended = Barrier(20), []

    def answer(number):
        try:
            start.wait()
            ended.append(settle(thing, kind="vote", seat=seat, answer=f"answer {number}", by=by))
        finally:
            connections.close_all()

    threads = [Thread(target=answer, args=[number]) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (winner,) = [each for each in ended if each is not None]
    assert len(ended) == 20
    assert Ask.objects.get(kind="vote").answer == winner.answer
    assert Event.objects.in_house(house.house).filter(act="asks.settle").count() == 1
