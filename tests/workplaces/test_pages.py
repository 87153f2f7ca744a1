"""The pages of the shared office: two taps to a desk, what others see, and a week at a glance."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.kernel import clock
from statenshus.workplaces.models import Booking, Look, Policy, Site, Workplace
from statenshus.workplaces.queries.hours import halves, next_day
from statenshus.workplaces.usecases.bookings import book

ALL_WEEK = [1, 2, 3, 4, 5, 6, 7]


@pytest.fixture
def now(monkeypatch):
    """A Wednesday morning, at the door where the clock is read."""
    at = datetime(2023, 2, 1, 8, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def seen(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def test_a_desk_today_is_two_taps(filled, places, enter, now):
    client = enter(filled, "member")

    page = seen(client.get("workplaces/"))
    form = re.search(r'<form method="post" action="([^"]+/book/)">(.*?)</form>', page, re.S)
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    answer = client.post(form[1], {name: values[name] for name in ("day", "slot", "shown")})

    made = Booking.objects.get()
    assert (answer.status_code, made.workplace, made.shown) == (303, places["desk-1"], "busy")
    assert "Den er din." in seen(client.get(answer.url))


def test_the_region_that_is_swapped_is_that_of_a_fresh_page(filled, places, enter, now):
    client = enter(filled, "member")
    for path in (
        "workplaces/?kind=room&capacity=10",
        "workplaces/glance/?kind=room",
        "workplaces/places/desk-1/",
        "workplaces/floors/floor/",
    ):
        part = seen(client.get(path, headers={"HX-Request": "true"})).strip()
        whole = seen(client.get(path))
        keys = re.compile(r'name="(?:csrfmiddlewaretoken|idempotency_key)" value="[^"]*"')
        assert keys.sub("", part) in keys.sub("", whole)


def test_whoever_comes_second_is_told_at_once_and_offered_the_nearest(filled, places, enter, now):
    day = {"day": "2023-02-02", "slot": "day", "shown": "busy"}
    enter(filled, "chair").post("workplaces/places/desk-1/book/", day)
    client = enter(filled, "member")

    page = seen(client.post("workplaces/places/desk-1/book/", day), 422)

    assert "Noen andre har den i en del av tiden." in page
    assert re.findall(r'action="[^"]*/places/([\w-]+)/book/"', page) == ["desk-2", "desk-3"]
    assert client.post("workplaces/places/desk-2/book/", day).status_code == 303


def test_the_last_choice_and_the_same_as_last_are_remembered(filled, places, enter, now):
    client = enter(filled, "member")
    client.post("workplaces/places/desk-2/book/", {"day": "2023-02-02", "slot": "morning", "shown": "agency"})

    page = seen(client.get("workplaces/?day=2023-02-03&slot=day"))

    assert f"Samme som sist: Pult 2 {filled.house.slug}" in page
    assert "Andre vil se etaten din" in page


def test_others_see_what_each_has_chosen_and_no_title_but_of_those_who_show_their_name(filled, places, enter, now):
    slug = filled.house.slug
    for who, key, shown in (("member", "room", "name"), ("chair", "room", "agency"), ("deputy", "room", "busy")):
        hour = {"name": "09", "agency": "11", "busy": "13"}[shown]
        said = {"day": "2023-02-02", "starts": f"{hour}:00", "ends": f"{hour}:30", "shown": shown, "title": f"Om {who}"}
        assert enter(filled, who).post(f"workplaces/places/{key}/book/", said).status_code == 303

    page = seen(enter(filled, "manager").get("workplaces/places/room/?day=2023-02-02"))

    assert f"Member {slug}" in page and "Om member" in page
    assert f"Tax {slug}" in page and "Om chair" not in page
    assert f"Deputy {slug}" not in page and "Om deputy" not in page
    assert [look.person for look in Look.objects.all()] == [filled.persons["member"]]
    assert f"Manager {slug}" in seen(enter(filled, "member").get("workplaces/looks/"))


def test_another_ones_booking_is_not_there(filled, places, enter, now):
    enter(filled, "member").post(
        "workplaces/places/desk-1/book/", {"day": "2023-02-02", "slot": "day", "shown": "busy"}
    )
    key = Booking.objects.get().key

    for who in ("manager", "admin", "chair"):
        assert enter(filled, who).get(f"workplaces/bookings/{key}/").status_code == 404
        assert enter(filled, who).post(f"workplaces/bookings/{key}/cancel_booking/").status_code == 404


def test_one_checks_in_from_the_code_on_the_desk_and_reading_it_writes_nothing(filled, places, enter, now):
    client = enter(filled, "member")
    client.post("workplaces/places/desk-1/book/", {"day": "2023-02-01", "slot": "day", "shown": "busy"})
    made = Booking.objects.get()

    page = seen(client.get("workplaces/places/desk-1/here/"))

    assert Booking.objects.get().checked_in_at is None
    assert f'action="/h/{filled.house.slug}/workplaces/bookings/{made.key}/check_in/"' in page
    client.post(f"workplaces/bookings/{made.key}/check_in/")
    assert Booking.objects.get().checked_in_at == now
    assert "Den er opptatt nå." in seen(enter(filled, "chair").get("workplaces/places/desk-1/here/"))
    assert "Den er ledig nå." in seen(enter(filled, "chair").get("workplaces/places/desk-2/here/"))


def test_a_booking_is_changed_handed_over_and_ended_on_its_page(filled, places, enter, now):
    client = enter(filled, "member")
    client.post("workplaces/places/desk-1/book/", {"day": "2023-02-02", "slot": "day", "shown": "busy"})
    key = Booking.objects.get().key

    said = {"day": "2023-02-03", "slot": "morning", "shown": "name"}
    assert client.post(f"workplaces/bookings/{key}/change_booking/", said).status_code == 303
    assert client.post(f"workplaces/bookings/{key}/offer_transfer/", {"to": "chair"}).status_code == 303
    other = enter(filled, "chair")
    assert f"Pult 1 {filled.house.slug}" in seen(other.get("workplaces/transfers/"))
    assert "overta en bestilling" in seen(other.get("asks/")).lower()
    transfer = Booking.objects.get().transfers.get()
    assert other.post(f"workplaces/transfers/{transfer.key}/accept_transfer/").status_code == 303
    assert Booking.objects.get().person == filled.persons["chair"]


def test_the_week_at_a_glance_costs_the_same_with_many_places(filled, places, enter, now):
    client = enter(filled, "member")
    client.get("workplaces/glance/")
    with CaptureQueriesContext(connection) as few:
        client.get("workplaces/glance/")
    Workplace.objects.bulk_create(
        Workplace(house=filled.house, key=f"more-{n}", zone=places["open"], name=f"Mer {n}", valid_from="2022-01-01")
        for n in range(40)
    )
    morning = halves(Policy(unit="half_day"), now.date())[0]
    for n, who in enumerate(("member", "chair")):
        said = {"starts_at": morning.starts_at, "ends_at": morning.ends_at, "shown": "busy"}
        book(Workplace.objects.get(key=f"more-{n}"), **said, by=filled.actor(who, now=now - timedelta(days=1)))

    with CaptureQueriesContext(connection) as many:
        client.get("workplaces/glance/")

    assert len(many) == len(few)


def test_a_house_without_an_office_says_so_and_its_host_begins_one(filled, enter, now):
    assert "Ingenting er ledig da." in seen(enter(filled, "member").get("workplaces/"))
    client = enter(filled, "manager")
    assert "Huset har ingen plasser ennå." in seen(client.get("workplaces/office/"))

    assert client.post("workplaces/office/add_site/", {"name": "Havna"}).status_code == 303
    assert (
        client.post(
            "workplaces/sites/havna/add_floor/", {"name": "Første", "level": 1, "width": 100, "depth": 80}
        ).status_code
        == 303
    )
    at = {"x": 0, "y": 0, "width": 50, "depth": 40}
    zone = {"name": "Stille", "kind": "quiet", **at}
    assert client.post("workplaces/floors/havna-forste/add_zone/", zone).status_code == 303
    desk = {"name": "Pult", "kind": "desk", "capacity": 1, "network": "open", "valid_from": "2023-01-01", **at}
    assert client.post("workplaces/zones/stille/add_workplace/", desk).status_code == 303
    assert Workplace.objects.get().name == "Pult" and Site.objects.get().key == "havna"
    assert enter(filled, "chair").get("workplaces/office/add_site/").status_code == 404


def test_a_wish_outside_the_opening_hours_finds_nothing_and_a_bad_one_is_told(filled, places, enter, now):
    client = enter(filled, "member")

    assert "Ingenting er ledig da." in seen(client.get("workplaces/?kind=room&day=2023-02-02&starts=03:00&ends=04:00"))
    assert "Det er stengt den dagen." in seen(client.get("workplaces/?day=2023-02-04&slot=day"), 422)
    jumped = client.get("workplaces/?kind=room&day=2023-03-26&starts=02:30&ends=04:00")
    assert "Klokken stilles fram den natten" in seen(jumped, 422)


def test_a_kind_that_is_never_open_has_a_day_all_the_same(filled):
    assert next_day(Policy(weekdays=[]), datetime(2023, 2, 1, 8, tzinfo=UTC)).ends_at
    assert [slot.name for slot in halves(Policy(weekdays=ALL_WEEK), date(2023, 2, 4))] == [
        "morning",
        "afternoon",
        "day",
    ]


def test_what_may_be_found_is_narrowed_by_what_is_needed_and_by_whom_one_would_be_near(filled, places, enter, now):
    Workplace.objects.filter(key="desk-3").update(accessible=True, equipment=["screen", "raised"])
    enter(filled, "chair").post(
        "workplaces/places/desk-3/book/", {"day": "2023-02-02", "slot": "morning", "shown": "agency"}
    )
    client = enter(filled, "member")

    def found(query):
        return re.findall(
            r"/places/([\w-]+)/\?day", seen(client.get(f"workplaces/?day=2023-02-02&slot=afternoon{query}"))
        )

    assert found("&equipment=raised") == found("&accessible=on") == ["desk-3"]
    assert len(found("&near=tax")) == 3
