"""How votes are counted, held against plain Python over every rule; and that the tests would see a flaw in it."""

import sys
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statenshus.decisions.models import counting
from statenshus.decisions.models.counting import CHOICES, Cast, Outcome, Rules, count, is_settled, required
from tests.decisions import oracle

FORMS = [None, *oracle.WRITTEN]
EVERY_RULE = list(product(oracle.QUORUMS, oracle.MAJORITIES, oracle.TIES, FORMS))


def told(words, *, chair=None, out=0):
    """Casts from letters: f(or), a(gainst), b(lank), x abstains, - nothing; capital: does not agree to the form."""
    names = {"f": "for", "a": "against", "b": "blank", "x": "abstain", "-": ""}
    casts = [Cast(names[word.lower()], word == word.lower(), at == chair) for at, word in enumerate(words)]
    return casts + [Cast(out=True)] * out


def comes_to(words, rules, *, written=False, chair=None, out=0, secret=False, pulled=False):
    counted = count(told(words, chair=chair, out=out), rules, written=written, secret=secret, pulled=pulled)
    return counted.outcome.value, counted.by_chair


def in_a_meeting(**changes):
    return Rules(**{"quorum": "half", "majority": "simple", "tie": "falls", "written": "never", **changes})


@pytest.mark.parametrize(
    ("quorum", "needed"),
    [
        ("half", [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
        ("more_than_half", [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6]),
        ("two_thirds", [0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7]),
        ("all", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ],
)
def test_so_many_of_none_to_ten_seats_must_vote(quorum, needed):
    assert [required(quorum, seats) for seats in range(11)] == needed


@pytest.mark.parametrize(
    ("words", "rules", "outcome"),
    [
        ("ffff-" "-----", in_a_meeting(), "not_quorate"),
        ("fffff" "-----", in_a_meeting(), "adopted"),
        ("ffffx" "-----", in_a_meeting(), "not_quorate"),
        ("ffffb" "-----", in_a_meeting(), "adopted"),
        ("fffff" "-----", in_a_meeting(quorum="more_than_half"), "not_quorate"),
        ("ffaabb", in_a_meeting(), "rejected"),
        ("fffaab", in_a_meeting(), "adopted"),
        ("fffaab", in_a_meeting(majority="of_votes"), "rejected"),
        ("ffffab", in_a_meeting(majority="of_votes"), "adopted"),
        ("fffa--", in_a_meeting(majority="of_seats"), "rejected"),
        ("ffffa-", in_a_meeting(majority="of_seats"), "adopted"),
        ("fffaab", in_a_meeting(majority="two_thirds"), "rejected"),
        ("ffffaa", in_a_meeting(majority="two_thirds"), "adopted"),
        ("fffffa", in_a_meeting(majority="nobody_against"), "rejected"),
        ("ffffxb", in_a_meeting(majority="nobody_against"), "adopted"),
        ("bbbbbb", in_a_meeting(), "rejected"),
        ("bbbbbb", in_a_meeting(majority="two_thirds"), "rejected"),
        ("bbbbbb", in_a_meeting(majority="nobody_against"), "rejected"),
    ],
)  # fmt: skip
def test_each_quorum_and_majority_by_an_example(words, rules, outcome):
    assert comes_to(words, rules) == (outcome, False)


@pytest.mark.parametrize(
    ("words", "majority", "outcome"),
    [
        ("fffaaa", "simple", ("adopted", True)),
        ("afffaa", "simple", ("rejected", True)),
        ("bffaa-", "simple", ("rejected", False)),
        ("xffaa-", "simple", ("rejected", False)),
        ("fffaab", "simple", ("adopted", False)),
        ("fffaaa", "of_votes", ("adopted", True)),
        ("fffaab", "of_votes", ("adopted", True)),
        ("bfffaa", "of_votes", ("rejected", False)),
        ("ffaabb", "of_votes", ("rejected", False)),
        ("fffaaa", "of_seats", ("rejected", False)),
        ("fffaaa", "two_thirds", ("rejected", False)),
        ("fffaaa", "nobody_against", ("rejected", False)),
    ],
)
def test_the_first_seats_vote_decides_when_votes_are_even_and_it_is_the_chairs(words, majority, outcome):
    assert comes_to(words, in_a_meeting(majority=majority, tie="chair"), chair=0) == outcome


def test_nobody_knows_the_chairs_vote_in_a_secret_voting_and_so_an_even_one_falls():
    assert comes_to("ffaa", in_a_meeting(tie="chair"), chair=0, secret=True) == ("rejected", False)


def test_of_two_who_chair_together_neither_decides():
    casts = [Cast("for", chair=True), Cast("for", chair=True), Cast("against"), Cast("against")]

    assert count(casts, in_a_meeting(tie="chair"), written=False).outcome is Outcome.REJECTED


def test_a_seat_that_is_out_counts_in_the_base_and_waits_for_nobody():
    counted = count(told("ffa-", out=3), in_a_meeting(), written=False)

    assert (counted.base, counted.required, counted.voted, counted.silent) == (7, 4, 3, 1)
    assert counted.outcome is Outcome.NOT_QUORATE


@pytest.mark.parametrize(
    ("words", "written", "outcome"),
    [
        ("ffff", "unanimous", "adopted"),
        ("fffF", "unanimous", "to_meeting"),
        ("fff-", "unanimous", "to_meeting"),
        ("fffx", "unanimous", "to_meeting"),
        ("fffa", "form", "adopted"),
        ("ffaa", "form", "rejected"),
        ("fffA", "form", "to_meeting"),
        ("fff-", "form", "to_meeting"),
        ("fxxx", "form", "not_quorate"),
        ("FFa-", "majority", "adopted"),
        ("f---", "majority", "not_quorate"),
        ("----", "silence", "adopted"),
        ("fb--", "silence", "adopted"),
        ("fxxx", "silence", "not_quorate"),
        ("fffa", "silence", "to_meeting"),
        ("fffX", "silence", "to_meeting"),
        ("ffff", "never", "to_meeting"),
    ],
)
def test_each_form_in_writing_by_an_example(words, written, outcome):
    assert comes_to(words, in_a_meeting(written=written), written=True) == (outcome, False)


@pytest.mark.parametrize("written", ["unanimous", "form", "silence"])
def test_in_writing_nothing_is_asked_of_a_seat_that_is_out(written):
    assert comes_to("ff", in_a_meeting(written=written), written=True, out=1) == ("adopted", False)


@pytest.mark.parametrize("written", oracle.WRITTEN)
def test_what_is_pulled_is_taken_in_a_meeting_whatever_was_said(written):
    assert comes_to("ffff", in_a_meeting(written=written), written=True, pulled=True) == ("to_meeting", False)


@pytest.mark.parametrize(
    ("words", "rules", "written", "settled"),
    [
        ("ffffff" "aaa-", in_a_meeting(), False, True),
        ("fffff" "aaaa-", in_a_meeting(), False, False),
        ("fffff" "-----", in_a_meeting(), False, False),
        ("----", in_a_meeting(), False, False),
        ("a---", in_a_meeting(majority="nobody_against", quorum="all"), False, False),
        ("aff-", in_a_meeting(majority="nobody_against"), False, True),
        ("f-a-", in_a_meeting(written="silence"), True, True),
        ("fff-", in_a_meeting(written="silence"), True, False),
        ("f-F-", in_a_meeting(written="form"), True, True),
        ("fff-", in_a_meeting(written="form"), True, False),
    ],
)  # fmt: skip
def test_when_a_voting_may_close_early_by_an_example(words, rules, written, settled):
    assert is_settled(told(words), rules, written=written) is settled


def as_casts(seats):
    return [Cast(*seat) for seat in seats]


def differs(module: ModuleType, seats: list[oracle.Seat], rule: tuple, secret: bool, pulled: bool = False) -> bool:
    """Whether the module counts otherwise than the oracle does, or settles otherwise."""
    quorum, majority, tie, written = rule
    rules = module.Rules(quorum, majority, tie, written or "silence")  # which means nothing in a meeting
    casts = [module.Cast(*seat) for seat in seats]
    in_writing = written is not None
    counted = module.count(casts, rules, written=in_writing, secret=secret, pulled=pulled)
    said = [word for word, _agrees, _chair, _out in seats]
    numbers = (counted.base, counted.for_, counted.against, counted.blank, counted.abstain, counted.silent)
    if numbers != (len(said), *map(said.count, CHOICES), sum(not seat[0] and not seat[3] for seat in seats)):
        return True
    if (counted.voted >= counted.required) != oracle.is_enough(quorum, counted.voted, counted.base):
        return True
    if (counted.outcome.value, counted.by_chair) != oracle.outcome(seats, *rule, secret=secret, pulled=pulled):
        return True
    settles = module.is_settled(casts, rules, written=in_writing, secret=secret)
    return bool(settles != oracle.is_settled(seats, *rule, secret=secret))


@st.composite
def seatings(draw):
    """One to six seats, at most one the chair's, and what each has said."""
    words = st.sampled_from(["", "", *CHOICES])
    size = draw(st.integers(1, 6))
    chair = draw(st.none() | st.integers(0, size - 1))
    seats = []
    for at in range(size):
        out = draw(st.sampled_from([False, False, False, True]))
        word = "" if out else draw(words)
        seats.append((word, draw(st.booleans()) if word else True, at == chair, out))
    return seats


@given(seatings(), st.sampled_from(EVERY_RULE), st.booleans(), st.booleans())
def test_the_count_agrees_with_plain_python_on_every_rule(seats, rule, secret, pulled):
    assert not differs(counting, seats, rule, secret, pulled)


def small_votings():
    """Votings of one or two seats, every one; of three to six, those where fewer things were said."""
    some = [("", True), ("for", True), ("against", True), ("blank", True), ("abstain", True), ("for", False), None]
    for size, kinds in ((1, some), (2, some), (3, some[:5]), (4, some[:3]), (5, some[1:4]), (6, some[1:3])):
        for said in product(kinds, repeat=size):
            seats = [
                ("", True, at == 0, True) if each is None else (*each, at == 0, False) for at, each in enumerate(said)
            ]
            # Only the chair's place matters: of those that differ by the order of the others, one is enough.
            if said[1:] == tuple(sorted(said[1:], key=str)):
                yield seats


def first_difference(module: ModuleType):
    """The first small voting that the module counts otherwise than the oracle, over every rule; None if none."""
    for seats in small_votings():
        for rule in EVERY_RULE:
            for secret in (False, True) if rule[1:3] == ("simple", "chair") else (False,):
                if differs(module, seats, rule, secret):
                    return seats, rule, secret
    return None


def test_the_count_agrees_with_plain_python_on_every_small_voting():
    assert first_difference(counting) is None


FLAWS = [
    ("return in_favour > others", "return in_favour >= others"),
    ("by_chair = in_favour == others and ", "by_chair = "),
    ("_more(in_favour, counted.against + counted.blank, casts", "_more(in_favour, counted.against, casts"),
    ("_more(in_favour, counted.against, casts", "_more(in_favour, counted.against + counted.blank, casts"),
    ('rules.tie == "chair" and not', "not"),
    ('rules.tie == "chair" and', 'rules.tie == "falls" and'),
    ('or (by_chair and chairs == ["for"])', "or by_chair"),
    ('"of_seats": lambda: (2 * in_favour > counted.base, False)',
     '"of_seats": lambda: _more(in_favour, counted.base - in_favour, casts, rules, secret)'),
    ('"of_seats": lambda: (2 * in_favour > counted.base', '"of_seats": lambda: (2 * in_favour >= counted.base'),
    ('"of_seats": lambda: (2 * in_favour > counted.base', '"of_seats": lambda: (2 * in_favour > voted'),
    ("in_favour >= 2 * counted.against", "in_favour > 2 * counted.against"),
    ('"two_thirds": lambda: (in_favour > 0 and', '"two_thirds": lambda: ('),
    ('"nobody_against": lambda: (in_favour > 0 and', '"nobody_against": lambda: ('),
    ("if voted < needed", "if voted <= needed"),
    ("voted = in_favour + counted.against + counted.blank", "voted = in_favour + counted.against"),
    ("voted = in_favour + counted.against + counted.blank", "voted = counted.base - silent"),
    ("needed = required(rules.quorum, len(casts))", "needed = required(rules.quorum, sum(not c.out for c in casts))"),
    ("(base + 1) // 2", "base // 2"),
    ("base // 2 + 1", "(base + 1) // 2"),
    ("-(-2 * base // 3)", "2 * base // 3"),
    ("and not secret and chairs", "and chairs"),
    ('if written and rules.written == "silence"', 'if rules.written == "silence"'),
    ("counted.for_ + (silent if", "counted.for_ + (len(casts) - sum(said.values()) if"),
    ("if written and (pulled or not", "if (pulled or not"),
    ("(pulled or not _form_holds", "(not _form_holds"),
    ("    if disagree:\n        return False\n", ""),
    ("counted.abstain or counted.silent)", "counted.silent)"),
    ("counted.abstain or counted.silent)", "counted.abstain)"),
    ("return not counted.silent and counted.voted", "return counted.voted"),
    ("and counted.voted + counted.abstain > 0", "and counted.voted > 0"),
    ('rules.written == "silence" and not counted.against', 'rules.written == "silence"'),
    ("if cast.choice or cast.out else", "if cast.choice else"),
    ('for answer in ("", "for", "against"):', 'for answer in ("", "for"):'),
    ('for answer in ("", "for", "against"):', 'for answer in ("", "against"):'),
    ('for answer in ("", "for", "against"):', 'for answer in ("for", "against"):'),
    ("return len(outcomes) == 1", "return len(outcomes) <= 2"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong"), FLAWS, ids=[f"flaw {at}" for at in range(1, len(FLAWS) + 1)])
def test_a_planted_flaw_is_seen(right, wrong, monkeypatch):
    source = Path(counting.__file__).read_text()
    assert source.count(right) == 1
    flawed = ModuleType("flawed")
    monkeypatch.setitem(sys.modules, "flawed", flawed)
    exec(source.replace(right, wrong), flawed.__dict__)

    alone = ("for", True, True, False)

    assert differs(flawed, [alone], ("half", "simple", "falls", "majority"), False, True) or first_difference(flawed)
