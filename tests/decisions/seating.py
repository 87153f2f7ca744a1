"""A body in which people come and go, stand down and hand over: half of the machine of test_model."""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from statenshus.asks.models import Ask, HandOver
from statenshus.decisions.models import AgendaItem, Mandate
from statenshus.decisions.queries.verdict import verify
from statenshus.decisions.usecases import recusals
from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.people.models import SeatHolding
from tests.decisions import oracle
from tests.decisions.conftest import Group
from tests.decisions.paper import Away, Paper, Place
from tests.houses import NOW, START

SEATS, RANKS = 6, 3
seats, ranks = st.integers(1, SEATS), st.integers(0, RANKS - 1)
somebody = st.tuples(st.integers(0, SEATS * RANKS - 1), st.sampled_from([False] * 8 + [True]))
"""One of those who sit in a seat now, or now and then anybody: `found` tells which seat, and which place in it."""


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


class Seating(RuleBasedStateMachine):
    """A body of one to six seats, with a holder and up to two deputies each, and the case before it."""

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
