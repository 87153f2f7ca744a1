"""How full it was and may be: what is counted, its page, its files; and that no week is forgotten uncounted."""

from datetime import date, timedelta

import pytest

from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import Person
from statenshus.workplaces import jobs
from statenshus.workplaces.models import Booking, Count, CountedWeek
from statenshus.workplaces.queries.counts import COLUMNS, dictionary, forecast, occupancy
from statenshus.workplaces.usecases.bookings import book, cancel_booking
from statenshus.workplaces.usecases.counting import count_weeks
from tests.houses import NOW
from tests.workplaces.offices import at

MONDAY = date(2023, 1, 30)


def house_itself(filled, day):
    return Actor(filled.house, at(day, 3), None)


@pytest.fixture
def crowd(filled):
    own = {"house": filled.house, "source": "test"}
    return [Person.objects.create(**own, key=f"crowd-{n}", name=f"Kari {n}") for n in range(8)]


def used(filled, place, person, first, after, day=MONDAY, **said):
    said = {"organisation": filled.organisations["tax"], "booked_at": NOW, "source": "test", **said}
    when = {"starts_at": at(day, first), "ends_at": at(day, after)}
    return Booking.objects.create(house=filled.house, workplace=place, person=person, **when, **said)


def number(filled, kind, of="all", **what):
    row = Count.objects.get(house=filled.house, kind=kind, of=of, **what)
    return row.used, row.there_was


def test_a_week_is_counted_in_half_days_or_hours_and_what_came_to_nothing_is_not(filled, places, crowd):
    for person in crowd[:6]:
        used(filled, places["desk-1"], person, 7, 17)
    used(filled, places["desk-2"], crowd[6], 7, 12)
    used(filled, places["desk-2"], crowd[7], 7, 12, ended="cancelled", ended_at=NOW)
    used(filled, places["desk-2"], crowd[7], 7, 12, asked_at=NOW)
    for person in crowd[:5]:
        used(filled, places["left"], person, 9, 10)
    used(filled, places["room"], crowd[5], 9, 16, ended="left", ended_at=at(MONDAY, 10, 30))

    count_weeks(by=house_itself(filled, MONDAY + timedelta(days=7)))

    assert number(filled, "desk") == (13, 4 * 2 * 5)
    assert number(filled, "room") == (5 + 2 * 2, 2 * 10 * 5)  # the whole is both of its parts
    assert number(filled, "desk", "weekday", weekday=1) == (None, 8)  # the others would tell that nobody came
    assert number(filled, "desk", "agency", organisation=filled.organisations["tax"])[0] is None


def test_no_week_is_forgotten_uncounted(filled, places, crowd, monkeypatch):
    for person in crowd:
        used(filled, places["desk-1"], person, 7, 17)
    monkeypatch.setattr(clock, "now", lambda: at(MONDAY + timedelta(days=60), 3))

    jobs.forget(by=house_itself(filled, MONDAY + timedelta(days=60)))

    assert not Booking.objects.in_house(filled.house).exists()
    assert number(filled, "desk", week__monday=MONDAY) == (16, 40)
    assert CountedWeek.objects.in_house(filled.house).count() == 8


def test_only_the_house_itself_counts(filled, places):
    with pytest.raises(NotAllowed):
        count_weeks(by=filled.actor())


def test_the_next_two_weeks_are_told_from_what_is_booked_and_what_was(filled, places, crowd):
    for back in (7, 14):
        for person in crowd:
            used(filled, places["desk-1"], person, 7, 17, MONDAY - timedelta(days=back))
            used(filled, places["desk-1"], person, 7, 12, MONDAY - timedelta(days=back - 1))
    count_weeks(by=house_itself(filled, MONDAY))
    ahead = MONDAY + timedelta(days=7)
    made = book(places["desk-2"], starts_at=at(ahead, 7), ends_at=at(ahead, 17), by=filled.actor("member"))

    days = {each.on: each for each in forecast(filled.actor(), "desk")}
    monday = days[ahead]
    assert len(days) == 10 and monday.booked == 25
    assert monday.likely is None and monday.weeks == 0  # Mondays hide what the rest of the week would tell
    cancel_booking(made, by=filled.actor("member"))
    assert {each.booked for each in forecast(filled.actor(), "desk")} == {0}


def test_what_is_not_told_is_said_to_be_so_on_the_page_and_in_the_file(whole, enter):
    client = enter(whole, "member")
    page = client.get("workplaces/counts/").content.decode()
    assert "vises ikke" in page and "Gjester og andre" in page
    sheet = client.get("workplaces/counts/sheet/")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert sheet["Content-Type"].startswith("text/csv") and lines[0] == ";".join(COLUMNS)
    assert "2023-03;desk;weekday;Mandag;;40;half-days" in lines
    explained = client.get("workplaces/counts/dictionary/").content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in explained.splitlines()[1:]] == list(COLUMNS)
    assert [column for column, _meaning in dictionary()] == list(COLUMNS)


def test_over_several_weeks_what_is_told_is_at_least(whole):
    first = CountedWeek.objects.get(house=whole.house)
    after = CountedWeek.objects.create(house=whole.house, monday=date(2023, 1, 23), counted_at=NOW, source="test")
    row = {"kind": "desk", "of": "weekday", "weekday": 1, "used": 9, "there_was": 40}
    Count.objects.create(house=whole.house, week=after, source="test", **row)
    assert first.monday < after.monday
    (line,) = occupancy(whole.actor(), "desk").weekdays
    assert (line.name, line.used, line.there_was, line.percent, line.hidden) == ("Mandag", 9, 40, 22, 1)


def test_an_office_that_nobody_has_used_says_so(filled, places, enter):
    assert "Ingen uke er talt" in enter(filled, "member").get("workplaces/counts/").content.decode()
