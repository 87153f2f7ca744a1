"""The API of organisations: the same acts by another door."""

import hashlib
import json
import secrets
from types import SimpleNamespace

import pytest
from django.test import Client

from statenshus.people.models import ApiToken, Organisation, Participation
from tests.houses import NOW
from tests.people.register import UNIT


def speaking_for(filled, who, scopes=("people:read", "people:write")):
    """A program with a token of the person's: `.get(path)`, `.send("post", path, body)`."""
    secret = secrets.token_urlsafe(32)
    ApiToken.objects.create(
        house=filled.house,
        person=filled.persons[who],
        name="Prøve",
        hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=list(scopes),
        created_at=NOW,
    )
    root, client = f"/h/{filled.house.slug}/api/v1/people/", Client()

    def send(method, path, body=None, key=None):
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": key or secrets.token_urlsafe(18)}
        data = {"data": json.dumps(body), "content_type": "application/json"} if method != "get" else {}
        return getattr(client, method)(root + path, headers=headers, **data)

    return SimpleNamespace(send=send, get=lambda path: send("get", path))


def test_the_list_tells_how_long_it_is_and_gives_a_part(filled):
    answer = speaking_for(filled, "member").get("organisations?limit=2&offset=1")

    assert answer.json()["count"] == 4
    assert [item["key"] for item in answer.json()["items"]] == ["registers", "tax"]


def test_the_list_can_be_of_those_who_take_part_on_a_day(filled):
    tax = filled.organisations["tax"]
    Participation.objects.in_house(filled.house).filter(organisation=tax).update(valid_to="2022-07-01")
    program = speaking_for(filled, "member")

    counts = [
        program.get(f"organisations?taking_part=true&on={day}").json()["count"]
        for day in ("2021-12-31", "2022-06-30", "2022-07-01")
    ]

    assert counts == [0, 4, 3]


@pytest.mark.parametrize("part", ["limit=201", "limit=0", "offset=-1", "limit=many"])
def test_a_part_that_makes_no_sense_is_told(filled, part):
    assert speaking_for(filled, "member").get(f"organisations?{part}").status_code == 422


def test_one_organisation_tells_its_card_and_participations(filled):
    told = speaking_for(filled, "member").get("organisations/tax").json()

    part = Participation.objects.in_house(filled.house).get(organisation=filled.organisations["tax"])
    assert (told["who_we_are"], told["orgnr"]) == ("Hvem vaarthus", "974761076")
    assert told["participations"] == [
        {"id": part.pk, "kind": "active", "valid_from": "2022-01-01", "valid_to": None, "source": "Kilde vaarthus"}
    ]


def test_an_organisation_goes_through_its_acts(filled, register):
    register.says("/enheter/974760746", UNIT)
    program = speaking_for(filled, "manager")

    made = program.send("post", "organisations", {"name": "UDI", "kind": "state_agency"})
    described = program.send(
        "post", "organisations/udi/describe_organisation", {"name": "UDI", "kind": "state_agency", "address": "Gate 1"}
    )
    carded = program.send("post", "organisations/udi/write_card", {"what_we_do": "Svarer"})
    copied = program.send("post", "organisations/udi/copy_from_register", {"orgnr": "974760746"})
    joined = program.send("post", "organisations/udi/join", {"kind": "active", "valid_from": "2023-01-01"})
    part = joined.json()["id"]
    left = program.send("post", f"participations/{part}/leave", {"valid_to": "2099-01-01"})
    corrected = program.send(
        "post",
        f"participations/{part}/correct_participation",
        {"kind": "observer", "valid_from": None, "valid_to": "2024-01-01"},
    )

    answers = [made, described, carded, copied, joined, left, corrected]
    assert [answer.status_code for answer in answers] == [201, 200, 200, 200, 201, 200, 200]
    assert (described.json()["address"], carded.json()["what_we_do"]) == ("Gate 1", "Svarer")
    assert (copied.json()["name"], copied.json()["orgnr"]) == ("UTLENDINGSDIREKTORATET", "974760746")
    assert left.json()["valid_to"] == "2099-01-01"
    assert (corrected.json()["kind"], corrected.json()["valid_from"]) == ("observer", None)


def test_a_repeat_gets_the_first_answer(filled):
    program, key = speaking_for(filled, "manager"), secrets.token_urlsafe(18)
    wanted = {"name": "Ny etat", "kind": "state_agency"}

    first, again = (program.send("post", "organisations", wanted, key) for _ in range(2))

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert Organisation.objects.in_house(filled.house).filter(name="Ny etat").count() == 1


@pytest.mark.parametrize(
    ("facts", "status", "code"),
    [
        ({"name": "Ny", "kind": "kingdom"}, 422, "invalid"),
        ({"name": "x" * 201, "kind": "company"}, 422, "invalid"),
        ({"name": "Ny", "kind": "company", "orgnr": "974760747"}, 409, "invalid"),
        ({"name": "Ny\x00", "kind": "company"}, 409, "invalid"),
        ({"name": "<script>", "kind": "company"}, 409, "invalid"),
        ({"name": "Ny", "kind": "company", "orgnr": "974761076"}, 409, "orgnr_taken"),
    ],
)
def test_bad_input_is_told_with_a_code(filled, facts, status, code):
    answer = speaking_for(filled, "manager").send("post", "organisations", facts)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Organisation.objects.in_house(filled.house).count() == 4


@pytest.mark.parametrize(("status", "code"), [(404, "unknown"), (410, "removed"), (500, "unreachable")])
def test_a_failing_register_is_told_with_a_code(filled, register, status, code):
    register.says("/enheter/974761076", status=status)

    answer = speaking_for(filled, "manager").send(
        "post", "organisations/tax/copy_from_register", {"orgnr": "974761076"}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_those_who_may_not_are_answered_as_if_nothing_were_there(filled, other, register):
    member, manager = speaking_for(filled, "member"), speaking_for(filled, "manager")
    theirs = Participation.objects.in_house(other.house).first()

    answers = [
        member.send("post", "organisations", {"name": "Ny", "kind": "company"}),
        member.send("post", "organisations/tax/copy_from_register", {"orgnr": "974761076"}),
        manager.send("post", f"participations/{theirs.pk}/leave", {"valid_to": "2099-01-01"}),
        manager.get("organisations/finnes-ikke"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert register.asked == []


def test_a_token_that_may_only_read_writes_nothing(filled):
    program = speaking_for(filled, "manager", scopes=["people:read"])

    answer = program.send("post", "organisations", {"name": "Ny", "kind": "company"})

    assert (answer.status_code, answer.json()["code"]) == (403, "out_of_scope")
