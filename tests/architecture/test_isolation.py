"""Two houses filled alike: every address of one, in every role, and no word of the other."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db.models import Value
from django.db.models.functions import Concat

from tests.architecture.visits import ROLES, addresses, everything, text_of
from tests.turns import in_turn

NOT_FOUND = {404, 405}


@pytest.fixture
def renamed(other):
    """The house next door, with short names that the house under test does not have."""
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields()}
        if {"house", "key"} <= names:
            model.objects.filter(house=other.house).update(key=Concat(Value("nabo-"), "key"))
    for rows in (*vars(other).values(),):
        several = rows if isinstance(rows, dict) else vars(rows) if isinstance(rows, SimpleNamespace) else {"": rows}
        for row in several.values():
            row.refresh_from_db()
    return other


@pytest.fixture
def tries(filled, enter):
    """Each address and a client: of those who keep the record, and of the other roles in turn."""
    clients = {who: enter(filled, who) for who in ROLES}
    return [
        (address, who, clients[who])
        for number, address in enumerate(addresses())
        for who in ("manager", *in_turn(ROLES[1:], number))
    ]


def test_no_word_of_the_other_house_is_seen(filled, other, tries):
    seen = {}

    for address, who, client in tries:
        for query in ({}, {"on": "2022-06-01", "q": "nabohus"}) if who == "manager" else ({},):
            answer = client.get(address.of(filled), query)
            text = text_of(answer).replace("q=nabohus", "").replace('value="nabohus"', "")
            told = (answer.status_code < 500, other.house.slug in text, other.house.name in text)
            seen[address.name, who, *query] = told

    assert {name: what for name, what in seen.items() if what != (True, False, False)} == {}


def test_every_address_of_the_other_house_is_nothing(other, tries):
    base = f"/h/{other.house.slug}/"

    answers = {(a.name, who): client.get(base + a.of(other)).status_code for a, who, client in tries}
    written = {(a.name, who): client.post(base + a.of(other)).status_code for a, who, client in tries if not a.is_api}

    assert {who: status for who, status in [*answers.items(), *written.items()] if status != 404} == {}


def test_a_thing_of_the_other_house_is_nothing_under_the_own_address(renamed, tries):
    subjects = [each for each in tries if each[0].has_subject and each[1] in ("manager", "admin")]
    before = everything()

    answers = {("get", who, a.name): client.get(a.of(renamed)).status_code for a, who, client in subjects}
    answers |= {
        ("post", who, a.name): client.post(a.of(renamed)).status_code for a, who, client in subjects if not a.is_api
    }

    assert {what: status for what, status in answers.items() if status not in NOT_FOUND} == {}
    assert everything() == before


def test_every_address_can_be_filled_in(filled):
    assert [address.name for address in addresses() if "<" in address.of(filled)] == []
