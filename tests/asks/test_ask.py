"""Asking."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from statenshus.asks.models import Ask
from statenshus.asks.usecases.asks import ask, lapse_asks, withdraw_asks
from statenshus.kernel.errors import NotAllowed
from tests.asks.asking import LATER, asked, seat_of
from tests.houses import NOW
from tests.people.acting import refused, told

pytestmark = pytest.mark.usefixtures("quiet")


def test_an_ask_knows_what_it_is_about_and_how_long_it_takes(filled):
    made = asked(filled, kind="vote", occasion=filled.bodies["management"])

    assert (made.subject_type, made.subject_key, made.subject_name) == ("people.body", "working", "Working vaarthus")
    assert (made.body, made.minutes, made.opened_at, made.due_at) == (filled.bodies["steering"], 3, NOW, LATER)
    assert (made.occasion, made.occasion_name) == ("people.body:management", "Management vaarthus")
    assert told(filled, "asks.ask") == [("stemme: Working vaarthus", {"kind": "vote", "to": "Tax vaarthus"})]


def test_a_person_is_asked_by_name_and_whoever_asks_may_know_better_how_long_it_takes(filled):
    made = asked(filled, person=filled.persons["member"], minutes=15, urgent=True)

    assert (made.seat, made.body, made.person, made.minutes, made.urgent) == (
        None,
        None,
        filled.persons["member"],
        15,
        True,
    )
    assert told(filled, "asks.ask")[0][1] == {"kind": "acceptance", "to": "Member vaarthus"}


@pytest.mark.parametrize("of", ["seat", "person"])
def test_the_same_is_asked_once_at_a_time(filled, of):
    who = {"person": filled.persons["member"]} if of == "person" else {}
    asked(filled, **who)

    with refused("twice"):
        asked(filled, **who)

    withdraw_asks(filled.bodies["working"], by=filled.actor())
    asked(filled, **who)
    assert Ask.objects.count() == 2


def test_something_else_may_be_asked_of_the_same(filled):
    asked(filled)
    asked(filled, kind="vote")
    asked(filled, about="management")

    assert Ask.objects.open().count() == 3


def test_nothing_is_due_before_it_is_asked(filled):
    with refused("past"):
        asked(filled, due_at=NOW - timedelta(minutes=1))


def test_nothing_is_asked_next_door(filled, other):
    said = {"kind": "vote", "path": "people/", "by": filled.actor()}

    for wrong in ({"seat": seat_of(other)}, {"person": other.persons["chair"]}):
        with pytest.raises(NotAllowed):
            ask(filled.bodies["working"], **said, **wrong)
    with pytest.raises(NotAllowed):
        ask(other.bodies["working"], **said, seat=seat_of(filled))


def test_asks_are_withdrawn_by_thing_kind_and_seat(filled):
    asked(filled)
    asked(filled, kind="vote")
    asked(filled, about="management")
    by, working = filled.actor(), filled.bodies["working"]

    assert withdraw_asks(working, kinds=["vote"], seat=seat_of(filled), by=by) == 1
    assert withdraw_asks(working, seat=filled.bodies["working"].seats.get(), by=by) == 0
    assert withdraw_asks(working, by=by) == 1

    assert list(Ask.objects.open().values_list("subject_key", flat=True)) == ["management"]
    assert told(filled, "asks.withdraw_asks") == [
        ("Working vaarthus", {"kinds": ["vote"], "count": 1}),
        ("Working vaarthus", {"kinds": [], "count": 1}),
    ]


def test_what_was_not_answered_in_time_lapses(filled):
    made = asked(filled, kind="vote")

    assert lapse_asks(filled.bodies["working"], kinds=["vote"], by=filled.actor(now=LATER)) == 1
    assert lapse_asks(filled.bodies["working"], kinds=["vote"], by=filled.actor(now=LATER)) == 0

    made.refresh_from_db()
    assert (made.ended, made.ended_at, made.answered_by) == ("lapsed", LATER, None)
    assert told(filled, "asks.lapse_asks") == [("Working vaarthus", {"kinds": ["vote"], "count": 1})]


def test_nothing_next_door_is_withdrawn_or_lapses(filled, other):
    for act in (withdraw_asks, lapse_asks):
        with pytest.raises(NotAllowed):
            act(other.bodies["working"], by=filled.actor())


def test_an_ask_is_late_only_while_it_is_open(filled):
    made = asked(filled)

    assert (made.is_late(NOW), made.is_late(LATER)) == (False, True)
    made.ended_at = NOW
    assert made.is_late(LATER) is False


@pytest.mark.parametrize(
    "wrong",
    [{"person": "member"}, {"seat": None}, {"ended": "lapsed"}, {"ended": "answered", "ended_at": NOW}],
    ids=["of a seat and a person", "of nobody", "ended at no moment", "answered by nobody"],
)
def test_the_database_refuses_it_by_itself(filled, wrong):
    made = asked(filled)
    if "person" in wrong:
        wrong = {"person": filled.persons[wrong["person"]]}

    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.filter(pk=made.pk).update(**wrong)
