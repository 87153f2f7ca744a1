"""Undoing a decision while its day has not come, and withdrawing with it."""

from datetime import date

import pytest

from statenshus.kernel.errors import Refused
from statenshus.portfolio.models import (
    Closing,
    Destination,
    Placement,
    ProposedLead,
    Restructuring,
    StageChange,
    Subproject,
    Successor,
)
from statenshus.portfolio.usecases import restructurings as acts
from tests.portfolio.changes import DECIDED, EFFECTIVE, decide_change, decided, prepared, snapshot

DAY = date(2023, 1, 31)


def rows(house):
    kinds = (Subproject, Placement, Closing, Destination, Successor, ProposedLead)
    return snapshot(*(kind.objects.in_house(house.house) for kind in kinds))


def decide(house):
    return decide_change(house.restructuring, on=DECIDED, who="Styret", effective_on=EFFECTIVE, by=house.actor())


@pytest.mark.parametrize("act", [acts.undo_decision, acts.withdraw], ids=lambda act: act.__name__)
def test_nothing_is_left_of_a_decision_that_is_taken_back(filled, act):
    prepared(filled)
    acts.propose_lead(
        filled.restructuring,
        person=filled.persons["member"],
        organisation=filled.organisations["registers"],
        successor=Successor.objects.in_house(filled.house).get(),
        by=filled.actor(),
    )
    before = rows(filled)
    decide(filled)
    between = rows(filled)

    act(filled.restructuring, on=DAY, by=filled.actor())

    assert between != before
    assert rows(filled) == before
    change = Restructuring.objects.get(pk=filled.restructuring.pk)
    assert (change.decided_by, change.decided_on) == ("", None)


def test_what_is_undone_can_be_decided_again(filled):
    decided(filled)
    acts.undo_decision(filled.restructuring, on=DAY, by=filled.actor())

    decide_change(filled.restructuring, on=DAY, who="Styret", effective_on=date(2023, 4, 1), by=filled.actor())

    stages = list(filled.restructuring.stages.values_list("stage", flat=True))
    assert stages == ["discussed", "proposed", "decided", "proposed", "decided"]
    assert Subproject.objects.in_house(filled.house).get(name="Samlet vaarthus").valid_from == date(2023, 4, 1)


def test_an_end_that_somebody_has_moved_since_stands(filled):
    decided(filled)
    Placement.objects.filter(pk=filled.placements["theme"].pk).update(valid_to=date(2023, 2, 1))

    acts.undo_decision(filled.restructuring, on=DAY, by=filled.actor())

    ends = dict(Placement.objects.in_house(filled.house).values_list("key", "valid_to"))
    assert ends == {"p-theme": date(2023, 2, 1), "p-task": None, "p-lead": None, "p-member": None}


@pytest.mark.parametrize("act", [acts.undo_decision, acts.withdraw], ids=lambda act: act.__name__)
def test_a_decision_is_not_undone_over_what_was_placed_since(filled, act):
    decided(filled)
    new = Subproject.objects.in_house(filled.house).get(name="Samlet vaarthus")
    Placement.objects.create(
        house=filled.house,
        key="since",
        subproject=new,
        kind="member",
        person=filled.persons["deputy"],
        valid_from=EFFECTIVE,
    )

    with pytest.raises(Refused) as refused:
        act(filled.restructuring, on=DAY, by=filled.actor())

    assert refused.value.code == "grown"
    assert str(refused.value).rpartition(": ")[2] == "Deputy vaarthus (Samlet vaarthus)."


def test_a_decision_that_another_change_rests_on_is_not_undone(filled):
    decided(filled)
    new = Subproject.objects.in_house(filled.house).get(name="Samlet vaarthus")
    later = Restructuring.objects.create(house=filled.house, key="later", title="Senere")
    StageChange.objects.create(house=filled.house, restructuring=later, stage="draft", on=DAY)
    Closing.objects.create(house=filled.house, restructuring=later, subproject=new)

    with pytest.raises(Refused) as refused:
        acts.undo_decision(filled.restructuring, on=DAY, by=filled.actor())

    assert refused.value.code == "built_on"
    assert Subproject.objects.in_house(filled.house).filter(pk=new.pk).exists()


def test_a_decision_is_not_undone_where_the_name_is_taken_since(filled):
    decided(filled)
    Subproject.objects.create(house=filled.house, key="en-igjen", name="En vaarthus", valid_from=EFFECTIVE)

    with pytest.raises(Refused) as refused:
        acts.undo_decision(filled.restructuring, on=DAY, by=filled.actor())

    assert refused.value.code == "name_taken"
