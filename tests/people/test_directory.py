"""Finding people."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.people.models import Affiliation, Person, SeatHolding
from statenshus.people.queries import directory
from statenshus.people.roles import holds, roles_of
from statenshus.people.usecases.persons import add_person, end_affiliation
from tests.houses import START, TODAY
from tests.people.acting import JUNE


def names(filled, day=TODAY, **sought):
    return [person.name for person in directory(filled.actor("member"), day, **sought)[0]]


@pytest.fixture
def people(filled):
    for name in ("Åse Ødegård", "Anne-Kari Zahl", "Ærlend Moe", "Øystein Ås", "Arne Å"):
        add_person(name=name, skills=["Anskaffelser"], by=filled.actor())


def test_the_norwegian_alphabet_ends_in_ae_o_a(filled, people):
    own = [name for name in names(filled) if "vaarthus" not in name]

    assert own == ["Anne-Kari Zahl", "Arne Å", "Ærlend Moe", "Øystein Ås", "Åse Ødegård"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("åse", ["Åse Ødegård"]),
        ("ASE ODE", ["Åse Ødegård"]),
        ("ødegård åse", ["Åse Ødegård"]),
        ("kari", ["Anne-Kari Zahl"]),
        ("anne-kari", ["Anne-Kari Zahl"]),
        ("ar", ["Arne Å"]),
        ("%", []),
        ("_", []),
        ("'; drop table people_person; --", []),
    ],
)
def test_each_word_begins_a_word_of_the_name(filled, people, text, found):
    assert names(filled, name=text) == found


def test_a_name_that_nobody_has_finds_those_like_it(filled, people):
    found, is_like = directory(filled.actor("member"), TODAY, name="Ødegaard")

    assert ([person.name for person in found], is_like) == (["Åse Ødegård"], True)


def test_by_workplace_on_the_day(filled):
    end_affiliation(filled.persons["deputy"].affiliations.get(), on=JUNE, by=filled.actor())
    tax = filled.organisations["tax"]

    assert names(filled, organisation=tax) == ["Chair vaarthus", "Deputy vaarthus"]
    assert names(filled, JUNE, organisation=tax) == ["Chair vaarthus"]


@pytest.mark.parametrize(
    ("role", "who"),
    [
        ("steering", "chair"),
        ("deputy", "deputy"),
        ("management", "manager"),
        ("commissioner", "commissioner"),
        ("administrator", "admin"),
        ("body:working", "member"),
    ],
)
def test_by_role(filled, role, who):
    assert names(filled, role=role) == [filled.persons[who].name]


def test_by_the_beginning_of_a_skill(filled, people):
    assert len(names(filled, skill="anskaff")) == 5
    assert names(filled, skill="kaffe") == []


def test_those_who_have_left_are_found_when_asked_for(filled):
    end_affiliation(filled.persons["deputy"].affiliations.get(), on=JUNE, by=filled.actor())

    assert "Deputy vaarthus" not in names(filled, JUNE)
    assert "Deputy vaarthus" in names(filled, JUNE, everybody=True)


def test_the_region_is_the_same_as_on_the_fresh_page(filled, enter):
    client = enter(filled, "member")

    page = client.get("people/directory/?name=ch").content.decode()
    region = client.get("people/directory/?name=ch", headers={"HX-Request": "true"}).content.decode().strip()

    assert region.startswith('<section id="results"')
    assert region in page
    assert "Chair vaarthus" in region
    assert "Deputy vaarthus" not in region


def test_going_back_in_the_browser_gives_the_whole_page(filled, enter):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<h1" in enter(filled, "member").get("people/directory/", headers=headers).content.decode()


def test_nobody_found_is_told(filled, enter):
    page = enter(filled, "member").get("people/directory/?name=qqqq").content.decode()

    assert "Ingen treff på alt dette" in page


@pytest.mark.parametrize(
    "query", ["name=%00", "name=" + "x" * 300, "role=nonsense", "organisation=finnes-ikke", "page=minus", "page=99999"]
)
def test_what_is_not_understood_is_left_out(filled, enter, query):
    assert enter(filled, "member").get(f"people/directory/?{query}").status_code == 200


def test_a_long_list_has_pages_that_keep_what_is_sought(filled, enter):
    for number in range(30):
        add_person(name=f"Person {number:02}", by=filled.actor())
    client = enter(filled, "member")

    second = client.get("people/directory/?name=person&page=2").content.decode()

    assert second.count('href="/h/vaarthus/people/persons/person-') == 5
    assert 'aria-current="true" href="?name=person&amp;page=2"' in second


def test_many_cost_the_same_number_of_queries_as_few(filled, enter):
    client, counts = enter(filled, "member"), []
    for first in (2, 50):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("people/directory/")
        counts.append(len(queries))
        for number in range(first, first + 20):
            person = add_person(name=f"Person {number}", by=filled.actor())
            own = {"house": filled.house, "person": person, "valid_from": START}
            Affiliation.objects.create(**own, organisation=filled.organisations["tax"])
            SeatHolding.objects.create(**own, seat=filled.bodies["steering"].seats.get(), rank=number)

    assert counts[0] == counts[1]
    assert counts[0] <= 13


@pytest.mark.parametrize("path", ["people/bodies/", "people/bodies/steering/", "people/persons/chair/"])
def test_more_deputies_cost_no_more_queries(filled, enter, path):
    client, counts = enter(filled, "member"), []
    for first in (2, 50):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
        for number in range(first, first + 3):
            person = add_person(name=f"Person {number}", by=filled.actor())
            own = {"house": filled.house, "person": person, "valid_from": START}
            SeatHolding.objects.create(**own, seat=filled.bodies["steering"].seats.get(), rank=number)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("day", [TODAY, JUNE])
def test_finding_by_role_agrees_with_the_roles_of_each(filled, day):
    end_affiliation(filled.persons["deputy"].affiliations.get(), on=JUNE, by=filled.actor())
    persons = Person.objects.in_house(filled.house)

    found = {role: set(persons.filter(condition)) for role, condition in holds(day).items()}

    assert found == {role: {person for person in persons if role in roles_of(person, day)} for role in found}
