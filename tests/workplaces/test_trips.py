"""Travel that was spared: stated by whoever would have travelled, counted in weeks, told of five or more."""

from datetime import date, timedelta

import pytest

from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.workplaces.models import Booking, CountedWeek, TravelFactor, Trip
from statenshus.workplaces.queries.counts import sheet_of, travel
from statenshus.workplaces.usecases.bookings import book, cancel_booking
from statenshus.workplaces.usecases.counting import count_weeks
from statenshus.workplaces.usecases.forgetting import forget_presence
from statenshus.workplaces.usecases.trips import end_travel_factor, set_travel_factor, state_trip, withdraw_trip
from tests.houses import NOW
from tests.workplaces.acting import DAY, NEXT, refused
from tests.workplaces.offices import at, office

WHO = ("manager", "chair", "deputy", "member", "commissioner", "admin")
FACTOR = {"mode": "car", "grams_per_km": 120, "source": "Oppdiktet etat, 2022"}
MONDAY = date(2023, 1, 30)
OVER = at(date(2023, 2, 6), 3)


@pytest.fixture
def places(filled):
    return office(filled, desks=6)


@pytest.fixture
def kept(filled, places):
    """What each of six has booked on one day."""
    return [book(places[f"desk-{number}"], **DAY, by=member(filled, who)) for number, who in enumerate(WHO, start=1)]


def member(filled, who):
    """As one of those who work in the house, whoever they are."""
    actor = filled.actor(who)
    return Actor(actor.house, NOW, actor.person, frozenset({*actor.roles, "member"}))


def counted(filled):
    count_weeks(by=Actor.clock(filled.house, OVER))
    return CountedWeek.objects.get(house=filled.house, monday=MONDAY)


def stated(filled, kept, number, **said):
    for who, booking in list(zip(WHO, kept, strict=True))[:number]:
        state_trip(booking, **{"mode": "car", "km": 100, "minutes": 90, **said}, by=member(filled, who))


def test_five_are_told_of_with_what_it_would_have_cost(filled, kept, enter):
    set_travel_factor(**FACTOR, valid_from=date(2023, 1, 1), by=filled.actor("manager"))
    stated(filled, kept, 5)
    week = counted(filled)

    assert (week.travel_km, week.travel_minutes, week.travel_grams) == (500, 450, 60_000)
    assert travel(filled.actor("member")) == [(week, 100)]
    rows = [row for row in sheet_of(filled.actor("member")) if row[2] == "travel"]
    assert [(row[4], row[6]) for row in rows] == [(500, "km"), (450, "minutes"), (60_000, "g CO2")]
    page = enter(filled, "member").get("workplaces/counts/").content.decode()
    assert "Spart reise" in page and ">500" in page and ">7,5<" in page and ">60<" in page


@pytest.mark.parametrize("number", [0, 1, 4])
def test_fewer_are_not(filled, kept, number):
    set_travel_factor(**FACTOR, valid_from=date(2023, 1, 1), by=filled.actor("manager"))
    stated(filled, kept, number)
    week = counted(filled)

    assert (week.travel_km, week.travel_minutes, week.travel_grams) == (None, None, None)
    assert travel(filled.actor("member")) == []


def test_five_journeys_of_four_people_are_four_people(filled, places, kept):
    stated(filled, kept, 4)
    again = {"starts_at": DAY["starts_at"] + timedelta(days=1), "ends_at": DAY["ends_at"] + timedelta(days=1)}
    more = book(places["desk-1"], **again, by=member(filled, "manager"))
    state_trip(more, mode="car", km=10, by=member(filled, "manager"))

    assert Trip.objects.count() == 5 and counted(filled).travel_km is None


def test_what_came_to_nothing_is_not_counted(filled, kept):
    stated(filled, kept, 5)
    cancel_booking(kept[0], by=member(filled, "manager"))

    assert counted(filled).travel_km is None


def test_without_a_factor_for_every_journey_no_co2_is_told(filled, kept):
    set_travel_factor(**FACTOR, valid_from=date(2023, 1, 1), by=filled.actor("manager"))
    stated(filled, kept, 6)
    state_trip(kept[0], mode="plane", km=1000, by=member(filled, "manager"))
    week = counted(filled)

    assert (week.travel_km, week.travel_grams) == (1500, None)


def test_the_factor_of_the_day_counts(filled, kept):
    by = filled.actor("manager")
    set_travel_factor(**FACTOR, valid_from=date(2023, 1, 1), by=by)
    set_travel_factor(**{**FACTOR, "grams_per_km": 100}, valid_from=NEXT, by=by)
    stated(filled, kept, 5)

    assert counted(filled).travel_grams == 50_000
    assert [(each.grams_per_km, each.valid_to) for each in TravelFactor.objects.in_house(filled.house)] == [
        (120, NEXT),
        (100, None),
    ]


def test_it_is_said_again_taken_back_and_forgotten(filled, kept):
    by = member(filled, "manager")
    state_trip(kept[0], mode="car", km=10, by=by)
    trip = state_trip(kept[0], mode="bus", km=20, minutes=30, by=by)
    assert (Trip.objects.count(), str(trip), trip.hours) == (1, "20 km med buss", 0.5)
    withdraw_trip(trip, by=by)
    assert not Trip.objects.exists()

    state_trip(kept[0], mode="car", km=10, by=by)
    forget_presence(by=Actor.clock(filled.house, OVER + timedelta(days=60)))
    assert not Trip.objects.exists() and not Booking.objects.in_house(filled.house).exists()


def test_what_cannot_be_said(filled, kept):
    by = member(filled, "manager")
    with pytest.raises(NotAllowed):
        state_trip(kept[1], mode="car", km=10, by=by)
    assert refused(state_trip, kept[0], mode="car", km=0, by=by) == "short"
    cancel_booking(kept[0], by=by)
    kept[0].refresh_from_db()
    assert refused(state_trip, kept[0], mode="car", km=10, by=by) == "ended"
    trip = state_trip(kept[1], mode="car", km=10, by=member(filled, "chair"))
    with pytest.raises(NotAllowed):
        withdraw_trip(trip, by=by)
    counted(filled)
    assert refused(state_trip, kept[1], mode="car", km=11, by=member(filled, "chair")) == "counted"
    assert refused(withdraw_trip, trip, by=member(filled, "chair")) == "counted"


def test_a_factor_needs_a_source_and_a_host(filled):
    by = filled.actor("manager")
    assert refused(set_travel_factor, **{**FACTOR, "source": " "}, valid_from=NEXT, by=by) == "source"
    with pytest.raises(NotAllowed):
        set_travel_factor(**FACTOR, valid_from=NEXT, by=filled.actor("deputy"))
    later = set_travel_factor(**FACTOR, valid_from=NEXT, by=by)
    assert refused(set_travel_factor, **FACTOR, valid_from=MONDAY, by=by) == "later"
    assert refused(end_travel_factor, later, on=MONDAY, by=by) == "backwards"
    assert end_travel_factor(later, on=date(2023, 3, 1), by=by).valid_to == date(2023, 3, 1)


def test_the_pages(filled, kept, enter, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    host, path = enter(filled, "manager"), f"workplaces/bookings/{kept[0].key}/"
    assert "CO₂ vises ikke" in host.get("workplaces/travel_factors/").content.decode()
    said = {"mode": "car", "grams_per_km": "120", "source": "Oppdiktet etat, 2022", "valid_from": "2023-01-01"}
    host.post("workplaces/office/set_travel_factor/", said)
    assert "Oppdiktet etat, 2022" in host.get("workplaces/travel_factors/").content.decode()
    assert "Oppgi spart reise" in host.get(path).content.decode()
    answer = host.post(f"{path}state_trip/", {"mode": "car", "km": "240", "hours": "3.5"}, follow=True)
    page = answer.content.decode()
    assert "240 km med bil, 3,5 timer" in page and Trip.objects.get().minutes == 210
    assert "kilometer" in host.post(f"{path}state_trip/", {"mode": "car", "km": "-1"}).content.decode().lower()
    host.post(f"{path}withdraw_trip/")
    assert not Trip.objects.exists()
