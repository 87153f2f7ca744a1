"""The record that an act was done."""

from statenshus.kernel.actors import Actor
from statenshus.kernel.events import Event, record
from tests.houses import NOW


def test_an_event_tells_who_did_what_to_what_and_when(filled):
    by, tax = filled.actor("manager"), filled.organisations["tax"]

    event = Event.objects.get(pk=record(by, "people.join", tax, kind="active").pk)

    assert (event.house, event.at, event.act, event.data) == (filled.house, NOW, "people.join", {"kind": "active"})
    assert (event.person_id, event.person_name) == (by.person.pk, by.person.name)
    assert (event.subject_type, event.subject_id, event.subject_name) == ("people.organisation", tax.pk, str(tax))


def test_the_operator_is_recorded_as_such(filled):
    event = record(Actor.operator(filled.house, NOW), "people.join", filled.organisations["tax"])

    assert (event.person_id, event.person_name) == (None, "operator")


def test_the_log_of_a_thing_is_read_oldest_first_and_outlives_it(filled, other):
    tax = filled.organisations["town"]
    first = record(filled.actor(), "people.join", tax)
    second = record(filled.actor(), "people.leave", tax)
    record(filled.actor(), "people.join", filled.organisations["registers"])
    record(other.actor(), "people.join", other.organisations["town"])
    log = Event.objects.in_house(filled.house).about(tax)

    filled.persons["admin"].delete()

    assert list(log) == [first, second]


def test_another_house_sees_nothing_of_it(filled, other):
    record(filled.actor(), "people.join", filled.organisations["tax"])

    assert list(Event.objects.visible_to(other.actor())) == []
