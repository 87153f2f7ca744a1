"""Taking the official facts of an organisation from Enhetsregisteret."""

from dataclasses import replace

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.people.models import Organisation
from statenshus.people.registers import Entry
from statenshus.people.usecases.organisations import copy_from_register
from tests.houses import NOW
from tests.people.register import UNIT, page

TAX = Entry("974761076", "SKATTEETATEN", "ORGL", "Organisasjonsledd", "Postboks 9200, 0134 OSLO", "state_agency")


def test_the_official_facts_are_taken(filled):
    tax = filled.organisations["tax"]

    copy_from_register(tax, entry=TAX, by=filled.actor("manager"))

    tax.refresh_from_db()
    assert (tax.name, tax.address, tax.orgnr) == ("SKATTEETATEN", "Postboks 9200, 0134 OSLO", "974761076")
    assert (tax.register_name, tax.register_form, tax.register_read_at) == ("SKATTEETATEN", "Organisasjonsledd", NOW)
    assert (tax.key, tax.kind, tax.who_we_are) == ("tax", "state_agency", "Hvem vaarthus")


def test_a_name_that_differs_in_capitals_only_is_left_as_we_write_it(filled):
    tax = filled.organisations["tax"]
    Organisation.objects.in_house(filled.house).filter(pk=tax.pk).update(name="Skatteetaten", address="Gate 1")
    tax.refresh_from_db()

    copy_from_register(tax, entry=replace(TAX, address=""), by=filled.actor("manager"))

    tax.refresh_from_db()
    assert (tax.name, tax.register_name, tax.address) == ("Skatteetaten", "SKATTEETATEN", "Gate 1")


def test_it_is_recorded(filled):
    tax = filled.organisations["tax"]

    copy_from_register(tax, entry=TAX, by=filled.actor("manager"))

    event = Event.objects.about(tax).get()
    assert (event.act, event.data["orgnr"]) == ("people.copy_from_register", "974761076")
    assert event.data["changes"]["name"] == {"from": "Tax vaarthus", "to": "SKATTEETATEN"}


@pytest.mark.parametrize("who", ["member", "chair", "commissioner"])
def test_only_those_who_keep_the_record_may(filled, who):
    with pytest.raises(NotAllowed):
        copy_from_register(filled.organisations["tax"], entry=TAX, by=filled.actor(who))


def test_another_number_than_ours_is_refused(filled):
    with pytest.raises(Refused) as refusal:
        copy_from_register(filled.organisations["town"], entry=TAX, by=filled.actor("manager"))

    assert refusal.value.code == "other_number"


def test_a_number_that_another_has_is_refused(filled):
    town = filled.organisations["town"]
    Organisation.objects.in_house(filled.house).filter(pk=town.pk).update(orgnr="")
    town.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        copy_from_register(town, entry=TAX, by=filled.actor("manager"))

    assert refusal.value.code == "orgnr_taken"


def test_what_cannot_stand_in_our_record_is_refused(filled):
    with pytest.raises(Refused) as refusal:
        copy_from_register(filled.organisations["tax"], entry=replace(TAX, name="<b>"), by=filled.actor("manager"))

    assert refusal.value.code == "invalid"


def test_the_page_looks_up_and_takes_the_facts(filled, enter, register):
    tax = {**UNIT, "organisasjonsnummer": "974761076", "navn": "SKATTEETATEN"}
    register.says("/enheter/974761076", tax)
    client, path = enter(filled, "manager"), "people/organisations/tax/copy_from_register/"

    shown = client.get(f"{path}?look_up=974761076")
    answer = client.post(path, {"orgnr": "974761076"}, follow=True)

    filled.organisations["tax"].refresh_from_db()
    assert "SKATTEETATEN" in shown.content.decode()
    assert answer.redirect_chain == [(f"/h/{filled.house.slug}/people/organisations/tax/", 303)]
    assert filled.organisations["tax"].register_name == "SKATTEETATEN"


@pytest.mark.parametrize(
    ("status", "says"),
    [(404, "har ingen virksomhet"), (410, "er fjernet"), (503, "gir ikke noe brukbart svar")],
)
def test_when_the_register_fails_nothing_changes(filled, enter, register, status, says):
    register.says("/enheter/974761076", status=status)

    answer = enter(filled, "manager").post("people/organisations/tax/copy_from_register/", {"orgnr": "974761076"})

    filled.organisations["tax"].refresh_from_db()
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert filled.organisations["tax"].register_read_at is None


def test_the_region_of_the_look_up_holds_no_entry_but_those_found(filled, enter, register):
    register.says("/enheter", page())
    path = "people/organisations/tax/copy_from_register/?look_up=Finnes+ikke"
    client = enter(filled, "manager")

    region = client.get(path, headers={"HX-Request": "true"}).content.decode()

    assert region.strip() in client.get(path).content.decode()
    assert "Enhetsregisteret kjenner ingen virksomhet med det navnet." in region


def test_members_do_not_find_the_page_and_the_register_is_not_asked(filled, enter, register):
    client, path = enter(filled, "member"), "people/organisations/tax/copy_from_register/"

    answers = [client.get(f"{path}?look_up=974761076"), client.post(path, {"orgnr": "974761076"})]

    assert ([answer.status_code for answer in answers], register.asked) == ([404, 404], [])
