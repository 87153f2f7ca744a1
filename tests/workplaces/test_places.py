"""Those who run the office make its places, say what holds, and close what must be closed."""

from datetime import date, time, timedelta

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import RoleGrant
from statenshus.people.roles import roles_of
from statenshus.workplaces.models import (
    Booking,
    Closure,
    Hold,
    Office,
    OfficeRules,
    Policy,
    RulesAccepted,
    Waiting,
    ZoneAccess,
)
from statenshus.workplaces.usecases.bookings import book
from statenshus.workplaces.usecases.office import accept_rules, issue_rules, set_office, set_policy
from statenshus.workplaces.usecases.places import add_floor, add_site, add_zone, edit_floor, edit_site, edit_zone
from statenshus.workplaces.usecases.workplaces import (
    add_workplace,
    close_workplace,
    edit_workplace,
    reopen_workplace,
    retire_workplace,
)
from tests.houses import NOW, TODAY
from tests.workplaces.acting import MORNING, NEXT, hours, refused, told
from tests.workplaces.offices import at

AT = {"x": 0, "y": 0, "width": 16, "depth": 8}
POLICY = {
    "unit": "half_day",
    "opens_at": time(8),
    "midday_at": time(12),
    "closes_at": time(16),
    "weekdays": [5, 1, 1],
    "buffer_minutes": 0,
    "days_ahead": 10,
    "longest_minutes": 480,
    "most_open": 3,
    "approval": "none",
    "claim_minutes": None,
    "offer_minutes": 30,
}


@pytest.fixture
def host(filled):
    """Somebody who runs the office and nothing else."""
    RoleGrant.objects.create(house=filled.house, person=filled.persons["deputy"], role="host", valid_from=TODAY)
    return filled.actor("deputy")


def test_an_office_is_made_from_nothing_by_the_house_host(filled, host):
    site = add_site(name="Havna", address="Kaia 1", about="Ring på.", by=host)
    floor = add_floor(site, name="2. etasje", level=2, width=100, depth=50, by=host)
    zone = add_zone(
        floor, name="Stille", kind="quiet", organisations=[filled.organisations["tax"]], **{**AT, "width": 100}, by=host
    )
    desk = add_workplace(zone, name="Pult", kind="desk", equipment=["screen"], valid_from=TODAY, by=host)

    assert (site.key, floor.key, zone.key, desk.key) == ("havna", "havna-2-etasje", "stille", "pult")
    assert [access.organisation.key for access in zone.accesses.all()] == ["tax"]
    assert desk.equipment_in_words == ["skjerm"]
    for name in ("add_site", "add_floor", "add_zone", "add_workplace"):
        assert len(told(filled, name)) == 1


def test_places_are_changed(filled, host, places):
    edit_site(places["site"], name="Nytt navn", by=host)
    edit_floor(places["floor"], name="Nytt navn", level=3, width=400, depth=200, by=host)
    edit_zone(places["confidential"], name="Nytt navn", kind="open", **AT, by=host)
    edit_workplace(places["desk-1"], name="Nytt navn", equipment=["raised"], accessible=True, **AT, by=host)

    for key in ("site", "floor", "confidential", "desk-1"):
        places[key].refresh_from_db()
        assert places[key].name == "Nytt navn"
    assert not ZoneAccess.objects.exists()
    for name in ("edit_site", "edit_floor", "edit_zone", "edit_workplace"):
        assert told(filled, name) == [("Nytt navn", {"organisations": []} if name == "edit_zone" else {})] or (
            name == "edit_floor"
        )


def test_nothing_stands_outside_the_plan(filled, host, places):
    far = {**AT, "x": 290}

    assert refused(add_zone, places["floor"], name="Ute", kind="open", **far, by=host) == "outside"
    assert refused(edit_zone, places["open"], name="Ute", kind="open", **far, by=host) == "outside"
    assert (
        refused(add_workplace, places["open"], name="Ute", kind="desk", **far, valid_from=TODAY, by=host) == "outside"
    )
    assert refused(edit_workplace, places["desk-1"], name="Ute", **far, by=host) == "outside"
    assert refused(edit_floor, places["floor"], name="Trang", level=1, width=10, depth=200, by=host) == "outside"


def test_a_part_belongs_to_a_whole_of_its_kind_in_its_zone(filled, host, places):
    said = {"name": "Del", "valid_from": TODAY, "by": host}

    assert refused(add_workplace, places["meeting"], kind="desk", part_of=places["room"], **said) == "part"
    assert refused(add_workplace, places["open"], kind="room", part_of=places["room"], **said) == "part"
    assert refused(add_workplace, places["meeting"], kind="room", part_of=places["left"], **said) == "part"


def test_a_part_that_is_added_is_kept_with_what_is_booked_of_the_whole(filled, host, places):
    book(places["room"], **hours(9), by=filled.actor("member"))

    part = add_workplace(
        places["meeting"], name="Ny del", kind="room", part_of=places["room"], valid_from=TODAY, by=host
    )

    assert refused(book, part, **hours(9), by=filled.actor("chair")) == "taken"


def test_what_is_taken_out_of_use_ends_what_is_booked_after(filled, host, places):
    kept = book(places["room"], **hours(9), by=filled.actor("member"))
    lost = book(places["left"], **hours(9, day=date(2023, 2, 2)), by=filled.actor("member"))

    retire_workplace(places["room"], on=date(2023, 2, 2), by=host)

    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.ended, lost.ended) == ("", "closed")
    assert refused(book, places["left"], **hours(9, day=date(2023, 2, 2)), by=filled.actor("chair")) == "closed"
    assert refused(retire_workplace, places["room"], on=date(2023, 2, 2), by=host) == "ended"
    assert refused(retire_workplace, places["desk-1"], on=date(2021, 1, 1), by=host) == "backwards"


def test_what_is_closed_for_a_time_ends_what_is_booked_then_and_nothing_else(filled, host, places):
    lost = book(places["desk-1"], **MORNING, by=filled.actor("member"))
    kept = book(
        places["desk-1"], starts_at=at(date(2023, 2, 3), 7), ends_at=at(date(2023, 2, 3), 12), by=filled.actor("member")
    )

    closure = close_workplace(
        places["desk-1"], starts_at=at(NEXT, 0), ends_at=at(date(2023, 2, 3), 0), reason="Gulv", by=host
    )

    for booking in (lost, kept):
        booking.refresh_from_db()
    assert (lost.ended, kept.ended, Hold.objects.count()) == ("closed", "", 1)
    assert told(filled, "close_workplace") == [(places["desk-1"].name, {"reason": "Gulv", "ended": 1})]
    reopen_workplace(closure, by=host)
    assert not Closure.objects.exists()
    assert Waiting.objects.get().offer.workplace == places["desk-1"]


def test_a_closing_lies_ahead_and_ends_after_it_begins(filled, host, places):
    said = {"reason": "Gulv", "by": host}

    assert refused(close_workplace, places["room"], starts_at=at(NEXT, 9), ends_at=at(NEXT, 9), **said) == "backwards"
    assert refused(close_workplace, places["room"], starts_at=NOW - timedelta(days=2), ends_at=NOW, **said) == "past"


def test_what_holds_for_a_kind_is_said_and_then_holds(filled, host, places):
    made = set_policy(kind="desk", **POLICY, by=host)

    assert (made.weekdays, Policy.objects.count()) == ([1, 5], 1)
    assert refused(book, places["desk-1"], **MORNING, by=filled.actor("member")) == "hours"
    assert refused(set_policy, kind="desk", **{**POLICY, "midday_at": time(7)}, by=host) == "hours"


def test_how_long_it_is_remembered_is_said(filled, host):
    set_office(forget_after_days=20, by=host)
    set_office(forget_after_days=21, by=host)

    assert Office.objects.get().forget_after_days == 21
    assert told(filled, "set_office")[-1][1] == {"forget_after_days": 21}


def test_rules_are_issued_in_versions_with_who_was_heard(filled, host):
    first = issue_rules(text="Rydd.", consulted_on=TODAY, consulted_with="Tillitsvalgte", by=host)
    second = issue_rules(text="Rydd og hils.", by=host)

    assert (first.number, second.number, OfficeRules.objects.first()) == (1, 2, second)
    assert refused(issue_rules, text="Rydd.", consulted_on=TODAY, by=host) == "consulted"
    late = TODAY + timedelta(days=1)
    assert refused(issue_rules, text="Rydd.", consulted_on=late, consulted_with="Alle", by=host) == "future"


def test_the_newest_rules_are_accepted_once(filled, host):
    old, new = issue_rules(text="Rydd.", by=host), issue_rules(text="Rydd og hils.", by=host)
    member = filled.actor("member")

    assert refused(accept_rules, old, by=member) == "old"
    accept_rules(new, by=member)
    accept_rules(new, by=member)
    assert RulesAccepted.objects.count() == 1
    assert told(filled, "accept_rules") == [("2", {})]


def test_whoever_is_no_host_makes_and_changes_nothing(filled, places):
    by = filled.actor("chair")
    closure = Closure.objects.create(
        house=filled.house, workplace=places["desk-1"], starts_at=at(NEXT, 9), ends_at=at(NEXT, 10), reason="Gulv"
    )
    tries = [
        lambda: add_site(name="X", by=by),
        lambda: edit_site(places["site"], name="X", by=by),
        lambda: add_floor(places["site"], name="X", level=1, width=10, depth=10, by=by),
        lambda: edit_floor(places["floor"], name="X", level=1, width=400, depth=400, by=by),
        lambda: add_zone(places["floor"], name="X", kind="open", **AT, by=by),
        lambda: edit_zone(places["open"], name="X", kind="open", **AT, by=by),
        lambda: add_workplace(places["open"], name="X", kind="desk", valid_from=TODAY, by=by),
        lambda: edit_workplace(places["desk-1"], name="X", by=by),
        lambda: retire_workplace(places["desk-1"], on=NEXT, by=by),
        lambda: close_workplace(places["desk-1"], starts_at=at(NEXT, 9), ends_at=at(NEXT, 10), reason="X", by=by),
        lambda: reopen_workplace(closure, by=by),
        lambda: set_policy(kind="desk", **POLICY, by=by),
        lambda: set_office(forget_after_days=20, by=by),
        lambda: issue_rules(text="X", by=by),
    ]

    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()
    assert "host" not in roles_of(filled.persons["chair"], TODAY)
    assert Booking.objects.count() == 0
