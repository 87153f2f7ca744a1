"""Placing an item in one more subproject."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Placement, Subproject
from statenshus.portfolio.usecases.placements import place_item
from tests.houses import START, TODAY
from tests.portfolio.acting import refused, told


def test_it_stands_in_both(filled):
    theme, two = filled.items["theme"], filled.subprojects["two"]

    made = place_item(theme, subproject=two, valid_from=TODAY, by=filled.actor())

    standing = Placement.objects.in_house(filled.house).filter(item=theme).at(TODAY)
    assert {placement.subproject.key for placement in standing} == {"one", "two"}
    assert told(filled, "place_item") == [(theme.name, {"subproject": two.name, "placement": made.key})]


def test_not_where_one_does_not_lead(filled):
    with pytest.raises(NotAllowed):
        place_item(
            filled.items["theme"], subproject=filled.subprojects["two"], valid_from=TODAY, by=filled.actor("member")
        )


def test_not_in_the_house_next_door(filled, other):
    with pytest.raises(NotAllowed):
        place_item(filled.items["theme"], subproject=other.subprojects["two"], valid_from=TODAY, by=filled.actor())
    with pytest.raises(NotAllowed):
        place_item(other.items["theme"], subproject=filled.subprojects["two"], valid_from=TODAY, by=filled.actor())


def test_it_does_not_stand_twice_in_one_on_one_day(filled):
    with refused("placed", "subproject"):
        place_item(filled.items["theme"], subproject=filled.subprojects["one"], valid_from=TODAY, by=filled.actor())


def test_it_does_not_leave_before_it_comes(filled):
    with refused("backwards", "valid_to"):
        place_item(
            filled.items["theme"],
            subproject=filled.subprojects["two"],
            valid_from=TODAY,
            valid_to=START,
            by=filled.actor(),
        )


def test_it_stands_only_while_the_subproject_lasts(filled):
    with refused("outside_subproject", "valid_from"):
        place_item(
            filled.items["theme"],
            subproject=filled.subprojects["two"],
            valid_from=date(2021, 12, 31),
            by=filled.actor(),
        )


def test_it_is_done_on_a_page_that_offers_those_that_last(filled, enter):
    Subproject.objects.create(house=filled.house, key="past", name="Før", valid_from=START, valid_to=TODAY)
    client = enter(filled)
    path = "portfolio/items/theme/place_item/"

    offered = client.get(path).context["form"].fields["subproject"].queryset
    answer = client.post(path, {"subproject": "two", "valid_from": "2023-01-31"})

    assert [subproject.key for subproject in offered] == ["one", "two"]
    assert (answer.status_code, answer["Location"]) == (303, f"/h/{filled.house.slug}/portfolio/subprojects/two/")
