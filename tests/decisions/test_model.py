"""Any course that votings may take, held step by step against a secretary with pen and paper."""

import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from statenshus.decisions.models.counting import CHOICES
from statenshus.decisions.usecases import votings
from statenshus.people.models import SeatHolding
from tests.decisions import oracle
from tests.decisions.conftest import Group
from tests.decisions.seating import RANKS, SEATS, Seating, answer, ranks, seats, somebody

words = st.sampled_from(["for", "for", "against", "against", "blank", "abstain"])
usually, seldom = st.sampled_from([True] * 5 + [False]), st.sampled_from([False] * 5 + [True])
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


class Course(Seating):
    """The votings on the cases of the body."""

    @precondition(lambda self: self.paper.round is None or not self.paper.round.is_open)
    @rule(secret=st.booleans())
    def open_in_meeting(self, secret):
        expected = "" if self.paper.seats() else "vacant"
        expected = "not_open" if self.case.ended else expected
        got = answer(votings.open_voting, self.case, meeting=self.group.held, secret=secret, by=self.leader)
        self.did("open_voting", expected, got)
        if not got:
            self.paper.open((*self.rule[:3], None), secret, None, self.pull_members)
            self.opened()

    @precondition(lambda self: self.paper.round is None or not self.paper.round.is_open)
    @rule(secret=st.booleans(), days=st.sampled_from([4, 5, 6, 9]))
    def open_in_writing(self, secret, days):
        closes_at = self.paper.now + timedelta(days=days)
        expected = "" if self.paper.seats() else "vacant"
        expected = "too_short" if days < 5 else expected
        expected = "must_meet" if self.paper.must_meet else expected
        expected = "never" if self.rule[3] == "never" else expected
        expected = "not_open" if self.case.ended else expected
        got = answer(votings.open_written, self.case, closes_at=closes_at, secret=secret, by=self.leader)
        self.did("open_written", expected, got)
        if not got:
            self.paper.open(self.rule, secret, closes_at, self.pull_members)
            self.opened()

    def opened(self):
        self.case.refresh_from_db()
        self.voting = self.case.votings.get(closed_at=None)
        slips = self.paper.round.slips
        assert self.voting.base == len(slips)
        enough = [voted for voted in range(len(slips) + 2) if oracle.is_enough(self.rule[0], voted, len(slips))]
        assert self.voting.required == enough[0]

    @precondition(lambda self: self.voting is not None)
    @rule(said=st.lists(st.tuples(words, usually), min_size=SEATS, max_size=SEATS), silent=st.sets(seats, max_size=2))
    def vote_in_turn(self, said, silent):
        """Whoever is asked in each seat votes, but for one or two."""
        for seat in self.paper.seats():
            who, (word, agrees) = self.paper.turn(seat), said[seat - 1]
            if seat not in silent and who is not None:
                self._vote(seat, self.rank_of(seat, who), word, agrees)

    @precondition(lambda self: self.voting is not None)
    @rule(who=somebody, word=words, agrees=usually)
    def vote(self, who, word, agrees):
        seat, rank = self.found(who)
        self._vote(seat, rank, word, agrees)

    @precondition(lambda self: self.voting is not None)
    @rule(seat=seats, of=seats, rank=ranks)
    def vote_elsewhere(self, seat, of, rank):
        self._vote(seat, rank, "for", True, of)

    def _vote(self, seat, rank, word, agrees, of=None):
        person = self.group.person(of or seat, rank)
        expected = self.paper.may_vote(person.key, seat)
        by = self.actor(person)
        got = answer(votings.vote, self.voting, seat=self.group.seat(seat), choice=word, agrees=agrees, by=by)
        self.did("vote", expected, got)
        if not got:
            self.paper.cast(seat, person.key, word, agrees, themself=True)

    @precondition(lambda self: self.voting is not None and self.paper.round.rule[3] is None)
    @rule(who=somebody, word=words)
    def record_vote(self, who, word):
        seat, rank = self.found(who)
        person = self.group.person(seat, rank)
        sits = any(place.who == person.key for place in self.paper.sitting(seat))
        expected = "recused" if person.key in self.paper.barred else ""
        expected = expected if sits else "not_in_seat"
        expected = expected if seat in self.paper.round.slips else "not_elector"
        expected = expected if self.paper.round.takes_votes(self.paper.now) else "closed"
        expected = "secret" if self.paper.round.secret else expected
        place, by = self.group.seat(seat), self.leader
        got = answer(votings.record_vote, self.voting, seat=place, person=person, choice=word, by=by)
        self.did("record_vote", expected, got)
        if not got:
            self.paper.cast(seat, person.key, word, True, themself=False)

    @precondition(lambda self: self.voting is not None)
    @rule(who=somebody)
    def pull(self, who):
        seat, rank = self.found(who)
        person, paper = self.group.person(seat, rank), self.paper
        expected = paper.may_vote(person.key, seat)
        if expected != "not_allowed":
            expected = "twice" if not expected and seat in paper.round.wants_meeting else expected
            expected = "no_pull" if paper.round.pull_members is None else expected
            expected = "meeting" if paper.round.rule[3] is None else expected
        got = answer(votings.pull, self.voting, seat=self.group.seat(seat), by=self.actor(person))
        self.did("pull", expected, got)
        if not got:
            paper.round.wants_meeting.add(seat)
            if paper.is_pulled():
                self.closed(early=paper.now < paper.round.closes_at)

    @precondition(lambda self: self.voting is not None)
    @rule(anyway=seldom)
    def close(self, anyway):
        if not anyway and not (self.paper.round.is_open and any(slip.word for slip in self.paper.round.slips.values())):
            return
        expected = "" if self.paper.round.is_open else "closed"
        in_time = self.paper.round.takes_votes(self.paper.now) and self.paper.round.closes_at is not None
        if in_time and not self.paper.is_settled():
            expected = "too_early"
        got = answer(votings.close_voting, self.voting, by=self.leader)
        self.did("close_voting", expected, got)
        if not got:
            self.closed(early=in_time)

    def closed(self, early):
        """What the voting came to, by the program and on paper."""
        came_to = self.paper.close()
        self.voting.refresh_from_db()
        self.did(f"came to {came_to[0]}", came_to, (self.voting.outcome, self.voting.by_chair))
        counts = {word: getattr(self.voting, f"count_{word}") for word in (*CHOICES, "silent")}
        assert counts == self.paper.numbers()
        assert self.voting.closed_early == early
        self.case.refresh_from_db()
        assert (self.case.ended != "") == (came_to[0] in ("adopted", "rejected"))
        assert self.case.must_meet == self.paper.must_meet
        if self.case.ended:
            assert self.case.decision.outcome == came_to[0]

    @precondition(lambda self: self.voting is not None)
    @rule(sure=seldom)
    def call_off(self, sure):
        if not sure:
            return
        expected = "" if self.paper.round.is_open else "closed"
        got = answer(votings.call_off_voting, self.voting, reason="Ny sak", by=self.leader)
        self.did("call_off_voting", expected, got)
        self.paper.round.is_open = False

    @precondition(lambda self: self.voting is not None and (self.case.ended or self.case.must_meet))
    @rule()
    def take_the_next_case(self):
        self.next_case()

    @invariant()
    def the_slips_are_as_on_paper(self):
        if getattr(self, "voting", None) is None or not self.paper.round.is_open:
            return
        rows = self.voting.electors.order_by("seat__position").values_list(
            "choice", "agrees", "person__key", "rank", "out"
        )
        slips = [each for _seat, each in sorted(self.paper.round.slips.items())]
        assert list(rows) == [(each.word, each.agrees, each.who, each.rank, each.out) for each in slips]


@pytest.fixture
def course(filled):
    """The machine on a body of six seats; each of its courses is undone after."""
    group = Group(filled, seats=SEATS)
    for number, seat in enumerate(group.seats, 1):
        for rank in range(len(group.persons[number - 1]), RANKS):
            group.persons[number - 1].append(group.add_person(seat, f"p{number}-{rank}", rank))
    rows = {(row.seat_id, row.rank): row.pk for row in SeatHolding.objects.filter(seat__body=group.body)}
    group.holdings = {
        (number, rank): rows[seat.pk, rank] for number, seat in enumerate(group.seats, 1) for rank in range(RANKS)
    }
    group.held = group.meeting()
    return type("Course", (Course,), {"group": group, "steps": Counter()})


def run(course, examples, steps):
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(
        course,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            # A course that differs is told as it was found: to find the shortest would take minutes.
            phases=[Phase.generate],
            suppress_health_check=checks,
        ),
    )
    return course.steps


def test_no_course_leads_to_another_answer_than_on_paper(course):
    steps = run(course, 75, 40)

    assert steps.total() > 1000


@pytest.mark.slow
@pytest.mark.skipif(not IS_LONG, reason="an hour; make test-long runs it")
def test_nor_does_any_of_a_hundred_thousand_steps(course):
    done = 0
    while done < 100_000:
        course.steps.clear()
        done += run(course, 100, 60).total()
        Path("build/model.txt").write_text(f"{done} {dict(course.steps)}\n")

    assert done >= 100_000
