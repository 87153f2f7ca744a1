"""make check as a whole: a flaw stops it at the step that is there for it."""

import os
import subprocess

import pytest

from config.env import ROOT
from tests.gates.conftest import append


def check(root, *steps):
    (root / ".venv").exists() or (root / ".venv").symlink_to(ROOT / ".venv")
    surroundings = {**os.environ, "PYTHONPATH": str(root), "STATENSHUS_CHECK_DATA": str(ROOT / "build/test")}
    done = subprocess.run(
        ["sh", "tools/check.sh", *steps], cwd=root, env=surroundings, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_a_change_of_a_table_without_its_migration_is_caught(copy):
    models = copy / "statenshus/people/models/organisations.py"
    models.write_text(models.read_text().replace("max_length=300", "max_length=301", 1))

    code, told = check(copy, "migrations")

    assert (code, "0" in told, "migrations    FAULT" in told) == (1, True, True)


@pytest.mark.parametrize(
    ("step", "line"),
    [
        ("format", "x  =  1"),
        ("lint", "import os"),
        ("tidy", "# see https://unp" + "kg.com/x"),
        ("translations", 'from django.utils.translation import gettext\nX = gettext("Not said in Norwegian")'),
    ],
)
def test_a_flaw_stops_the_check_and_is_named(copy, step, line):
    append(copy / "statenshus/people/roles.py", f"\n{line}\n")

    code, told = check(copy, step, "format")

    assert (code, f"{step:13} FAULT" in told, "statenshus/people/roles.py" in told) == (1, True, True)
    assert told.splitlines()[-1].startswith(step)


def test_docs_that_are_not_as_the_program_says_are_caught(copy):
    rules = copy / "statenshus/people/rules/organisations.py"
    rules.write_text(rules.read_text().replace("may let an organisation into the house", "may let anybody in", 1))

    code, told = check(copy, "docs")

    assert (code, "docs/acts.md, docs/roles.md: not as the program says" in told) == (1, True)
