"""Disqualified: by oneself or by the body, with the ground on record and the deputy asked at once."""

import pytest

from statenshus.asks.models import Ask
from statenshus.asks.queries.turns import turns
from statenshus.decisions.models import Case
from statenshus.decisions.usecases.recusals import find_disqualified, recuse
from statenshus.decisions.usecases.votings import close_voting, open_written, vote
from statenshus.kernel.errors import NotAllowed
from tests.decisions.conftest import LATER
from tests.houses import NOW
from tests.people.acting import refused, told


def asked(group, number):
    ask = Ask.objects.in_house(group.house).open().get(seat=group.seat(number), kind="vote")
    turn = turns([ask], group.leader)[ask.pk]
    return turn.person and turn.person.key, turn.why


def test_the_deputy_is_asked_at_once_and_votes(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)

    made = recuse(group.case, seat=group.seat(2), ground="Styreleder i selskapet", by=group.actor(2))

    assert (made.ground, made.by_body, made.citation) == ("Styreleder i selskapet", False, "forvaltningsloven § 6")
    assert asked(group, 2) == ("p2-1", "passed_over")
    assert vote(voting, seat=group.seat(2), choice="for", by=group.actor(2, 1)).rank == 1


def test_a_vote_that_was_cast_is_struck_and_the_seat_asked_anew(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    vote(voting, seat=group.seat(2), choice="for", by=group.actor(2))

    find_disqualified(group.case, person=group.person(2), seat=group.seat(2), ground="Nær slekt", by=group.leader)

    elector = voting.electors.get(seat=group.seat(2))
    assert (elector.choice, elector.person, elector.at, elector.out) == ("", None, None, False)
    assert asked(group, 2) == ("p2-1", "passed_over")


def test_a_vote_of_the_deputy_stands_when_the_member_is_disqualified(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2))
    vote(voting, seat=group.seat(2), choice="against", by=group.actor(2, 1))
    find_disqualified(group.case, person=group.person(3), seat=group.seat(3), ground="Part", by=group.leader)

    assert voting.electors.get(seat=group.seat(2)).choice == "against"


def test_a_seat_where_all_are_disqualified_is_out_and_the_base_stays(group):
    voting = open_written(group.case, closes_at=LATER, by=group.leader)
    recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2))
    recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2, 1))

    closed = close_voting(voting, by=group.at(LATER))

    assert closed.electors.get(seat=group.seat(2)).out is True
    assert (closed.base, closed.count_silent) == (5, 4)


def test_whoever_stood_down_before_the_opening_is_not_asked(group):
    recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2))
    recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2, 1))

    voting = open_written(group.case, closes_at=LATER, by=group.leader)

    assert voting.electors.get(seat=group.seat(2)).out is True
    assert not Ask.objects.in_house(group.house).open().filter(seat=group.seat(2), kind="vote").exists()


def test_both_are_told_in_the_log(group):
    recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2))
    find_disqualified(group.case, person=group.person(3), seat=group.seat(3), ground="Part", by=group.leader)

    title = "1/2023 Sak 1 vaarthus"
    assert told(group.filled, "decisions.recuse") == [(title, {"seat": "seat-2", "organisation": "Tax vaarthus"})]
    assert told(group.filled, "decisions.find_disqualified") == [
        (title, {"person": "P3-0 vaarthus", "seat": "seat-3", "organisation": "Tax vaarthus"})
    ]


def test_it_has_a_ground_and_is_said_once(group):
    with refused("ground"):
        recuse(group.case, seat=group.seat(2), ground="  ", by=group.actor(2))
    recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2))
    with refused("twice"):
        recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2))
    with refused("not_in_seat"):
        recuse(group.case, seat=group.seat(3), ground="Part", by=group.actor(2))


def test_not_in_a_case_that_has_ended_nor_by_others(group, other):
    for who in (group.filled.actor("member"), other.actor("chair")):
        with pytest.raises(NotAllowed):
            recuse(group.case, seat=group.seat(2), ground="Part", by=who)
    with pytest.raises(NotAllowed):
        find_disqualified(group.case, person=group.person(3), seat=group.seat(3), ground="x", by=group.actor(2))
    Case.objects.filter(pk=group.case.pk).update(ended="withdrawn", ended_at=NOW)
    with refused("not_open"):
        recuse(group.case, seat=group.seat(2), ground="Part", by=group.actor(2))
    with refused("not_open"):
        find_disqualified(group.case, person=group.person(3), seat=group.seat(3), ground="x", by=group.leader)
