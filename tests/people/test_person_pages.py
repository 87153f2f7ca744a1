"""Pages of persons, bodies, seats and ways in, through HTTP."""

import re

import pytest

from statenshus.people.models import Affiliation, Person, RoleGrant, Seat, SeatHolding
from statenshus.people.usecases.persons import add_person, affiliate, end_affiliation, grant_role
from statenshus.people.usecases.seats import seat_person
from tests.houses import START, TODAY
from tests.people.acting import JUNE

GET = [
    "people/directory/",
    "people/directory/add_person/",
    "people/persons/chair/",
    "people/persons/chair/edit_person/",
    "people/persons/chair/affiliate/",
    "people/bodies/",
    "people/bodies/found_body/",
    "people/bodies/steering/",
    "people/bodies/steering/describe_body/",
    "people/bodies/steering/dissolve_body/",
    "people/bodies/steering/add_seat/",
    "people/seats/steering-1/remove_seat/",
    "people/seats/steering-1/seat_person/",
    "people/seats/steering-1/reorder_deputies/",
    "people/tokens/",
    "people/tokens/issue_token/",
]


@pytest.mark.parametrize("path", GET)
def test_a_keeper_opens_every_page(filled, enter, path):
    page = enter(filled, "manager").get(path).content.decode()

    assert page.count("<h1") == 1
    assert "nabohus" not in page


@pytest.mark.parametrize("path", [path for path in GET if "_" in path.rsplit("/", 2)[1] and "token" not in path])
def test_a_member_opens_no_page_of_an_act(filled, enter, path):
    assert enter(filled, "member").get(path).status_code == 404


@pytest.mark.parametrize("path", ["people/persons/nabo/", "people/bodies/nabo/", "people/seats/nabo/seat_person/"])
def test_what_stands_next_door_is_not_here(filled, other, enter, path):
    Person.objects.filter(pk=other.persons["chair"].pk).update(key="nabo")
    other.bodies["steering"].__class__.objects.filter(pk=other.bodies["steering"].pk).update(key="nabo")
    Seat.objects.filter(body=other.bodies["steering"]).update(key="nabo")

    assert enter(filled, "admin").get(path).status_code == 404


def test_rows_next_door_are_not_ended_from_here(filled, other, enter):
    client = enter(filled, "admin")
    rows = [
        ("affiliations", "end_affiliation", Affiliation),
        ("holdings", "unseat_person", SeatHolding),
        ("grants", "withdraw_role", RoleGrant),
    ]

    answers = [
        client.post(f"people/{noun}/{row.pk}/{act}/", {"on": "2023-06-01"}).status_code
        for noun, act, model in rows
        for row in model.objects.in_house(other.house)
    ]

    assert set(answers) == {404}


def test_a_person_is_put_on_record_and_edited(filled, enter):
    client = enter(filled, "manager")

    made = client.post("people/directory/add_person/", {"name": "Åse Ødegård", "skills": "drift, møter"})
    edited = client.post(
        "people/persons/ase-odegard/edit_person/", {"name": "Åse Ødegård", "phone": "+47 123 45 678", "skills": "drift"}
    )

    assert (made.status_code, edited.status_code) == (303, 303)
    page = client.get(edited.url).content.decode()
    assert 'href="tel:+4712345678"' in page
    assert "møter" not in page


@pytest.mark.parametrize(
    "said",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"name": "Kari\x00"},
        {"name": "Kari", "email": "kari@"},
        {"name": "Kari", "phone": "<script>"},
        {"name": "Kari", "skills": "x" * 61},
        {"name": "Kari", "skills": ",".join(f"evne{n}" for n in range(31))},
    ],
)
def test_what_cannot_be_a_person_is_told_and_changes_nothing(filled, enter, said):
    answer = enter(filled, "manager").post("people/directory/add_person/", said)

    assert answer.status_code == 422
    assert "ds-error-summary" in answer.content.decode()
    assert Person.objects.in_house(filled.house).filter(is_guest=False).count() == 6


def test_markup_in_a_name_is_shown_as_it_is_written(filled, enter):
    client = enter(filled, "manager")
    client.post("people/directory/add_person/", {"name": "<script>alert(1)</script>"})

    page = client.get("people/directory/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_workplace_begins_and_ends(filled, enter):
    client = enter(filled, "manager")
    client.post("people/persons/chair/affiliate/", {"organisation": "town", "valid_from": "2023-06-01"})
    row = Affiliation.objects.get(person=filled.persons["chair"], organisation=filled.organisations["town"])

    backwards = client.post(f"people/affiliations/{row.pk}/end_affiliation/", {"on": "2023-05-01"})
    ended = client.post(f"people/affiliations/{row.pk}/end_affiliation/", {"on": "2023-06-30"})

    row.refresh_from_db()
    assert (backwards.status_code, ended.status_code) == (422, 303)
    assert (row.valid_from, row.valid_to.isoformat()) == (JUNE, "2023-07-01")


def test_a_role_is_given_and_taken_back(filled, enter):
    client = enter(filled, "admin")
    given = client.post("people/persons/member/grant_role/", {"role": "administrator", "valid_from": "2023-01-01"})
    grant = filled.persons["member"].grants.get()
    last = client.post(f"people/grants/{filled.persons['admin'].grants.get().pk}/withdraw_role/", {"on": "2020-01-01"})
    taken = client.post(f"people/grants/{grant.pk}/withdraw_role/", {"on": "2023-12-31"})

    assert (given.status_code, last.status_code, taken.status_code) == (303, 422, 303)


def test_a_body_is_founded_described_and_dissolved(filled, enter):
    client = enter(filled, "manager")
    founded = client.post(
        "people/bodies/found_body/", {"name": "Ny gruppe", "kind": "working_group", "valid_from": "2023-06-01"}
    )
    client.post("people/bodies/ny-gruppe/add_seat/", {"role": "secretary", "valid_from": "2023-06-01"})
    described = client.post("people/bodies/ny-gruppe/describe_body/", {"name": "Gruppen", "purpose": "Prøver ut."})
    dissolved = client.post("people/bodies/ny-gruppe/dissolve_body/", {"on": "2023-12-31"})

    assert [founded.status_code, described.status_code, dissolved.status_code] == [303] * 3
    page = client.get("people/bodies/ny-gruppe/?on=2023-12-31").content.decode()
    assert "Gruppen" in page
    assert "Ledig" in page
    assert "finnes ikke 1. januar 2024" in client.get("people/bodies/ny-gruppe/?on=2024-01-01").content.decode()


def test_a_seat_is_added_filled_left_and_removed(filled, enter):
    client = enter(filled, "manager")
    client.post("people/bodies/working/add_seat/", {"organisation": "tax", "role": "chair", "valid_from": "2023-01-01"})
    seat = Seat.objects.get(key="working-tax-vaarthus")
    there = f"people/seats/{seat.key}"
    seated = client.post(f"{there}/seat_person/", {"person": "chair", "deputy": "holder", "valid_from": "2023-01-01"})
    twice = client.post(f"{there}/seat_person/", {"person": "deputy", "deputy": "holder", "valid_from": "2023-01-01"})
    strange = client.post(f"{there}/seat_person/", {"person": "member", "deputy": "holder", "valid_from": "2023-01-01"})
    left = client.post(f"people/holdings/{seat.holdings.get().pk}/unseat_person/", {"on": "2023-05-31"})
    removed = client.post(f"{there}/remove_seat/", {"on": "2023-12-31"})

    assert [a.status_code for a in (seated, twice, strange, left, removed)] == [303, 422, 422, 303, 303]
    page = client.get("people/bodies/working/?on=2023-08-01").content.decode()
    assert "Hvem som har hatt plassen før" in page


def test_the_order_of_deputies_is_changed(filled, enter):
    admin, seat = filled.persons["admin"], filled.bodies["steering"].seats.get()
    affiliate(admin, organisation=filled.organisations["tax"], valid_from=START, by=filled.actor())
    seat_person(seat, person=admin, deputy=True, valid_from=START, by=filled.actor())
    client, places = enter(filled, "manager"), [f"place_{filled.persons[who].pk}" for who in ("deputy", "admin")]

    same = client.post("people/seats/steering-1/reorder_deputies/", dict.fromkeys(places, "1"))
    changed = client.post("people/seats/steering-1/reorder_deputies/", dict(zip(places, "21", strict=True)))

    assert (same.status_code, changed.status_code) == (422, 303)
    page = client.get("people/bodies/steering/").content.decode()
    assert re.findall(r"\d\. vara: <[^>]*>([^<]*)", page) == ["Admin vaarthus", "Deputy vaarthus"]


def test_a_person_is_told_in_sentences(filled, enter):
    client = enter(filled, "member")

    chair = client.get("people/persons/chair/?on=2023-01-31").content.decode()
    deputy = client.get("people/persons/deputy/?on=2023-01-31").content.decode()

    assert "Sitter i Steering vaarthus for Tax vaarthus siden 1. januar 2022." in chair
    assert "1. vara er Deputy vaarthus." in chair
    assert "Er 1. vara for Chair vaarthus i Steering vaarthus for Tax vaarthus siden 1. januar 2022." in deputy


def test_a_page_tells_the_day_that_is_asked_for(filled, enter):
    end_affiliation(filled.persons["chair"].affiliations.get(), on=JUNE, by=filled.actor())
    client = enter(filled, "manager")

    before, after = (client.get(f"people/persons/chair/?on={day}").content.decode() for day in (TODAY, JUNE))

    assert "Sitter i Steering" in before
    assert "Sitter ikke i noe organ" in after
    assert "edit_person" not in before + after


def test_an_invented_person_is_marked(filled, enter):
    add_person(name="Demo Person", fictitious=True, by=filled.actor())
    client = enter(filled, "member")

    assert "oppdiktet" in client.get("people/persons/demo-person/").content.decode()
    assert "oppdiktet" in client.get("people/directory/").content.decode()


def test_somebody_with_no_places_has_a_page(filled, enter):
    add_person(name="Bare Navn", by=filled.actor())

    page = enter(filled, "member").get("people/persons/bare-navn/").content.decode()

    assert "Ingen arbeidssteder er registrert." in page


def test_a_second_administrator_has_the_role_on_the_page(filled, enter):
    grant_role(filled.persons["member"], role="administrator", valid_from=TODAY, by=filled.actor("admin"))

    page = enter(filled, "admin").get("people/persons/member/").content.decode()

    assert "withdraw_role" in page
