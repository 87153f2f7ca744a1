"""Changing the official facts of an organisation."""

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.people.usecases.organisations import describe_organisation


def test_facts_that_are_given_change_and_the_others_stay(filled):
    tax = filled.organisations["tax"]

    changed = describe_organisation(tax, short_name="Skatt", address="Gate 1", by=filled.actor("manager"))

    tax.refresh_from_db()
    assert changed == tax
    assert (tax.short_name, tax.address, tax.name, tax.key) == ("Skatt", "Gate 1", "Tax vaarthus", "tax")


def test_the_event_keeps_what_stood_there(filled):
    tax = filled.organisations["tax"]

    describe_organisation(tax, name="Skatteetaten", kind="state_agency", by=filled.actor("manager"))

    event = Event.objects.about(tax).get()
    assert (event.act, event.data) == (
        "people.describe_organisation",
        {"changes": {"name": {"from": "Tax vaarthus", "to": "Skatteetaten"}}},
    )


@pytest.mark.parametrize("who", ["member", "chair", "commissioner"])
def test_only_those_who_keep_the_record_may(filled, who):
    with pytest.raises(NotAllowed):
        describe_organisation(filled.organisations["tax"], name="Ny", by=filled.actor(who))


def test_the_house_next_door_is_out_of_reach(filled, other):
    with pytest.raises(NotAllowed):
        describe_organisation(other.organisations["tax"], name="Ny", by=filled.actor("manager"))


def test_another_ones_number_is_refused(filled):
    with pytest.raises(Refused) as refusal:
        describe_organisation(
            filled.organisations["tax"], orgnr=filled.organisations["town"].orgnr, by=filled.actor("manager")
        )

    assert refusal.value.code == "orgnr_taken"


def test_what_cannot_be_is_refused(filled):
    with pytest.raises(Refused) as refusal:
        describe_organisation(filled.organisations["tax"], name="<script>", by=filled.actor("manager"))

    assert (refusal.value.code, refusal.value.field) == ("invalid", "name")


def test_nothing_but_facts_can_be_given(filled):
    with pytest.raises(TypeError):
        describe_organisation(filled.organisations["tax"], key="other", by=filled.actor("manager"))


def test_the_page_shows_what_is_on_record_and_saves(filled, enter):
    client = enter(filled, "manager")
    path = "people/organisations/tax/describe_organisation/"
    form = client.get(path).context["form"]

    answer = client.post(path, {**form.initial, "short_name": "Skatt"}, follow=True)

    filled.organisations["tax"].refresh_from_db()
    assert answer.redirect_chain == [(f"/h/{filled.house.slug}/people/organisations/tax/", 303)]
    assert filled.organisations["tax"].short_name == "Skatt"


def test_the_page_tells_what_is_wrong(filled, enter):
    answer = enter(filled, "manager").post(
        "people/organisations/tax/describe_organisation/", {"name": "", "kind": "company", "orgnr": "1"}
    )

    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["name", "orgnr"])
    assert "<h1" in answer.content.decode()
