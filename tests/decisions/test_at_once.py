"""At the same instant, on the real database: votes on one seat, closings, a vote and a closing, two in a seat."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from statenshus.asks.models import Ask, HandOver
from statenshus.decisions.models import ChainLink, Decision, Elector, Voting
from statenshus.decisions.queries.verdict import verify
from statenshus.decisions.usecases.recusals import find_disqualified
from statenshus.decisions.usecases.votings import call_off_voting, close_voting, open_written, pull, vote
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import Event
from tests.decisions.chained import say
from tests.decisions.conftest import LATER, Group
from tests.houses import NOW, fill

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def group():
    return Group(fill("kapplop"))


@pytest.fixture
def voting(group):
    return open_written(group.case, closes_at=LATER, by=group.leader)


def at_once(*acts):
    """What each act answers, in the order in which they were done, when all begin at the same instant."""
    start, answers = Barrier(len(acts)), []

    def run(act):
        try:
            start.wait()
            answers.append(act())
        except Refused as refusal:
            answers.append(refusal.code)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == len(acts)
    return answers


def fresh(voting):
    return Voting.objects.select_related("case__body").get(pk=voting.pk)


def ballot(group, voting, number, choice, rank=0, now=NOW):
    return lambda: vote(fresh(voting), seat=group.seat(number), choice=choice, by=group.actor(number, rank, now)).choice


def closing(group, voting, now=NOW):
    return lambda: close_voting(fresh(voting), by=group.at(now)).outcome


def links(group):
    rows = ChainLink.objects.in_house(group.house).filter(subject__startswith="2023-1")
    return list(rows.values_list("kind", flat=True))


def test_of_fifty_votes_on_one_seat_one_stands_and_it_is_the_last(group, voting):
    choices = [("for", "against", "blank", "abstain")[number % 4] for number in range(50)]

    answers = at_once(*(ballot(group, voting, 2, choice) for choice in choices))

    assert sorted(answers) == sorted(choices)
    cast = Elector.objects.filter(voting=voting).exclude(choice="")
    assert [(each.seat_id, each.person_id) for each in cast] == [(group.seat(2).pk, group.person(2).pk)]
    # The last to be told of in the log is the last that was written, and that is the one that stands.
    said = Event.objects.in_house(group.house).filter(act="decisions.vote")
    assert said.count() == 50
    assert cast.get().choice in answers
    closed = close_voting(voting, by=group.at(LATER))
    counts = [closed.count_for, closed.count_against, closed.count_blank, closed.count_abstain]
    assert sorted(counts) == [0, 0, 0, 1]


def test_twenty_closings_and_a_calling_off_come_to_one_truth(group, voting):
    say(group, voting, "for", "for", "for")

    off = lambda: call_off_voting(fresh(voting), reason="Nei", by=group.leader).outcome  # noqa: E731
    answers = at_once(*[closing(group, voting)] * 20, off)

    done = [answer for answer in answers if answer != "closed"]
    assert len(done) == 1
    assert fresh(voting).outcome == done[0]
    is_adopted = done == ["adopted"]
    assert Decision.objects.in_house(group.house).filter(case=group.case).count() == is_adopted
    assert links(group) == ["case", "voting", *["decision"] * is_adopted]
    assert verify(group.house).broken == ""


def test_a_vote_at_the_instant_of_closing_is_counted_or_refused(group, voting):
    for number in range(8):
        case = group.publish(f"2023-1{number}", 10 + number)
        voting = open_written(case, closes_at=LATER, by=group.leader)
        say(group, voting, "for", "for", "for")

        answers = at_once(ballot(group, voting, 4, "against"), closing(group, voting))

        closed = fresh(voting)
        was_cast = "against" in answers
        assert sorted(answers) == sorted(["against" if was_cast else "closed", "adopted"])
        assert (closed.count_for, closed.count_against, closed.count_silent) == (3, int(was_cast), 2 - was_cast)
        assert closed.electors.get(seat=group.seat(4)).choice == ("against" if was_cast else "")
    assert verify(group.house).broken == ""


def test_at_the_deadline_itself_no_vote_is_taken(group, voting):
    say(group, voting, "for", "for", "for")

    votes = [ballot(group, voting, number, "against", now=LATER) for number in (4, 5)]
    answers = at_once(*votes, closing(group, voting, LATER), closing(group, voting, LATER))

    assert sorted(answers) == ["adopted", "closed", "closed", "closed"]
    assert fresh(voting).count_against == 0


def test_a_member_and_the_deputy_who_vote_at_once_have_one_vote_together(group, voting):
    asked = Ask.objects.in_house(group.house).open().get(seat=group.seat(2), kind="vote")
    HandOver.objects.create(
        house=group.house, seat=group.seat(2), by=group.person(2), to=group.person(2, 1), ask=asked, at=NOW
    )

    answers = at_once(
        *[ballot(group, voting, 2, "for"), ballot(group, voting, 2, "against", rank=1)] * 5,
    )

    assert set(answers) <= {"for", "against", "not_your_turn"}
    cast = Elector.objects.filter(voting=voting).exclude(choice="").get()
    assert (cast.choice, cast.rank) in {("for", 0), ("against", 1)}
    asked.refresh_from_db()
    assert asked.ended in {"answered", "handed_over"}


def test_a_member_who_is_found_disqualified_while_voting_has_no_vote_after(group, voting):
    def find():
        case = fresh(voting).case
        find_disqualified(case, person=group.person(2), seat=group.seat(2), ground="Part", by=group.leader)
        return "found"

    answers = at_once(*[ballot(group, voting, 2, "for")] * 5, find)

    assert set(answers) <= {"for", "recused", "found"} and answers.count("found") == 1
    elector = voting.electors.get(seat=group.seat(2))
    assert (elector.choice, elector.person, elector.out) == ("", None, False)


def test_two_who_want_a_meeting_at_once_are_two(group):
    group.mandate.pull_members = 2
    group.mandate.save()
    voting = open_written(group.case, closes_at=LATER, by=group.leader)

    def wants(number):
        return lambda: pull(fresh(voting), seat=group.seat(number), by=group.actor(number)).outcome

    answers = at_once(wants(2), wants(3), wants(3), closing(group, voting))

    assert sorted(answers) in (
        ["", "closed", "to_meeting", "too_early"],
        ["", "closed", "closed", "to_meeting"],
        ["", "to_meeting", "too_early", "twice"],
        ["", "closed", "to_meeting", "twice"],
    )
    assert (fresh(voting).outcome, voting.pulls.count()) == ("to_meeting", 2)
    assert links(group) == ["case", "voting"]


def test_votings_of_a_house_that_close_at_once_are_links_in_a_row(group):
    votings = []
    for number in range(2, 8):
        votings.append(open_written(group.publish(f"2023-{number}", number), closes_at=LATER, by=group.leader))
        say(group, votings[-1], "for", "for", "for")

    answers = at_once(*(closing(group, voting) for voting in votings))

    assert answers == ["adopted"] * 6
    assert verify(group.house).broken == ""
    assert ChainLink.objects.in_house(group.house).exclude(kind="case").filter(subject__startswith="2023").count() == 12
