"""One act, one name: in the API too."""

import json
from pathlib import Path

SCHEMA = json.loads((Path(__file__).parent / "openapi.json").read_text())
OPERATIONS = [
    (method, path, operation["operationId"])
    for path, methods in SCHEMA["paths"].items()
    for method, operation in methods.items()
]


def test_a_program_only_gets_and_posts():
    assert {method for method, _, _ in OPERATIONS} == {"get", "post"}


def test_an_act_is_posted_to_its_own_name_or_makes_a_thing_in_a_list():
    lists = {path for method, path, _ in OPERATIONS if method == "get" and not path.endswith("}")}
    writes = [(path, name) for method, path, name in OPERATIONS if method == "post"]

    assert [path for path, name in writes if path not in lists and not path.endswith(f"/{name}")] == []
    assert len(writes) > 40
