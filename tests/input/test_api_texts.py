"""Every text of every write of the API: what no text may hold is refused, and nothing of it is kept."""

import copy
from datetime import date

import pytest

from config.api import api
from statenshus.people.models import RoleGrant
from tests.api.calling import Program, operations, path_of
from tests.architecture.visits import SUBJECTS, everything
from tests.input.texts import BREAKS, HIDDEN

KEYS = {"organisation", "person", "body", "subproject", "successor", "placement", "goes_to", "deputies", "item"}
PROSE = {"source", "purpose", "about", "summary", "description", "text", "settled_by", "reason", "note", "ends_because"}


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
    """Every write with a body: its name, method, path, and a body of the right shape."""
    whole = schemas()
    for name, method, path in operations():
        asked = whole["paths"][f"/{path}"][method].get("requestBody")
        if method != "get" and asked:
            yield name, method, path, good("", asked["content"]["application/json"]["schema"], whole)


CASES = [
    pytest.param(name, method, path, body, where, id=f"{name}-{'.'.join(map(str, where))}")
    for name, method, path, body in writes()
    for where in places(body)
]


@pytest.fixture
def program(filled):
    """A program of somebody who may do every act."""
    RoleGrant.objects.create(house=filled.house, person=filled.persons["manager"], role="administrator")
    return Program(filled)


def unlike_a_refusal(answers, where):
    """The texts that were answered otherwise than by a fault of the text, or of the key that it should have been."""
    refused = {409, 422} | ({400, 404} if where[-1] in KEYS or where[0] in KEYS else set())
    return {text: answer.status_code for text, answer in answers.items() if answer.status_code not in refused}


@pytest.mark.parametrize(("name", "method", "path", "body", "where"), CASES)
def test_no_text_with_hidden_characters_is_taken(filled, program, name, method, path, body, where):
    address = path_of(path, filled)
    before = everything()

    answers = {text: program.call(method, address, changed(body, where, f"a{text}b")) for text in HIDDEN}

    assert unlike_a_refusal(answers, where) == {}
    assert everything() == before
    assert {bool(answer.json()["message"]) for answer in answers.values()} == {True}


LINES = [case for case in CASES if case.values[4][-1] not in PROSE and case.values[0] != "write_card"]


@pytest.mark.parametrize(("name", "method", "path", "body", "where"), LINES)
def test_no_name_with_a_line_break_is_taken(filled, program, name, method, path, body, where):
    address = path_of(path, filled)
    before = everything()

    answers = {text: program.call(method, address, changed(body, where, f"a{text}b")) for text in BREAKS}

    assert unlike_a_refusal(answers, where) == {}
    assert everything() == before


@pytest.mark.parametrize(("name", "method", "path", "body", "where"), CASES)
def test_an_endless_text_is_refused_at_once(filled, program, name, method, path, body, where):
    answer = program.call(method, path_of(path, filled), changed(body, where, "x" * 100_000))

    assert unlike_a_refusal({"x": answer}, where) == {}
    assert len(answer.content) < 300_000


def test_every_write_is_tried():
    assert {name for name, *_rest in writes()} >= {"add_person", "register_organisation", "add_factor", "decide"}
    assert date.fromisoformat(good("valid_from", {"type": "string", "format": "date"}, {}))
