"""What a change says: its wording, what closes, what stands afterwards, who leads, where everything goes."""

from datetime import date

import pytest

from statenshus.kernel.errors import Refused
from statenshus.kernel.models import Event
from statenshus.portfolio.models import (
    Restructuring,
    Subproject,
    Successor,
)
from statenshus.portfolio.usecases import restructurings as acts


def said(house, act):
    """The data of the one event of this act."""
    return Event.objects.in_house(house.house).get(act=f"portfolio.{act}").data


def joined(house):
    return Successor.objects.in_house(house.house).get(key="joined")


def third(house):
    return Subproject.objects.create(house=house.house, key="three", name="Tre", valid_from=date(2022, 1, 1))


def test_a_draft_begins_today_and_is_recorded(filled):
    made = acts.draft_restructuring(title="Færre delprosjekter", by=filled.actor())

    assert (made.key, list(made.stages.values_list("stage", "on"))) == (
        "faerre-delprosjekter",
        [("draft", date(2023, 1, 31))],
    )
    assert said(filled, "draft_restructuring") == {"on": "2023-01-31"}


def test_a_draft_cannot_begin_in_the_future(filled):
    with pytest.raises(Refused) as refused:
        acts.draft_restructuring(title="Senere", on=date(2023, 2, 1), by=filled.actor())

    assert (refused.value.code, refused.value.field) == ("future", "on")


def test_rewording_replaces_all_that_is_said(filled):
    acts.edit_restructuring(
        filled.restructuring, title="Ny tittel", effective_on=date(2023, 3, 1), source="Notat", by=filled.actor()
    )

    row = Restructuring.objects.filter(pk=filled.restructuring.pk)
    assert row.values_list("title", "reason", "effective_on", "source").get() == (
        "Ny tittel",
        "",
        date(2023, 3, 1),
        "Notat",
    )
    assert said(filled, "edit_restructuring") == {}


def test_a_subproject_closes_and_is_kept_open_again(filled):
    three = third(filled)

    acts.close_in(filled.restructuring, subproject=three, by=filled.actor())
    closing = set(filled.restructuring.closings.values_list("subproject__key", flat=True))
    acts.keep_open(filled.restructuring, subproject=three, by=filled.actor())

    assert closing == {"one", "two", "three"}
    assert set(filled.restructuring.closings.values_list("subproject__key", flat=True)) == {"one", "two"}
    assert (said(filled, "close_in"), said(filled, "keep_open")) == ({"subproject": "Tre"}, {"subproject": "Tre"})


def test_keeping_a_subproject_open_forgets_where_its_things_were_to_go(filled):
    for name in ("theme", "task"):
        acts.set_destination(
            filled.restructuring, placement=filled.placements[name], ends_because="Ferdig", by=filled.actor()
        )

    acts.keep_open(filled.restructuring, subproject=filled.subprojects["one"], by=filled.actor())

    assert [row.placement.key for row in filled.restructuring.destinations.all()] == ["p-task"]


def test_a_subproject_closes_once_in_a_change(filled):
    with pytest.raises(Refused) as refused:
        acts.close_in(filled.restructuring, subproject=filled.subprojects["one"], by=filled.actor())

    assert refused.value.code == "twice"


def test_a_subproject_that_goes_on_does_not_close(filled):
    three = third(filled)
    acts.add_successor(filled.restructuring, subproject=three, by=filled.actor())

    with pytest.raises(Refused) as refused:
        acts.close_in(filled.restructuring, subproject=three, by=filled.actor())

    assert refused.value.code == "goes_on"


def test_a_subproject_that_does_not_close_cannot_be_kept_open(filled):
    with pytest.raises(Refused) as refused:
        acts.keep_open(filled.restructuring, subproject=third(filled), by=filled.actor())

    assert refused.value.code == "not_closing"


def test_successors_are_new_by_name_or_go_on(filled):
    acts.add_successor(filled.restructuring, name="Nytt", summary="Om det nye", by=filled.actor())
    acts.add_successor(filled.restructuring, subproject=third(filled), by=filled.actor())

    rows = filled.restructuring.successors.values_list("key", "name", "is_new", "subproject__key")
    assert list(rows)[1:] == [("nytt", "Nytt", True, None), ("tre", "Tre", False, "three")]
    events = Event.objects.in_house(filled.house).filter(act="portfolio.add_successor").order_by("pk")
    assert [event.data for event in events] == [
        {"successor": "Nytt", "goes_on": False},
        {"successor": "Tre", "goes_on": True},
    ]


@pytest.mark.parametrize("both", [True, False])
def test_a_successor_is_either_new_or_goes_on(filled, both):
    given = {"name": "Nytt", "subproject": third(filled)} if both else {}

    with pytest.raises(Refused) as refused:
        acts.add_successor(filled.restructuring, **given, by=filled.actor())

    assert refused.value.code == "which"


def test_a_subproject_that_closes_does_not_go_on(filled):
    with pytest.raises(Refused) as refused:
        acts.add_successor(filled.restructuring, subproject=filled.subprojects["one"], by=filled.actor())

    assert refused.value.code == "closes"


def test_two_successors_do_not_share_a_name(filled):
    with pytest.raises(Refused) as refused:
        acts.add_successor(filled.restructuring, name=joined(filled).name, by=filled.actor())

    assert (refused.value.code, refused.value.field) == ("name_taken", "name")


def test_a_successor_is_reworded(filled):
    acts.edit_successor(joined(filled), name="Felles", summary="Alt", by=filled.actor())

    assert filled.restructuring.successors.values_list("name", "summary").get() == ("Felles", "Alt")
    assert said(filled, "edit_successor") == {"successor": "Felles"}


def test_a_successor_is_not_reworded_to_the_name_of_another(filled):
    made = acts.add_successor(filled.restructuring, name="Nytt", by=filled.actor())

    with pytest.raises(Refused) as refused:
        acts.edit_successor(made, name=joined(filled).name, by=filled.actor())

    assert refused.value.code == "name_taken"


def test_a_subproject_that_goes_on_keeps_its_name(filled):
    made = acts.add_successor(filled.restructuring, subproject=third(filled), by=filled.actor())

    with pytest.raises(Refused) as refused:
        acts.edit_successor(made, name="Fire", by=filled.actor())

    assert refused.value.code == "keeps_name"


def test_taking_a_successor_out_keeps_its_lead_unpaired_and_frees_what_was_to_go_there(filled):
    successor, person = joined(filled), filled.persons["chair"]
    acts.propose_lead(filled.restructuring, person=person, successor=successor, by=filled.actor())
    placement = filled.placements["theme"]
    acts.set_destination(filled.restructuring, placement=placement, successors=[successor], by=filled.actor())

    acts.remove_successor(successor, by=filled.actor())

    assert filled.restructuring.proposed_leads.values_list("person", "successor").get() == (person.pk, None)
    assert list(filled.restructuring.destinations.all()) == []
    assert said(filled, "remove_successor") == {"successor": "Samlet vaarthus"}
