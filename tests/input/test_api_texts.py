"""Every text of every write of the API: what no text may hold is refused, and nothing of it is kept."""

import copy
import time

import pytest

from config.api import api
from statenshus.people.models import RoleGrant
from tests.api.calling import Program, operations, path_of
from tests.architecture.visits import SUBJECTS, everything
from tests.input.texts import BREAKS, HIDDEN
from tests.turns import in_turn

JSON = "application/json"
KEYS = {"organisation", "person", "body", "subproject", "successor", "placement", "goes_to", "deputies", "item"}
LONGEST_LINE = 200


def schemas():
    return api.get_openapi_schema(path_prefix="")


def resolved(schema, whole):
    while "$ref" in schema or "allOf" in schema or "anyOf" in schema:
        if "$ref" in schema:
            schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        else:
            schema = next(each for each in schema.get("allOf") or schema["anyOf"] if each.get("type") != "null")
    return schema


def good(name, schema, whole):
    """Something that fits the shape."""
    schema = resolved(schema, whole)
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    match schema.get("type"):
        case "string" if schema.get("format") == "date":
            return "2023-01-20"
        case "string" if name in {"phone", "email", "website", "orgnr"}:
            return ""
        case "string" if f"{name}s" in SUBJECTS or name in {"body"}:
            return "tax"
        case "string":
            return "Noe"
        case "array":
            return [good(name.removesuffix("s"), schema["items"], whole)]
        case "object":
            return {key: good(key, one, whole) for key, one in schema.get("properties", {}).items()}
        case "boolean":
            return False
        case "integer":
            return 1
    raise AssertionError(f"what is {name}: {schema}?")


def prose(schema, whole):
    """The names of the fields that take several lines: those that may be longer than a line."""
    schema, found = resolved(schema, whole), set()
    for name, one in schema.get("properties", {}).items():
        one = resolved(one, whole)
        one = resolved(one["items"], whole) if "items" in one else one
        found |= {name} if one.get("maxLength", 0) > LONGEST_LINE else prose(one, whole)
    return found


def places(value, path=()):
    """Where in a body a text stands."""
    if isinstance(value, str):
        yield path
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(one, (*path, key))


def changed(body, path, text):
    body = copy.deepcopy(body)
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = text
    return body


def writes():
    """Every write with a body: its name, method, path, a body of the right shape, and what takes several lines.

    What takes a file is tried in tests/decisions.
    """
    whole = schemas()
    for name, method, path in operations():
        asked = whole["paths"][f"/{path}"][method].get("requestBody")
        if method != "get" and asked and JSON in asked["content"]:
            schema = asked["content"][JSON]["schema"]
            yield name, method, path, good("", schema, whole), prose(schema, whole)


def cases():
    """Each text of each write, and whether it takes several lines."""
    return [
        (name, method, path, body, where, not prose.isdisjoint(where))
        for name, method, path, body, prose in writes()
        for where in places(body)
    ]


@pytest.fixture
def program(filled):
    """A program of somebody who may do every act."""
    RoleGrant.objects.create(house=filled.house, person=filled.persons["manager"], role="administrator")
    return Program(filled)


def taken(program, filled, cases, texts):
    """What was answered otherwise than by a fault of the text, or of the key that it should have been."""
    found = {}
    for number, (name, method, path, body, where, _prose) in enumerate(cases):
        refused = {409, 422} | ({400, 404} if where[-1] in KEYS or where[0] in KEYS else set())
        for text in in_turn(texts, number):
            answer = program.call(method, path_of(path, filled), changed(body, where, text))
            if answer.status_code not in refused or not answer.json()["message"]:
                found[name, where, text[:10]] = answer.status_code
    return found


def test_no_text_with_hidden_characters_is_taken(filled, program):
    before = everything()

    assert taken(program, filled, cases(), [f"a{text}b" for text in HIDDEN]) == {}
    assert everything() == before


def test_no_name_with_a_line_break_is_taken(filled, program):
    lines = [case for case in cases() if not case[-1]]
    before = everything()

    assert taken(program, filled, lines, [f"a{text}b" for text in BREAKS]) == {}
    assert everything() == before


def test_an_endless_text_is_refused_at_once(filled, program):
    before, start = everything(), time.perf_counter()

    assert taken(program, filled, cases(), ["x" * 100_000]) == {}
    assert everything() == before
    assert (time.perf_counter() - start) / len(cases()) < 1


def test_every_write_is_tried():
    assert {name for name, *_rest in writes()} >= {"add_person", "register_organisation", "add_factor", "decide"}
    assert len(cases()) > 100
