"""Accepting or declining what is asked."""

import pytest

from statenshus.asks.models import HandOver
from statenshus.asks.usecases.asks import answer_ask, pass_over, withdraw_asks
from statenshus.kernel.errors import NotAllowed
from tests.asks.asking import asked, seat_of
from tests.houses import NOW
from tests.people.acting import refused, told


def hand(filled, ask, to=None):
    return HandOver.objects.create(
        house=filled.house, seat=seat_of(filled), by=filled.persons["chair"], to=to, ask=ask, at=NOW
    )


def test_the_holder_accepts(filled):
    made = answer_ask(asked(filled), answer="accepted", by=filled.actor("chair"))

    assert (made.ended, made.answer, made.answered_by, made.answered_rank) == (
        "answered",
        "accepted",
        filled.persons["chair"],
        0,
    )
    assert told(filled, "asks.answer_ask") == [("si ja eller nei: Working vaarthus", {"answer": "accepted"})]


def test_a_deputy_declines_when_it_is_their_turn(filled):
    made = asked(filled)
    hand(filled, made)

    assert answer_ask(made, answer="declined", by=filled.actor("deputy")).ended == "handed_over"


def test_the_holder_may_answer_also_what_they_have_handed_over(filled):
    made = asked(filled)
    hand(filled, made)

    assert answer_ask(made, answer="accepted", by=filled.actor("chair")).ended == "answered"


def test_the_person_asked_answers(filled):
    made = asked(filled, person=filled.persons["member"])

    assert answer_ask(made, answer="accepted", by=filled.actor("member")).answered_rank is None


@pytest.mark.parametrize("who", ["manager", "deputy", "member", "commissioner", "admin"])
def test_nobody_else_answers(filled, who):
    with pytest.raises(NotAllowed):
        answer_ask(asked(filled), answer="accepted", by=filled.actor(who))


@pytest.mark.parametrize("who", ["manager", "chair", "admin"])
def test_nobody_answers_for_a_person(filled, who):
    with pytest.raises(NotAllowed):
        answer_ask(asked(filled, person=filled.persons["member"]), answer="accepted", by=filled.actor(who))


def test_nor_does_the_holder_who_is_passed_over(filled):
    made = asked(filled)
    pass_over(filled.bodies["working"], person=filled.persons["chair"], by=filled.actor())

    with pytest.raises(NotAllowed):
        answer_ask(made, answer="accepted", by=filled.actor("chair"))
    assert answer_ask(made, answer="accepted", by=filled.actor("deputy")).answered_rank == 1


def test_nor_somebody_from_next_door(filled, other):
    with pytest.raises(NotAllowed):
        answer_ask(asked(other), answer="accepted", by=filled.actor("chair"))


def test_what_has_ended_is_not_answered_again(filled):
    made = asked(filled)
    withdraw_asks(filled.bodies["working"], by=filled.actor())

    with refused("ended"):
        answer_ask(made, answer="accepted", by=filled.actor("chair"))


def test_what_has_an_act_of_its_own_is_answered_by_that(filled):
    with refused("kind"):
        answer_ask(asked(filled, kind="vote"), answer="accepted", by=filled.actor("chair"))


def test_there_are_two_answers(filled):
    with refused("answer"):
        answer_ask(asked(filled), answer="maybe", by=filled.actor("chair"))
