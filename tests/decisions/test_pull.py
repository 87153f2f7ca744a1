"""Wanting a meeting instead of deciding in writing, and calling a voting off."""

import pytest

from statenshus.asks.models import Ask
from statenshus.decisions.models import AgendaItem, Case, Decision
from statenshus.decisions.usecases.votings import call_off_voting, close_voting, open_voting, open_written, pull, vote
from statenshus.kernel.errors import NotAllowed
from tests.decisions.conftest import LATER, Group
from tests.people.acting import refused, told


def test_when_enough_ask_the_written_procedure_ends_and_the_case_must_be_met_on(filled):
    group = Group(filled, pull_members=2)
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    vote(voting, seat=group.seat(2), choice="for", by=group.actor(2))

    assert pull(voting, seat=group.seat(3), reason="Må drøftes", by=group.actor(3)).closed_at is None
    ended = pull(voting, seat=group.seat(4), by=group.actor(4))

    assert (ended.outcome, Case.objects.get(pk=group.case.pk).must_meet) == ("to_meeting", True)
    assert not Decision.objects.filter(case=group.case).exists()
    assert Ask.objects.in_house(group.house).open().about(group.case).count() == 0
    with refused("must_meet"):
        open_written(group.case, closes_at=LATER, by=group.leader)


def test_one_seat_asks_once(filled):
    group = Group(filled, pull_members=3)
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    pull(voting, seat=group.seat(3), by=group.actor(3))

    with refused("twice"):
        pull(voting, seat=group.seat(3), by=group.actor(3))
    assert told(filled, "decisions.pull") == [
        ("1/2023 Sak 1 vaarthus", {"seat": "seat-3", "organisation": "Tax vaarthus"})
    ]


def test_where_the_rules_do_not_let_members_ask(filled):
    group = Group(filled, pull_members=None)
    voting = open_written(group.case, closes_at=LATER, by=group.leader)

    with refused("no_pull"):
        pull(voting, seat=group.seat(3), by=group.actor(3))


def test_who_may_not_vote_may_not_ask_either(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)

    with refused("not_in_seat"):
        pull(voting, seat=group.seat(3), by=group.actor(2))
    with refused("not_your_turn"):
        pull(voting, seat=group.seat(2), by=group.actor(2, 1))
    with refused("closed"):
        pull(voting, seat=group.seat(2), by=group.actor(2, now=LATER))
    with pytest.raises(NotAllowed):
        pull(voting, seat=group.seat(2), by=group.filled.actor("member"))


def test_in_a_meeting_there_is_nothing_to_ask_for(group):
    meeting = group.meeting()
    AgendaItem.objects.create(house=group.house, meeting=meeting, case=group.case)
    voting = open_voting(group.case, meeting=meeting, by=group.leader)

    with refused("meeting"):
        pull(voting, seat=group.seat(2), by=group.actor(2))


def test_what_is_called_off_does_not_count(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    for number in (1, 2, 3):
        vote(voting, seat=group.seat(number), choice="for", by=group.actor(number))

    off = call_off_voting(voting, reason="Feil vedlegg", by=group.leader)

    assert (off.outcome, off.called_off_because, off.count_for) == ("called_off", "Feil vedlegg", 3)
    assert Case.objects.get(pk=group.case.pk).is_open
    assert told(group.filled, "decisions.call_off_voting") == [
        ("1/2023 Sak 1 vaarthus", {"round": 1, "reason": "Feil vedlegg"})
    ]
    with refused("closed"):
        close_voting(off, by=group.leader)
    with refused("closed"):
        call_off_voting(off, reason="Igjen", by=group.leader)


def test_calling_off_has_a_reason_and_somebody_who_leads(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)

    with refused("reason"):
        call_off_voting(voting, reason=" ", by=group.leader)
    with pytest.raises(NotAllowed):
        call_off_voting(voting, reason="Fordi", by=group.actor(2))
