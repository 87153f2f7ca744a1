"""Calendars: what other programs read is right, tells of nobody who did not choose it, and ends when revoked."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from statenshus.kernel import clock
from statenshus.kernel.errors import NotAllowed
from statenshus.workplaces.models import Feed, Look, Policy
from statenshus.workplaces.usecases.bookings import book, cancel_booking, change_booking, end_early
from statenshus.workplaces.usecases.feeds import make_feed, revoke_feed
from tests.houses import NOW
from tests.workplaces.acting import AFTERNOON, MORNING, NEXT, hours, refused, told
from tests.workplaces.offices import at


@pytest.fixture
def now(monkeypatch):
    moment = datetime(2023, 1, 31, 10, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.fixture
def own(filled):
    """The secret of the member's own calendar."""
    return make_feed(by=filled.actor("member"))[1]


def read(client, secret):
    answer = client.get(f"/feed/{secret}.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def events(calendar):
    return [
        (
            str(event["summary"]),
            event.decoded("dtstart").astimezone(UTC),
            str(event.get("status", "")),
            event.get("sequence"),
        )
        for event in calendar.walk("VEVENT")
    ]


def test_ones_own_bookings_are_read_without_logging_in(filled, places, own, client, now):
    made = book(places["room"], **hours(9), title="Samtale; om, alt\\og BEGIN:VEVENT", by=filled.actor("member"))
    book(places["desk-1"], **MORNING, by=filled.actor("chair"))

    calendar = read(client, own)

    name = places["room"].name
    assert events(calendar) == [(f"{name}: {made.title}", hours(9)["starts_at"].astimezone(UTC), "CONFIRMED", 0)]
    (event,) = calendar.walk("VEVENT")
    assert str(event["uid"]).startswith(f"{made.key}@{filled.house.slug}.")
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Oslo"]


def test_what_is_moved_keeps_its_name_and_counts_up_and_what_is_cancelled_is_told(filled, places, own, client, now):
    by = filled.actor("member")
    first = book(places["desk-1"], **MORNING, by=by)
    before = {str(event["uid"]) for event in read(client, own).walk("VEVENT")}

    change_booking(first, **AFTERNOON, shown="busy", by=by)
    moved = read(client, own)
    assert {str(event["uid"]) for event in moved.walk("VEVENT")} == before
    assert [sequence for *_rest, sequence in events(moved)] == [2]
    cancel_booking(first, by=by)
    assert [(status, sequence) for _what, _when, status, sequence in events(read(client, own))] == [("CANCELLED", 3)]


def test_what_waits_for_the_host_is_tentative_and_what_was_left_ends_then(
    filled, places, own, client, now, monkeypatch
):
    Policy.objects.create(house=filled.house, kind="room", approval="host")
    book(places["room"], **hours(9), by=filled.actor("member"))
    desk = book(places["desk-1"], **MORNING, by=filled.actor("member"))
    end_early(desk, by=filled.actor("member", now=at(NEXT, 10)))

    calendar = read(client, own)

    assert [status for _what, _when, status, _n in events(calendar)] == ["CONFIRMED", "TENTATIVE"]
    assert calendar.walk("VEVENT")[0].decoded("dtend") == at(NEXT, 10)


def test_the_week_of_a_place_tells_what_each_has_chosen_and_the_reading_is_noted(filled, places, client, now):
    secret = make_feed(places["room"], by=filled.actor("chair"))[1]
    for who, hour, shown in (("member", 9, "name"), ("deputy", 11, "agency"), ("manager", 13, "busy")):
        book(places["room"], **hours(hour), title=f"Om {who}", shown=shown, by=filled.actor(who))

    slug = filled.house.slug
    assert [what for what, *_rest in events(read(client, secret))] == [
        f"Member {slug}: Om member",
        f"Tax {slug}",
        "Opptatt",
    ]
    assert [(look.person, look.by, look.where) for look in Look.objects.all()] == [
        (filled.persons["member"], filled.persons["chair"], "feed")
    ]


def test_what_has_not_changed_is_not_sent_again(filled, places, own, client, now):
    book(places["desk-1"], **MORNING, by=filled.actor("member"))
    first = client.get(f"/feed/{own}.ics")

    again = client.get(f"/feed/{own}.ics", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.post(f"/feed/{own}.ics").status_code == 405


def test_an_address_that_is_revoked_or_whose_account_is_closed_is_nothing(filled, own, client, now):
    assert client.get("/feed/tull.ics").status_code == 404
    account = filled.persons["member"].account
    account.is_active = False
    account.save()
    assert client.get(f"/feed/{own}.ics").status_code == 404
    account.is_active = True
    account.save()
    assert client.get(f"/feed/{own}.ics").status_code == 200
    revoke_feed(Feed.objects.get(), by=filled.actor("member"))
    assert client.get(f"/feed/{own}.ics").status_code == 404


def test_the_secret_is_kept_by_nobody_but_whoever_has_it(filled, own):
    feed = Feed.objects.get()

    assert own not in f"{vars(feed)} {told(filled, 'make_feed')}"
    assert refused(make_feed, by=filled.actor("member")) == "already"
    revoke_feed(feed, by=filled.actor("member"))
    assert refused(revoke_feed, feed, by=filled.actor("member")) == "revoked"
    assert make_feed(by=filled.actor("member", now=NOW + timedelta(days=1)))[1] != own


def test_nobody_makes_or_revokes_for_another_and_no_program_makes_any(filled, own):
    with pytest.raises(NotAllowed):
        revoke_feed(Feed.objects.get(), by=filled.actor("admin"))
    with pytest.raises(NotAllowed):
        make_feed(by=filled.actor("chair", scopes=frozenset({"workplaces:write"})))


def test_it_is_made_shown_once_and_revoked_on_pages(filled, places, enter, now):
    client = enter(filled, "member")

    shown = client.post("workplaces/feeds/make_feed/").content.decode()
    assert "webcal://" in shown and "/feed/" in shown
    page = client.get("workplaces/feeds/").content.decode()
    assert "/feed/" not in page and "Mine bestillinger" in page and "Det som er mitt" in page
    assert client.post("workplaces/places/room/make_feed/").status_code == 200
    for feed in Feed.objects.all():
        assert client.post(f"workplaces/feeds/{feed.pk}/revoke_feed/").status_code == 303
    assert "Du har ikke laget noen adresser." in client.get("workplaces/feeds/").content.decode()
