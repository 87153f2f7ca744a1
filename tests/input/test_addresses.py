"""Whatever stands in an address is answered: with a sane page or a clear refusal, never a fault of ours."""

import json
import re
from urllib.parse import urlencode

import pytest

from config.api import api
from tests.api.calling import Program, operations, path_of
from tests.architecture.visits import addresses, everything
from tests.turns import in_turn

ODD = [
    {"page": "-1"},
    {"page": "1000000000"},
    {"limit": "1000000000", "offset": "1000000000"},
]
NAMES = ("q", "name", "organisation", "role", "skill", "state", "theme", "about", "page", "kind", "orgnr", "look_up")
BAD_DAYS = ["bad", "2023-02-30", "9999-12-31", "\x00"]


def bodiless():
    """The operations that read no body, so that one which is wrong is none of their business."""
    paths = api.get_openapi_schema(path_prefix="")["paths"].values()
    return {each["operationId"] for methods in paths for each in methods.values() if "requestBody" not in each}


def odd_queries():
    yield from ODD
    for value in ("a\x00b", "x" * 5000, "abc", "9" * 30, "body:\x00"):
        yield dict.fromkeys(NAMES, value)


def test_no_page_falls_over_what_is_asked_of_it(filled, enter):
    client = enter(filled, "manager")
    client.raise_request_exception = False
    before = everything()

    answers = {
        (address.name, urlencode(query)[:60]): client.get(address.of(filled), query).status_code
        for number, address in enumerate(addresses())
        if not address.is_api
        for query in in_turn([*odd_queries()], number)
    }

    assert {asked: status for asked, status in answers.items() if status >= 500} == {}
    assert everything() == before


def test_no_list_of_the_api_falls_over_what_is_asked_of_it(filled):
    program = Program(filled)
    program.client.raise_request_exception = False
    answers = {}
    for name, method, path in operations():
        if method == "get":
            for query in odd_queries():
                answer = program.call("get", f"{path_of(path, filled)}?{urlencode(query)}")
                answers[name, urlencode(query)[:60]] = answer.status_code

    assert {asked: status for asked, status in answers.items() if status not in (200, 400, 404, 422)} == {}


@pytest.mark.parametrize("part", ["%00", "a%00b", "-1", "9" * 40, "%F0%9F%8F%94", "%ff", "..", "x" * 3000, "{{7*7}}"])
def test_no_address_falls_over_what_it_names(filled, enter, part):
    client, program = enter(filled, "admin"), Program(filled)
    client.raise_request_exception = program.client.raise_request_exception = False
    base = f"/h/{filled.house.slug}/"
    paths = [f"{base}{section}/{part}/" for section in ("people/persons", "people/organisations", "people/bodies")]
    paths += [f"{base}portfolio/{section}/{part}/" for section in ("subprojects", "restructurings", "experiences")]
    paths += [f"/h/{part}/", f"{base}{part}/", f"/{part}/"]
    calls = [(method, re.sub(r"\{[^}]*\}", part, path)) for _name, method, path in operations() if "{" in path]

    seen = {path: client.get(path).status_code for path in paths}
    told = {(method, path): program.call(method, path) for method, path in calls}

    assert {path: status for path, status in seen.items() if status >= 500} == {}
    assert {asked: answer.status_code for asked, answer in told.items() if answer.status_code >= 500} == {}
    assert {answer.headers["Content-Type"].partition(";")[0] for answer in told.values()} == {"application/json"}


def test_a_bad_day_is_told_in_the_manner_of_the_door(filled, enter):
    client, program = enter(filled), Program(filled)
    queries = [urlencode({"on": day}) for day in BAD_DAYS]

    pages = {
        (a.name, query): client.get(f"{a.of(filled)}?{query}")
        for number, a in enumerate(addresses())
        for query in in_turn(queries, number)
        if not a.is_api
    }
    calls = {
        (name, query): program.call("get", f"{path_of(path, filled)}?{query}")
        for number, (name, method, path) in enumerate(operations())
        for query in in_turn(queries, number)
        if method == "get"
    }

    assert {name: answer.status_code for name, answer in pages.items() if answer.status_code != 400} == {}
    assert {(answer.status_code, answer.headers["Content-Type"]) for answer in calls.values()} == {
        (400, "application/json")
    }
    assert {json.loads(answer.content)["code"] for answer in calls.values()} == {"bad_day"}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b'{"name": "\\ud800"}', b"[" * 100_000]
)
def test_what_is_no_body_is_told_as_such(filled, body):
    program = Program(filled)
    program.client.raise_request_exception = False

    answers = {
        name: program.client.generic(
            method.upper(),
            program.base + path_of(path, filled),
            body,
            content_type="application/json",
            headers={"Authorization": program.authorization, "Idempotency-Key": f"en-lang-nok-nokkel-{name}"},
        )
        for name, method, path in operations()
        if method != "get"
    }

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 500} == {}
    assert {name for name, answer in answers.items() if answer.status_code < 400} <= bodiless()
