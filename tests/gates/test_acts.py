"""An act, a rule or a reading out of shape does not pass."""

import pytest

from tests.gates.conftest import write
from tools import architecture
from tools.reading import Program

ACT = '''"""Acts."""

from django.db import transaction

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.rules import organisations as rules

BUSY = Refused("busy", "It is busy.")


@transaction.atomic
def greet(organisation, *, text: str, by: Actor) -> None:
    """Say hello to the organisation.

    Raises NotAllowed by rules.greet, and Refused with code:
        empty  nothing is said
        busy   it is busy, and
               does not listen
    """
    by.must(rules.greet, organisation)
    _refuse_empty(text)
    record(by, "people.greet", organisation)


def _refuse_empty(text):
    if not text:
        raise Refused("empty", "Say something.")
    raise BUSY
'''
RULE = '''"""Rules."""


def greet(by, organisation) -> bool:
    """Everybody may say hello."""
    return True
'''
CHECKS = [
    architecture.shapeless_acts,
    architecture.lawless_acts,
    architecture.unrecorded_acts,
    architecture.undocumented_acts,
    architecture.speechless_rules,
    architecture.homeless_readings,
    architecture.untested_acts,
]


@pytest.fixture
def small(tmp_path):
    write(tmp_path / "statenshus/people/usecases/organisations.py", ACT)
    write(tmp_path / "statenshus/people/rules/organisations.py", RULE)
    write(tmp_path / "statenshus/people/templates/people/events/greet.txt", "{{ event.person_name }}")
    write(tmp_path / "tests/people/test_greet.py", "def test_x():\n    greet(1)\n")
    return tmp_path


def faults(root):
    program = Program(root)
    return [fault.partition(": ")[2] for check in CHECKS for fault in check(program)]


def test_a_good_act_passes(small):
    assert faults(small) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("@transaction.atomic\n", "", "people.greet is not atomic"),
        ("text: str, by: Actor", "by: Actor, text: str", "people.greet does not end with the keyword by"),
        ("by: Actor)", "by)", "people.greet does not say that by is an Actor"),
        ("organisation, *, text", "organisation, text, *, x", "people.greet takes more than its subject by position"),
        ("    by.must(rules.greet, organisation)\n", "", "people.greet does not ask by.must(rules.greet, …)"),
        (
            "by.must(rules.greet",
            "by.must(rules.shout",
            "people.greet asks statenshus.people.rules.organisations.shout, which is no rule of its name",
        ),
        (
            '    record(by, "people.greet", organisation)\n',
            "",
            "people.greet does not record(by, “people.greet”, …)",
        ),
        (
            "        empty  nothing is said\n",
            "",
            "people.greet refuses with empty, and its docstring does not say so",
        ),
        (
            "        empty  nothing",
            "        late   it is late\n        empty  nothing",
            "people.greet says that it refuses with late, and does not",
        ),
        (
            "    raise BUSY\n",
            '    code = "x"\n    raise Refused(code, "x") from BUSY\n',
            "people.greet refuses with (code, not a plain text), and its docstring does not say so",
        ),
        (
            "Say hello to the organisation.",
            "say hello",
            "people.greet has no promise: a docstring whose first paragraph is a sentence",
        ),
    ],
)
def test_an_act_out_of_shape_is_caught(small, old, new, told):
    assert old in ACT
    write(small / "statenshus/people/usecases/organisations.py", ACT.replace(old, new))

    assert faults(small) == [told]


@pytest.mark.parametrize("said", ['    """Everybody may. Really."""\n', '    """Everybody"""\n', ""])
def test_a_rule_without_its_sentence_is_caught(small, said):
    write(
        small / "statenshus/people/rules/organisations.py", RULE.replace('    """Everybody may say hello."""\n', said)
    )

    assert faults(small) == ["greet is not a policy in one sentence"]


def test_an_event_without_its_sentence_is_caught(small):
    (small / "statenshus/people/templates/people/events/greet.txt").unlink()

    assert faults(small) == ["people.greet has no event sentence statenshus/people/templates/people/events/greet.txt"]


def test_an_act_without_a_test_is_caught(small):
    (small / "tests/people/test_greet.py").unlink()

    assert faults(small) == ["people.greet is called by no test below tests/people"]


@pytest.mark.parametrize("file", ["views/organisations.py", "queries.py", "forms.py"])
def test_a_reading_that_begins_nowhere_is_caught(small, file):
    good = "a = Person.objects.at(day).in_house(house).first()\nb = X.objects.visible_to(by)\n"
    write(small / f"statenshus/people/{file}", good + "c = Person.objects.filter(name=name)[0]\n")

    assert faults(small) == ["Person.objects is not followed by visible_to or in_house"]


def test_a_long_file_is_caught(small):
    write(small / "statenshus/people/views.py", "x = 1\n" * 301)

    assert list(architecture.long_files(small)) == ["statenshus/people/views.py:300: has 301 lines; split it by noun"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("checks.py", "def test_a():\n    pass\n"),
        ("test_b.py", "def test_a():\n    pass\n\n\ndef test_a():\n    pass\n"),
        ("test_b.py", "def outer():\n    def test_a():\n        pass\n"),
        ("test_b.py", "def check_a():\n    pass\n"),
    ],
    ids=["in no test file", "hidden by its namesake", "inside another", "none"],
)
def test_a_test_that_is_not_run_is_caught(tmp_path, file, text):
    write(tmp_path / "tests/__init__.py", "")
    write(tmp_path / "tests" / file, text)

    assert len(list(architecture.uncollected_tests(tmp_path))) == 1
