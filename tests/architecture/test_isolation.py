"""Two houses filled alike: every address of one, in every role, and no word of the other."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db.models import Value
from django.db.models.functions import Concat

from tests.architecture.visits import ROLES, addresses, everything, text_of

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


@pytest.mark.parametrize("who", ROLES)
def test_no_word_of_the_other_house_is_seen(filled, other, enter, who):
    client = enter(filled, who)
    seen = {}

    for address in addresses():
        for query in ({}, {"on": "2022-06-01", "q": "nabohus"}) if who == "manager" else ({},):
            answer = client.get(address.of(filled), query)
            text = text_of(answer).replace("q=nabohus", "").replace('value="nabohus"', "")
            seen[address.name, *query] = (answer.status_code < 500, other.house.slug in text, other.house.name in text)

    assert {name: what for name, what in seen.items() if what != (True, False, False)} == {}
    assert client.get("").status_code == 200


@pytest.mark.parametrize("who", ROLES)
def test_every_address_of_the_other_house_is_nothing(filled, other, enter, who):
    client = enter(filled, who)

    read = {a.name: client.get(f"/h/{other.house.slug}/{a.of(other)}").status_code for a in addresses()}
    written = {
        a.name: client.post(f"/h/{other.house.slug}/{a.of(other)}").status_code for a in addresses() if not a.is_api
    }

    assert (set(read.values()), set(written.values())) == ({404}, {404})


@pytest.mark.parametrize("who", ["manager", "admin"])
def test_a_thing_of_the_other_house_is_nothing_under_the_own_address(filled, renamed, enter, who):
    client = enter(filled, who)
    subjects = [address for address in addresses() if address.has_subject]
    before = everything()

    answers = {("get", a.name): client.get(a.of(renamed)).status_code for a in subjects}
    answers |= {("post", a.name): client.post(a.of(renamed)).status_code for a in subjects if not a.is_api}

    assert {what: status for what, status in answers.items() if status not in NOT_FOUND} == {}
    assert everything() == before


def test_every_address_can_be_filled_in(filled):
    assert [address.name for address in addresses() if "<" in address.of(filled)] == []
