"""Letting another in the seat answer: one ask, an occasion or a period."""

from datetime import timedelta

import pytest

from statenshus.asks.models import HandOver
from statenshus.asks.queries.turns import turns
from statenshus.asks.usecases.asks import pass_over, withdraw_asks
from statenshus.asks.usecases.handing import be_absent, hand_over
from statenshus.kernel.errors import NotAllowed
from tests.asks.asking import add_deputy, asked, seat_of
from tests.houses import NOW, TODAY
from tests.people.acting import refused, told

pytestmark = pytest.mark.usefixtures("quiet")

DAY = timedelta(days=1)


def whose(filled, *asks, now=NOW):
    found = turns(asks, filled.actor(now=now))
    return [turn.person.key if turn.person else None for turn in (found[ask.pk] for ask in asks)]


def test_in_one_tap_the_next_deputy_answers_this_and_nothing_else(filled):
    this, that = asked(filled), asked(filled, kind="vote")

    made = hand_over(this, by=filled.actor("chair"))

    assert whose(filled, this, that) == ["deputy", "chair"]
    assert (made.by, made.to, made.ask, made.at) == (filled.persons["chair"], None, this, NOW)
    assert told(filled, "asks.hand_over") == [
        (str(this), {"reach": "ask", "giver": "Chair vaarthus", "to": "", "occasion": ""})
    ]


def test_another_deputy_may_be_named(filled):
    this, third = asked(filled), add_deputy(filled, "member")

    hand_over(this, to=third, reason="Kjenner saken", by=filled.actor("chair"))

    assert whose(filled, this) == ["member"]


def test_all_of_a_meeting_is_handed_over_also_what_is_asked_later(filled):
    meeting = filled.bodies["management"]
    this = asked(filled, occasion=meeting)

    hand_over(this, reach="occasion", by=filled.actor("chair"))

    later, elsewhere = asked(filled, kind="vote", occasion=meeting), asked(filled, kind="position")
    assert whose(filled, this, later, elsewhere) == ["deputy", "deputy", "chair"]
    assert told(filled, "asks.hand_over")[0][1]["occasion"] == "Management vaarthus"


def test_all_of_a_period_is_handed_over_from_today_on(filled):
    this = asked(filled)

    made = hand_over(this, reach="period", valid_to=TODAY + 3 * DAY, by=filled.actor("chair"))

    assert (made.valid_from, made.valid_to, made.ask) == (TODAY, TODAY + 3 * DAY, None)
    assert whose(filled, this) == ["deputy"]
    assert whose(filled, this, now=NOW + 3 * DAY) == ["chair"]


def test_a_deputy_hands_on_to_the_next(filled):
    this = asked(filled)
    add_deputy(filled, "member")
    hand_over(this, by=filled.actor("chair"))

    hand_over(this, by=filled.actor("deputy"))

    assert whose(filled, this) == ["member"]


def test_the_holder_may_change_their_mind_and_only_the_last_counts(filled):
    this, third = asked(filled), add_deputy(filled, "member")

    hand_over(this, by=filled.actor("chair"))
    hand_over(this, to=third, by=filled.actor("chair", now=NOW + DAY))

    assert whose(filled, this) == ["member"]
    assert [row.to for row in HandOver.objects.in_force()] == [third]


def test_those_who_keep_the_record_hand_over_for_whoever_fell_ill(filled):
    this = asked(filled)

    made = hand_over(this, reason="Syk", by=filled.actor("manager"))

    assert (made.by, whose(filled, this)) == (filled.persons["chair"], ["deputy"])


@pytest.mark.parametrize("who", ["deputy", "member", "commissioner"])
def test_others_do_not(filled, who):
    with pytest.raises(NotAllowed):
        hand_over(asked(filled), by=filled.actor(who))


def test_nor_does_the_holder_who_is_passed_over(filled):
    this = asked(filled)
    add_deputy(filled, "member")
    pass_over(filled.bodies["working"], person=filled.persons["chair"], by=filled.actor())

    with pytest.raises(NotAllowed):
        hand_over(this, by=filled.actor("chair"))


@pytest.mark.parametrize("who", ["member", "manager"])
def test_what_is_asked_of_a_person_stays_with_them(filled, who):
    with pytest.raises(NotAllowed):
        hand_over(asked(filled, person=filled.persons["member"]), by=filled.actor(who))


def test_not_next_door(filled, other):
    with pytest.raises(NotAllowed):
        hand_over(asked(other), by=filled.actor())
    with pytest.raises(NotAllowed):
        hand_over(asked(filled), to=other.persons["deputy"], by=filled.actor("chair"))


def test_what_has_ended_is_not_handed_over(filled):
    this = asked(filled)
    withdraw_asks(filled.bodies["working"], by=filled.actor())

    with refused("ended"):
        hand_over(this, by=filled.actor("chair"))


def test_what_belongs_to_no_meeting_is_handed_over_by_itself(filled):
    with refused("no_occasion"):
        hand_over(asked(filled), reach="occasion", by=filled.actor("chair"))


@pytest.mark.parametrize("reach", ["ask", "period"])
def test_somebody_must_be_there_to_answer(filled, reach):
    this = asked(filled)
    seat_of(filled).holdings.filter(rank=1).delete()

    with refused("no_deputy"):
        hand_over(this, reach=reach, by=filled.actor("chair"))
    assert whose(filled, this) == ["chair"]


def test_a_deputy_who_is_away_is_nobody(filled):
    this = asked(filled)
    be_absent(seat_of(filled), valid_from=TODAY, by=filled.actor("deputy"))

    with refused("no_deputy"):
        hand_over(this, by=filled.actor("chair"))


def test_a_vacant_seat_has_nothing_to_hand_over(filled):
    this = asked(filled)
    seat_of(filled).holdings.all().delete()

    with refused("no_deputy"):
        hand_over(this, by=filled.actor())


@pytest.mark.parametrize("to", ["chair", "member"])
@pytest.mark.parametrize("reach", ["ask", "period"])
def test_only_a_deputy_in_the_seat_is_named(filled, to, reach):
    with refused("not_deputy"):
        hand_over(asked(filled), to=filled.persons[to], reach=reach, by=filled.actor("chair"))


def test_nor_one_who_may_not_answer_about_this(filled):
    this, third = asked(filled), add_deputy(filled, "member")
    pass_over(filled.bodies["working"], person=third, by=filled.actor())

    with refused("not_deputy"):
        hand_over(this, to=third, by=filled.actor("chair"))


@pytest.mark.parametrize(("first", "after", "code"), [(2, 1, "backwards"), (1, 1, "backwards"), (-3, 0, "past")])
def test_a_period_ends_after_it_begins_and_after_today(filled, first, after, code):
    with refused(code):
        hand_over(
            asked(filled),
            reach="period",
            valid_from=TODAY + first * DAY,
            valid_to=TODAY + after * DAY,
            by=filled.actor("chair"),
        )
