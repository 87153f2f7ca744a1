"""Describing a subproject."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Subproject
from statenshus.portfolio.usecases.subprojects import describe_subproject
from tests.portfolio.acting import refused, told


def test_it_gets_other_words_and_keeps_its_address(filled):
    one = filled.subprojects["one"]

    describe_subproject(one, name="Nytt navn", summary="Nytt om", source="Brev", by=filled.actor())

    there = Subproject.objects.get(pk=one.pk)
    assert (there.key, there.name, there.summary, there.source) == ("one", "Nytt navn", "Nytt om", "Brev")
    assert told(filled, "describe_subproject") == [("Nytt navn", {"before": one.name})]


def test_only_those_who_keep_the_record(filled):
    with pytest.raises(NotAllowed):
        describe_subproject(filled.subprojects["one"], name="Nytt", by=filled.actor("member"))


def test_not_that_of_the_house_next_door(filled, other):
    with pytest.raises(NotAllowed):
        describe_subproject(other.subprojects["one"], name="Nytt", by=filled.actor())


def test_two_do_not_bear_a_name_on_one_day(filled):
    one, two = filled.subprojects.values()

    with refused("name_taken", "name"):
        describe_subproject(one, name=two.name, by=filled.actor())


def test_it_is_done_on_a_page(filled, enter):
    client = enter(filled)
    path = "portfolio/subprojects/one/describe_subproject/"

    assert f'value="{filled.subprojects["one"].name}"' in client.get(path).content.decode()
    assert client.post(path, {"name": "Nytt navn"}).status_code == 303
    assert "Nytt navn" in client.get("portfolio/subprojects/").content.decode()
