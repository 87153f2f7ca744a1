"""Whose turn it is, compared with a few lines of plain Python for any seat, hand-overs and passing over."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statenshus.asks.models import Ask, HandOver, PassedOver
from statenshus.asks.queries.turns import sitting_for, turns
from statenshus.people.models import SeatHolding
from tests.asks.asking import add_deputy, asked, seat_of
from tests.houses import NOW, START, TODAY

pytestmark = pytest.mark.usefixtures("quiet")

WHO = ("chair", "deputy", "member", "admin")
DAY = timedelta(days=1)
PERIODS = st.tuples(st.integers(-3, 3), st.one_of(st.none(), st.integers(1, 4)))
REACHES = st.one_of(st.sampled_from(["ask", "occasion", "other ask", "other occasion"]), PERIODS)
HAND_OVERS = st.lists(
    st.tuples(st.sampled_from(WHO), st.one_of(st.none(), st.sampled_from(WHO)), REACHES, st.booleans()), max_size=5
)


def oracle(seated, barred, handed):
    """Who is asked: go down from the first who is left; whoever has handed over names the next, or lets them follow.

    `handed` holds what is in force and reaches the ask: (how narrow, how late, by, to).
    """
    left = [who for who in seated if who not in barred]
    now, tried = left[0] if left else None, set()
    while own := sorted(each for each in handed if each[2] == now):
        tried.add(now)
        rest = [who for who in left if who not in tried]
        later = [who for who in rest if seated.index(who) > seated.index(now)]
        now = next(iter([who for who in rest if who == own[0][3]] + later), None)
    return now or (left[0] if left else None)


@given(
    seated=st.lists(st.sampled_from(WHO), unique=True),
    starts_vacant=st.booleans(),
    barred=st.sets(st.sampled_from(WHO), max_size=2),
    handed=HAND_OVERS,
)
def test_it_is_as_in_plain_python(filled, seated, starts_vacant, barred, handed):
    seat, persons = seat_of(filled), filled.persons
    for model in (HandOver, PassedOver, Ask, SeatHolding):
        model.objects.in_house(filled.house).delete()
    ask = asked(filled, occasion=filled.bodies["steering"])
    elsewhere = asked(filled, about="management", occasion=filled.bodies["management"])
    for rank, who in enumerate(seated, int(starts_vacant)):
        SeatHolding.objects.create(
            house=filled.house, seat=seat, person=persons[who], rank=rank, valid_from=START, valid_to=date(2024, 1, 1)
        )
    for who in barred:
        PassedOver.objects.create(
            house=filled.house,
            person=persons[who],
            subject_type=ask.subject_type,
            subject_key=ask.subject_key,
            at=NOW,
        )
    reaching = []
    for late, (who, to, reach, is_taken_back) in enumerate(handed):
        said = {
            "ask": {"ask": ask},
            "other ask": {"ask": elsewhere},
            "occasion": {"occasion": ask.occasion},
            "other occasion": {"occasion": elsewhere.occasion},
        }
        reaches, narrow = reach in ("ask", "occasion"), 0 if reach == "ask" else 1
        if isinstance(reach, tuple):
            first = TODAY + reach[0] * DAY
            after = first + reach[1] * DAY if reach[1] else None
            given_as = {"valid_from": first, "valid_to": after}
            reaches, narrow = first <= TODAY and (after is None or after > TODAY), 2
        else:
            given_as = said[reach]
        HandOver.objects.create(
            house=filled.house,
            seat=seat,
            by=persons[who],
            to=persons[to] if to else None,
            at=NOW + late * DAY,
            taken_back_at=NOW if is_taken_back else None,
            **given_as,
        )
        if reaches and not is_taken_back:
            reaching.append((narrow, -late, who, to or ""))

    turn = turns([ask], filled.actor())[ask.pk]

    expected = oracle(seated, barred, reaching)
    assert (turn.person and turn.person.key) == expected
    assert (turn.rank is None) == (expected is None)
    answering = {who for who in WHO if sitting_for(filled.actor(who), seat, filled.bodies["working"])}
    holder = set(seated[:1]) - barred if not starts_vacant else set()
    assert answering == holder | ({expected} if expected else set())


def test_why_it_is_somebodys_turn_is_told_and_who_comes_after(filled):
    seat, third = seat_of(filled), add_deputy(filled, "member")
    one, two = asked(filled, occasion=filled.bodies["steering"]), asked(filled, about="management")
    own = {"house": filled.house, "seat": seat, "by": filled.persons["chair"], "at": NOW}
    HandOver.objects.create(**own, ask=one, to=third)

    found = turns([one, two], filled.actor())
    assert [(found[ask.pk].person.key, found[ask.pk].rank, found[ask.pk].why) for ask in (one, two)] == [
        ("member", 2, "handed_over"),
        ("chair", 0, "holds"),
    ]
    assert [person.key for person in found[two.pk].after] == ["deputy", "member"]

    HandOver.objects.create(**own, valid_from=TODAY)
    assert [(t.person.key, t.why) for t in [turns([two], filled.actor())[two.pk]]] == [("deputy", "absent")]


@pytest.mark.parametrize(("what", "why"), [("vacant", "vacant"), ("all passed over", "passed_over")])
def test_where_it_is_nobodys_turn_it_is_told_why(filled, what, why):
    seat, ask = seat_of(filled), asked(filled)
    if what == "vacant":
        seat.holdings.all().delete()
    for who in ("chair", "deputy"):
        if what == "all passed over":
            PassedOver.objects.create(
                house=filled.house,
                person=filled.persons[who],
                subject_type=ask.subject_type,
                subject_key=ask.subject_key,
                at=NOW,
            )

    turn = turns([ask], filled.actor())[ask.pk]

    assert (turn.person, turn.rank, turn.why, turn.after, turn.next) == (None, None, why, [], None)


def test_where_all_are_away_it_stays_with_the_first(filled):
    ask = asked(filled)
    for who in ("chair", "deputy"):
        HandOver.objects.create(
            house=filled.house, seat=seat_of(filled), by=filled.persons[who], at=NOW, valid_from=TODAY
        )

    turn = turns([ask], filled.actor())[ask.pk]

    assert (turn.person, turn.rank, turn.why) == (filled.persons["chair"], 0, "all_away")


def test_who_would_be_asked_next_is_the_first_who_is_not_away(filled):
    ask, third = asked(filled), add_deputy(filled, "member")
    assert turns([ask], filled.actor())[ask.pk].next == filled.persons["deputy"]

    HandOver.objects.create(
        house=filled.house, seat=seat_of(filled), by=filled.persons["deputy"], at=NOW, valid_from=TODAY
    )

    assert turns([ask], filled.actor())[ask.pk].next == third


def test_whoever_comes_into_the_seat_is_asked_what_is_open(filled):
    ask = asked(filled)
    seat_of(filled).holdings.filter(rank=0).update(person=filled.persons["member"])

    assert turns([ask], filled.actor())[ask.pk].person == filled.persons["member"]


@pytest.mark.parametrize("count", [1, 5])
def test_three_queries_however_many_there_are(filled, count, django_assert_num_queries):
    kinds = ["position", "vote", "question", "minutes", "acceptance"][:count]
    asks = [asked(filled, kind=kind) for kind in kinds]
    by = filled.actor()

    with django_assert_num_queries(3):
        turns(asks, by)
