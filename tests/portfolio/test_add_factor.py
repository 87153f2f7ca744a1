"""Adding a factor."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Factor
from statenshus.portfolio.queries.experiences import factor_lists
from statenshus.portfolio.usecases.factors import add_factor
from tests.houses import TODAY
from tests.portfolio.acting import refused, told


def test_it_stands_last_on_its_list_with_its_sub_points(filled):
    by = filled.actor()

    add_factor(
        kind="lasting_results", text="Sterk forankring", points=["Ledelsen", "Eierskap"], valid_from=TODAY, by=by
    )

    goal, lasting = factor_lists(by, TODAY)
    assert (goal.kind, goal.factors) == (Factor.Kind.GOAL_ATTAINMENT, ())
    assert [factor.text for factor in lasting.factors] == [filled.factor.text, "Sterk forankring"]
    assert [point.text for point in lasting.factors[1].points.all()] == ["Ledelsen", "Eierskap"]
    said = {"kind": "lasting_results", "points": ["Ledelsen", "Eierskap"]}
    assert told(filled, "add_factor") == [("Sterk forankring", said)]


def test_it_is_not_on_the_list_before_its_first_day(filled):
    by = filled.actor()
    add_factor(kind="goal_attainment", text="Metode", valid_from=TODAY, by=by)

    assert factor_lists(by, date(2023, 1, 30))[0].factors == ()


def test_only_those_who_keep_the_record(filled):
    with pytest.raises(NotAllowed):
        add_factor(kind="goal_attainment", text="Metode", valid_from=TODAY, by=filled.actor("chair"))


def test_it_does_not_leave_before_it_comes(filled):
    with refused("backwards", "valid_to"):
        add_factor(kind="goal_attainment", text="Metode", valid_from=TODAY, valid_to=TODAY, by=filled.actor())


def test_sub_points_differ(filled):
    with refused("twice", "points"):
        add_factor(kind="goal_attainment", text="Metode", points=["A", "A"], valid_from=TODAY, by=filled.actor())


def test_it_is_done_on_a_page(filled, enter):
    said = {"kind": "goal_attainment", "text": "Metode", "points": " A \r\n\r\nB", "valid_from": "2023-01-31"}

    answer = enter(filled).post("portfolio/factors/add_factor/", said)

    assert answer.status_code == 303
    made = Factor.objects.in_house(filled.house).get(key="metode")
    assert [point.text for point in made.points.all()] == ["A", "B"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "annet"}, "kind"),
        ({"text": "a" * 301}, "text"),
        ({"points": "A\nA"}, "points"),
        ({"points": "a" * 301}, "points"),
        ({"points": "a\x00"}, "points"),
        ({"valid_from": "i dag"}, "valid_from"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(filled, enter, said, field):
    right = {"kind": "goal_attainment", "text": "Metode", "valid_from": "2023-01-31"}

    answer = enter(filled).post("portfolio/factors/add_factor/", right | said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
