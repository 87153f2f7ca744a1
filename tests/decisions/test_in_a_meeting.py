"""Voting in a meeting: opened when it has begun, on its agenda, by phone or by a show of hands."""

from datetime import timedelta

import pytest

from statenshus.decisions.models import AgendaItem
from statenshus.decisions.usecases.recusals import recuse
from statenshus.decisions.usecases.votings import close_voting, open_voting, open_written, record_vote, vote
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import Meeting
from tests.decisions.conftest import LATER
from tests.houses import NOW
from tests.people.acting import refused, told


@pytest.fixture
def meeting(group):
    made = group.meeting()
    AgendaItem.objects.create(house=group.house, meeting=made, case=group.case)
    return made


def test_votes_by_phone_and_by_a_show_of_hands_count_alike(group, meeting):
    voting = open_voting(group.case, meeting=meeting, by=group.actor(1))
    vote(voting, seat=group.seat(2), choice="for", by=group.actor(2))
    record_vote(voting, seat=group.seat(3), person=group.person(3, 1), choice="for", by=group.leader)
    record_vote(voting, seat=group.seat(4), person=group.person(4), choice="against", by=group.leader)

    closed = close_voting(voting, by=group.actor(1))

    assert (closed.outcome, closed.count_for, closed.count_against, closed.count_silent) == ("adopted", 2, 1, 2)
    rows = closed.electors.filter(at__isnull=False).values_list("seat__key", "person__key", "rank", "recorded_by__key")
    assert sorted(rows) == [
        ("seat-2", "p2-0", 0, None),
        ("seat-3", "p3-1", 1, "manager"),
        ("seat-4", "p4-0", 0, "manager"),
    ]
    assert closed.case.decision.meeting == meeting


def test_it_is_opened_only_in_a_meeting_that_can_take_it(group, meeting):
    with refused("not_begun"):
        open_voting(group.case, meeting=group.meeting("m2", 2, NOW + timedelta(hours=1)), by=group.leader)
    with refused("not_on_agenda"):
        open_voting(group.case, meeting=group.meeting("m3", 3), by=group.leader)
    Meeting.objects.filter(pk=meeting.pk).update(called_off_at=NOW, called_off_because="Snø")
    meeting.refresh_from_db()
    with refused("called_off"):
        open_voting(group.case, meeting=meeting, by=group.leader)
    Meeting.objects.filter(pk=meeting.pk).update(body=group.filled.bodies["working"])
    meeting.refresh_from_db()
    with refused("other_body"):
        open_voting(group.case, meeting=meeting, by=group.leader)


def test_others_do_not_open_it(group, meeting, other):
    for who in (group.actor(2), group.filled.actor("member"), other.actor("manager")):
        with pytest.raises(NotAllowed):
            open_voting(group.case, meeting=meeting, by=who)


def test_what_is_written_down_is_written_down_right(group, meeting):
    recuse(group.case, seat=group.seat(5), ground="Part", by=group.actor(5))
    voting = open_voting(group.case, meeting=meeting, by=group.leader)
    for seat, person, code in [
        (group.seat(2), group.person(3), "not_in_seat"),
        (group.seat(5), group.person(5), "recused"),
    ]:
        with refused(code):
            record_vote(voting, seat=seat, person=person, choice="for", by=group.leader)
    with refused("not_elector"):
        record_vote(voting, seat=group.add_seat(6), person=group.persons[-1][0], choice="for", by=group.leader)
    with refused("choice"):
        record_vote(voting, seat=group.seat(2), person=group.person(2), choice="ja", by=group.leader)
    with pytest.raises(NotAllowed):
        record_vote(voting, seat=group.seat(2), person=group.person(2), choice="for", by=group.actor(2))
    close_voting(voting, by=group.leader)
    with refused("closed"):
        record_vote(voting, seat=group.seat(2), person=group.person(2), choice="for", by=group.leader)


def test_in_writing_and_in_secret_each_votes_for_themself(group, meeting):
    secret = open_voting(group.case, meeting=meeting, secret=True, by=group.leader)
    with refused("secret"):
        record_vote(secret, seat=group.seat(2), person=group.person(2), choice="for", by=group.leader)
    written = open_written(group.publish("2023-2", 2), closes_at=LATER, by=group.leader)
    with refused("written"):
        record_vote(written, seat=group.seat(2), person=group.person(2), choice="for", by=group.leader)


def test_both_are_told_in_the_log(group, meeting):
    voting = open_voting(group.case, meeting=meeting, by=group.leader)
    record_vote(voting, seat=group.seat(3), person=group.person(3, 1), choice="for", by=group.leader)

    title = "1/2023 Sak 1 vaarthus"
    assert told(group.filled, "decisions.open_voting") == [(title, {"round": 1, "secret": False, "meeting": "m2023-1"})]
    assert told(group.filled, "decisions.record_vote") == [
        (title, {"seat": "seat-3", "organisation": "Tax vaarthus", "person": "P3-1 vaarthus"})
    ]
