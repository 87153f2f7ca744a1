"""Deciding a change of subprojects: what is then written, by one at a time."""

from datetime import UTC, date, datetime
from threading import Thread

import pytest
from django.db import connection

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.portfolio.models import (
    Destination,
    Placement,
    Restructuring,
    Subproject,
    Successor,
)
from statenshus.portfolio.queries.restructurings import change
from statenshus.portfolio.usecases import placements
from statenshus.portfolio.usecases import restructurings as acts
from tests.houses import fill
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


def standing(house, day):
    found = Placement.objects.in_house(house.house).at(day).told()
    return sorted((place.subproject.name, place.kind, str(place)) for place in found)


def test_everything_goes_over_on_the_day_and_not_before(filled):
    decided(filled)

    assert standing(filled, date(2023, 2, 28)) == [
        ("En vaarthus", "item", "Tema vaarthus"),
        ("En vaarthus", "lead", "Member vaarthus, Registers vaarthus"),
        ("To vaarthus", "item", "Oppgave vaarthus"),
        ("To vaarthus", "member", "Chair vaarthus, Tax vaarthus"),
    ]
    assert standing(filled, EFFECTIVE) == [
        ("Samlet vaarthus", "item", "Oppgave vaarthus"),
        ("Samlet vaarthus", "item", "Tema vaarthus"),
        ("Samlet vaarthus", "lead", "Member vaarthus, Registers vaarthus"),
        ("Samlet vaarthus", "member", "Chair vaarthus, Tax vaarthus"),
    ]
    assert [
        [subproject.name for subproject in Subproject.objects.in_house(filled.house).at(day)]
        for day in (date(2023, 2, 28), EFFECTIVE)
    ] == [["En vaarthus", "To vaarthus"], ["Samlet vaarthus"]]


def test_a_decision_is_recorded_once_with_who_and_when(filled):
    made = decided(filled, body=filled.bodies["steering"])

    event = Event.objects.in_house(filled.house).get(act="portfolio.decide")
    assert event.data == {"decided_by": "Styringsgruppen", "decided_on": "2023-01-20", "effective_on": "2023-03-01"}
    assert (made.decided_by, made.decided_on, made.effective_on) == ("Styringsgruppen", DECIDED, EFFECTIVE)
    assert made.stages.values_list("stage", "on", "body__key").last() == ("decided", DECIDED, "steering")


def test_what_ends_ends_with_its_reason(filled):
    prepared(filled)
    acts.set_destination(
        filled.restructuring, placement=filled.placements["task"], ends_because="Ferdig", by=filled.actor()
    )

    decide_change(filled.restructuring, on=DECIDED, who="Styret", effective_on=EFFECTIVE, by=filled.actor())

    row = Destination.objects.in_house(filled.house).get(successor=None)
    assert (row.ends_because, row.placement.valid_to) == ("Ferdig", EFFECTIVE)
    assert ("Samlet vaarthus", "item", "Oppgave vaarthus") not in standing(filled, EFFECTIVE)


def test_a_planned_end_goes_with_what_moves(filled):
    Placement.objects.filter(pk=filled.placements["theme"].pk).update(valid_to=date(2023, 6, 1))

    decided(filled)

    moved = Placement.objects.in_house(filled.house).get(item=filled.items["theme"], valid_from=EFFECTIVE)
    assert moved.valid_to == date(2023, 6, 1)


def test_what_goes_on_keeps_what_it_has_and_does_not_get_it_twice(filled):
    successor = goes_on(filled)
    old = Placement.objects.create(
        house=filled.house,
        key="old",
        subproject=successor.subproject,
        kind="item",
        item=filled.items["theme"],
        valid_from=date(2022, 1, 1),
    )
    prepared_with(filled, successor)

    decide_change(filled.restructuring, on=DECIDED, who="Styret", effective_on=EFFECTIVE, by=filled.actor())

    there = Placement.objects.in_house(filled.house).at(EFFECTIVE).filter(item=filled.items["theme"])
    assert list(there.values_list("pk", "valid_from")) == [(old.pk, date(2022, 1, 1))]


def test_the_lead_of_what_goes_on_can_end_so_that_another_leads(filled):
    successor = goes_on(filled)
    old = lead_of(filled, successor.subproject, "admin")
    prepared_with(filled, successor)
    acts.set_destination(filled.restructuring, placement=old, ends_because="Ny stilling", by=filled.actor())

    decide_change(filled.restructuring, on=DECIDED, who="Styret", effective_on=EFFECTIVE, by=filled.actor())

    leads = Placement.objects.in_house(filled.house).filter(kind="lead", subproject=successor.subproject)
    assert list(leads.order_by("valid_from").values_list("person__key", "valid_from", "valid_to")) == [
        ("admin", date(2022, 1, 1), EFFECTIVE),
        ("member", EFFECTIVE, None),
    ]


def test_a_lead_who_is_also_proposed_leads_once(filled):
    prepared(filled)
    acts.propose_lead(
        filled.restructuring,
        person=filled.persons["member"],
        successor=Successor.objects.in_house(filled.house).get(),
        by=filled.actor(),
    )

    decide_change(filled.restructuring, on=DECIDED, who="Styret", effective_on=EFFECTIVE, by=filled.actor())

    leads = Placement.objects.in_house(filled.house).at(EFFECTIVE).filter(kind="lead")
    assert list(leads.values_list("person__key", "organisation__key")) == [("member", "registers")]


def test_a_new_subproject_may_take_the_name_of_one_that_closes(filled):
    Successor.objects.in_house(filled.house).update(name="En vaarthus")

    decided(filled)

    named = Subproject.objects.in_house(filled.house).filter(name="En vaarthus").order_by("valid_from")
    assert [(s.key, s.valid_from, s.valid_to) for s in named] == [
        ("one", date(2022, 1, 1), EFFECTIVE),
        ("en-vaarthus", EFFECTIVE, None),
    ]


@pytest.mark.parametrize("who", ["chair", "member", "commissioner"])
def test_only_those_who_keep_the_record_record_a_decision(filled, who):
    with pytest.raises(NotAllowed):
        decide_change(prepared(filled), who="Meg", by=filled.actor(who))


def test_after_the_decision_nothing_slips_into_a_closing_subproject(filled):
    decided(filled)

    with pytest.raises(Refused) as refused:
        placements.add_member(
            filled.subprojects["one"],
            person=filled.persons["deputy"],
            organisation=filled.organisations["tax"],
            valid_from=date(2023, 1, 31),
            by=filled.actor(),
        )

    assert refused.value.code == "outside_subproject"


def test_reading_a_change_takes_as_many_queries_for_one_as_for_many(filled, django_assert_num_queries):
    prepared(filled)
    with django_assert_num_queries(5):
        change(filled.restructuring, EFFECTIVE)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(settings):
    house = fill("vaarthus")
    decision = decision_on(prepared(house))
    told, now = [], datetime(2023, 1, 31, 12, 0, tzinfo=UTC)

    def decide():
        try:
            acts.decide(
                Restructuring.objects.get(pk=house.restructuring.pk),
                decision=decision,
                effective_on=EFFECTIVE,
                by=house.actor(now=now),
            )
            told.append("decided")
        except Refused as refused:
            told.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=decide) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["decided", "stage", "stage"]
    assert Subproject.objects.in_house(house.house).filter(valid_from=EFFECTIVE).count() == 1
    assert Event.objects.in_house(house.house).filter(act="portfolio.decide").count() == 1
