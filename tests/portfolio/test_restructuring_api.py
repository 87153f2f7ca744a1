"""Changes in the API: reading as of a day, and every act once."""

import hashlib
import json
import secrets
from datetime import date

import pytest
from django.test import Client

from statenshus.people.models import ApiToken
from statenshus.portfolio.models import Destination, Restructuring, Subproject, Successor
from tests.portfolio.changes import decision_on

BASE = "/h/vaarthus/api/v1/portfolio/restructurings"


@pytest.fixture
def call(filled, monkeypatch):
    """`call("POST", "/change/discuss", {...})` as the manager's program, on 31 January 2023: status and answer."""
    now = filled.actor().now
    monkeypatch.setattr("statenshus.kernel.clock.now", lambda: now)
    secret = secrets.token_urlsafe(32)
    ApiToken.objects.create(
        house=filled.house,
        person=filled.persons["manager"],
        name="Prøve",
        hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=["portfolio:read", "portfolio:write"],
        created_at=now,
    )

    def called(method, path, data=None):
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": secrets.token_urlsafe(18)}
        answer = Client().generic(method, BASE + path, json.dumps(data or {}), "application/json", headers=headers)
        return answer.status_code, answer.json()

    return called


def test_the_list_is_as_of_the_day(call):
    listed = [call("GET", f"?on={day}")[1]["items"] for day in ("2022-11-30", "2022-12-01", "2023-01-31")]

    assert [[(row["key"], row["stage"]) for row in rows] for rows in listed] == [
        [],
        [("change", "discussed")],
        [("change", "proposed")],
    ]


def test_a_change_is_read_with_before_after_and_orphans(filled, call):
    Destination.objects.create(
        house=filled.house,
        restructuring=filled.restructuring,
        placement=filled.placements["theme"],
        successor=Successor.objects.in_house(filled.house).get(),
    )

    status, whole = call("GET", "/change")

    assert (status, whole["stage"], whole["day"]) == (200, "proposed", "2023-01-31")
    assert [(side["subproject"], side["closes"]) for side in whole["before"]] == [("one", True), ("two", True)]
    assert [(m["placement"], m["goes_to"]) for m in whole["before"][0]["moves"]] == [
        ("p-lead", []),
        ("p-theme", ["joined"]),
    ]
    assert [(side["successor"], [m["placement"] for m in side["arrivals"]]) for side in whole["after"]] == [
        ("joined", ["p-theme"])
    ]
    assert [placed["placement"] for placed in whole["orphans"]] == ["p-lead", "p-task", "p-member"]
    assert [no["code"] for no in whole["obstacles"]] == ["orphans"]
    assert [(step["stage"], step["on"], step["body"]) for step in whole["steps"]] == [
        ("discussed", "2022-12-01", "steering"),
        ("proposed", "2023-01-15", None),
    ]


def test_a_change_of_another_house_or_none_is_absent(other, call):
    other.restructuring.key = "theirs"
    other.restructuring.save()

    assert [call("GET", path)[0] for path in ("/theirs", "/none", "/change?on=2022-11-30")] == [404, 404, 404]


def test_a_refusal_has_its_code(filled, call):
    decision_on(filled.restructuring)

    status, said = call("POST", "/change/decide", {"effective_on": "2023-03-01"})

    assert (status, said["code"]) == (409, "orphans")


def test_every_act_can_be_done_by_a_program(filled, call):
    Subproject.objects.create(house=filled.house, key="three", name="Tre", valid_from=date(2022, 1, 1))
    joined = {"goes_to": ["nytt"]}
    done = [
        call(method, path, data)[0]
        for method, path, data in [
            ("POST", "", {"title": "Nytt", "on": "2023-01-01"}),
            ("POST", "/nytt/edit_restructuring", {"title": "Nyere", "effective_on": "2023-03-01"}),
            ("POST", "/nytt/close_in", {"subproject": "three"}),
            ("POST", "/nytt/closings/three/keep_open", None),
            ("POST", "/nytt/close_in", {"subproject": "one"}),
            ("POST", "/nytt/add_successor", {"subproject": "three"}),
            ("POST", "/nytt/add_successor", {"name": "Nytt"}),
            ("POST", "/nytt/successors/nytt/edit_successor", {"name": "Nyere", "summary": "Om"}),
            ("POST", "/nytt/successors/tre/remove_successor", None),
            ("POST", "/nytt/propose_lead", {"person": "admin", "organisation": "town"}),
            ("POST", "/nytt/leads/admin/pair_lead", {"successor": "nytt"}),
            ("POST", "/nytt/leads/admin/drop_lead", None),
            ("POST", "/nytt/destinations/p-theme/set_destination", {"ends_because": "Ferdig"}),
            ("POST", "/nytt/destinations/p-theme/clear_destination", None),
            ("POST", "/nytt/destinations/p-theme/set_destination", joined),
            ("POST", "/nytt/destinations/p-lead/set_destination", joined),
            ("POST", "/nytt/discuss", {"on": "2023-01-02", "body": "steering"}),
            ("POST", "/nytt/propose", {"on": "2023-01-03"}),
            ("POST", "/nytt/hear", {"on": "2023-01-04", "note": "Ingen"}),
        ]
    ]
    decision_on(Restructuring.objects.get(key="nytt", house=filled.house))
    done += [
        call(method, path, data)[0]
        for method, path, data in [
            ("POST", "/nytt/decide", {"effective_on": "2023-03-01"}),
            ("POST", "/nytt/undo_decision", {"on": "2023-01-21"}),
            ("POST", "/nytt/withdraw", {"on": "2023-01-22"}),
        ]
    ]

    assert done == [201] + 21 * [200]
    assert call("GET", "/nytt")[1]["stage"] == "withdrawn"
