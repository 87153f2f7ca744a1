"""Any course that votings may take, held step by step against a secretary with pen and paper."""

import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from statenshus.asks.models import Ask, HandOver
from statenshus.decisions.models import AgendaItem, Mandate
from statenshus.decisions.models.counting import CHOICES
from statenshus.decisions.queries.verdict import verify
from statenshus.decisions.usecases import recusals, votings
from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.people.models import SeatHolding
from tests.decisions import oracle
from tests.decisions.conftest import Group
from tests.decisions.paper import Away, Paper, Place
from tests.houses import NOW, START

SEATS, RANKS = 6, 3
seats, ranks = st.integers(1, SEATS), st.integers(0, RANKS - 1)
words = st.sampled_from(["for", "for", "against", "against", "blank", "abstain"])
somebody = st.tuples(st.integers(0, SEATS * RANKS - 1), st.sampled_from([False] * 8 + [True]))
"""One of those who sit in a seat now, or now and then anybody: `found` tells which seat, and which place in it."""
usually, seldom = st.sampled_from([True] * 5 + [False]), st.sampled_from([False] * 5 + [True])
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"


def answer(act, *args, **kwargs) -> str:
    """Empty when the act is done, else the code of the refusal."""
    try:
        with transaction.atomic():
            act(*args, **kwargs)
    except Refused as refusal:
        return refusal.code
    except NotAllowed:
        return "not_allowed"
    return ""


class Course(RuleBasedStateMachine):
    """A body of one to six seats, with a holder and two deputies each, and the votings on its cases."""

    group: Group
    steps: Counter[str] = Counter()

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.number = 1

    def teardown(self):
        assert verify(self.group.house).broken == ""
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @initialize(
        count=st.sampled_from([6, 5, 4, 3, 2, 1]),
        sizes=st.lists(st.sampled_from([2, 3, 1]), min_size=SEATS, max_size=SEATS),
        quorum=st.sampled_from(oracle.QUORUMS),
        majority=st.sampled_from(oracle.MAJORITIES),
        tie=st.sampled_from(oracle.TIES),
        written=st.sampled_from(oracle.WRITTEN),
        pull=st.sampled_from([None, 1, 2]),
    )
    def seat_them(self, count, sizes, quorum, majority, tie, written, pull):
        rule = {"quorum": quorum, "majority": majority, "tie": tie, "written": written, "pull_members": pull}
        Mandate.objects.filter(pk=self.group.mandate.pk).update(**rule)
        self.rule = (quorum, majority, tie, written)
        self.pull_members = pull
        sitting = {(seat, rank) for seat, size in enumerate(sizes[:count], 1) for rank in range(size)}
        gone = [pk for place, pk in self.group.holdings.items() if place not in sitting]
        SeatHolding.objects.filter(pk__in=gone).delete()
        places = [Place(seat, self.name(seat, rank), rank, START) for seat, rank in sorted(sitting)]
        self.paper = Paper(NOW, places)
        self.next_case()

    def found(self, somebody):
        at, anybody = somebody
        sitting = [place for seat in range(1, SEATS + 1) for place in self.paper.sitting(seat)]
        if anybody or not sitting:
            return at // RANKS + 1, at % RANKS
        place = sitting[at % len(sitting)]
        return place.seat, self.rank_of(place.seat, place.who)

    def rank_of(self, seat, who):
        return next(rank for rank in range(RANKS) if self.name(seat, rank) == who)

    def name(self, seat, rank):
        return self.group.person(seat, rank).key

    def actor(self, person):
        return Actor(self.group.house, self.paper.now, person, frozenset({Role.MEMBER, Role.STEERING}))

    @property
    def leader(self):
        return self.group.at(self.paper.now)

    def next_case(self):
        self.number += 1
        self.case = self.group.publish(f"2023-{self.number}", self.number)
        AgendaItem.objects.create(house=self.group.house, meeting=self.group.held, case=self.case)
        self.voting = None
        self.paper.round, self.paper.must_meet, self.paper.barred = None, False, set()

    def did(self, what, expected, got):
        assert got == expected, (what, expected, got)
        self.steps[f"{what}: {got or 'done'}"] += 1

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

    @rule(who=somebody, to=st.none() | ranks, days=st.sampled_from([None, 1, 3, 30]))
    def hand_over(self, who, to, days):
        """Let another in the seat vote: in this voting (no days), or for some days."""
        seat, rank = self.found(who)
        giver = self.group.person(seat, rank)
        named = self.group.person(seat, to) if to is not None and to != rank else None
        told = {"house": self.group.house, "seat": self.group.seat(seat), "by": giver, "to": named}
        self.paper.now += timedelta(seconds=1)
        if days is None:
            open_asks = (
                Ask.objects.in_house(self.group.house).open().about(self.case).filter(seat=self.group.seat(seat))
            )
            ask = open_asks.first()
            if ask is None:
                return
            HandOver.objects.create(**told, ask=ask, at=self.paper.now)
            self.paper.away.append(Away(seat, giver.key, named and named.key, asked=self.paper.asked[seat]))
        else:
            period = {"since": self.paper.today, "until": self.paper.today + timedelta(days=days)}
            HandOver.objects.create(**told, at=self.paper.now, valid_from=period["since"], valid_to=period["until"])
            self.paper.away.append(Away(seat, giver.key, named and named.key, **period))
        self.did("hand_over", "", "")

    @rule(who=somebody, by_body=st.booleans())
    def stand_down(self, who, by_body):
        seat, rank = self.found(who)
        person = self.group.person(seat, rank)
        sits = any(place.who == person.key for place in self.paper.sitting(seat))
        anywhere = any(place.who == person.key and place.on(self.paper.today) for place in self.paper.places)
        expected = "twice" if person.key in self.paper.barred else ""
        expected = expected if sits else "not_in_seat"
        expected = "not_open" if self.case.ended else expected
        expected = expected if by_body or anywhere else "not_allowed"
        told = {"seat": self.group.seat(seat), "ground": "Part i saken"}
        if by_body:
            got = answer(recusals.find_disqualified, self.case, person=person, **told, by=self.leader)
        else:
            got = answer(recusals.recuse, self.case, **told, by=self.actor(person))
        self.did("stand_down", expected, got)
        if not got:
            self.paper.bar(person.key)

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

    @rule(hours=st.sampled_from([1, 11, 24, 70]))
    def wait(self, hours):
        self.paper.now += timedelta(hours=hours)

    @rule(who=somebody)
    def leave(self, who):
        """Somebody leaves their seat: from today they do not sit in it."""
        seat, rank = self.found(who)
        place = next((each for each in self.paper.sitting(seat) if each.who == self.name(seat, rank)), None)
        if place is None or place.since == self.paper.today:
            return
        rows = SeatHolding.objects.filter(seat=self.group.seat(seat), person=self.group.person(seat, rank))
        assert rows.filter(valid_to=None).update(valid_to=self.paper.today) == 1
        place.until = self.paper.today
        self.did("leave", "", "")

    @rule(seat=seats, rank=ranks)
    def come(self, seat, rank):
        """Somebody is seated, last in their seat."""
        who = self.name(seat, rank)
        if any(place.who == who and place.seat == seat and place.until is None for place in self.paper.places):
            return
        last = max((place.rank for place in self.paper.places if place.seat == seat), default=-1) + 1
        SeatHolding.objects.create(
            house=self.group.house,
            seat=self.group.seat(seat),
            person=self.group.person(seat, rank),
            rank=last,
            valid_from=self.paper.today,
        )
        self.paper.places.append(Place(seat, who, last, self.paper.today))
        self.did("come", "", "")

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
            phases=[Phase.generate],
            suppress_health_check=checks,
        ),
    )
    return course.steps


def test_no_course_leads_to_another_answer_than_on_paper(course):
    steps = run(course, 50, 40)

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
