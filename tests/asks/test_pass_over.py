"""Passing over whoever may not answer."""

import pytest

from statenshus.asks.models import PassedOver
from statenshus.asks.queries.turns import turns
from statenshus.asks.usecases.asks import pass_over
from statenshus.kernel.errors import NotAllowed
from tests.asks.asking import asked
from tests.people.acting import told


def whose(filled, *asks):
    found = turns(asks, filled.actor())
    return [(turn.person and turn.person.key, turn.why) for turn in (found[ask.pk] for ask in asks)]


def test_what_is_asked_about_the_thing_is_the_next_ones_turn_at_once(filled):
    here, elsewhere = asked(filled), asked(filled, about="management")

    made = pass_over(filled.bodies["working"], person=filled.persons["chair"], ground="Egen sak", by=filled.actor())

    assert whose(filled, here, elsewhere) == [("deputy", "passed_over"), ("chair", "holds")]
    assert (made.ground, str(made)) == ("Egen sak", "Chair vaarthus: Egen sak")
    assert told(filled, "asks.pass_over") == [("Working vaarthus", {"person": "Chair vaarthus"})]


def test_saying_it_again_changes_nothing(filled):
    for ground in ("Egen sak", "En annen grunn"):
        pass_over(filled.bodies["working"], person=filled.persons["chair"], ground=ground, by=filled.actor())

    assert list(PassedOver.objects.values_list("ground", flat=True)) == ["Egen sak"]
    assert len(told(filled, "asks.pass_over")) == 1


def test_not_next_door(filled, other):
    with pytest.raises(NotAllowed):
        pass_over(other.bodies["working"], person=filled.persons["chair"], by=filled.actor())
    with pytest.raises(NotAllowed):
        pass_over(filled.bodies["working"], person=other.persons["chair"], by=filled.actor())
