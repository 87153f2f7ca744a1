"""The fair queue, simulated over years of absence, joins and leaves."""

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from statenshus.meetings.queries.queue import Member, Taken, head_start, owed, queue

START = date(2023, 1, 2)


def a_year(seed, meetings=52, names=8):
    """Who took each turn, when organisations are away at random, join, leave, and let a turn pass.

    Of each meeting: all that took turns then, those that could with whether they let it pass, and who took it.
    """
    rng = random.Random(seed)
    members = {f"m{n}": Member(f"m{n}", f"M{n}", capacity=20) for n in range(rng.randint(1, names))}
    taken, course = [], []
    for week in range(meetings):
        on = START + timedelta(weeks=week)
        if rng.random() < 0.08:
            key = f"n{week}"
            start = head_start(list(members.values()), taken)
            members[key] = Member(key, key.title(), start, since=on, capacity=20)
        if len(members) > 1 and rng.random() < 0.05:
            members.pop(rng.choice(sorted(members)))
        away = {key for key in members if rng.random() < 0.2}
        skips = {key for key in members if rng.random() < 0.1}
        now = [
            Member(
                m.key, m.name, m.head_start, m.since, m.capacity, is_away=m.key in away, skipped="x" * (m.key in skips)
            )
            for m in members.values()
        ]
        places = queue(now, taken, guests=10, is_accessible=False)
        could = [each.member.key for each in places if each.shares]
        if places and not places[0].obstacles:
            taken.append(Taken(on, places[0].member.key, could))
            course.append((set(members), {key: key in skips for key in could}, places[0].member.key))
    return members, taken, course


@settings(max_examples=200)
@given(st.integers(0, 1_000_000))
def test_among_those_who_could_the_same_times_turns_differ_by_at_most_one(seed):
    _members, taken, course = a_year(seed)
    everybody = set().union(*(who for who, _could, _host in course)) if course else set()

    for one, other in combinations(sorted(everybody), 2):
        histories = [[could.get(key) for _who, could, _host in course] for key in (one, other)]
        joined = [next((n for n, (who, _c, _h) in enumerate(course) if key in who), -1) for key in (one, other)]
        if histories[0] == histories[1] and joined[0] == joined[1]:
            turns = [sum(each.by == key for each in taken) for key in (one, other)]
            assert abs(turns[0] - turns[1]) <= 1


@settings(max_examples=200)
@given(st.integers(0, 1_000_000))
def test_nobody_is_ever_owed_a_whole_turn_more_for_long_and_all_that_is_owed_adds_up(seed):
    members, taken, course = a_year(seed)
    every = {key for who, _could, _host in course for key in who}

    assert sum((owed(Member(key, key), taken) for key in every), Fraction(0)) == 0
    for who, could, host in course:
        assert host in could and set(could) <= who
    assert all(abs(owed(member, taken)) < len(every) + 1 for member in members.values())


def test_with_nobody_away_each_is_host_once_before_any_is_twice():
    members, taken = [Member(f"m{n}", f"M{n}", capacity=12) for n in range(7)], []

    for week in range(21):
        places = queue(members, taken, guests=10, is_accessible=False)
        taken.append(Taken(START + timedelta(weeks=week), places[0].member.key, [m.key for m in members]))

    hosts = [each.by for each in taken]
    assert hosts == [f"m{n}" for n in range(7)] * 3


def test_a_greedy_queue_that_forgets_who_was_host_is_seen():
    members = [Member(f"m{n}", f"M{n}", capacity=12) for n in range(3)]
    taken = [Taken(START, "m0", ["m0", "m1", "m2"])]

    places = queue(members, taken, guests=10, is_accessible=False)
    assert places[0].member.key != "m0" and queue(members, [], guests=10, is_accessible=False)[0].member.key == "m0"


def test_who_is_away_too_small_or_hard_to_get_into_is_not_asked_and_it_is_said_why():
    members = [
        Member("away", "A", capacity=20, is_away=True, is_accessible=True),
        Member("small", "B", capacity=8, is_accessible=True),
        Member("steps", "C", capacity=20),
        Member("unknown", "D"),
        Member("not-now", "E", capacity=20, is_accessible=True, skipped="Ombygging"),
        Member("fits", "F", capacity=10, is_accessible=True),
    ]

    told = {p.member.key: p.obstacles for p in queue(members, [], guests=10, is_accessible=True)}

    assert next(iter(told)) == "fits"
    assert told == {
        "fits": [],
        "away": ["away"],
        "small": ["small"],
        "steps": ["inaccessible"],
        "unknown": ["unknown"],
        "not-now": ["skipped"],
    }
    assert not next(p for p in queue(members, [], guests=10, is_accessible=False) if p.member.key == "steps").obstacles


def test_a_newcomer_begins_in_the_middle():
    members = [Member(key, key, capacity=9) for key in ("a", "b", "c")]
    taken = [Taken(START, "a", ["a", "b", "c"]), Taken(START, "b", ["a", "b", "c"])]

    assert [owed(each, taken) for each in members] == [Fraction(-1, 3), Fraction(-1, 3), Fraction(2, 3)]
    assert head_start(members, taken) == Fraction(-1, 3) and head_start([], taken) == 0


def test_of_those_alike_it_is_where_most_have_not_been():
    members = [Member("a", "A", capacity=9, unvisited=1), Member("b", "B", capacity=9, unvisited=5)]

    assert [each.member.key for each in queue(members, [], guests=5, is_accessible=False)] == ["b", "a"]
