"""Letting an organisation into the house."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.people.models import Participation
from statenshus.people.usecases.organisations import join


def test_it_takes_part_from_the_first_day_through_the_last(filled):
    tax = filled.organisations["tax"]

    made = join(
        tax,
        kind="observer",
        valid_from=date(2023, 2, 1),
        valid_to=date(2023, 3, 1),
        source="Vedtak",
        by=filled.actor("manager"),
    )

    days = [date(2023, 1, 31), date(2023, 2, 1), date(2023, 2, 28), date(2023, 3, 1)]
    assert [made.holds_at(day) for day in days] == [False, True, True, False]
    assert (made.organisation, made.kind, made.source, made.house) == (tax, "observer", "Vedtak", filled.house)


def test_it_comes_last_in_the_houses_order(filled):
    first = join(filled.organisations["town"], kind="active", valid_from=date(2022, 1, 1), by=filled.actor("manager"))
    second = join(
        filled.organisations["ministry"], kind="active", valid_from=date(2022, 1, 1), by=filled.actor("admin")
    )

    order = list(Participation.objects.in_house(filled.house).filter(kind="active"))
    assert order[-2:] == [first, second]


def test_it_may_come_back_the_day_after_it_left(filled):
    tax, by = filled.organisations["tax"], filled.actor("manager")
    join(tax, kind="support", valid_from=date(2022, 1, 1), valid_to=date(2022, 6, 1), by=by)

    join(tax, kind="support", valid_from=date(2022, 6, 1), by=by)

    assert Participation.objects.in_house(filled.house).filter(organisation=tax, kind="support").count() == 2


def test_it_is_recorded(filled):
    tax = filled.organisations["tax"]

    join(tax, kind="support", valid_from=date(2022, 1, 1), by=filled.actor("manager"))

    event = Event.objects.about(tax).get()
    assert (event.act, event.data) == (
        "people.join",
        {"kind": "support", "valid_from": "2022-01-01", "valid_to": None},
    )


@pytest.mark.parametrize("who", ["member", "chair", "commissioner"])
def test_only_those_who_keep_the_record_may(filled, who):
    with pytest.raises(NotAllowed):
        join(filled.organisations["tax"], kind="support", valid_from=date(2022, 1, 1), by=filled.actor(who))


def test_the_house_next_door_is_out_of_reach(filled, other):
    with pytest.raises(NotAllowed):
        join(other.organisations["tax"], kind="support", valid_from=date(2022, 1, 1), by=filled.actor("manager"))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"valid_to": date(2021, 12, 31)}, "backwards", "valid_to"),
        ({"valid_to": date(2022, 1, 1)}, "backwards", "valid_to"),
        ({"kind": "active"}, "overlap", "kind"),
        ({"kind": "guest"}, "invalid", "kind"),
        ({"source": "\x00"}, "invalid", "source"),
    ],
)
def test_what_cannot_be_is_refused(filled, changes, code, field):
    asked = {"kind": "support", "valid_from": date(2022, 1, 1), **changes}

    with pytest.raises(Refused) as refusal:
        join(filled.organisations["tax"], **asked, by=filled.actor("manager"))

    assert (refusal.value.code, refusal.value.field) == (code, field)


def test_the_page_takes_the_last_day_as_included(filled, enter):
    answer = enter(filled, "manager").post(
        "people/organisations/tax/join/",
        {"kind": "support", "valid_from": "2023-02-01", "valid_to": "2023-02-28"},
        follow=True,
    )

    made = Participation.objects.in_house(filled.house).get(kind="support")
    assert (made.valid_from, made.valid_to) == (date(2023, 2, 1), date(2023, 3, 1))
    assert "28. februar 2023" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"valid_from": "2023-02-30"}, "valid_from", "Oppgi en gyldig dato."),
        ({"valid_from": "2023-02-02", "valid_to": "2023-01-01"}, "valid_to", "Siste dag er før første dag."),
        ({"kind": "active"}, "kind", "Virksomheten deltar allerede på denne måten en av de dagene."),
    ],
)
def test_the_page_tells_what_is_wrong_and_changes_nothing(filled, enter, changes, field, says):
    before = Participation.objects.in_house(filled.house).count()

    answer = enter(filled, "manager").post(
        "people/organisations/tax/join/", {"kind": "support", "valid_from": "2023-02-01", **changes}
    )

    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [says]})
    assert Participation.objects.in_house(filled.house).count() == before
