"""The API of persons, bodies and seats: the same acts by another door."""

import pytest

from statenshus.people.models import Person
from statenshus.people.usecases.persons import affiliate
from statenshus.people.usecases.seats import seat_person
from tests.houses import START
from tests.people.test_organisation_api import speaking_for


@pytest.fixture
def program(filled):
    return speaking_for(filled, "manager")


def test_people_are_found_as_of_the_day(program):
    found = program.get("persons?on=2023-01-31&role=steering&name=CH").json()

    assert (found["count"], [each["key"] for each in found["items"]]) == (1, ["chair"])
    assert program.get("persons?on=2023-01-31&organisation=tax&limit=1").json()["count"] == 2


def test_a_person_is_told_with_workplaces_and_roles(program):
    told = program.get("persons/admin").json()

    assert told["person"]["name"] == "Admin vaarthus"
    assert [(row["organisation"], row["valid_from"], row["valid_to"]) for row in told["affiliations"]] == [
        ("town", "2022-01-01", None)
    ]
    assert [row["role"] for row in told["grants"]] == ["administrator"]


def test_a_person_is_added_edited_and_employed(program):
    made = program.send("post", "persons", {"name": " Åse Ødegård ", "skills": ["drift"]})
    edited = program.send(
        "post", "persons/ase-odegard/edit_person", {"name": "Åse Ødegård", "email": "ase@example.org"}
    )
    works = {"organisation": "tax", "valid_from": "2023-01-01"}
    employed = program.send("post", "persons/ase-odegard/affiliate", works)
    again = program.send("post", "persons/ase-odegard/affiliate", works)
    left = program.send("post", f"affiliations/{employed.json()['id']}/end_affiliation", {"valid_to": "2023-07-01"})

    assert (made.status_code, made.json()["key"], made.json()["name"]) == (201, "ase-odegard", "Åse Ødegård")
    assert (edited.json()["email"], edited.json()["skills"]) == ("ase@example.org", [])
    assert (employed.status_code, again.status_code, again.json()["code"]) == (201, 409, "overlap")
    assert left.json()["valid_to"] == "2023-07-01"


def test_a_role_is_given_and_the_last_stays(filled):
    program = speaking_for(filled, "admin")

    given = program.send("post", "persons/member/grant_role", {"role": "administrator", "valid_from": "2023-01-01"})
    taken = program.send("post", f"grants/{given.json()['id']}/withdraw_role", {"valid_to": "2023-06-01"})
    own = filled.persons["admin"].grants.get()
    last = program.send("post", f"grants/{own.pk}/withdraw_role", {"valid_to": "2024-06-01"})

    assert (given.status_code, taken.json()["valid_to"]) == (201, "2023-06-01")
    assert (last.status_code, last.json()["code"]) == (409, "last")


def test_bodies_are_told_as_of_the_day(program):
    assert [each["key"] for each in program.get("bodies?on=2023-01-31").json()["items"]] == [
        "management",
        "steering",
        "working",
    ]
    assert program.get("bodies?on=2021-12-31").json() == {"count": 0, "items": []}
    (shown,) = program.get("bodies/steering?on=2023-01-31").json()["seats"]
    assert (shown["seat"]["organisation"], shown["holder"]["person"]) == ("tax", "chair")
    assert [(each["person"], each["rank"]) for each in shown["deputies"]] == [("deputy", 1)]


def test_a_body_lives_its_life(program):
    founded = program.send("post", "bodies", {"name": "Ny gruppe", "kind": "working_group", "valid_from": "2023-01-01"})
    described = program.send("post", "bodies/ny-gruppe/describe_body", {"name": "Gruppen"})
    unbound = program.send("post", "bodies/ny-gruppe/add_seat", {"role": "secretary", "valid_from": "2023-01-01"})
    seat = f"seats/{unbound.json()['key']}"
    seated = program.send("post", f"{seat}/seat_person", {"person": "member", "valid_from": "2023-01-01"})
    taken = program.send("post", f"{seat}/seat_person", {"person": "chair", "valid_from": "2023-01-01"})
    left = program.send("post", f"holdings/{seated.json()['id']}/unseat_person", {"valid_to": "2023-03-01"})
    removed = program.send("post", f"{seat}/remove_seat", {"valid_to": "2023-06-01"})
    dissolved = program.send("post", "bodies/ny-gruppe/dissolve_body", {"valid_to": "2023-07-01"})

    answers = (founded, described, unbound, seated, taken, left, removed, dissolved)
    assert [answer.status_code for answer in answers] == [201, 200, 201, 201, 409, 200, 200, 200]
    assert (unbound.json()["organisation"], taken.json()["code"]) == (None, "taken")
    assert dissolved.json()["valid_to"] == "2023-07-01"


def test_the_deputies_are_called_in_the_order_given(filled, program):
    admin, seat = filled.persons["admin"], filled.bodies["steering"].seats.get()
    affiliate(admin, organisation=filled.organisations["tax"], valid_from=START, by=filled.actor())
    seat_person(seat, person=admin, deputy=True, valid_from=START, by=filled.actor())

    order = program.send("post", "seats/steering-1/reorder_deputies", {"deputies": ["admin", "deputy"]})
    partly = program.send("post", "seats/steering-1/reorder_deputies", {"deputies": ["admin"]})

    assert [each["person"] for each in order.json()] == ["admin", "deputy"]
    assert (partly.status_code, partly.json()["code"]) == (409, "not_the_deputies")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"name": ""},
        {"name": "Kari\x00"},
        {"name": "x" * 201},
        {"name": "Kari", "email": "kari@"},
        {"name": "Kari", "skills": ["a,b"]},
        {"name": "Kari", "fictitious": True},
    ],
)
def test_what_cannot_be_a_person_is_not_of_the_shape(filled, program, said):
    assert program.send("post", "persons", said).status_code == 422
    assert Person.objects.in_house(filled.house).filter(is_guest=False).count() == 6


@pytest.mark.parametrize(
    "path", ["persons/nobody", "persons/%00", "bodies/nothing", "persons?organisation=nothing", "persons/..%2f"]
)
def test_what_is_not_there_is_not_found(program, path):
    assert program.get(path).status_code == 404


@pytest.mark.parametrize("query", ["name=%00", "role=nonsense", "limit=201", "organisation=%00", "skill=%00"])
def test_what_is_not_understood_is_told(program, query):
    assert program.get(f"persons?{query}").status_code == 422


def test_a_member_may_not_write_and_a_reader_is_out_of_scope(filled):
    body = {"name": "Kari"}

    assert speaking_for(filled, "member").send("post", "persons", body).status_code == 404
    reader = speaking_for(filled, "manager", scopes=("people:read",))
    assert reader.send("post", "persons", body).status_code == 403
