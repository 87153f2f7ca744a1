"""Closing a voting: counted by the rules, early only when nothing can change, frozen, and what it comes to."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from statenshus.asks.models import Ask
from statenshus.decisions.models import Case, ChainLink, Decision, Mandate, Voting
from statenshus.decisions.models.chain import head_of
from statenshus.decisions.signals import decided
from statenshus.decisions.usecases.votings import close_voting, open_written, vote
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.events import Event
from tests.decisions.chained import BEFORE
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW, fill
from tests.people.acting import refused


def opened(group, **said):
    return open_written(group.case, closes_at=LATER, by=group.leader, **said)


def cast(group, voting, *choices, first=1):
    for number, choice in enumerate(choices, first):
        vote(voting, seat=group.seat(number), choice=choice, by=group.actor(number))


def test_what_is_adopted_becomes_a_decision_of_the_group(group):
    voting = opened(group)
    cast(group, voting, "for", "for", "against", "blank")

    closed = close_voting(voting, by=group.at(LATER))

    assert (closed.outcome, closed.count_for, closed.count_against, closed.count_blank, closed.count_silent) == (
        "adopted",
        2,
        1,
        1,
        1,
    )
    made = Decision.objects.get(case=group.case)
    assert (made.key, made.outcome, made.text, made.decided_by, made.decided_at, made.effective_on) == (
        "2023-1",
        "adopted",
        "Forslag",
        "Steering vaarthus",
        LATER,
        LATER.date(),
    )
    group.case.refresh_from_db()
    assert (group.case.ended, group.case.ended_at) == ("concluded", LATER)


def test_what_is_not_adopted_is_a_decision_too(group):
    voting = opened(group)
    cast(group, voting, "against", "against", "for")

    close_voting(voting, by=group.at(LATER))

    assert Decision.objects.get(case=group.case).outcome == "rejected"
    assert Decision.objects.get(case=group.case).effective_on is None


def test_with_too_few_votes_nothing_is_decided_and_the_case_goes_on(group):
    voting = opened(group)
    cast(group, voting, "for", "abstain", "for")

    assert close_voting(voting, by=group.at(LATER)).outcome == "not_quorate"
    assert (Case.objects.get(pk=group.case.pk).is_open, Decision.objects.filter(case=group.case).exists()) == (
        True,
        False,
    )


def test_those_who_did_not_vote_are_no_longer_asked(group):
    voting = opened(group)
    cast(group, voting, "for", "for", "for")

    close_voting(voting, by=group.at(LATER))

    asks = Ask.objects.in_house(group.house).of_kind("vote")
    assert sorted(asks.values_list("seat__key", "ended")) == [
        ("seat-2", "answered"),
        ("seat-3", "answered"),
        ("seat-4", "lapsed"),
        ("seat-5", "lapsed"),
        ("steering-1", "answered"),
    ]


def test_it_is_not_closed_early_while_the_outcome_can_change(group):
    voting = opened(group)
    cast(group, voting, "for", "for")

    with refused("too_early"):
        close_voting(voting, by=group.leader)


def test_it_may_be_closed_early_when_the_outcome_cannot_change(group):
    voting = opened(group)
    cast(group, voting, "for", "for", "for")

    closed = close_voting(voting, by=group.leader)

    assert (closed.outcome, closed.closed_early, closed.closed_at) == ("adopted", True, NOW)


def test_at_its_deadline_anybody_who_leads_may_close_it_and_the_moment_is_the_deadline(group):
    voting = opened(group)
    cast(group, voting, "for", "for", "for")

    closed = close_voting(voting, by=group.at(LATER + timedelta(hours=3)))

    assert (closed.closed_at, closed.closed_early) == (LATER, False)


def test_it_is_closed_once(group):
    voting = opened(group)
    close_voting(voting, by=group.at(LATER))

    with refused("closed"):
        close_voting(voting, by=group.at(LATER))


def test_only_those_who_lead_close_it(group):
    voting = opened(group)

    for who in (group.actor(2), group.filled.actor("member")):
        with pytest.raises(NotAllowed):
            close_voting(voting, by=who)


def test_the_chairs_vote_decides_when_votes_are_even(group):
    voting = opened(group)
    cast(group, voting, "for", "against", "for", "against")

    closed = close_voting(voting, by=group.at(LATER))

    assert (closed.outcome, closed.by_chair) == ("adopted", True)


def test_of_a_secret_voting_only_numbers_are_left(group):
    voting = opened(group, secret=True)
    cast(group, voting, "for", "against", "for")

    closed = close_voting(voting, by=group.at(LATER))

    assert (closed.outcome, closed.count_for, closed.count_against) == ("adopted", 2, 1)
    assert set(closed.electors.values_list("choice", flat=True)) == {""}
    assert sorted(closed.electors.filter(at__isnull=False).values_list("seat__key", flat=True)) == [
        "seat-2",
        "seat-3",
        "steering-1",
    ]
    assert "against" not in str(Ask.objects.in_house(group.house).values_list("answer", flat=True))


def test_the_group_advises_where_the_owner_decides(group):
    Mandate.objects.filter(pk=group.mandate.pk).update(decides="owner", owner=group.filled.persons["admin"])
    voting = opened(group)
    cast(group, voting, "for", "for", "for")

    close_voting(voting, by=group.leader)

    asks = Ask.objects.in_house(group.house).open().about(group.case)
    assert list(asks.values_list("kind", "person__key")) == [("owner_decision", "admin")]
    assert not Decision.objects.filter(case=group.case).exists()


def test_each_closing_and_decision_is_a_link_in_the_chain(group):
    voting = opened(group)
    cast(group, voting, "for", "for", "for")

    close_voting(voting, by=group.leader)

    links = list(ChainLink.objects.in_house(group.house))[BEFORE:]
    assert [(link.number, link.kind, link.subject) for link in links] == [
        (BEFORE + 1, "case", "2023-1"),
        (BEFORE + 2, "voting", "2023-1-v1"),
        (BEFORE + 3, "decision", "2023-1"),
    ]
    assert (links[2].previous, head_of(group.house)) == (links[1].hash, links[2].hash)
    assert [link.computed() == link.hash for link in links] == [True, True, True]


def test_a_decision_is_announced_in_its_own_transaction(group):
    heard = []

    def hear(sender, decision, by, **_signal):
        heard.append((decision.key, decision.outcome))

    decided.connect(hear)
    try:
        voting = opened(group)
        cast(group, voting, "for", "for", "for")
        close_voting(voting, by=group.leader)
    finally:
        decided.disconnect(hear)

    assert heard == [("2023-1", "adopted")]


@pytest.mark.django_db(transaction=True)
def test_of_twenty_who_close_at_once_one_does():
    group = Group(fill("kapplop", decided=False))
    voting = opened(group)
    cast(group, voting, "for", "for", "for")
    start, answers = Barrier(20), []

    def close():
        try:
            start.wait()
            answers.append(close_voting(Voting.objects.get(pk=voting.pk), by=group.leader).outcome)
        except Refused as refusal:
            answers.append(refusal.code)
        finally:
            connections.close_all()

    threads = [Thread(target=close) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["adopted", *["closed"] * 19]
    assert Decision.objects.in_house(group.house).filter(case=group.case).count() == 1
    assert ChainLink.objects.in_house(group.house).filter(subject__startswith="2023-1").count() == 3
    assert Event.objects.in_house(group.house).filter(act="decisions.close_voting").count() == 1
