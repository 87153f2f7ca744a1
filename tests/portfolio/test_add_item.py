"""Adding an item to a subproject."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Item, Placement, Subproject
from statenshus.portfolio.usecases.placements import add_item
from tests.houses import START, TODAY
from tests.portfolio.acting import refused, told


def test_it_is_made_and_placed_at_once(filled):
    made = add_item(
        filled.subprojects["one"],
        name="Flere møteplasser",
        kind="task",
        description="Minst fire",
        valid_from=TODAY,
        source="Referat",
        by=filled.actor("member"),
    )

    assert (made.item.key, made.item.kind, made.item.description) == ("flere-moteplasser", "task", "Minst fire")
    assert (made.item.source, made.source) == ("Referat", "Referat")
    there = Placement.objects.in_house(filled.house).filter(subproject=filled.subprojects["one"], kind="item")
    assert [str(placement) for placement in there.at(TODAY)] == [filled.items["theme"].name, "Flere møteplasser"]
    assert told(filled, "add_item") == [
        (filled.subprojects["one"].name, {"item": "Flere møteplasser", "kind": "task", "placement": made.key})
    ]


def test_not_to_a_subproject_that_one_does_not_lead(filled):
    with pytest.raises(NotAllowed):
        add_item(filled.subprojects["two"], name="Ny", kind="task", valid_from=TODAY, by=filled.actor("member"))


def test_it_does_not_leave_before_it_comes(filled):
    with refused("backwards", "valid_to"):
        add_item(filled.subprojects["one"], name="Ny", kind="task", valid_from=TODAY, valid_to=TODAY, by=filled.actor())

    assert Item.objects.in_house(filled.house).count() == 2


@pytest.mark.parametrize(
    ("first", "after", "field"),
    [
        (date(2021, 12, 31), date(2023, 1, 1), "valid_from"),
        (None, date(2023, 1, 1), "valid_from"),
        (START, date(2024, 1, 2), "valid_to"),
        (START, None, "valid_to"),
    ],
)
def test_it_stands_only_while_the_subproject_lasts(filled, first, after, field):
    one = filled.subprojects["one"]
    Subproject.objects.filter(pk=one.pk).update(valid_to=date(2024, 1, 1))

    with refused("outside_subproject", field):
        add_item(one, name="Ny", kind="task", valid_from=first, valid_to=after, by=filled.actor())


def test_it_may_stand_from_the_first_day_to_the_last(filled):
    one = filled.subprojects["one"]
    Subproject.objects.filter(pk=one.pk).update(valid_to=date(2024, 1, 1))

    made = add_item(one, name="Ny", kind="task", valid_from=START, valid_to=date(2024, 1, 1), by=filled.actor())

    assert (made.valid_from, made.valid_to) == (START, date(2024, 1, 1))


def test_where_the_subproject_has_no_known_first_day_it_needs_none(filled):
    one = filled.subprojects["one"]
    Subproject.objects.filter(pk=one.pk).update(valid_from=None)

    made = add_item(one, name="Ny", kind="task", valid_from=None, by=filled.actor())

    assert made.holds_at(date(1999, 1, 1))


def test_it_is_done_on_a_page(filled, enter):
    client = enter(filled, "member")
    said = {"name": "Kurs", "kind": "deliverable", "valid_from": "2023-01-01", "valid_to": "2023-06-30"}

    assert client.post("portfolio/subprojects/one/add_item/", said).status_code == 303
    made = Placement.objects.in_house(filled.house).get(item__key="kurs")
    assert (made.valid_from, made.valid_to) == (date(2023, 1, 1), date(2023, 7, 1))


def test_an_unknown_kind_is_an_error_on_the_page(filled, enter):
    said = {"name": "Kurs", "kind": "<b>", "valid_from": "2023-01-01"}

    answer = enter(filled).post("portfolio/subprojects/one/add_item/", said)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["kind"])
