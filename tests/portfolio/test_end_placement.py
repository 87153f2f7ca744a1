"""Ending that something stands in a subproject."""

from datetime import date, timedelta

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Destination, Placement, Restructuring, Subproject
from statenshus.portfolio.usecases.placements import add_member, appoint_lead, end_placement, place_item
from tests.houses import START, TODAY
from tests.portfolio.acting import refused, told

AFTER = TODAY + timedelta(days=1)


@pytest.mark.parametrize("what", ["theme", "task", "lead", "member"])
def test_it_stands_there_to_its_last_day(filled, what):
    placement = filled.placements[what]

    end_placement(placement, valid_to=AFTER, by=filled.actor())

    there = Placement.objects.in_house(filled.house).filter(pk=placement.pk)
    assert (list(there.at(TODAY)), list(there.at(AFTER))) == ([placement], [])
    said = {"what": str(placement), "placement": placement.key, "last_day": TODAY.isoformat()}
    assert told(filled, "end_placement") == [(placement.subproject.name, said)]


def test_a_lead_ends_what_stands_in_the_subproject_but_not_the_lead(filled):
    end_placement(filled.placements["theme"], valid_to=AFTER, by=filled.actor("member"))

    with pytest.raises(NotAllowed):
        end_placement(filled.placements["lead"], valid_to=AFTER, by=filled.actor("member"))
    with pytest.raises(NotAllowed):
        end_placement(filled.placements["task"], valid_to=AFTER, by=filled.actor("member"))


def test_it_does_not_leave_before_it_came(filled):
    with refused("backwards", "valid_to"):
        end_placement(filled.placements["lead"], valid_to=START, by=filled.actor())


def test_it_does_not_stay_longer_than_the_subproject(filled):
    Subproject.objects.filter(key="one").update(valid_to=AFTER)

    with refused("outside_subproject", "valid_to"):
        end_placement(filled.placements["lead"], valid_to=AFTER + timedelta(days=1), by=filled.actor())


def test_an_end_that_a_decision_set_is_not_moved_here(filled):
    Restructuring.objects.filter(pk=filled.restructuring.pk).update(
        decided_on=TODAY, decided_by="Styringsgruppen", effective_on=AFTER
    )
    Destination.objects.create(
        house=filled.house,
        restructuring=filled.restructuring,
        placement=filled.placements["theme"],
        ends_because="Ferdig",
    )

    with refused("restructured"):
        end_placement(filled.placements["theme"], valid_to=AFTER, by=filled.actor())


@pytest.mark.parametrize(
    ("what", "again", "code", "field"),
    [
        (
            "lead",
            lambda filled, day: appoint_lead(
                filled.subprojects["one"], person=filled.persons["chair"], valid_from=day, by=filled.actor()
            ),
            "led",
            "valid_from",
        ),
        (
            "member",
            lambda filled, day: add_member(
                filled.subprojects["two"], person=filled.persons["chair"], valid_from=day, by=filled.actor()
            ),
            "member",
            "person",
        ),
        (
            "theme",
            lambda filled, day: place_item(
                filled.items["theme"], subproject=filled.subprojects["one"], valid_from=day, by=filled.actor()
            ),
            "placed",
            "subproject",
        ),
    ],
)
def test_a_later_end_does_not_run_into_the_next(filled, what, again, code, field):
    end_placement(filled.placements[what], valid_to=AFTER, by=filled.actor())
    again(filled, AFTER)

    with refused(code, field):
        end_placement(filled.placements[what], valid_to=AFTER + timedelta(days=1), by=filled.actor())


def test_on_the_page_the_last_day_is_included(filled, enter):
    answer = enter(filled, "member").post("portfolio/placements/p-theme/end_placement/", {"valid_to": "2023-01-31"})

    assert (answer.status_code, answer["Location"]) == (303, f"/h/{filled.house.slug}/portfolio/subprojects/one/")
    assert Placement.objects.get(pk=filled.placements["theme"].pk).valid_to == date(2023, 2, 1)


def test_a_refusal_at_no_field_of_the_form_is_shown_too(filled, enter):
    end_placement(filled.placements["lead"], valid_to=AFTER, by=filled.actor())
    appoint_lead(filled.subprojects["one"], person=filled.persons["chair"], valid_from=AFTER, by=filled.actor())

    answer = enter(filled).post("portfolio/placements/p-lead/end_placement/", {"valid_to": "2023-02-28"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["__all__"])
