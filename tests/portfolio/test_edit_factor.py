"""Putting a factor in other words."""

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Factor
from statenshus.portfolio.usecases.factors import edit_factor
from tests.portfolio.acting import refused, told


def test_it_gets_other_words_and_what_stays_is_the_same_row(filled):
    factor = filled.factor
    before = factor.text
    first = factor.points.get()

    edit_factor(factor, text="Nytt", points=["Ny", first.text], source="Brev", by=filled.actor())

    there = Factor.objects.get(pk=factor.pk)
    assert (there.key, there.text, there.source) == ("factor", "Nytt", "Brev")
    assert [point.text for point in there.points.all()] == ["Ny", first.text]
    assert there.points.get(text=first.text).pk == first.pk
    said = {"before": {"text": before, "points": [first.text]}, "points": ["Ny", first.text]}
    assert told(filled, "edit_factor") == [("Nytt", said)]


def test_sub_points_left_out_are_gone(filled):
    edit_factor(filled.factor, text="Nytt", by=filled.actor())

    assert filled.factor.points.count() == 0


def test_sub_points_differ(filled):
    with refused("twice", "points"):
        edit_factor(filled.factor, text="Nytt", points=["A", "A"], by=filled.actor())


def test_only_those_who_keep_the_record(filled):
    with pytest.raises(NotAllowed):
        edit_factor(filled.factor, text="Nytt", by=filled.actor("chair"))


def test_it_is_done_on_a_page_that_shows_one_sub_point_on_each_line(filled, enter):
    client = enter(filled)
    path = "portfolio/factors/factor/edit_factor/"
    edit_factor(filled.factor, text="Nytt", points=["A", "B"], by=filled.actor())

    assert "A\nB</textarea>" in client.get(path).content.decode()
    assert client.post(path, {"text": "Igjen", "points": "B\nC"}).status_code == 303
    assert [point.text for point in filled.factor.points.all()] == ["B", "C"]
