"""Booking: who gets the place, what is refused and why, and that nobody gets what is another's."""

from datetime import date, timedelta

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.events import Event
from statenshus.people.models import Affiliation
from statenshus.workplaces.models import Booking, Closure, Hold, OfficeRules, Policy, RulesAccepted, Workplace
from statenshus.workplaces.usecases.bookings import book
from statenshus.workplaces.usecases.keeping import keep
from tests.houses import NOW, TODAY
from tests.workplaces.acting import AFTERNOON, DAY, MORNING, NEXT, hours, refused
from tests.workplaces.offices import at


def test_a_desk_is_booked_and_counted_on_the_agency_one_works_for(filled, places):
    made = book(places["desk-1"], **MORNING, shown="name", title="", by=filled.actor("member"))

    assert (made.person, made.organisation, made.shown) == (
        filled.persons["member"],
        filled.organisations["registers"],
        "name",
    )
    assert [(h.workplace, h.starts_at, h.ends_at) for h in made.holds.all()] == [
        (places["desk-1"], MORNING["starts_at"], MORNING["ends_at"])
    ]
    assert made.is_settled
    acts = Event.objects.filter(act__startswith="workplaces.").order_by("pk")
    assert [(event.act, event.data) for event in acts] == [("workplaces.keep", {}), ("workplaces.book", {})]


def test_two_meet_and_do_not_overlap(filled, places):
    book(places["desk-1"], **MORNING, by=filled.actor("member"))

    assert refused(book, places["desk-1"], **DAY, by=filled.actor("chair")) == "taken"
    assert book(places["desk-1"], **AFTERNOON, by=filled.actor("chair")).pk
    assert Hold.objects.count() == 2


def test_a_room_is_kept_from_others_until_the_buffer_after_it_is_over(filled, places):
    book(places["room"], **hours(9), by=filled.actor("member"))

    assert refused(book, places["room"], **hours(10), by=filled.actor("chair")) == "taken"
    later = {"starts_at": at(NEXT, 10, 10), "ends_at": at(NEXT, 11)}
    assert book(places["room"], **later, by=filled.actor("chair")).pk


def test_a_part_keeps_the_whole_from_others_and_the_reverse(filled, places):
    book(places["left"], **hours(9), by=filled.actor("member"))

    assert refused(book, places["room"], **hours(9), by=filled.actor("chair")) == "taken"
    assert book(places["right"], **hours(9), by=filled.actor("chair")).pk
    book(places["room"], **hours(13), by=filled.actor("chair"))
    assert refused(book, places["right"], **hours(13), by=filled.actor("member")) == "taken"


@pytest.mark.parametrize(
    ("kind", "when", "code"),
    [
        ("desk-1", {"starts_at": at(NEXT, 12), "ends_at": at(NEXT, 7)}, "backwards"),
        ("desk-1", {"starts_at": at(NEXT, 7), "ends_at": at(NEXT, 7)}, "backwards"),
        ("desk-1", {"starts_at": at(date(2023, 1, 30), 7), "ends_at": at(date(2023, 1, 30), 12)}, "past"),
        ("room", {"starts_at": at(TODAY, 9), "ends_at": at(TODAY, 11)}, "past"),
        ("desk-1", {"starts_at": at(NEXT, 7), "ends_at": at(date(2032, 2, 1), 7)}, "too_long"),
        ("room", {"starts_at": at(NEXT, 7), "ends_at": at(NEXT, 17, 1)}, "too_long"),
        ("desk-1", {"starts_at": at(NEXT, 8), "ends_at": at(NEXT, 12)}, "hours"),
        ("desk-1", {"starts_at": at(date(2023, 2, 4), 7), "ends_at": at(date(2023, 2, 4), 12)}, "hours"),
        ("room", {"starts_at": at(NEXT, 6, 59), "ends_at": at(NEXT, 8)}, "hours"),
        ("room", {"starts_at": at(NEXT, 16), "ends_at": at(NEXT, 17, 1)}, "hours"),
        ("desk-1", {"starts_at": at(date(2023, 4, 3), 7), "ends_at": at(date(2023, 4, 3), 12)}, "too_far"),
    ],
)
def test_a_time_that_cannot_be_had_is_refused(filled, places, kind, when, code):
    assert refused(book, places[kind], **when, by=filled.actor("member")) == code
    assert Booking.objects.count() == 0


def test_the_rest_of_a_half_day_under_way_can_be_had(filled, places):
    assert book(places["desk-1"], starts_at=at(TODAY, 7), ends_at=at(TODAY, 12), by=filled.actor("member")).pk


@pytest.mark.parametrize("day", [date(2023, 3, 26), date(2023, 10, 29)])
def test_on_the_days_the_clock_is_changed_opening_hours_are_by_the_wall(filled, places, day):
    Policy.objects.create(house=filled.house, kind="room", weekdays=[7], days_ahead=300, buffer_minutes=0)

    made = book(places["room"], starts_at=at(day, 7), ends_at=at(day, 17), by=filled.actor("member"))

    assert made.ends_at - made.starts_at == timedelta(hours=10)


def test_across_the_change_of_the_clock_length_is_real_time(filled, places):
    Policy.objects.create(
        house=filled.house, kind="room", weekdays=[7], days_ahead=300, opens_at="00:00", midday_at="12:00",
        closes_at="23:59", longest_minutes=120,
    )  # fmt: skip
    spring, autumn = date(2023, 3, 26), date(2023, 10, 29)

    assert book(places["room"], starts_at=at(spring, 1), ends_at=at(spring, 4), by=filled.actor("member")).pk
    assert (
        refused(book, places["left"], starts_at=at(autumn, 1), ends_at=at(autumn, 3), by=filled.actor("member"))
        == "too_long"
    )


def test_what_is_closed_cannot_be_booked_nor_its_parts_nor_its_whole(filled, places):
    own = {"house": filled.house, "reason": "Maling"}
    Closure.objects.create(**own, workplace=places["left"], starts_at=at(NEXT, 8), ends_at=at(NEXT, 10))
    Closure.objects.create(**own, workplace=places["room"], starts_at=at(NEXT, 13), ends_at=at(NEXT, 14))
    member = filled.actor("member")

    assert refused(book, places["left"], **hours(9), by=member) == "closed"
    assert refused(book, places["room"], **hours(9), by=member) == "closed"
    assert book(places["right"], **hours(9), by=member).pk
    assert refused(book, places["right"], **hours(13), by=member) == "closed"


def test_what_is_not_in_use_on_the_day_cannot_be_booked(filled, places):
    Workplace.objects.filter(pk=places["desk-1"].pk).update(valid_to=NEXT)

    assert refused(book, places["desk-1"], **MORNING, by=filled.actor("member")) == "closed"


def test_a_zone_for_one_agency_opens_for_nobody_else(filled, places):
    assert refused(book, places["hidden"], **MORNING, by=filled.actor("member")) == "not_open"
    assert book(places["hidden"], **MORNING, by=filled.actor("manager")).pk


def test_whoever_works_nowhere_that_day_has_what_is_open_for_all(filled, places):
    Affiliation.objects.filter(person=filled.persons["manager"]).update(valid_to=NEXT)

    assert refused(book, places["hidden"], **MORNING, by=filled.actor("manager")) == "not_open"
    assert book(places["desk-1"], **MORNING, by=filled.actor("manager")).organisation is None


def test_one_has_no_more_open_bookings_than_the_kind_allows(filled, places):
    Policy.objects.create(house=filled.house, kind="desk", unit="half_day", most_open=1)
    book(places["desk-1"], **MORNING, by=filled.actor("member"))

    assert refused(book, places["desk-2"], **AFTERNOON, by=filled.actor("member")) == "full"
    assert book(places["room"], **hours(9), by=filled.actor("member")).pk


def test_one_sits_at_one_desk_at_a_time(filled, places):
    book(places["desk-1"], **MORNING, by=filled.actor("member"))

    assert refused(book, places["desk-2"], **DAY, by=filled.actor("member")) == "twice"


def test_the_rules_of_the_office_are_accepted_once_and_anew_when_they_change(filled, places):
    own = {"house": filled.house, "issued_at": NOW}
    OfficeRules.objects.create(**own, number=1, text="Rydd etter deg.")
    member = filled.actor("member")

    assert refused(book, places["desk-1"], **MORNING, by=member) == "rules"
    book(places["desk-1"], **MORNING, accept_rules=True, by=member)
    book(places["desk-1"], **AFTERNOON, by=member)
    assert RulesAccepted.objects.count() == 1
    OfficeRules.objects.create(**own, number=2, text="Rydd etter deg. Hils.")
    assert refused(book, places["room"], **hours(9), by=member) == "rules"


def test_only_members_of_the_house_book(filled, places, other):
    with pytest.raises(NotAllowed):
        book(places["desk-1"], **MORNING, by=filled.actor("member", roles=["commissioner"]))
    with pytest.raises(NotAllowed):
        book(places["desk-1"], **MORNING, by=other.actor("member"))
    with pytest.raises(NotAllowed):
        keep(places["desk-1"], **MORNING, person=other.persons["member"], by=filled.actor("member"))


def test_where_the_host_approves_the_booking_waits_and_keeps_others_out(filled, places):
    Policy.objects.create(house=filled.house, kind="room", approval="host")
    made = book(places["room"], **hours(9), by=filled.actor("member"))

    assert (made.is_settled, made.asked_at) == (False, NOW)
    assert refused(book, places["room"], **hours(9), by=filled.actor("chair")) == "taken"
    assert book(places["room"], **hours(13), by=filled.actor("manager")).is_settled
