"""Putting right how and when an organisation took part."""

from datetime import date

import pytest

from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.kernel.models import Event
from statenshus.people.models import Participation
from statenshus.people.usecases.organisations import correct_participation, join


@pytest.fixture
def part(filled):
    return Participation.objects.in_house(filled.house).get(organisation=filled.organisations["tax"])


def test_kind_and_days_are_put_right(filled, part):
    correct_participation(
        part,
        kind="support",
        valid_from=None,
        valid_to=date(2023, 1, 1),
        source="Referat",
        by=filled.actor("manager"),
    )

    part.refresh_from_db()
    assert (part.kind, part.valid_from, part.valid_to, part.source) == (
        "support",
        None,
        date(2023, 1, 1),
        "Referat",
    )


def test_the_event_keeps_what_stood_there(filled, part):
    correct_participation(part, kind="observer", valid_from=date(2022, 2, 1), valid_to=None, by=filled.actor("manager"))

    event = Event.objects.about(filled.organisations["tax"]).get()
    assert (event.act, event.data) == (
        "people.correct_participation",
        {
            "participation": part.pk,
            "before": {"kind": "active", "valid_from": "2022-01-01", "valid_to": None},
            "kind": "observer",
            "valid_from": "2022-02-01",
            "valid_to": None,
        },
    )


@pytest.mark.parametrize("who", ["member", "chair", "commissioner"])
def test_only_those_who_keep_the_record_may(filled, part, who):
    with pytest.raises(NotAllowed):
        correct_participation(part, kind="support", valid_from=None, valid_to=None, by=filled.actor(who))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_from": date(2023, 1, 2), "valid_to": date(2023, 1, 1)}, "backwards"),
        ({"kind": "support"}, "overlap"),
        ({"kind": "guest"}, "invalid"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(filled, part, changes, code):
    join(part.organisation, kind="support", valid_from=date(2022, 6, 1), by=filled.actor("manager"))
    asked = {"kind": "active", "valid_from": date(2022, 1, 1), "valid_to": None, **changes}

    with pytest.raises(Refused) as refusal:
        correct_participation(part, **asked, by=filled.actor("manager"))

    part.refresh_from_db()
    assert refusal.value.code == code
    assert (part.kind, part.valid_from, part.valid_to) == ("active", date(2022, 1, 1), None)


def test_the_page_shows_what_stands_and_saves_what_is_right(filled, enter, part):
    Participation.objects.in_house(filled.house).filter(pk=part.pk).update(valid_to=date(2023, 1, 1))
    client, path = enter(filled, "manager"), f"people/participations/{part.pk}/correct_participation/"

    shown = client.get(path).content.decode()
    client.post(path, {"kind": "active", "valid_from": "", "valid_to": "2023-01-15", "source": ""})

    part.refresh_from_db()
    assert 'value="2022-12-31"' in shown
    assert (part.valid_from, part.valid_to) == (None, date(2023, 1, 16))


def test_the_page_tells_what_is_wrong(filled, enter, part):
    answer = enter(filled, "manager").post(
        f"people/participations/{part.pk}/correct_participation/",
        {"kind": "active", "valid_from": "2023-01-01", "valid_to": "2022-01-01"},
    )

    assert (answer.status_code, answer.context["form"].errors) == (422, {"valid_to": ["Siste dag er før første dag."]})
