"""What has no business in any file of the project is found there."""

import json

import pytest

from tests.gates.conftest import append, write
from tools.tidy import faults

HOST = "registry.np" + "mjs.org"


def test_the_program_itself_passes(copy):
    assert list(faults(copy)) == []


def test_a_registry_in_the_lock_file_of_the_front_end_is_caught(copy):
    lock = json.loads((copy / "package-lock.json").read_text())
    lock["packages"]["node_modules/axe-core"]["resolved"] = f"https://{HOST}/axe-core.tgz"
    write(copy / "package-lock.json", json.dumps(lock, indent=2))

    told = list(faults(copy))

    assert [fault for fault in told if "names a registry" in fault and fault.startswith("package-lock.json:")] != []
    assert "package-lock.json:1: node_modules/axe-core tells where it comes from, or not its hash" in told


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("requirements.lock", "--index-url https://packages.example/simple"),
        ("requirements.lock", "unpinned-package>=1"),
        ("requirements.lock", "thing @ https://packages.example/thing.whl"),
        (".npmrc", "registry=https://packages.example"),
        (".npmrc", "//packages.example/:_authToken=x"),
        ("statenshus/people/queries.py", f"# see https://{HOST}/x"),
        ("statenshus/people/queries.py", "# see https://unp" + "kg.com/x"),
        ("statenshus/people/queries.py", "PATH = '/" + "root/project/x'"),
        ("statenshus/people/queries.py", "PATH = '/" + "home/somebody/x'"),
        ("statenshus/people/queries.py", "-----BEGIN " + "PRIVATE KEY-----"),
        ("statenshus/ui/static/ui/house.css", "/*! normalize v8 | MIT */"),
    ],
)
def test_a_line_that_does_not_belong_is_caught(copy, file, line):
    append(copy / file, f"\n{line}\n")
    last = len((copy / file).read_text().splitlines())

    told = list(faults(copy))

    assert {fault.split(":")[0] for fault in told} == {file}
    assert told[0].split(":")[1] in {str(last), str(len((copy / file).read_text().split()))}


@pytest.mark.parametrize(
    "file", ["statenshus/ui/static/ui/lib.min.js", "vendor/thing.py", "statenshus/ui/static/inter.woff2"]
)
def test_anothers_source_is_caught(copy, file):
    write(copy / file, "x")

    assert list(faults(copy)) == [f"{file}:1: looks like another's source; fetch it at set-up instead"]
