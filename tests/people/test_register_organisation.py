"""Putting a new organisation on record."""

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.people.models import Organisation
from statenshus.people.usecases.organisations import register_organisation
from tests.people.register import UNIT, page

UDI = "974760746"


def test_an_organisation_is_put_on_record(filled):
    made = register_organisation(
        name="Utlendingsdirektoratet",
        short_name="UDI",
        kind="state_agency",
        orgnr=UDI,
        address="Hagegata 28, 0190 Oslo",
        website="https://udi.example",
        source="Møte",
        by=filled.actor("manager"),
    )

    kept = Organisation.objects.in_house(filled.house).get(orgnr=UDI)
    assert (kept, kept.key, kept.name, kept.website) == (made, "udi", "Utlendingsdirektoratet", "https://udi.example")


def test_the_short_name_in_addresses_is_made_of_what_people_call_it(filled):
    by = filled.actor("manager")

    keys = [register_organisation(name="Ærøskøbing Ålesund", kind="company", by=by).key for _ in range(2)]

    assert keys == ["aeroskobing-alesund", "aeroskobing-alesund-2"]


def test_it_is_recorded(filled):
    made = register_organisation(name="Ny etat", kind="state_agency", by=filled.actor("manager"))

    event = Event.objects.about(made).get()
    assert (event.act, event.data) == (
        "people.register_organisation",
        {"name": "Ny etat", "kind": "state_agency", "orgnr": ""},
    )


@pytest.mark.parametrize("who", ["member", "chair", "deputy", "commissioner"])
def test_only_those_who_keep_the_record_may(filled, who):
    with pytest.raises(NotAllowed):
        register_organisation(name="Ny", kind="company", by=filled.actor(who))


def test_a_number_that_is_in_the_house_is_refused(filled):
    with pytest.raises(Refused) as refusal:
        register_organisation(
            name="Skatt to", kind="company", orgnr=filled.organisations["tax"].orgnr, by=filled.actor("manager")
        )

    assert (refusal.value.code, refusal.value.field) == ("orgnr_taken", "orgnr")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("name", "<script>alert(1)</script>"),
        ("name", "../../etc/passwd"),
        ("name", "Etat\x00"),
        ("name", "Etat\u202egnilwarc"),
        ("short_name", "<b>"),
        ("short_name", "x" * 61),
        ("kind", "kingdom"),
        ("orgnr", "974760747"),
        ("orgnr", "974 760 746"),
        ("address", "\x1b[31mRød gate"),
        ("website", "javascript:alert(1)"),
        ("source", "\x07"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(filled, field, value):
    facts = {"name": "Ny etat", "kind": "state_agency", field: value}

    with pytest.raises(Refused) as refusal:
        register_organisation(**facts, by=filled.actor("manager"))

    assert (refusal.value.code, refusal.value.field) == ("invalid", field)


def test_the_page_registers_and_shows_the_organisation(filled, enter):
    answer = enter(filled, "manager").post(
        "people/organisations/register_organisation/",
        {"name": "Futurum AS", "short_name": "Futurum", "kind": "company", "orgnr": "974 760 746"},
        follow=True,
    )

    made = Organisation.objects.in_house(filled.house).get(key="futurum")
    assert answer.redirect_chain == [(f"/h/{filled.house.slug}/people/organisations/futurum/", 303)]
    assert (made.orgnr, answer.status_code) == (UDI, 200)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("orgnr", "974760747", "974760747 er ikke et organisasjonsnummer."),
        ("orgnr", "974761076", "En annen virksomhet i huset har dette nummeret."),
        ("name", "<script>alert(1)</script>", "Et navn kan ikke inneholde"),
        ("name", "Etat\x00", "Null-tegn er ikke tillatt."),
        ("name", "Etat\x1b[2J", "Fjern de skjulte kontrolltegnene."),
        ("name", "x" * 5000, "200 eller færre tegn"),
        ("website", "javascript:alert(1)", "Oppgi en gyldig nettadresse."),
    ],
)
def test_bad_input_is_told_at_its_field_and_changes_nothing(filled, enter, field, value, says):
    client = enter(filled, "manager")
    before = Organisation.objects.in_house(filled.house).count()

    answer = client.post("people/organisations/register_organisation/", {"name": "Ny", "kind": "company", field: value})

    errors = " ".join(answer.context["form"].errors[field])
    assert answer.status_code == 422
    assert says in errors
    assert list(answer.context["form"].errors) == [field]
    assert "<script>alert" not in answer.content.decode()
    assert Organisation.objects.in_house(filled.house).count() == before


def test_members_do_not_find_the_page(filled, enter, register):
    answer = enter(filled, "member").get("people/organisations/register_organisation/?look_up=UDI")

    assert (answer.status_code, register.asked) == (404, [])


def test_opening_the_page_asks_no_register(filled, enter, register):
    enter(filled, "manager").get("people/organisations/register_organisation/")

    assert register.asked == []


@pytest.mark.parametrize("wanted", ["Utlending", "974 760 746", UDI])
def test_looking_up_shows_what_the_register_has(filled, enter, register, wanted):
    register.says("/enheter", page(UNIT))
    register.says(f"/enheter/{UDI}", UNIT)

    answer = enter(filled, "manager").get("people/organisations/register_organisation/", {"look_up": wanted})

    assert [entry.orgnr for entry, _ours in answer.context["found"].hits] == [UDI]
    assert "UTLENDINGSDIREKTORATET" in answer.content.decode()


def test_what_is_on_record_is_shown_as_such(filled, enter, register):
    tax = filled.organisations["tax"]
    register.says("/enheter", page({**UNIT, "organisasjonsnummer": tax.orgnr}))

    answer = enter(filled, "manager").get("people/organisations/register_organisation/?look_up=skatt")

    assert [ours for _entry, ours in answer.context["found"].hits] == [tax]


def test_choosing_one_fills_the_form(filled, enter, register):
    register.says(f"/enheter/{UDI}", UNIT)

    answer = enter(filled, "manager").get(f"people/organisations/register_organisation/?orgnr={UDI}")

    form = answer.context["form"]
    assert {name: form[name].value() for name in ("name", "orgnr", "address", "kind", "source")} == {
        "name": "UTLENDINGSDIREKTORATET",
        "orgnr": UDI,
        "address": "Hagegata 28, 0190 OSLO",
        "kind": "state_agency",
        "source": form.initial["source"],
    }
    assert form.initial["source"].startswith("Enhetsregisteret, lest ")


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (404, "Enhetsregisteret har ingen virksomhet med nummeret 974760746."),
        (410, "Virksomheten med nummeret 974760746 er fjernet fra Enhetsregisteret."),
        (500, "Enhetsregisteret gir ikke noe brukbart svar akkurat nå. Skriv inn for hånd, eller prøv igjen senere."),
    ],
)
@pytest.mark.parametrize("asking", ["look_up", "orgnr"])
def test_when_the_register_fails_the_page_says_so_and_writing_by_hand_goes_on(
    filled, enter, register, status, says, asking
):
    register.says(f"/enheter/{UDI}", status=status)

    answer = enter(filled, "manager").get(f"people/organisations/register_organisation/?{asking}={UDI}")

    assert answer.status_code == 200
    assert answer.context["found"].fault == says
    assert says in answer.content.decode()
    assert 'name="short_name"' in answer.content.decode()


def test_names_from_the_register_are_shown_as_text(filled, enter, register):
    register.says("/enheter", page({**UNIT, "navn": "<script>alert(1)</script>"}))

    answer = enter(filled, "manager").get("people/organisations/register_organisation/?look_up=x1")

    assert "<script>alert" not in answer.content.decode()


def test_the_region_of_the_look_up_equals_that_of_the_page(filled, enter, register):
    register.says("/enheter", page(UNIT))
    client = enter(filled, "manager")
    path = "people/organisations/register_organisation/?look_up=Utlending"

    region = client.get(path, headers={"HX-Request": "true"}).content.decode()
    whole = client.get(path).content.decode()

    assert region.strip().startswith('<div id="hits"')
    assert region.strip() in whole
