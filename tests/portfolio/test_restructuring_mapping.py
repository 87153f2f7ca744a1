"""Who leads and where everything goes after a change, when it is frozen, and who may change it."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.portfolio.models import (
    Closing,
    Destination,
    ProposedLead,
    Restructuring,
    Stage,
    StageChange,
    Successor,
)
from statenshus.portfolio.usecases import restructurings as acts
from tests.portfolio.test_restructuring_content import joined, said, third


def elsewhere(house):
    """A successor of another change of the same house."""
    change = Restructuring.objects.create(house=house.house, key="annen", title="Annen")
    return Successor.objects.create(house=house.house, restructuring=change, key="x", name="X")


def freeze(house, stage=Stage.WITHDRAWN):
    StageChange.objects.create(house=house.house, restructuring=house.restructuring, stage=stage, on=date(2023, 1, 20))


def test_a_lead_is_proposed_paired_and_dropped(filled):
    lead = acts.propose_lead(
        filled.restructuring,
        person=filled.persons["chair"],
        organisation=filled.organisations["tax"],
        by=filled.actor(),
    )
    acts.pair_lead(lead, successor=joined(filled), by=filled.actor())
    paired = filled.restructuring.proposed_leads.values_list("successor__key", flat=True).get()
    acts.drop_lead(lead, by=filled.actor())

    name = "Chair vaarthus, Tax vaarthus"
    assert (paired, list(filled.restructuring.proposed_leads.all())) == ("joined", [])
    assert [said(filled, act) for act in ("propose_lead", "pair_lead", "drop_lead")] == [
        {"lead": name, "successor": ""},
        {"lead": name, "successor": "Samlet vaarthus"},
        {"lead": name},
    ]


def test_a_person_is_proposed_once(filled):
    acts.propose_lead(filled.restructuring, person=filled.persons["chair"], by=filled.actor())

    with pytest.raises(Refused) as refused:
        acts.propose_lead(filled.restructuring, person=filled.persons["chair"], by=filled.actor())

    assert refused.value.code == "twice"


def test_a_successor_gets_one_proposed_lead(filled):
    successor = joined(filled)
    acts.propose_lead(filled.restructuring, person=filled.persons["chair"], successor=successor, by=filled.actor())
    other = acts.propose_lead(filled.restructuring, person=filled.persons["deputy"], by=filled.actor())

    with pytest.raises(Refused) as paired:
        acts.pair_lead(other, successor=successor, by=filled.actor())
    with pytest.raises(Refused) as proposed:
        acts.propose_lead(filled.restructuring, person=filled.persons["admin"], successor=successor, by=filled.actor())

    assert (paired.value.code, proposed.value.code) == ("two_leads", "two_leads")


def test_a_lead_does_not_lead_the_successor_of_another_change(filled):
    foreign = elsewhere(filled)
    lead = acts.propose_lead(filled.restructuring, person=filled.persons["deputy"], by=filled.actor())

    with pytest.raises(Refused) as proposed:
        acts.propose_lead(filled.restructuring, person=filled.persons["chair"], successor=foreign, by=filled.actor())
    with pytest.raises(Refused) as paired:
        acts.pair_lead(lead, successor=foreign, by=filled.actor())

    assert (proposed.value.code, paired.value.code) == ("elsewhere", "elsewhere")


def test_a_thing_goes_to_several_successors_or_ends(filled):
    placement, other = (
        filled.placements["theme"],
        acts.add_successor(filled.restructuring, name="Nytt", by=filled.actor()),
    )

    acts.set_destination(
        filled.restructuring, placement=placement, successors=[joined(filled), other], by=filled.actor()
    )
    split = list(filled.restructuring.destinations.values_list("successor__key", "ends_because"))
    acts.set_destination(filled.restructuring, placement=placement, ends_because="Ferdig", by=filled.actor())
    ended = list(filled.restructuring.destinations.values_list("successor__key", "ends_because"))
    acts.clear_destination(filled.restructuring, placement=placement, by=filled.actor())

    assert (split, ended) == ([("joined", ""), ("nytt", "")], [(None, "Ferdig")])
    assert list(filled.restructuring.destinations.all()) == []
    events = Event.objects.in_house(filled.house).filter(act="portfolio.set_destination").order_by("pk")
    assert [event.data for event in events] == [
        {"what": "Tema vaarthus", "to": ["Samlet vaarthus", "Nytt"], "ends_because": ""},
        {"what": "Tema vaarthus", "to": [], "ends_because": "Ferdig"},
    ]
    assert said(filled, "clear_destination") == {"what": "Tema vaarthus"}


@pytest.mark.parametrize("both", [True, False])
def test_a_thing_either_goes_or_ends(filled, both):
    given = {"successors": [joined(filled)], "ends_because": "Ferdig"} if both else {}

    with pytest.raises(Refused) as refused:
        acts.set_destination(filled.restructuring, placement=filled.placements["theme"], **given, by=filled.actor())

    assert refused.value.code == "which"


def test_a_thing_does_not_go_to_the_successor_of_another_change(filled):
    with pytest.raises(Refused) as refused:
        acts.set_destination(
            filled.restructuring,
            placement=filled.placements["theme"],
            successors=[elsewhere(filled)],
            by=filled.actor(),
        )

    assert refused.value.code == "elsewhere"


def test_only_what_stands_in_a_closing_subproject_goes_somewhere(filled):
    acts.keep_open(filled.restructuring, subproject=filled.subprojects["one"], by=filled.actor())

    with pytest.raises(Refused) as refused:
        acts.set_destination(
            filled.restructuring,
            placement=filled.placements["theme"],
            successors=[joined(filled)],
            by=filled.actor(),
        )

    assert refused.value.code == "not_here"


def test_what_was_never_said_is_not_taken_back(filled):
    with pytest.raises(Refused) as refused:
        acts.clear_destination(filled.restructuring, placement=filled.placements["theme"], by=filled.actor())

    assert refused.value.code == "not_set"


def editing(house):
    """Each act that changes the content, ready to be done."""
    change, by, successor = house.restructuring, house.actor(), joined(house)
    lead = ProposedLead.objects.create(house=house.house, restructuring=change, person=house.persons["chair"])
    theme = house.placements["theme"]
    Destination.objects.create(house=house.house, restructuring=change, placement=theme, ends_because="Ferdig")
    return {
        "edit_restructuring": lambda: acts.edit_restructuring(change, title="Ny", by=by),
        "close_in": lambda: acts.close_in(change, subproject=third(house), by=by),
        "keep_open": lambda: acts.keep_open(change, subproject=house.subprojects["one"], by=by),
        "add_successor": lambda: acts.add_successor(change, name="Nytt", by=by),
        "edit_successor": lambda: acts.edit_successor(successor, name="Nytt", by=by),
        "remove_successor": lambda: acts.remove_successor(successor, by=by),
        "propose_lead": lambda: acts.propose_lead(change, person=house.persons["deputy"], by=by),
        "pair_lead": lambda: acts.pair_lead(lead, successor=successor, by=by),
        "drop_lead": lambda: acts.drop_lead(lead, by=by),
        "set_destination": lambda: acts.set_destination(change, placement=theme, ends_because="Nei", by=by),
        "clear_destination": lambda: acts.clear_destination(change, placement=theme, by=by),
    }


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.WITHDRAWN])
def test_a_change_that_is_decided_or_withdrawn_is_frozen(filled, stage):
    every = editing(filled)
    freeze(filled, stage)
    codes = {}
    for name, act in every.items():
        with pytest.raises(Refused) as refused:
            act()
        codes[name] = refused.value.code

    assert codes == dict.fromkeys(every, "frozen")
    assert Closing.objects.in_house(filled.house).count() == 2


@pytest.mark.parametrize("who", ["member", "chair", "commissioner"])
def test_only_those_who_keep_the_record_change_a_change(filled, who):
    by = filled.actor(who)

    with pytest.raises(NotAllowed):
        acts.draft_restructuring(title="Kupp", by=by)
    with pytest.raises(NotAllowed):
        acts.set_destination(filled.restructuring, placement=filled.placements["theme"], ends_because="Nei", by=by)


def test_nothing_of_another_house_gets_into_a_change(filled, other):
    with pytest.raises(NotAllowed):
        acts.close_in(filled.restructuring, subproject=other.subprojects["one"], by=filled.actor())
    with pytest.raises(NotAllowed):
        acts.propose_lead(filled.restructuring, person=other.persons["chair"], by=filled.actor())
    with pytest.raises(NotAllowed):
        acts.set_destination(
            filled.restructuring, placement=filled.placements["theme"], successors=[joined(other)], by=filled.actor()
        )
