"""A house file is read whole or not at all, and every fault is told at once."""

import time

import pytest
from django.utils import translation

from statenshus.archive.reading.faults import Faulty
from statenshus.archive.reading.files import read
from statenshus.archive.usecases.houses import import_house
from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.events import Event
from statenshus.people.models import Account, Organisation, Person, SeatHolding
from tests.archive.files import HOUSE, faults, rows, take_in
from tests.houses import NOW

pytestmark = pytest.mark.django_db

ORG = "organisations:\n- {key: udi, name: UDI, kind: state_agency}\n"
PERSON = "persons:\n- {key: kari, name: Kari}\n- {key: ola, name: Ola}\n"
SUBPROJECT = "subprojects:\n- {key: en, name: En}\n"
CHANGE = "restructurings:\n- key: endring\n  title: Endring\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("empty_file", "", 1)),
        ("- 1", ("not_fields", "", 1)),
        ("house: {slug: x}", ("no_format", "", 1)),
        ("format: 3\nhouse: {slug: x}", ("format", "format", 1)),
        ("format: two", ("format", "format", 1)),
        ("format: 2", ("missing", "house", 1)),
        ("format: 2\nhouse: {slug: nytt, first_year: 2021}", ("missing", "house.name", 2)),
        (HOUSE + "organisations: [\n", ("yaml", "", 4)),
        (HOUSE + "---\nformat: 2", ("documents", "", 3)),
        (HOUSE.encode() + b"# \xff", ("encoding", "", 3)),
        (HOUSE + 'organisations:\n- {key: a, name: "a\\x07b", kind: company}', ("control", "organisations[0].name", 4)),
        (HOUSE + 'organisations:\n- {key: a, name: "a\\0b", kind: company}', ("control", "organisations[0].name", 4)),
        (HOUSE + "organisations:\n- {key: a, name: &x a, kind: company}", ("anchor", "organisations[0].name", 4)),
        (HOUSE + "organisations:\n- {key: a, name: !!str a, kind: company}", ("tag", "organisations[0].name", 4)),
        (
            HOUSE + "organisations:\n- {key: a, name: a, kind: company,\n   name: b}",
            ("duplicate_field", "organisations[0].name", 5),
        ),
        (HOUSE + ORG + "organisations: []", ("duplicate_field", "organisations", 5)),
        (HOUSE + ORG + "- {key: udi, name: B, kind: company}", ("duplicate_key", "organisations[1].key", 5)),
        (HOUSE + "etater: []", ("unknown_field", "etater", 3)),
        (HOUSE + ORG + "- {key: b, nmae: B, name: B, kind: company}", ("unknown_field", "organisations[1].nmae", 5)),
        (HOUSE + "organisations:\n- {key: a, kind: company}", ("missing", "organisations[0].name", 4)),
        (HOUSE + "organisations:\n- {key: a, name: 1, kind: company}", ("not_text", "organisations[0].name", 4)),
        (HOUSE + 'organisations:\n- {key: a, name: "", kind: company}', ("empty", "organisations[0].name", 4)),
        (
            HOUSE + f"organisations:\n- {{key: a, name: {'a' * 201}, kind: company}}",
            ("too_long", "organisations[0].name", 4),
        ),
        (HOUSE + "organisations:\n- {key: ../x, name: a, kind: company}", ("key", "organisations[0].key", 4)),
        (HOUSE + "organisations:\n- {key: a, name: a, kind: firma}", ("choice", "organisations[0].kind", 4)),
        (HOUSE + "organisations:\n- 5", ("not_fields", "organisations[0]", 4)),
        (HOUSE + "organisations: 5", ("not_list", "organisations", 3)),
        (
            HOUSE + "organisations:\n- {key: a, name: a, kind: company, orgnr: '974760747'}",
            ("orgnr", "organisations[0].orgnr", 4),
        ),
        (HOUSE + 'persons:\n- {key: a, name: "a\\nb"}', ("lines", "persons[0].name", 4)),
        (HOUSE + "persons:\n- {key: a, name: a, email: nei}", ("email", "persons[0].email", 4)),
        (HOUSE + "persons:\n- {key: a, name: a, fictitious: nei}", ("flag", "persons[0].fictitious", 4)),
        (HOUSE + "persons:\n- {key: a, name: a, skills: lesing}", ("not_list", "persons[0].skills", 4)),
        (
            HOUSE + ORG + "participations:\n- organisation: udi\n  kind: active\n  from: 2023-02-30",
            ("day", "participations[0].from", 8),
        ),
        (
            HOUSE + ORG + "participations:\n- {organisation: udi, kind: active, position: -1}",
            ("number", "participations[0].position", 6),
        ),
        (
            HOUSE + "participations:\n- organisation: udi\n  kind: active",
            ("unknown_key", "participations[0].organisation", 4),
        ),
        (
            HOUSE + ORG + "participations:\n- {organisation: udi, kind: active, from: 2023-01-02, until: 2023-01-02}",
            ("people_participation_period", "participations[0].until", 6),
        ),
        (
            HOUSE
            + ORG
            + "participations:\n- {organisation: udi, kind: active, until: 2023-01-02}\n"
            + "- {organisation: udi, kind: active, from: 2023-01-01}",
            ("people_participation_overlap", "participations[1].organisation", 7),
        ),
        (
            HOUSE + PERSON.replace("}", ", login: a@b.example}"),
            ("people_person_account", "persons[1].login", 5),
        ),
        (
            HOUSE
            + PERSON
            + SUBPROJECT
            + "placements:\n- {key: a, subproject: en, kind: lead, person: kari}\n"
            + "- {key: b, subproject: en, kind: lead, person: ola}",
            ("portfolio_placement_lead", "placements[1].subproject", 10),
        ),
        (
            HOUSE + SUBPROJECT + "placements:\n- {key: a, subproject: en, kind: item}",
            ("portfolio_placement_what", "placements[0].kind", 6),
        ),
        (
            HOUSE + CHANGE + "  decided_by: Noen",
            ("portfolio_restructuring_decision", "restructurings[0].decided_by", 6),
        ),
        (
            HOUSE + CHANGE + "  stages: [{stage: in_effect, on: 2023-01-01}]",
            ("choice", "restructurings[0].stages[0].stage", 6),
        ),
        (
            HOUSE + CHANGE + "  successors: [{key: a, name: A}, {key: a, name: B}]",
            ("duplicate_key", "restructurings[0].successors[1].key", 6),
        ),
        (
            HOUSE + CHANGE + "  successors: [{key: a, name: A, is_new: false}]",
            ("portfolio_successor_goes_on", "restructurings[0].successors[0].subproject", 6),
        ),
        (
            HOUSE + "experiences:\n- {key: a, found_on: 2023-01-02, text: A, settled_by: Noe}",
            ("portfolio_experience_settled", "experiences[0].settled_on", 4),
        ),
        (HOUSE + "events:\n- {at: 2023-01-02, act: a.b, subject_type: a.b}", ("instant", "events[0].at", 4)),
        (
            HOUSE + "events:\n- {at: '2023-01-02T10:00:00+01:00', act: a.b, subject_type: a.b, person: nei}",
            ("unknown_key", "events[0].person", 4),
        ),
        (
            HOUSE
            + "events:\n- {at: '2023-01-02T10:00:00+01:00', act: a.b, subject_type: a.b, data: {a: "
            + "[" * 20
            + "]" * 20
            + "}}",
            ("deep", "events[0].data.a" + "[0]" * 13, 4),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_fault_tells_what_and_where(text, expected):
    before = rows()

    found = faults(text)

    assert found == [expected]
    assert rows() == before


def test_all_faults_are_told_in_one_go_in_the_readers_language():
    text = (
        HOUSE
        + "organisations:\n- {key: udi, name: UDI, kind: agency}\n- {key: skatt, name: Skatt, kind: state_agency}\n"
        + "participations:\n- {organisation: skat, kind: active, from: 2023-02-30}\n"
        + "- {organisation: skatt, kind: active, from: 2023-02-02, until: 2023-01-01}\n"
    )

    with translation.override("nb"), pytest.raises(Faulty) as refused:
        take_in(text)

    assert str(refused.value).splitlines() == [
        "hus.yaml: linje 4: organisations[0].kind: «agency» er ikke blant valgene. "
        "Ventet: en av company, county, ministry, municipality, state_agency, university.",
        "hus.yaml: linje 7: participations[0].from: «2023-02-30» er ikke en dag. Ventet: en dag som 2023-01-31.",
        "hus.yaml: linje 7: participations[0].organisation: det finnes ingen «skat» i «organisations». "
        "Ventet: kanskje «skatt».",
        "hus.yaml: linje 8: participations[1].until: den slutter før den har vart en dag. "
        "Ventet: en dag etter «from»: «until» er første dag etter den siste.",
        "4 feil; ingenting ble skrevet.",
    ]


def test_a_path_or_a_script_in_a_name_is_only_text():
    name = "../../etc/passwd <script>alert(1)</script>"

    house = take_in(HOUSE + f"persons:\n- {{key: a, name: '{name}'}}")

    assert Person.objects.in_house(house).get().name == name


def test_words_and_days_of_yaml_are_text_where_text_is_meant():
    names = ["no", "on", "12:30:45", "2023-01-01", "=", "<<"]

    house = take_in(
        HOUSE + "persons:\n" + "".join(f"- {{key: a{number}, name: {name}}}\n" for number, name in enumerate(names))
    )

    assert set(Person.objects.in_house(house).values_list("name", flat=True)) == set(names)


def test_a_bomb_of_aliases_is_refused_at_once():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    began = time.monotonic()

    found = faults(HOUSE + bomb)

    assert {code for code, _place, _line in found} == {"anchor"}
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\xfe" * 50_000_000,
        b"[" * 50_000_000,
        b"format: 2\norganisations:\n" + b"- a\n" * 12_500_000,
        b"format: 2\n" + b"".join(b"k%d: 1\n" % n for n in range(2_000_000)),
        b"format: 2\norganisations:\n- {" + b"".join(b"k%d: 1, " % n for n in range(2_000_000)) + b"}",
    ],
    ids=["bytes", "brackets", "words", "fields", "wide"],
)
def test_large_nonsense_is_answered_before_it_is_read_whole(nonsense):
    began = time.process_time()

    assert faults(nonsense) != []
    assert time.process_time() - began < 10


def test_an_import_is_recorded_once():
    house = take_in(HOUSE + ORG)

    event = Event.objects.in_house(house).get()

    assert (event.act, event.person_name, event.at) == ("archive.import_house", "operator", NOW)
    assert event.data == {"file": "hus.yaml", "is_new": True, "rows": {"people.organisation": 1}}


def test_only_the_operator_brings_a_house_in(filled):
    before = rows()

    for by in (filled.actor("admin"), Actor(filled.house, NOW, filled.persons["admin"], frozenset(Role))):
        with pytest.raises(NotAllowed):
            import_house(read(f"format: 2\nhouse: {{slug: {filled.house.slug}}}\n{ORG}".encode(), "hus.yaml"), by=by)

    assert rows() == before


def test_a_file_adds_to_a_house_that_stands_and_may_point_to_what_is_there(filled, other):
    before = rows()

    take_in(
        f"format: 2\nhouse: {{slug: {filled.house.slug}}}\npersons:\n- {{key: ny, name: Ny, login: Ny@Nytt.Example}}\n"
        "holdings:\n- {seat: steering-1, person: ny, rank: 2, from: 2022-01-01}\n"
    )

    after = rows()
    added = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert added == {"kernel.Event": 1, "people.Account": 1, "people.Person": 1, "people.SeatHolding": 1}
    assert SeatHolding.objects.get(person__key="ny").seat.house == filled.house
    assert Person.objects.get(key="ny").account == Account.objects.get(email="ny@nytt.example")


def test_a_file_changes_nothing_that_stands(filled):
    text = (
        f"format: 2\nhouse: {{slug: {filled.house.slug}, name: Et annet navn}}\n"
        "organisations:\n- {key: tax, name: Skatt, kind: state_agency}\n"
        "- {key: ny, name: Ny, kind: state_agency, orgnr: '974761076'}\n"
        "participations:\n- {organisation: tax, kind: active}\n"
        "placements:\n- {key: ny, subproject: one, kind: lead, person: chair}\n"
    )
    before = rows()

    found = faults(text)

    assert found == [
        ("house_differs", "house.name", 2),
        ("duplicate_key", "organisations[0].key", 4),
        ("people_organisation_orgnr", "organisations[1].orgnr", 5),
        ("people_participation_overlap", "participations[0].organisation", 7),
        ("portfolio_placement_lead", "placements[0].subproject", 9),
    ]
    assert rows() == before


def test_a_key_of_the_house_next_door_is_no_key_here(filled, other):
    Organisation.objects.create(house=other.house, key="naboens", name="Naboens", kind="company")

    found = faults(
        f"format: 2\nhouse: {{slug: {filled.house.slug}}}\nparticipations:\n- {{organisation: naboens, kind: active}}"
    )

    assert found == [("unknown_key", "participations[0].organisation", 4)]
