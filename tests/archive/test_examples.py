"""The house of the seed, and the invented persons that are added to it."""

import re
from pathlib import Path

import pytest
import yaml

from statenshus.archive.commands import import_file
from statenshus.people.models import Person, Seat
from statenshus.people.roles import roles_of
from statenshus.portfolio.models import Restructuring
from tests.houses import NOW, TODAY

EXAMPLES = Path(__file__).parents[2] / "examples"
SEED_PERSONS = {"Gaute Skoglund", "Ida Mari Larsen", "Bjørn Erik Rønhaug"}


@pytest.fixture
def narvik(db):
    return import_file(EXAMPLES / "narvik.yaml", NOW).house


def entries(value, path=""):
    """Every entry of a file, also those within others, with its path."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            if isinstance(one, dict):
                yield f"{path}[{number}]", one
                yield from (
                    found for name, inner in one.items() for found in entries(inner, f"{path}[{number}].{name}")
                )


def test_every_entry_of_the_house_tells_its_source():
    file = yaml.safe_load((EXAMPLES / "narvik.yaml").read_text())

    told = [found for name, listed in file.items() for found in entries(listed, name)]

    assert [path for path, entry in told if not entry.get("source")] == []
    assert file["house"]["source"]
    assert len(told) > 60


def test_the_house_names_only_the_three_persons_of_the_seed(narvik):
    assert set(Person.objects.in_house(narvik).values_list("name", flat=True)) == SEED_PERSONS


def test_every_further_person_is_a_demo_and_says_so(narvik):
    import_file(EXAMPLES / "narvik-demo.yaml", NOW)

    further = Person.objects.in_house(narvik).exclude(name__in=SEED_PERSONS)

    assert further.count() > 20
    assert [one.name for one in further if not (one.fictitious and re.match(r"Demo \w+\Z", one.name))] == []
    assert [one.account.email for one in further if not one.account.email.endswith("@demo.invalid")] == []
    assert [one.account.email for one in further if one.account.has_usable_password()] == []


def test_the_demo_fills_ten_seats_and_every_role(narvik):
    import_file(EXAMPLES / "narvik-demo.yaml", NOW)

    persons = Person.objects.in_house(narvik).filter(fictitious=True)

    assert Seat.objects.in_house(narvik).filter(body__key="styringsgruppen").count() == 10
    assert {str(role) for one in persons for role in roles_of(one, TODAY)} == {
        "member",
        "steering",
        "deputy",
        "management",
        "commissioner",
        "administrator",
    }


def test_the_restructuring_of_the_seed_is_proposed_and_not_decided(narvik):
    change = Restructuring.objects.in_house(narvik).staged(TODAY).get()

    assert (change.stage, change.decided_on, change.effective_on) == ("proposed", None, None)
