"""What people write is shown as they wrote it, and does nothing: in pages, decks, the log and the house file."""

import json

import pytest
from django.apps import apps
from django.db import models

from statenshus.archive.queries import export_house
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.usecases.persons import edit_person
from statenshus.portfolio.usecases.experiences import record_experience
from tests.architecture.visits import addresses, text_of
from tests.archive.files import take_in
from tests.archive.test_export_house import dump, moved, without_last_event
from tests.houses import NOW, TODAY
from tests.input.texts import ODD

CANARY = "'\"><svg/onload=x>{{7*7}}"
NOT_TEXT = {"key", "kind", "role", "stage", "orgnr", "email", "phone", "website", "hash", "slug", "language"}
NOT_TEXT |= {"municipality_number", "main_colour", "accent_colour", "settled_by", "ends_because", "decided_by"}


@pytest.fixture
def haunted(filled):
    """The house, with the canary at the end of every text of every row."""
    for name in ("kernel", "people", "portfolio"):
        for model in apps.get_app_config(name).get_models():
            own = {"pk": filled.house.pk} if model._meta.label == "kernel.House" else {"house": filled.house}
            fields = {field.name for field in model._meta.concrete_fields}
            if "house" not in fields and "pk" not in own:
                continue
            for row in model._default_manager.filter(**own):
                for field in model._meta.concrete_fields:
                    if isinstance(field, models.CharField | models.TextField) and field.name not in NOT_TEXT:
                        room = (field.max_length or 10_000) - len(CANARY)
                        setattr(row, field.name, f"{getattr(row, field.name)[:room]}{CANARY}")
                if hasattr(row, "skills"):
                    row.skills = [f"evne{CANARY}"]
                models.Model.save(row)
    for row in (*vars(filled).values(),):
        for one in row.values() if isinstance(row, dict) else (row,):
            one.refresh_from_db()
    by = filled.actor()
    for model in ("persons", "organisations", "subprojects", "bodies"):
        for row in getattr(filled, model).values():
            record(by, "people.edit_person", row, changed=[CANARY])
    return filled


def test_no_page_runs_what_people_write(haunted, enter):
    client, seen, shown = enter(haunted, "manager"), {}, 0

    for address in addresses():
        answer = client.get(address.of(haunted))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            text = text_of(answer)
            shown += "&lt;svg/onload=x&gt;" in text
            seen[address.name] = (answer.status_code < 500, "<svg/onload" in text, "x>49" in text or "x&gt;49" in text)

    assert {name: what for name, what in seen.items() if what != (True, False, False)} == {}
    assert shown > 30


def test_decks_of_such_a_house_open_and_say_it_as_it_stands(haunted, enter):
    client = enter(haunted, "manager")

    decks = {ending: client.get(f"reports/deck.{ending}") for ending in ("html", "pdf", "pptx")}

    assert {ending: answer.status_code for ending, answer in decks.items()} == dict.fromkeys(decks, 200)
    assert "<svg/onload" not in text_of(decks["html"])


def test_such_a_house_is_carried_by_its_file(haunted):
    said = "".join(export_house(Actor.operator(haunted.house, NOW)))

    assert said.count("svg/onload") > 50


@pytest.mark.parametrize("text", ODD)
def test_what_the_house_takes_its_file_carries(filled, text):
    by, person = filled.actor(), filled.persons["member"]
    edit_person(person, name=text, email="", phone="", about=f"{text}\n{text}", skills=[text], by=filled.actor("admin"))
    record_experience(found_on=TODAY, theme=text, text=f"{text}\r\n\t{text}\n", source=f"\n{text}", by=by)

    copy = moved(filled.house, "kopi")

    assert json.dumps(without_last_event(dump(copy)), default=str) == json.dumps(dump(filled.house), default=str)


@pytest.mark.parametrize("text", ["\\u2028", "\\u202E", "\\x85", "\\0", "\\e[31m"])
def test_a_house_file_brings_no_hidden_characters(db, text):
    from tests.archive.files import HOUSE, faults

    file = f'{HOUSE}persons:\n- {{key: kari, name: "Kari{text}"}}\n'

    assert [code for code, _place, _line in faults(file)] == ["control"]
    assert take_in(file.replace(text, "")).slug == "nytt"


@pytest.mark.parametrize("address", ['"a@b"@hus.example', '"a\\ b"@hus.example'])
def test_no_address_is_taken_that_the_file_would_not(filled, address):
    person = filled.persons["member"]

    with pytest.raises(Refused) as caught:
        edit_person(person, name="Kari", email=address, phone="", about="", skills=[], by=filled.actor("admin"))

    assert (caught.value.code, caught.value.field) == ("invalid", "email")
