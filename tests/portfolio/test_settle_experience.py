"""Settling an experience."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Experience
from statenshus.portfolio.usecases.experiences import settle_experience
from tests.houses import TODAY
from tests.portfolio.acting import refused, told


def test_it_is_settled_from_the_day_on(filled):
    settle_experience(filled.experience, settled_on=TODAY, settled_by="Løst i møte", by=filled.actor())

    there = Experience.objects.in_house(filled.house)
    assert list(there.open_at(date(2023, 1, 30))) == [filled.experience]
    assert list(there.open_at(TODAY)) == []
    assert told(filled, "settle_experience") == [
        (str(filled.experience), {"settled_on": "2023-01-31", "settled_by": "Løst i møte"})
    ]


def test_on_the_day_it_was_found_it_may_be_settled(filled):
    settle_experience(filled.experience, settled_on=date(2022, 6, 1), settled_by="Løst", by=filled.actor())

    assert list(Experience.objects.in_house(filled.house).open_at(date(2022, 6, 1))) == []


def test_not_before_it_was_found(filled):
    with refused("before_found", "settled_on"):
        settle_experience(filled.experience, settled_on=date(2022, 5, 31), settled_by="Løst", by=filled.actor())


def test_not_on_a_day_to_come(filled):
    with refused("future", "settled_on"):
        settle_experience(filled.experience, settled_on=date(2023, 2, 1), settled_by="Løst", by=filled.actor())


@pytest.mark.parametrize("how", ["", " \n"])
def test_not_without_saying_how(filled, how):
    with refused("no_how", "settled_by"):
        settle_experience(filled.experience, settled_on=TODAY, settled_by=how, by=filled.actor())


def test_not_twice(filled):
    settle_experience(filled.experience, settled_on=TODAY, settled_by="Løst", by=filled.actor())

    with refused("settled"):
        settle_experience(filled.experience, settled_on=TODAY, settled_by="Løst", by=filled.actor())


def test_only_those_who_keep_the_record_or_recorded_it(filled):
    with pytest.raises(NotAllowed):
        settle_experience(filled.experience, settled_on=TODAY, settled_by="Løst", by=filled.actor("member"))


def test_it_is_done_on_a_page(filled, enter):
    client = enter(filled)
    path = "portfolio/experiences/found/settle_experience/"

    early = client.post(path, {"settled_on": "2022-05-31", "settled_by": "Løst"})
    right = client.post(path, {"settled_on": "2022-06-02", "settled_by": "Løst"})

    assert (early.status_code, list(early.context["form"].errors)) == (422, ["settled_on"])
    assert right.status_code == 303
    assert Experience.objects.get(pk=filled.experience.pk).settled_on == date(2022, 6, 2)
