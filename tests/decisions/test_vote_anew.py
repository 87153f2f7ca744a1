"""A deputy whom a vote was handed over to may vote anew before the voting closes, unless the holder has voted since."""

import pytest

from statenshus.asks.models import Ask
from statenshus.asks.usecases.handing import hand_over, take_back
from statenshus.decisions.usecases.votings import open_written, vote
from tests.decisions.conftest import LATER
from tests.people.acting import refused


@pytest.fixture
def voting(group):
    return open_written(group.case, closes_at=LATER, by=group.leader)


@pytest.fixture
def handed(group, voting):
    """The vote of the second seat, handed over by its holder to its deputy, who has voted."""
    asked = Ask.objects.in_house(group.house).open().get(seat=group.seat(2), kind="vote")
    made = hand_over(asked, by=group.actor(2))
    vote(voting, seat=group.seat(2), choice="for", by=group.actor(2, 1))
    return made


def test_they_may(group, voting, handed):
    vote(voting, seat=group.seat(2), choice="against", by=group.actor(2, 1))

    elector = voting.electors.get(seat=group.seat(2))
    assert (elector.choice, elector.person, elector.rank) == ("against", group.person(2, 1), 1)


def test_a_holder_who_votes_has_taken_it_back(group, voting, handed):
    vote(voting, seat=group.seat(2), choice="against", by=group.actor(2))

    with refused("not_your_turn"):
        vote(voting, seat=group.seat(2), choice="for", by=group.actor(2, 1))
    elector = voting.electors.get(seat=group.seat(2))
    assert (elector.choice, elector.person, elector.rank) == ("against", group.person(2), 0)


def test_nor_may_they_when_it_is_taken_back_without_a_vote(group, voting, handed):
    take_back(handed, by=group.actor(2))

    with refused("not_your_turn"):
        vote(voting, seat=group.seat(2), choice="against", by=group.actor(2, 1))


def test_one_vote_handed_over_gives_no_other(group, voting, handed):
    again = group.publish("2023-2", 2)
    second = open_written(again, closes_at=LATER, by=group.leader)

    with refused("not_your_turn"):
        vote(second, seat=group.seat(2), choice="for", by=group.actor(2, 1))
