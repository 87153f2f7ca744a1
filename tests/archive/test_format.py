"""The format: its schema, the one before it, and that it holds all that the tables hold."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from statenshus.archive.commands import export_file, import_file, print_schema
from statenshus.archive.format import BY_NAME, ENTRIES, PARTS
from statenshus.archive.reading.faults import Faulty
from statenshus.archive.reading.files import LARGEST
from statenshus.archive.writing.constraints import compiled
from statenshus.kernel.archive import Part
from statenshus.people.models import Participation
from statenshus.portfolio.models import Item, Placement, Restructuring, Subproject
from tests.archive.files import faults, rows
from tests.houses import NOW

OLD = Path(__file__).with_name("format-1.yaml")
ALL = [*PARTS, *(inner for part in PARTS for inner in part.inside.values())]


def named(part: Part) -> str:
    return f"{part.model.__name__}-{part.entry.__name__}"


def test_format_1_is_read_as_format_2(db):
    import_file(OLD, NOW)

    placed = Placement.objects.order_by("pk").values_list("key", "kind", "person__key", "valid_from", "valid_to")
    assert list(placed) == [
        ("en-moteplasser-in", "item", None, date(2020, 1, 1), date(2022, 1, 1)),
        ("en-aere-og-apenhet-in", "item", None, date(2020, 1, 1), date(2022, 1, 1)),
        ("en-member-1", "member", None, date(2020, 2, 1), None),
        ("en-lead-1", "lead", "kari", None, date(2020, 7, 1)),
        ("en-lead-2", "lead", "ola", date(2020, 7, 1), None),
    ]
    assert list(Item.objects.order_by("pk").values_list("name", "kind", "description")) == [
        ("Møteplasser", "theme", ""),
        ("Ære og åpenhet", "theme", "Et tema"),
    ]
    assert Participation.objects.get().valid_to == date(2021, 1, 1)
    assert Subproject.objects.get(key="en").valid_to == date(2022, 1, 1)


def test_a_fault_in_format_1_tells_where_it_was_written(db):
    text = OLD.read_text().replace("to: 2020-06-30", "to: 2020-06-31").replace("to: 2020-12-31", "to: i går")

    assert faults(text) == [
        ("day", "participations[0].to", 13),
        ("day", "subprojects[0].leads[0].to", 24),
    ]


def test_the_schema_names_every_list_and_refuses_what_is_not_in_the_format():
    schema = json.loads(print_schema())

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert set(schema["properties"]) == {"format", "house", *ENTRIES}
    assert schema["additionalProperties"] is False
    assert [name for name, model in schema["$defs"].items() if model["additionalProperties"] is not False] == []
    assert {"from", "until"} < set(schema["$defs"]["ParticipationEntry"]["properties"])


@pytest.mark.parametrize("part", ALL, ids=named)
def test_an_entry_holds_every_column_of_its_table(part):
    columns = {field.name for field in part.model._meta.concrete_fields if not field.generated}
    columns -= {"id", "house", part.parent, part.alone}
    outside = {there.column.removesuffix("_id") for there in part.outside.values()}

    assert columns - outside == set(part.entry.model_fields) - set(part.outside) - set(part.inside)


@pytest.mark.parametrize("part", ALL, ids=named)
def test_an_entry_takes_texts_as_long_as_its_column(part):
    longest = {f.name: f.max_length for f in part.model._meta.concrete_fields if f.max_length and not f.choices}

    for name in set(longest) & set(part.entry.model_fields):
        told = [getattr(one, "max_length", None) for one in part.entry.model_fields[name].metadata]
        assert (name, [one for one in told if one]) == (name, [longest[name]])


@pytest.mark.parametrize("part", ALL, ids=named)
def test_every_constraint_has_words_for_who_breaks_it(part):
    names = {constraint.name for constraint in part.model._meta.constraints}

    assert {name for name in names if not name.endswith("_key")} == set(part.says)


def test_what_is_pointed_to_is_written_before_what_points_to_it():
    written = set()

    for part in PARTS:
        written |= {part.name, *part.inside}
        pointed = {*part.points_to.values(), *(to for one in part.inside.values() for to in one.points_to.values())}
        assert (part.name, pointed - written) == (part.name, set())


def test_a_condition_is_asked_as_the_database_asks_it():
    (check,) = (c for c in Restructuring._meta.constraints if c.name == "portfolio_restructuring_decision")
    decided = compiled(Restructuring, check.condition)
    day = date(2023, 1, 1)

    answers = [
        decided({"decided_on": on, "decided_by": who, "effective_on": effect})
        for on, who, effect in [
            (None, "", None),
            (None, "", day),
            (day, "Noen", day),
            (day, "", day),
            (None, "Noen", day),
        ]
    ]

    assert answers == [True, True, True, False, False]


def test_a_file_over_the_limit_is_refused_unread(db, tmp_path):
    path = tmp_path / "stor.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(Faulty) as refused:
        import_file(path, NOW)

    assert [fault.code for fault in refused.value.faults] == ["too_large"]


def test_an_export_is_written_whole_or_not_at_all(filled, tmp_path):
    path = tmp_path / "hus.yaml"

    export_file(filled.house.slug, path, NOW)

    told = yaml.safe_load(path.read_text())
    assert set(told) - {"format", "house"} <= set(ENTRIES)
    assert [one["key"] for one in told["organisations"]] == ["tax", "registers", "town", "ministry"]
    assert list(tmp_path.iterdir()) == [path]


def test_progress_is_told_of_long_work(db):
    told = []

    import_file(OLD, NOW, lambda what, done, of: told.append((what, done)))

    assert ("persons", 2) in told
    assert set(BY_NAME) <= {what for what, _done in told}
    assert rows()["people.Person"] == 2
