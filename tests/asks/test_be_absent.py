"""Being away for a time, and taking back what was handed over."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask, HandOver
from statenshus.asks.queries.turns import turns
from statenshus.asks.rules import asks as ask_rules
from statenshus.asks.rules import handing as rules
from statenshus.asks.usecases.handing import be_absent, hand_over, take_back
from statenshus.kernel.errors import NotAllowed
from tests.architecture.visits import ROLES
from tests.asks.asking import add_deputy, asked, seat_of
from tests.houses import NOW, TODAY
from tests.people.acting import refused, told

pytestmark = pytest.mark.usefixtures("quiet")

DAY = timedelta(days=1)


def whose(filled, ask, now=NOW):
    person = turns([ask], filled.actor(now=now))[ask.pk].person
    return person.key if person else None


def test_the_deputy_answers_all_there_is_while_somebody_is_away(filled):
    this = asked(filled)

    made = be_absent(
        seat_of(filled),
        valid_from=TODAY + DAY,
        valid_to=TODAY + 8 * DAY,
        reason="Ferie",
        by=filled.actor("chair"),
    )

    assert [whose(filled, this, NOW + days * DAY) for days in (0, 1, 7, 8)] == ["chair", "deputy", "deputy", "chair"]
    assert (made.by, made.to, made.reason) == (filled.persons["chair"], None, "Ferie")
    assert told(filled, "asks.be_absent") == [
        (
            "Steering vaarthus",
            {
                "giver": "Chair vaarthus",
                "organisation": "Tax vaarthus",
                "valid_from": "2023-02-01",
                "valid_to": "2023-02-08",
            },
        )
    ]


def test_until_further_notice_and_by_somebody_named(filled):
    this, third = asked(filled), add_deputy(filled, "member")

    be_absent(seat_of(filled), valid_from=TODAY, to=third, by=filled.actor("chair"))

    assert whose(filled, this, NOW + 300 * DAY) == "member"
    assert told(filled, "asks.be_absent")[0][1]["valid_to"] is None


def test_a_deputy_who_is_away_is_passed_by(filled):
    this = asked(filled)
    add_deputy(filled, "member")
    be_absent(seat_of(filled), valid_from=TODAY, by=filled.actor("deputy"))

    hand_over(this, by=filled.actor("chair"))

    assert whose(filled, this) == "member"


def test_those_who_keep_the_record_say_it_for_the_holder_or_whom_they_name(filled):
    add_deputy(filled, "member")

    made = [
        be_absent(seat_of(filled), valid_from=TODAY, by=filled.actor()),
        be_absent(seat_of(filled), person=filled.persons["deputy"], valid_from=TODAY, by=filled.actor("admin")),
    ]

    assert [row.by.key for row in made] == ["chair", "deputy"]


@pytest.mark.parametrize(("who", "named"), [("member", None), ("deputy", "chair"), ("chair", "deputy")])
def test_nobody_else_says_it(filled, who, named):
    person = filled.persons[named] if named else None

    with pytest.raises(NotAllowed):
        be_absent(seat_of(filled), person=person, valid_from=TODAY, by=filled.actor(who))


def test_not_next_door(filled, other):
    for seat, named in ((seat_of(other), {}), (seat_of(filled), {"person": other.persons["chair"]})):
        with pytest.raises(NotAllowed):
            be_absent(seat, **named, valid_from=TODAY, by=filled.actor())
    with pytest.raises(NotAllowed):
        be_absent(seat_of(filled), to=other.persons["deputy"], valid_from=TODAY, by=filled.actor("chair"))


def test_whoever_does_not_sit_there_is_not_away_from_there(filled):
    with refused("not_seated"):
        be_absent(seat_of(filled), person=filled.persons["member"], valid_from=TODAY, by=filled.actor())
    seat_of(filled).holdings.filter(rank=0).delete()
    with refused("not_seated"):
        be_absent(seat_of(filled), valid_from=TODAY, by=filled.actor())


def test_somebody_must_be_there_on_the_first_day(filled):
    first = TODAY + 10 * DAY
    seat_of(filled).holdings.filter(rank=1).update(valid_to=first)

    with refused("no_deputy"):
        be_absent(seat_of(filled), valid_from=first, by=filled.actor("chair"))
    be_absent(seat_of(filled), valid_from=first - DAY, by=filled.actor("chair"))


def test_whoever_is_named_must_be_a_deputy_on_the_first_day(filled):
    with refused("not_deputy"):
        be_absent(seat_of(filled), to=filled.persons["member"], valid_from=TODAY, by=filled.actor("chair"))


@pytest.mark.parametrize(("first", "after", "code"), [(1, 1, "backwards"), (-2, 0, "past")])
def test_a_period_ends_after_it_begins_and_after_today(filled, first, after, code):
    with refused(code):
        be_absent(
            seat_of(filled),
            valid_from=TODAY + first * DAY,
            valid_to=TODAY + after * DAY,
            by=filled.actor("chair"),
        )


@pytest.mark.parametrize("who", ["chair", "manager", "admin"])
def test_what_was_handed_over_is_taken_back_at_once_and_once(filled, who):
    this = asked(filled)
    made = hand_over(this, by=filled.actor("chair"))

    back = take_back(made, by=filled.actor(who))

    assert (back.taken_back_at, whose(filled, this)) == (NOW, "chair")
    assert told(filled, "asks.take_back") == [(str(this), {"giver": "Chair vaarthus"})]
    with refused("taken_back"):
        take_back(made, by=filled.actor(who))


def test_that_somebody_is_away_is_taken_back_too(filled):
    made = be_absent(seat_of(filled), valid_from=TODAY, by=filled.actor("chair"))

    take_back(made, by=filled.actor("chair"))

    assert told(filled, "asks.take_back") == [("Steering vaarthus", {"giver": "Chair vaarthus"})]


@pytest.mark.parametrize("who", ["deputy", "member", "commissioner"])
def test_others_take_nothing_back(filled, other, who):
    made = hand_over(asked(filled), by=filled.actor("chair"))

    with pytest.raises(NotAllowed):
        take_back(made, by=filled.actor(who))
    with pytest.raises(NotAllowed):
        take_back(hand_over(asked(other), by=other.actor("chair")), by=filled.actor())


@pytest.mark.parametrize("who", ROLES)
def test_asks_and_hand_overs_are_seen_by_the_person_those_in_the_seat_and_those_who_keep_the_record(filled, other, who):
    for house in (filled, other):
        hand_over(asked(house), by=house.actor("chair"))
        asked(house, person=house.persons["member"])
        asked(house, seat=house.bodies["working"].seats.get(), about="management")
    by = filled.actor(who)

    seen, given = set(Ask.objects.visible_to(by)), set(HandOver.objects.visible_to(by))

    assert seen == {ask for ask in Ask.objects.all() if by.may(ask_rules.see, ask)}
    assert given == {row for row in HandOver.objects.all() if by.may(rules.see, row)}
    counts = {"manager": (2, 1), "chair": (1, 1), "deputy": (1, 1), "member": (2, 0), "commissioner": (0, 0)}
    assert (len(seen), len(given)) == counts.get(who, (2, 1))
