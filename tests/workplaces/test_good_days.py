"""Which days bring together those who should meet: from what is shown, and from nothing else."""

from datetime import date, timedelta

from statenshus.kernel import clock
from statenshus.workplaces.models import CountedWeek, Look, Together
from statenshus.workplaces.queries.good_days import good_days
from statenshus.workplaces.usecases.bookings import book
from tests.houses import NOW
from tests.workplaces.acting import NEXT
from tests.workplaces.offices import at

FRIDAY = date(2023, 2, 3)


def comes(filled, place, who, day, shown):
    return book(place, starts_at=at(day, 7), ends_at=at(day, 17), shown=shown, by=filled.actor(who))


def told(filled, who="chair"):
    return [day.on for day in good_days(filled.actor(who))]


def test_who_is_shown_as_taken_is_neither_told_nor_weighed(filled, places):
    comes(filled, places["desk-1"], "member", NEXT, "busy")

    assert told(filled) == []


def test_the_best_day_is_that_with_colleagues_then_agencies_then_the_first(filled, places):
    comes(filled, places["desk-1"], "member", NEXT, "agency")
    comes(filled, places["desk-1"], "deputy", FRIDAY, "name")
    comes(filled, places["desk-2"], "manager", FRIDAY, "agency")

    found = good_days(filled.actor("chair"))

    assert [day.on for day in found] == [FRIDAY, NEXT]
    (colleague,) = found[0].colleagues.items()
    assert colleague[0] == filled.persons["deputy"] and filled.bodies["steering"] in colleague[1]
    assert not found[0].is_booked and not found[1].colleagues


def test_an_agency_rarely_met_weighs_more_and_one_s_own_not_at_all(filled, places):
    tax, town, registers = (filled.organisations[key] for key in ("tax", "town", "registers"))
    week = CountedWeek.objects.create(house=filled.house, monday=date(2023, 1, 23), counted_at=NOW, source="test")
    pair = {"house": filled.house, "week": week, "source": "test"}
    Together.objects.create(**pair, one=tax, other=town, days=1)
    Together.objects.create(**pair, one=registers, other=tax, days=5)
    comes(filled, places["desk-1"], "member", NEXT, "agency")
    comes(filled, places["desk-1"], "manager", FRIDAY, "agency")
    comes(filled, places["desk-3"], "deputy", NEXT, "agency")
    comes(filled, places["desk-2"], "chair", NEXT, "busy")

    friday, wednesday = good_days(filled.actor("chair"))

    assert (friday.on, friday.rarely, wednesday.rarely) == (FRIDAY, [town], [])
    assert wednesday.agencies == [registers] and wednesday.is_booked
    assert [day.on for day in good_days(filled.actor("commissioner"))] == [NEXT, FRIDAY]


def test_no_more_than_three_and_the_first_of_equals(filled, places):
    every = [NEXT + timedelta(days=n) for n in (0, 1, 2, 5)]
    for day in every:
        comes(filled, places["desk-1"], "member", day, "agency")

    assert told(filled) == every[:3]


def test_the_page_says_why_and_notes_whose_names_were_read(filled, places, enter, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    client = enter(filled, "chair")
    assert "Ingen viser ennå" in client.get("workplaces/days/").content.decode()
    comes(filled, places["desk-1"], "deputy", NEXT, "name")
    comes(filled, places["desk-2"], "member", NEXT, "agency")

    page = client.get("workplaces/days/").content.decode()

    assert f"{filled.persons['deputy']} er her, fra {filled.bodies['steering']}" in page
    assert f"Noen kommer fra {filled.organisations['registers']}" in page and filled.persons["member"].name not in page
    assert [look.person for look in Look.objects.all()] == [filled.persons["deputy"]]
