"""What stands in the way of deciding a change, each by name."""

from datetime import date

import pytest

from statenshus.kernel.errors import Refused
from statenshus.portfolio.models import (
    Closing,
    Placement,
    ProposedLead,
    Restructuring,
    Stage,
    StageChange,
    Subproject,
    Successor,
)
from statenshus.portfolio.queries.restructurings import orphans
from statenshus.portfolio.usecases import restructurings as acts
from tests.portfolio.changes import (
    DECIDED,
    EFFECTIVE,
    decide_change,
    decided,
    decision_on,
    goes_on,
    lead_of,
    prepared,
    prepared_with,
)


def refusal(house, **changes):
    """What deciding the house's change is refused with."""
    with pytest.raises(Refused) as refused:
        decide_change(house.restructuring, **changes, by=house.actor())
    return refused.value


@pytest.mark.parametrize("outcome", ["rejected", "discussed", "noted"])
def test_only_a_decision_that_adopts_it_lets_a_change_take_effect(filled, outcome):
    change = prepared(filled)

    with pytest.raises(Refused) as refused:
        acts.decide(change, decision=decision_on(change, outcome=outcome), by=filled.actor())

    assert refused.value.code == "no_decision"


def test_a_decision_on_another_case_does_not(filled):
    change = prepared(filled)
    earlier = decision_on(change)
    decision_on(change)

    with pytest.raises(Refused) as refused:
        acts.decide(change, decision=earlier, by=filled.actor())

    assert refused.value.code == "no_decision"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": date(2023, 2, 1)}, "future"),
        ({"on": date(2023, 1, 14)}, "backwards"),
        ({"effective_on": date(2023, 1, 19)}, "before_decision"),
    ],
)
def test_the_days_of_a_decision_must_be_possible(filled, changes, code):
    prepared(filled)

    assert refusal(filled, **changes).code == code


def test_a_draft_is_not_decided(filled):
    prepared(filled).stages.all().delete()
    StageChange.objects.create(
        house=filled.house, restructuring=filled.restructuring, stage=Stage.DRAFT, on=date(2023, 1, 1)
    )

    assert refusal(filled).code == "stage"


def test_what_has_taken_effect_is_not_decided_again(filled):
    decided(filled, effective_on=DECIDED)

    assert refusal(filled).code == "in_effect"


def test_a_change_closes_something(filled):
    Closing.objects.in_house(filled.house).delete()

    assert refusal(filled).code == "no_closing"


def test_orphans_stop_the_decision_by_name(filled):
    prepared(filled)
    acts.clear_destination(filled.restructuring, placement=filled.placements["task"], by=filled.actor())
    acts.clear_destination(filled.restructuring, placement=filled.placements["lead"], by=filled.actor())

    said = refusal(filled)

    assert said.code == "orphans"
    assert str(said).partition(": ")[2] == (
        "Member vaarthus, Registers vaarthus (En vaarthus); Oppgave vaarthus (To vaarthus)."
    )
    assert [place.key for place in orphans(filled.restructuring, EFFECTIVE)] == ["p-lead", "p-task"]


def test_unpaired_leads_stop_the_decision_by_name(filled):
    prepared(filled)
    acts.propose_lead(filled.restructuring, person=filled.persons["deputy"], by=filled.actor())

    said = refusal(filled)

    assert (said.code, str(said).partition(": ")[2]) == ("unpaired", "Deputy vaarthus.")


def test_something_comes_to_each_new_subproject(filled):
    prepared(filled)
    acts.add_successor(filled.restructuring, name="Tomt", by=filled.actor())

    said = refusal(filled)

    assert (said.code, str(said).partition(": ")[2]) == ("empty", "Tomt.")


@pytest.mark.parametrize("period", [{"valid_from": EFFECTIVE}, {"valid_to": date(2023, 2, 1)}])
def test_what_closes_stands_until_then(filled, period):
    Subproject.objects.filter(pk=filled.subprojects["two"].pk).update(**period)
    prepared(filled)

    said = refusal(filled)

    assert (said.code, str(said).partition(": ")[2]) == ("not_open", "To vaarthus.")


def test_what_goes_on_stands_then(filled):
    prepared_with(filled, goes_on(filled, valid_to=date(2023, 2, 1)))

    assert refusal(filled).code == "not_open"


def test_a_subproject_closes_by_one_decision(filled):
    decided(filled)
    again = Restructuring.objects.create(house=filled.house, key="again", title="Igjen")
    StageChange.objects.create(house=filled.house, restructuring=again, stage="proposed", on=date(2023, 1, 21))
    Closing.objects.create(house=filled.house, restructuring=again, subproject=filled.subprojects["one"])

    with pytest.raises(Refused) as refused:
        decide_change(again, on=date(2023, 1, 21), who="Styret", effective_on=date(2023, 2, 1), by=filled.actor())

    assert refused.value.code == "closed_elsewhere"
    assert str(refused.value).partition(": ")[2] == "En vaarthus (Endring vaarthus)."


@pytest.mark.parametrize("begins", [EFFECTIVE, date(2023, 5, 1)])
def test_what_begins_in_a_closing_subproject_that_day_or_later_stops_the_decision(filled, begins):
    prepared(filled)
    Placement.objects.filter(pk=filled.placements["theme"].pk).update(valid_from=begins)

    said = refusal(filled)

    assert (said.code, str(said).partition(": ")[2]) == ("begins_after", "Tema vaarthus (En vaarthus).")


def test_two_leads_of_one_subproject_stop_the_decision_by_name(filled):
    prepared(filled)
    ProposedLead.objects.create(
        house=filled.house,
        restructuring=filled.restructuring,
        person=filled.persons["admin"],
        successor=Successor.objects.in_house(filled.house).get(),
    )

    said = refusal(filled)

    assert (said.code, str(said).partition(": ")[2]) == (
        "two_leads",
        "Samlet vaarthus: Admin vaarthus, Member vaarthus.",
    )


def test_a_lead_who_stays_and_one_who_comes_stop_the_decision(filled):
    successor = goes_on(filled)
    lead_of(filled, successor.subproject, "admin")
    prepared_with(filled, successor)

    assert refusal(filled).code == "two_leads"


def test_the_same_person_for_two_organisations_stops_the_decision(filled):
    filled.placements["twice"] = Placement.objects.create(
        house=filled.house,
        key="twice",
        subproject=filled.subprojects["one"],
        kind="member",
        person=filled.persons["chair"],
        organisation=filled.organisations["town"],
        valid_from=date(2022, 1, 1),
    )
    prepared(filled)

    said = refusal(filled)

    assert (said.code, str(said).rpartition(": ")[2]) == ("overlap", "Chair vaarthus (Samlet vaarthus).")


def test_a_new_subproject_does_not_take_the_name_of_one_that_stands(filled):
    prepared(filled)
    Subproject.objects.create(house=filled.house, key="standing", name="Samlet vaarthus", valid_from=date(2022, 1, 1))

    assert refusal(filled).code == "name_taken"
