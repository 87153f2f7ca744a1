"""Short names for addresses."""

import pytest

from statenshus.portfolio.models import Item


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Vertskap, attraktivitet og rekruttering", "vertskap-attraktivitet-og-rekruttering"),
        ("Møteplass på Ærfugløya", "moteplass-pa-aerfugloya"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
        ("会議", "item"),
        ("a" * 200, "a" * 50),
    ],
)
def test_a_name_becomes_a_key(filled, name, key):
    assert Item.objects.free_key(filled.house, name) == key


def test_a_key_that_is_taken_gets_the_next_number(filled):
    for _ in range(3):
        key = Item.objects.free_key(filled.house, "Kurs")
        Item.objects.create(house=filled.house, key=key, name="Kurs", kind="task")

    keys = Item.objects.in_house(filled.house).filter(name="Kurs").order_by("pk").values_list("key", flat=True)

    assert list(keys) == ["kurs", "kurs-2", "kurs-3"]


def test_the_house_next_door_does_not_take_keys(filled, other):
    Item.objects.create(house=other.house, key="kurs", name="Kurs", kind="task")

    assert Item.objects.free_key(filled.house, "Kurs") == "kurs"
