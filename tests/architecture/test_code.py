"""What no import contract can say: the checks of tools/architecture.py on the program itself."""

import pytest

from tools import architecture
from tools.reading import Program


@pytest.fixture(scope="module")
def program():
    return Program()


def test_a_file_fits_in_one_reading():
    assert list(architecture.long_files()) == []


def test_every_test_function_is_collected():
    assert list(architecture.uncollected_tests()) == []


@pytest.mark.parametrize(
    "check",
    [
        architecture.shapeless_acts,
        architecture.lawless_acts,
        architecture.unrecorded_acts,
        architecture.undocumented_acts,
        architecture.speechless_rules,
        architecture.homeless_readings,
        architecture.untested_acts,
    ],
    ids=lambda check: check.__name__,
)
def test_the_code_keeps_to_its_design(program, check):
    assert list(check(program)) == []


def test_there_are_acts_to_look_at(program):
    assert "people.join" in {f"{act.capability}.{act.name}" for act in program.acts}
