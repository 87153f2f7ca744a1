"""Ending a participation."""

from datetime import UTC, date, datetime

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.people.models import Participation
from statenshus.people.usecases.organisations import leave


@pytest.fixture
def part(filled):
    return Participation.objects.in_house(filled.house).get(organisation=filled.organisations["tax"])


def test_it_takes_part_through_its_last_day(filled, part):
    leave(part, valid_to=date(2023, 7, 1), by=filled.actor("manager"))

    part.refresh_from_db()
    assert [part.holds_at(day) for day in (date(2023, 6, 30), date(2023, 7, 1))] == [True, False]


def test_a_planned_end_may_be_moved_nearer(filled, part):
    leave(part, valid_to=date(2023, 12, 1), by=filled.actor("manager"))

    leave(part, valid_to=date(2023, 7, 1), by=filled.actor("manager"))

    part.refresh_from_db()
    assert part.valid_to == date(2023, 7, 1)


def test_it_is_recorded_about_the_organisation(filled, part):
    leave(part, valid_to=date(2023, 7, 1), by=filled.actor("manager"))

    event = Event.objects.about(filled.organisations["tax"]).get()
    assert (event.act, event.data) == (
        "people.leave",
        {"participation": part.pk, "kind": "active", "valid_from": "2022-01-01", "valid_to": "2023-07-01"},
    )


@pytest.mark.parametrize("who", ["member", "chair", "commissioner"])
def test_only_those_who_keep_the_record_may(filled, part, who):
    with pytest.raises(NotAllowed):
        leave(part, valid_to=date(2023, 7, 1), by=filled.actor(who))


@pytest.mark.parametrize("first_day_after", [date(2021, 12, 31), date(2022, 1, 1)])
def test_leaving_before_joining_is_refused(filled, part, first_day_after):
    with pytest.raises(Refused) as refusal:
        leave(part, valid_to=first_day_after, by=filled.actor("manager"))

    assert (refusal.value.code, refusal.value.field) == ("backwards", "valid_to")


def test_leaving_twice_is_refused(filled, part):
    leave(part, valid_to=date(2023, 1, 31), by=filled.actor("manager"))

    with pytest.raises(Refused) as refusal:
        leave(part, valid_to=date(2023, 1, 1), by=filled.actor("manager"))

    assert refusal.value.code == "ended"


def test_an_end_is_not_moved_away(filled, part):
    leave(part, valid_to=date(2023, 7, 1), by=filled.actor("manager"))

    with pytest.raises(Refused) as refusal:
        leave(part, valid_to=date(2023, 7, 2), by=filled.actor("manager", now=datetime(2023, 6, 1, tzinfo=UTC)))

    assert (refusal.value.code, refusal.value.field) == ("later", "valid_to")


def test_the_page_takes_the_last_day_as_included(filled, enter, part):
    answer = enter(filled, "manager").post(
        f"people/participations/{part.pk}/leave/", {"valid_to": "2023-06-30"}, follow=True
    )

    part.refresh_from_db()
    assert part.valid_to == date(2023, 7, 1)
    assert answer.redirect_chain == [(f"/h/{filled.house.slug}/people/organisations/tax/", 303)]


def test_the_page_tells_that_it_cannot_leave_before_it_joined(filled, enter, part):
    answer = enter(filled, "manager").post(f"people/participations/{part.pk}/leave/", {"valid_to": "2021-06-30"})

    part.refresh_from_db()
    assert (answer.status_code, answer.context["form"].errors) == (422, {"valid_to": ["Siste dag er før første dag."]})
    assert part.valid_to is None


def test_the_house_next_door_is_not_found(filled, other, enter):
    theirs = Participation.objects.in_house(other.house).first()

    assert enter(filled, "manager").get(f"people/participations/{theirs.pk}/leave/").status_code == 404
