"""An import against the line, and a module without a place, do not pass."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gates.conftest import append, write


def lint(root):
    """The contracts that are broken, and all that was said."""
    program = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([program, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    broken = [line.removesuffix(" BROKEN") for line in told.stdout.splitlines() if line.endswith(" BROKEN")]
    return broken, told.stdout + told.stderr


def test_the_program_itself_passes(copy):
    broken, told = lint(copy)

    assert (broken, "0 broken" in told) == ([], True)


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        (
            "statenshus/people/rules/organisations.py",
            "import statenshus.portfolio.models",
            "Capabilities stand in a line",
        ),
        ("statenshus/kernel/clock.py", "import statenshus.ui.context", "Capabilities stand in a line"),
        ("statenshus/kernel/clock.py", "import statenshus.kernel.events", "The kernel is a closed list"),
        ("statenshus/people/queries.py", "import config.env", "Only config knows every capability"),
        ("statenshus/portfolio/urls.py", "import statenshus.people.views.persons", "Each module of a capability"),
        ("statenshus/portfolio/urls.py", "import httpx", "Only registers speak to the network"),
    ],
    ids=["upward", "kernel to ui", "within the kernel", "to config", "another's views", "network"],
)
def test_an_import_against_the_line_is_caught(copy, file, line, contract):
    append(copy / file, f"\n{line}\n")

    broken, told = lint(copy)

    assert broken, told
    assert [name for name in broken if name.startswith(contract)] != []
    assert file.removesuffix(".py").replace("/", ".") in told


@pytest.mark.parametrize(
    ("file", "contract"),
    [
        ("statenshus/people/helpers.py", "Each module of a capability"),
        ("statenshus/portfolio/roles.py", "Each module of a capability"),
        ("statenshus/kernel/utils.py", "The kernel is a closed list"),
        ("statenshus/common/__init__.py", "Capabilities stand in a line"),
    ],
)
def test_a_module_without_a_place_is_caught(copy, file, contract):
    write(copy / file, '"""Anything."""\n')

    broken, told = lint(copy)

    assert broken, told
    assert [name for name in broken if name.startswith(contract)] != []
