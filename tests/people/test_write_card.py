"""Writing the card of an organisation in its own words."""

from datetime import UTC, datetime

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.people.models import Affiliation
from statenshus.people.usecases.organisations import write_card


def test_texts_that_are_given_change_and_the_others_stay(filled):
    tax = filled.organisations["tax"]

    write_card(tax, what_we_do="Svarer på spørsmål om skatt.", whom_to_call="Vakta", by=filled.actor("manager"))

    tax.refresh_from_db()
    assert (tax.what_we_do, tax.whom_to_call, tax.who_we_are) == (
        "Svarer på spørsmål om skatt.",
        "Vakta",
        "Hvem vaarthus",
    )


def test_the_event_keeps_the_old_text(filled):
    tax = filled.organisations["tax"]

    write_card(tax, who_we_are="Vi er nye", by=filled.actor("manager"))

    event = Event.objects.about(tax).get()
    assert (event.act, event.data) == (
        "people.write_card",
        {"changes": {"who_we_are": {"from": "Hvem vaarthus", "to": "Vi er nye"}}},
    )


@pytest.mark.parametrize("who", ["chair", "deputy", "manager", "admin"])
def test_those_who_work_there_and_those_who_keep_the_record_may(filled, who):
    write_card(filled.organisations["tax"], what_we_do=who, by=filled.actor(who))

    filled.organisations["tax"].refresh_from_db()
    assert filled.organisations["tax"].what_we_do == who


def test_those_who_work_elsewhere_may_not(filled):
    with pytest.raises(NotAllowed):
        write_card(filled.organisations["tax"], what_we_do="x", by=filled.actor("member"))


def test_those_who_no_longer_work_there_may_not(filled):
    Affiliation.objects.in_house(filled.house).filter(person=filled.persons["member"]).update(valid_to="2023-01-31")
    registers = filled.organisations["registers"]

    with pytest.raises(NotAllowed):
        write_card(registers, what_we_do="x", by=filled.actor("member"))
    write_card(registers, what_we_do="y", by=filled.actor("member", now=datetime(2023, 1, 30, 9, tzinfo=UTC)))


def test_the_commissioner_only_reads(filled):
    with pytest.raises(NotAllowed):
        write_card(filled.organisations["ministry"], what_we_do="x", by=filled.actor("commissioner"))


def test_the_house_next_door_is_out_of_reach(filled, other):
    with pytest.raises(NotAllowed):
        write_card(other.organisations["tax"], what_we_do="x", by=filled.actor("chair"))


@pytest.mark.parametrize("text", ["x" * 4001, "Ring\x00"])
def test_a_text_too_long_or_with_hidden_characters_is_refused(filled, text):
    with pytest.raises(Refused) as refusal:
        write_card(filled.organisations["tax"], whom_to_call=text, by=filled.actor("chair"))

    assert (refusal.value.code, refusal.value.field) == ("invalid", "whom_to_call")


def test_the_page_saves_what_somebody_who_works_there_writes(filled, enter):
    answer = enter(filled, "chair").post(
        "people/organisations/tax/write_card/", {"what_we_do": "Linje én\r\nLinje to <b>"}, follow=True
    )

    html = answer.content.decode()
    assert "Linje én<br>Linje to &lt;b&gt;" in html
    assert answer.redirect_chain[0][1] == 303


def test_the_page_tells_what_is_too_long(filled, enter):
    answer = enter(filled, "chair").post("people/organisations/tax/write_card/", {"what_we_do": "x" * 4001})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"what_we_do": ["Skriv høyst 4000 tegn."]}


def test_those_who_work_elsewhere_do_not_find_the_page(filled, enter):
    assert enter(filled, "member").get("people/organisations/tax/write_card/").status_code == 404
