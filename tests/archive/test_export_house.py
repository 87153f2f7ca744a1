"""What is exported can be imported elsewhere, and is equal."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from hypothesis import given

from statenshus.archive.format import PARTS
from statenshus.archive.queries import export_house
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.events import Event, record
from statenshus.kernel.houses import House
from statenshus.people.models import Account, Participation
from statenshus.portfolio.models import Experience
from tests.archive.files import take_in
from tests.archive.whole_houses import HousePlan, whole_houses
from tests.houses import NOW

pytestmark = pytest.mark.django_db
NOT_TOLD = {
    "people.Account",
    "people.ApiToken",
    "asks.Mail",
    "asks.Link",
    "workplaces.Feed",
    "meetings.BusyCalendar",
    "workplaces.Look",
    "workplaces.Visit",
}
CAPABILITIES = ("kernel", "people", "asks", "workplaces", "meetings", "decisions", "portfolio")


def exported(house: House) -> str:
    return "".join(export_house(Actor.operator(house, NOW)))


def tables() -> list[type[Model]]:
    models = [model for name in CAPABILITIES for model in apps.get_app_config(name).get_models()]
    return [m for m in models if m._meta.label not in NOT_TOLD and any(f.name == "house" for f in m._meta.fields)]


def dump(house: House) -> dict[str, list[dict[str, Any]]]:
    """Every row of the house in its order, where each number of a row is told as which row of its table it is."""
    places: dict[type[Model], dict[int, int]] = {}
    # What stands within another comes in the file with that, and so in its order.
    within = {part.model: part.parent for outer in PARTS for part in outer.inside.values()}
    orders = {model: [within[model], "pk"] if model in within else ["pk"] for model in tables()}
    for model in tables():
        numbers = model._default_manager.filter(house=house).order_by(*orders[model]).values_list("pk", flat=True)
        places[model] = {pk: place for place, pk in enumerate(numbers)}
    accounts = dict(Account.objects.values_list("pk", "email"))
    labels = {model._meta.label_lower: model for model in tables()}
    told: dict[str, list[dict[str, Any]]] = {"house": [_house(house)]}
    for model in tables():
        told[model._meta.label] = []
        for row in model._default_manager.filter(house=house).order_by(*orders[model]).values():
            for field in model._meta.concrete_fields:
                if field.related_model in places and row[field.attname] is not None:
                    row[field.attname] = places[field.related_model][row[field.attname]]
            if model is Event:
                person = next(m for m in tables() if m._meta.label == "people.Person")
                row["person_id"] = places[person].get(row["person_id"])
                subject = labels.get(row["subject_type"])
                known = places.get(subject, {}) if subject else {house.pk: 0}
                row["subject_id"] = known.get(row["subject_id"])
            if "account_id" in row:
                row["account_id"] = accounts.get(row["account_id"])
            told[model._meta.label].append({k: v for k, v in row.items() if k not in ("id", "house_id")})
    return told


def _house(house: House) -> dict[str, Any]:
    fields = House.objects.filter(pk=house.pk).values().get()
    return {name: value for name, value in fields.items() if name not in ("id", "slug")}


def moved(house: House, slug: str) -> House:
    """The house, carried by a file to another slug."""
    return take_in(exported(house).replace(f"slug: {house.slug}\n", f"slug: {slug}\n", 1))


def without_last_event(told: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    assert told["kernel.Event"][-1]["act"] == "archive.import_house"
    return told | {"kernel.Event": told["kernel.Event"][:-1]}


def test_a_filled_house_is_equal_after_export_and_import(filled, other):
    manager = filled.actor("manager")
    record(manager, "people.join", filled.organisations["tax"], kind="active", share=0.5, none=None, text="no")
    record(manager, "people.leave", Participation.objects.in_house(filled.house)[2])
    record(manager, "portfolio.add_outcome", filled.experience.outcomes.get())
    record(manager, "portfolio.remove", Experience(pk=10**9, text="borte"))
    record(manager, "people.see", filled.house)
    next_door = dump(other.house)

    copy = moved(filled.house, "kopi")

    assert without_last_event(dump(copy)) == dump(filled.house)
    assert dump(other.house) == next_door


@given(plan=whole_houses())
def test_any_house_is_equal_after_export_and_import(plan: HousePlan):
    with transaction.atomic():
        house = plan.build("foer")

        copy = moved(house, "etter")

        assert without_last_event(dump(copy)) == dump(house)
        again = exported(copy).replace("slug: etter\n", "slug: foer\n", 1)
        assert again.startswith(exported(house).rstrip("\n"))
        transaction.set_rollback(True)


def test_an_export_holds_no_word_of_the_house_next_door_and_no_secret(filled, other):
    account = filled.persons["manager"].account
    account.set_password("et langt passord her")
    account.save()

    text = exported(filled.house)

    assert "nabohus" not in text
    assert account.password not in text
    assert "vaarthus" in text


def test_administrators_and_the_operator_take_a_house_out(filled):
    assert list(export_house(filled.actor("admin"))) == list(export_house(Actor.operator(filled.house, NOW)))

    for who in ("manager", "chair", "deputy", "member", "commissioner"):
        with pytest.raises(NotAllowed):
            list(export_house(filled.actor(who)))


def test_an_export_asks_as_often_for_three_rows_as_for_one(filled):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            exported(filled.house)
        return len(captured)

    before = queries()
    for number in range(3):
        Experience.objects.create(
            house=filled.house, key=f"mer-{number}", found_on=date(2023, 1, 1), theme="Tema", text="Tekst"
        )

    assert queries() == before
