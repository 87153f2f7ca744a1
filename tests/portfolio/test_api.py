"""The API of the portfolio: the same acts through another door."""

import hashlib
import json
import secrets

import pytest
from django.test import Client

from statenshus.people.models import ApiToken
from statenshus.portfolio.models import Experience, Placement, Subproject
from tests.houses import NOW


@pytest.fixture
def call(filled):
    """`call("GET", "subprojects")`: a program with a token of the manager; status and JSON."""
    secret = secrets.token_urlsafe(32)
    ApiToken.objects.create(
        house=filled.house,
        person=filled.persons["manager"],
        name="prøve",
        hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=["portfolio:read", "portfolio:write"],
        created_at=NOW,
    )

    def called(method, path, said=None):
        answer = Client().generic(
            method,
            f"/h/{filled.house.slug}/api/v1/portfolio/{path}",
            data=json.dumps(said) if said is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}", "Idempotency-Key": secrets.token_urlsafe(18)},
        )
        return answer.status_code, answer.json()

    return called


def test_subprojects_are_told_as_of_the_day(filled, call):
    status, told = call("GET", "subprojects?on=2022-01-01")

    assert (status, told["count"]) == (200, 2)
    assert [each["subproject"]["key"] for each in told["items"]] == ["one", "two"]
    assert told["items"][0]["lead"]["person"] == {"key": "member", "name": filled.persons["member"].name}
    assert [placed["item"]["key"] for placed in told["items"][0]["items"]] == ["theme"]
    assert call("GET", "subprojects?on=2021-12-31") == (200, {"count": 0, "items": []})
    assert call("GET", "subprojects?limit=1&offset=1")[1]["items"] == told["items"][1:]


@pytest.mark.parametrize("path", ["subprojects/one", "subprojects/one/lineage", "items/theme", "experiences/found"])
def test_one_is_told_and_that_of_another_house_is_not(filled, other, call, path):
    assert call("GET", path)[0] == 200

    for thing in [filled.subprojects["one"], filled.items["theme"], filled.experience]:
        type(thing).objects.filter(pk=thing.pk).update(key="ours")

    assert call("GET", path) == (404, {"code": "not_found", "message": "There is nothing here."})


def test_lists_are_told_in_parts(filled, call):
    for path in ["items", "experiences", "factors"]:
        status, told = call("GET", f"{path}?limit=1")
        assert (status, sorted(told), len(told["items"])) == (200, ["count", "items"], 1)
        assert call("GET", f"{path}?limit=201")[0] == 422


def test_experiences_are_chosen_by_state_and_theme(filled, call):
    slug = filled.house.slug

    assert call("GET", "experiences?state=open")[1]["count"] == 1
    assert call("GET", "experiences?state=settled")[1]["count"] == 0
    assert call("GET", f"experiences?theme=Tema {slug}")[1]["count"] == 1
    assert call("GET", "experiences?theme=annet")[1]["count"] == 0


WRITES = [
    ("subprojects", {"name": "Ny", "valid_from": "2023-01-01"}, 201),
    ("subprojects/one/describe_subproject", {"name": "Ny"}, 200),
    ("subprojects/one/add_item", {"name": "Kurs", "kind": "task", "valid_from": "2023-01-01"}, 201),
    ("subprojects/two/appoint_lead", {"person": "chair", "organisation": "tax", "valid_from": "2023-01-01"}, 201),
    ("subprojects/one/add_member", {"organisation": "tax", "valid_from": "2023-01-01"}, 201),
    ("items/theme/edit_item", {"name": "Ny", "kind": "other"}, 200),
    ("items/theme/place_item", {"subproject": "two", "valid_from": "2023-01-01"}, 201),
    ("placements/p-lead/end_placement", {"valid_to": "2023-02-01"}, 200),
    ("experiences", {"found_on": "2023-01-01", "theme": "T", "text": "Funn"}, 201),
    ("experiences/found/edit_experience", {"found_on": "2023-01-01", "theme": "T", "text": "Funn"}, 200),
    ("experiences/found/add_outcome", {"text": "Kurs"}, 201),
    ("experiences/found/settle_experience", {"settled_on": "2023-01-01", "settled_by": "Løst"}, 200),
    ("factors", {"kind": "goal_attainment", "text": "F", "points": ["A"], "valid_from": "2023-01-01"}, 201),
    ("factors/factor/edit_factor", {"text": "F", "points": ["A"]}, 200),
    ("factors/factor/retire_factor", {"valid_to": "2023-01-01"}, 200),
]


@pytest.mark.parametrize(("path", "said", "status"), WRITES, ids=[path for path, _, _ in WRITES])
def test_a_write_does_what_the_act_does_and_an_unknown_field_is_a_fault(call, path, said, status):
    assert call("POST", path, {**said, "unknown": 1})[0] == 422
    assert call("POST", path, said)[0] == status


def test_a_subproject_is_ended_and_an_experience_opened_again(filled, call):
    Placement.objects.in_house(filled.house).delete()
    Experience.objects.filter(pk=filled.experience.pk).update(settled_on="2023-01-01", settled_by="Løst")

    assert call("POST", "subprojects/one/end_subproject", {"valid_to": "2023-02-01"})[1]["valid_to"] == "2023-02-01"
    assert call("POST", "experiences/found/reopen_experience")[1]["settled_on"] is None


def test_a_refusal_has_its_code(filled, call):
    status, told = call("POST", "subprojects/one/end_subproject", {"valid_to": "2023-02-01"})

    assert (status, told["code"]) == (409, "occupied")


@pytest.mark.parametrize(
    "said",
    [
        {"name": "a\x00b"},
        {"name": ""},
        {"name": "a" * 201},
        {"summary": "a" * 5001},
        {"valid_from": "2023-02-30"},
        {"valid_from": "0001-01-01"},
        {"valid_to": "9999-12-31"},
    ],
)
def test_what_is_out_of_shape_is_a_fault_and_nothing_is_made(filled, call, said):
    status, told = call("POST", "subprojects", {"name": "Ny", "valid_from": "2023-01-01", **said})

    assert (status, told["code"]) == (422, "invalid")
    assert Subproject.objects.in_house(filled.house).count() == 2
