"""Ending a subproject."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Closing, Placement, Restructuring, Subproject
from statenshus.portfolio.usecases.subprojects import end_subproject
from tests.portfolio.acting import refused, told

DAY = date(2023, 3, 1)


@pytest.fixture
def emptied(filled):
    Placement.objects.in_house(filled.house).update(valid_to=date(2023, 2, 1))
    return filled.subprojects["one"]


def test_an_empty_one_ends(filled, emptied):
    end_subproject(emptied, valid_to=DAY, by=filled.actor())

    assert list(Subproject.objects.in_house(filled.house).at(DAY)) == [filled.subprojects["two"]]
    assert told(filled, "end_subproject") == [(emptied.name, {"last_day": "2023-02-28"})]


def test_an_end_may_be_moved(filled, emptied):
    for day in [DAY, date(2023, 2, 15), date(2024, 1, 1)]:
        end_subproject(emptied, valid_to=day, by=filled.actor())
        emptied.refresh_from_db()

        assert emptied.valid_to == day


def test_nothing_that_stands_in_it_is_lost(filled):
    one = filled.subprojects["one"]

    with refused("occupied", "valid_to") as caught:
        end_subproject(one, valid_to=DAY, by=filled.actor())

    names = [str(filled.placements[key]) for key in ("theme", "lead")]
    assert all(name in str(caught.value) for name in names)
    assert str(filled.placements["task"]) not in str(caught.value)
    one.refresh_from_db()
    assert one.valid_to is None


def test_what_leaves_on_the_last_day_is_not_in_the_way(filled, emptied):
    Placement.objects.in_house(filled.house).update(valid_to=DAY)

    end_subproject(emptied, valid_to=DAY, by=filled.actor())

    assert Subproject.objects.get(pk=emptied.pk).valid_to == DAY


def test_it_does_not_end_before_it_starts(filled):
    Placement.objects.in_house(filled.house).delete()

    with refused("backwards", "valid_to"):
        end_subproject(filled.subprojects["one"], valid_to=date(2022, 1, 1), by=filled.actor())


def test_an_end_that_a_decision_set_is_not_moved_here(filled, emptied):
    Restructuring.objects.filter(pk=filled.restructuring.pk).update(
        decided_on=date(2023, 1, 20), decided_by="Styringsgruppen", effective_on=DAY
    )
    assert Closing.objects.filter(restructuring=filled.restructuring, subproject=emptied).exists()

    with refused("restructured"):
        end_subproject(emptied, valid_to=DAY, by=filled.actor())


def test_a_later_end_does_not_run_into_another_of_its_name(filled, emptied):
    end_subproject(emptied, valid_to=DAY, by=filled.actor())
    Subproject.objects.create(house=filled.house, key="again", name=emptied.name, valid_from=date(2023, 4, 1))

    with refused("name_taken", "name"):
        end_subproject(emptied, valid_to=date(2023, 5, 1), by=filled.actor())


def test_only_those_who_keep_the_record(filled, emptied):
    with pytest.raises(NotAllowed):
        end_subproject(emptied, valid_to=DAY, by=filled.actor("member"))


def test_on_the_page_the_last_day_is_included(filled, enter, emptied):
    answer = enter(filled).post("portfolio/subprojects/one/end_subproject/", {"valid_to": "2023-02-28"})

    assert answer.status_code == 303
    assert Subproject.objects.get(pk=emptied.pk).valid_to == DAY


def test_on_the_page_what_is_in_the_way_is_named(filled, enter):
    answer = enter(filled).post("portfolio/subprojects/one/end_subproject/", {"valid_to": "2023-02-28"})

    assert answer.status_code == 422
    assert filled.items["theme"].name in str(answer.context["form"].errors["valid_to"])
