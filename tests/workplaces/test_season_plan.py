"""The plan for a season: held against every plan there is, where there are few."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statenshus.workplaces.queries.season_plan import Asked, Desk, Limit, Why, plan

DESKS = [Desk(1, zone=1, accessible=False), Desk(2, zone=2, accessible=True)]
DAYS = st.lists(st.integers(1, 3), unique=True).map(sorted)
FAIR = 8


def asked(pk, weekdays, **said):
    return Asked(pk, f"p{pk}", said.pop("agency", None), weekdays, **{"zones": frozenset({1, 2}), **said})


def is_allowed(wishes, desks, open_days, limits, given):
    """Whether the plan keeps every rule, told one by one."""
    of = {wish.pk: wish for wish in wishes}
    places = {desk.pk: desk for desk in desks}
    taken = [(day, place) for (_pk, day), place in given.items()]
    assert len(taken) == len(set(taken)), "a place is somebody's alone"
    for (pk, day), place in given.items():
        wish = of[pk]
        assert day in open_days and day in wish.days and wish.may_have(places[place])
    for wish in wishes:
        assert sum(pk == wish.pk for pk, _day in given) <= len(wish.weekdays)
    for agency, limit in limits.items():
        used = sum(of[pk].agency == agency for pk, _day in given)
        assert limit.warns or used <= limit.most
    return True


def fairness(wishes, given):
    """How many get a first day, a second, …: the more of the first the better, and so on."""
    days = [sum(pk == wish.pk for pk, _day in given) for wish in wishes]
    return [sum(number >= level for number in days) for level in (1, 2, 3)]


def every_plan(wishes, desks, open_days, limits):
    """Each plan that keeps the rules, by trying everything."""
    slots = [(wish, day) for wish in wishes for day in wish.days if day in open_days]
    for picked in product([None, *desks], repeat=len(slots)):
        given = {(wish.pk, day): desk.pk for (wish, day), desk in zip(slots, picked, strict=True) if desk}
        try:
            is_allowed(wishes, desks, open_days, limits, given)
        except AssertionError:
            continue
        yield given


@st.composite
def cases(draw):
    wishes = []
    for pk in range(10, 10 + draw(st.integers(1, 3))):
        days = draw(DAYS.filter(bool))
        others = draw(st.lists(st.integers(1, 3), unique=True, max_size=1)) if len(days) < 3 else []
        zones = draw(st.sampled_from([frozenset({1}), frozenset({1, 2}), frozenset()]))
        agency, accessible = draw(st.sampled_from([None, 1])), draw(st.booleans())
        others = [day for day in others if day not in days]
        wishes.append(Asked(pk, f"p{pk}", agency, days, others, zones, draw(st.sampled_from([None, 1, 2])), accessible))
    slots = sum(len(wish.days) for wish in wishes)
    limits = draw(st.sampled_from([{}, {1: Limit(1)}]))
    return (wishes if slots <= 7 else wishes[:2]), limits


@given(cases())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_plan_is_fairer_and_every_rule_is_kept(case):
    wishes, limits = case
    made = plan(wishes, DESKS, {1, 2}, limits)

    assert is_allowed(wishes, DESKS, {1, 2}, limits, made.given) and made.is_best
    best = max(fairness(wishes, given) for given in every_plan(wishes, DESKS, {1, 2}, limits))
    assert fairness(wishes, made.given) == best
    missed = {(wish.pk, day) for wish in wishes for day in wish.weekdays} - set(made.given)
    assert set(made.why) == missed


def test_a_planted_unfairness_is_seen():
    wishes = [asked(10, [1, 2]), asked(11, [1, 2], zones=frozenset({1})), asked(12, [1], zones=frozenset({1}))]
    greedy = {(10, 1): 2, (10, 2): 2, (11, 1): 1, (11, 2): 1}

    assert is_allowed(wishes, DESKS, {1, 2}, {}, greedy)
    assert fairness(wishes, greedy) < fairness(wishes, plan(wishes, DESKS, {1, 2}).given) == [3, 1, 0]


def test_everybody_gets_a_first_day_before_anybody_a_second():
    wishes = [asked(pk, [1, 2], zones=frozenset({1})) for pk in (10, 11)]
    made = plan(wishes, DESKS, {1, 2})

    assert sorted(pk for pk, _day in made.given) == [10, 11]
    assert sorted(day for _pk, day in made.given) == [1, 2] and set(made.why.values()) == {Why.FULL}


def test_another_day_is_given_instead_of_a_full_one():
    wishes = [asked(10, [1], zones=frozenset({1})), asked(11, [1], or_weekdays=[2], zones=frozenset({1}))]
    made = plan(wishes, DESKS, {1, 2})

    assert made.given == {(10, 1): 1, (11, 2): 1} and made.why == {(11, 1): Why.FULL}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"weekdays": [7]}, Why.SHUT),
        ({"weekdays": [1], "zones": frozenset()}, Why.NONE),
        ({"weekdays": [1], "zones": frozenset({1}), "accessible": True}, Why.NONE),
        ({"weekdays": [1], "fixed": {1: None}}, Why.BY_HAND),
        ({"weekdays": [1], "agency": 3}, Why.QUOTA),
    ],
)
def test_why_a_day_is_not_given(said, why):
    made = plan([asked(10, said.pop("weekdays"), **said)], DESKS, {1, 2}, {3: Limit(0)})

    assert (made.given, list(made.why.values())) == ({}, [why])


def test_what_was_fixed_by_hand_stands_and_the_rest_settles_round_it():
    wishes = [asked(10, [1, 2], fixed={1: 1}), asked(11, [1], zones=frozenset({1})), asked(12, [1, 2])]
    made = plan(wishes, DESKS, {1, 2})

    assert made.given[10, 1] == 1 and (11, 1) not in made.given and made.why[11, 1] == Why.FULL


def test_a_quota_that_warns_comes_after_others_and_takes_what_they_leave():
    wishes = [asked(10, [1, 2], agency=1, zones=frozenset({1})), asked(11, [1], zones=frozenset({1}))]
    made = plan(wishes, DESKS, {1, 2}, {1: Limit(1, warns=True)})
    assert made.given == {(10, 2): 1, (11, 1): 1}

    alone = plan(wishes[:1], DESKS, {1, 2}, {1: Limit(1, warns=True)})
    assert len(alone.given) == 2


def test_one_stays_at_one_desk_and_where_one_would_rather_be():
    wishes = [asked(10, [1, 2], zone=2), asked(11, [1, 2])]
    made = plan(wishes, DESKS, {1, 2})

    assert made.given == {(10, 1): 2, (10, 2): 2, (11, 1): 1, (11, 2): 1}


def test_a_second_proposal_keeps_what_it_can():
    wishes = [asked(pk, [1], zones=frozenset({1})) for pk in (10, 11)]
    (winner,) = plan(wishes, DESKS, {1}, lots="one").given
    other = 21 - winner[0]
    kept = [asked(pk, [1], zones=frozenset({1}), before={1: 1} if pk == other else {}) for pk in (10, 11)]

    assert list(plan(kept, DESKS, {1}, lots="one").given) == [(other, 1)]


def test_the_lot_is_drawn_once_for_a_season_and_not_by_who_came_first():
    wishes = [asked(pk, [1], zones=frozenset({1})) for pk in range(10, 16)]
    first = {lots: next(iter(plan(wishes, DESKS, {1}, lots=lots).given))[0] for lots in "abcdefgh"}

    assert first == {lots: next(iter(plan(wishes[::-1], DESKS, {1}, lots=lots).given))[0] for lots in "abcdefgh"}
    assert len(set(first.values())) > 2
