"""Voting: one vote a seat, by its member or the deputy whose turn it is, until the voting closes."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask, HandOver
from statenshus.decisions.models import Elector
from statenshus.decisions.usecases.recusals import recuse
from statenshus.decisions.usecases.votings import close_voting, open_written, vote
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.events import Event
from statenshus.people.models import SeatHolding
from tests.decisions.conftest import LATER
from tests.houses import NOW
from tests.people.acting import refused


@pytest.fixture
def voting(group):
    return open_written(group.case, closes_at=LATER, by=group.leader)


def ballots(voting):
    return list(voting.electors.values_list("seat__key", "choice", "person__key", "rank"))


def test_a_seat_has_one_vote_however_often_it_votes(group, voting):
    vote(voting, seat=group.seat(2), choice="for", by=group.actor(2))
    vote(voting, seat=group.seat(2), choice="against", by=group.actor(2))

    assert ballots(voting) == [
        ("steering-1", "", None, None),
        ("seat-2", "against", "p2-0", 0),
        ("seat-3", "", None, None),
        ("seat-4", "", None, None),
        ("seat-5", "", None, None),
    ]


def test_voting_answers_the_ask_and_keeps_who_sat_in_the_seat(group, voting):
    vote(voting, seat=group.seat(2), choice="for", by=group.actor(2))

    asks = Ask.objects.in_house(group.house).of_kind("vote").filter(seat=group.seat(2))
    assert list(asks.values_list("ended", "answered_by__key", "answered_rank")) == [("answered", "p2-0", 0)]


def test_a_deputy_votes_when_the_seat_is_handed_over_to_them(group, voting):
    ask = Ask.objects.in_house(group.house).open().get(seat=group.seat(2), kind="vote")
    HandOver.objects.create(
        house=group.house, seat=group.seat(2), by=group.person(2), to=group.person(2, 1), ask=ask, at=NOW
    )

    vote(voting, seat=group.seat(2), choice="for", by=group.actor(2, 1))

    assert ballots(voting)[1] == ("seat-2", "for", "p2-1", 1)
    ask.refresh_from_db()
    assert ask.ended == "handed_over"


def test_the_log_tells_that_somebody_voted_and_not_what(group, voting):
    vote(voting, seat=group.seat(2), choice="against", by=group.actor(2))

    event = Event.objects.in_house(group.house).get(act="decisions.vote")
    assert event.data == {"seat": "seat-2", "organisation": "Tax vaarthus"}


def test_a_deputy_does_not_vote_while_it_is_anothers_turn(group, voting):
    with refused("not_your_turn"):
        vote(voting, seat=group.seat(2), choice="for", by=group.actor(2, 1))


def test_nobody_votes_for_a_seat_that_is_not_theirs(group, voting):
    with refused("not_in_seat"):
        vote(voting, seat=group.seat(3), choice="for", by=group.actor(2))


def test_whose_seat_ended_yesterday_does_not_vote(group, voting):
    SeatHolding.objects.filter(person=group.person(2)).update(valid_to=NOW.date())

    with refused("not_in_seat"):
        vote(voting, seat=group.seat(2), choice="for", by=group.actor(2))


def test_who_is_disqualified_does_not_vote(group, voting):
    recuse(group.case, seat=group.seat(2), ground="Part i saken", by=group.actor(2))

    with refused("recused"):
        vote(voting, seat=group.seat(2), choice="for", by=group.actor(2))


def test_nobody_votes_from_the_deadline_on(group, voting):
    with refused("closed"):
        vote(voting, seat=group.seat(2), choice="for", by=group.actor(2, now=LATER))

    made = vote(voting, seat=group.seat(2), choice="for", by=group.actor(2, now=LATER - timedelta(microseconds=1)))
    assert made.choice == "for"


def test_nobody_votes_after_it_is_closed(group, voting):
    for number in range(1, 6):
        vote(voting, seat=group.seat(number), choice="for", by=group.actor(number))
    close_voting(voting, by=group.leader)

    with refused("closed"):
        vote(voting, seat=group.seat(2), choice="against", by=group.actor(2))


def test_a_seat_that_came_after_the_opening_has_no_vote(group, voting):
    seat = group.add_seat(6)

    with refused("not_elector"):
        vote(voting, seat=seat, choice="for", by=group.actor(6))


def test_there_are_four_answers_and_no_more(group, voting):
    with refused("choice"):
        vote(voting, seat=group.seat(2), choice="perhaps", by=group.actor(2))


def test_only_those_in_the_body_may_try(group, voting, other):
    for who in (group.filled.actor("member"), group.filled.actor("commissioner"), other.actor("chair")):
        with pytest.raises(NotAllowed):
            vote(voting, seat=group.seat(2), choice="for", by=who)


def test_a_link_in_a_mail_is_not_enough_to_vote(group, voting):
    by = group.actor(2)
    by = type(by)(by.house, by.now, by.person, by.roles, frozenset({"link"}))

    with pytest.raises(NotAllowed):
        vote(voting, seat=group.seat(2), choice="for", by=by)


def test_blank_and_abstaining_are_told_apart(group, voting):
    vote(voting, seat=group.seat(2), choice="blank", by=group.actor(2))
    vote(voting, seat=group.seat(3), choice="abstain", by=group.actor(3))

    assert sorted(Elector.objects.filter(voting=voting).exclude(choice="").values_list("choice", flat=True)) == [
        "abstain",
        "blank",
    ]
