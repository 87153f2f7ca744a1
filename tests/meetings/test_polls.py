"""Dates are put to a body, more time is given, one is chosen, or none."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from statenshus.asks.models import Ask
from statenshus.decisions.models import Mandate
from statenshus.kernel.errors import NotAllowed, Refused
from statenshus.meetings.models import Meeting, Poll
from statenshus.meetings.queries.polls import shown
from statenshus.meetings.usecases.meetings import call_off_meeting, change_meeting
from statenshus.meetings.usecases.polls import call_off_poll, change_poll, choose_date, open_poll
from statenshus.people.models import SeatHolding
from statenshus.workplaces.models import Booking
from tests.houses import NOW
from tests.meetings.polling import DATES, DEADLINE, PUT, asked_now, put, say, three_seats
from tests.people.acting import refused, told

A_WEEK = timedelta(days=7)


def held(poll):
    """The dates on which the room is held."""
    return [row.starts_at for row in poll.dates.select_related("booking") if row.booking and not row.booking.ended_at]


def test_each_seat_is_asked_and_whoever_prepares_the_meeting(filled):
    three_seats(filled)

    said = {**PUT, "title": " Når? ", "preparer": filled.persons["commissioner"]}
    made = open_poll(filled.bodies["steering"], **said, by=filled.actor())

    assert asked_now(filled, made) == ["chair", "member", "admin", "commissioner"]
    assert set(Ask.objects.about(made).values_list("due_at", "minutes")) == {(DEADLINE, 1)}
    assert [row.starts_at for row in made.dates.all()] == DATES
    assert told(filled, "meetings.open_poll") == [("Når?", {"body": "Steering vaarthus", "dates": 3})]


def test_whoever_prepares_and_sits_there_is_asked_once(filled):
    assert asked_now(filled, put(filled, preparer=filled.persons["chair"])) == ["chair"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("minutes", {"minutes": 5}),
        ("minutes", {"minutes": 601}),
        ("no_dates", {"dates": []}),
        ("too_many", {"dates": [DATES[0] + timedelta(hours=n) for n in range(21)]}),
        ("past", {"dates": [NOW, *DATES]}),
        ("answers_by", {"answers_by": NOW}),
        ("answers_by", {"answers_by": DATES[0] + timedelta(minutes=1)}),
    ],
)
def test_what_cannot_be_put_is_refused_and_nothing_is_half_done(filled, code, said):
    with refused(code):
        put(filled, **said)
    assert not Poll.objects.in_house(filled.house).exclude(key="when").exists()


def test_a_body_that_is_no_more_or_is_empty_is_not_asked(filled):
    SeatHolding.objects.filter(seat__body=filled.bodies["steering"]).update(valid_to=date(2023, 1, 1))
    with refused("nobody"):
        put(filled)
    filled.bodies["steering"].valid_to = date(2023, 2, 28)
    with refused("body_gone"):
        put(filled)


def test_the_room_is_held_on_each_date_on_which_it_is_to_be_had(filled):
    room = filled.office["room"]
    first = put(filled, dates=DATES[:1], room=room)

    made = put(filled, room=room)

    assert (held(first), held(made)) == (DATES[:1], DATES[1:])
    assert [each.has_room for each in shown(made, filled.actor()).dates] == [False, True, True]
    with refused("room"):
        put(filled, room=filled.office["workplace"])


def test_choosing_calls_in_lets_the_rest_go_and_asks_only_those_who_have_not_said_yes(filled):
    seats = three_seats(filled)
    made = put(filled, room=filled.office["room"], place="")
    say(filled, made, "chair", seats[0], "yes", "yes", "no")
    say(filled, made, "member", seats[1], "no", "if_needed", "yes")

    meeting = choose_date(made, starts_at=DATES[1], by=filled.actor())

    made.refresh_from_db()
    assert (made.ended, made.meeting, made.chosen_starts_at) == ("chosen", meeting, DATES[1])
    assert (meeting.starts_at, meeting.ends_at) == (DATES[1], DATES[1] + timedelta(minutes=90))
    assert meeting.place == "Rom vaarthus" and held(made) == [DATES[1]] and meeting.booking.workplace.key == "room"
    assert asked_now(filled, made) == [] and asked_now(filled, made, "choose_date") == []
    assert asked_now(filled, meeting, "attendance") == ["member", "admin"]
    assert meeting.attendances.exclude(answer="").values_list("seat", "answer", "person__key").get() == (
        seats[0].pk,
        "comes",
        "chair",
    )
    event = {"starts_at": DATES[1].isoformat(), "meeting": meeting.key}
    assert told(filled, "meetings.choose_date") == [("Styringsgruppemøte i mars", event)]


def test_a_deputy_who_can_is_the_one_who_comes(filled):
    seats = three_seats(filled)
    made = put(filled)
    say(filled, made, "chair", seats[0], "no")
    say(filled, made, "deputy", seats[0], "yes")
    say(filled, made, "member", seats[1], "yes")

    meeting = choose_date(made, starts_at=DATES[0], by=filled.actor())

    answered = meeting.attendances.exclude(answer="").order_by("seat__pk").values_list("person__key", "rank")
    assert list(answered) == [("deputy", 1), ("member", 0)]


def test_who_can_by_link_alone_comes_by_link_where_there_is_one(filled):
    seats = three_seats(filled)
    made = put(filled, format="hybrid")
    say(filled, made, "chair", seats[0], "remote")
    say(filled, made, "member", seats[1], "yes")

    with refused("where"):
        choose_date(made, starts_at=DATES[0], by=filled.actor())
    meeting = choose_date(made, starts_at=DATES[0], link="https://moete.example/2", by=filled.actor())

    assert set(meeting.attendances.exclude(answer="").values_list("answer", flat=True)) == {"remote", "comes"}


def test_a_date_that_too_few_can_or_without_whoever_must_be_there_is_refused(filled):
    seats = three_seats(filled)
    made = put(filled, preparer=filled.persons["manager"])
    for who, seat in (("chair", seats[0]), ("deputy", seats[0]), ("member", seats[1])):
        say(filled, made, who, seat, "no", "yes", "yes")
    say(filled, made, "manager", None, "yes", "no", "yes")

    with refused("too_few"):
        choose_date(made, starts_at=DATES[0], by=filled.actor())
    with refused("needed"):
        choose_date(made, starts_at=DATES[1], by=filled.actor())
    with refused("date"):
        choose_date(made, starts_at=DATES[1] + A_WEEK, by=filled.actor())
    with refused("past"):
        choose_date(made, starts_at=DATES[2], by=filled.actor(now=DATES[2]))
    with refused("body_gone"):
        made.body.valid_to = DATES[2].date()
        made.body.save()
        choose_date(made, starts_at=DATES[2], by=filled.actor())
    assert not Meeting.objects.filter(starts_at__in=DATES).exists()


def test_how_many_must_come_follows_the_rules_of_the_body(filled):
    three_seats(filled)
    made = put(filled)

    assert {each.weighed.required for each in shown(made, filled.actor()).dates} == {2}
    Mandate.objects.create(house=filled.house, body=filled.bodies["steering"], quorum="all", source="Test")
    assert {each.weighed.required for each in shown(made, filled.actor()).dates} == {3}


def test_more_time_asks_those_missing_and_more_dates_ask_all(filled):
    seats = three_seats(filled)
    made = put(filled, dates=DATES[:2])
    say(filled, made, "chair", seats[0], "yes", "yes")

    change_poll(made, answers_by=DEADLINE + A_WEEK, by=filled.actor())
    assert asked_now(filled, made) == ["member", "admin"]
    assert set(Ask.objects.open().about(made).values_list("due_at", flat=True)) == {DEADLINE + A_WEEK}
    change_poll(made, answers_by=DEADLINE, dates=DATES, by=filled.actor())
    assert asked_now(filled, made) == ["chair", "member", "admin"]
    assert [row.starts_at for row in made.dates.all()] == DATES
    assert [data["dates"] for _name, data in told(filled, "meetings.change_poll")] == [0, 1]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("answers_by", {"answers_by": DATES[0] + timedelta(minutes=1)}),
        ("past", {"dates": [NOW]}),
        ("too_many", {"dates": [DATES[0] + timedelta(hours=n) for n in range(1, 20)]}),
        ("body_gone", {"dates": [DATES[0] + 4 * A_WEEK]}),
    ],
)
def test_a_change_is_held_against_the_same(filled, code, said):
    made = put(filled)
    made.body.valid_to = (DATES[0] + 3 * A_WEEK).date()
    made.body.save()
    with refused(code):
        change_poll(made, **{"answers_by": DEADLINE, **said}, by=filled.actor())


def test_a_poll_is_called_off_with_a_reason_and_lets_all_go(filled):
    made = put(filled, room=filled.office["room"])

    with refused("reason"):
        call_off_poll(made, reason=" ", by=filled.actor())
    call_off_poll(made, reason=" Ingen saker ", by=filled.actor())

    made.refresh_from_db()
    assert (made.ended, made.called_off_because, held(made), asked_now(filled, made)) == (
        "called_off",
        "Ingen saker",
        [],
        [],
    )
    assert told(filled, "meetings.call_off_poll") == [("Styringsgruppemøte i mars", {"reason": "Ingen saker"})]


def test_what_has_ended_is_not_changed(filled):
    made = put(filled)
    call_off_poll(made, reason="Ingen saker", by=filled.actor())

    for act in (
        lambda: call_off_poll(made, reason="Igjen", by=filled.actor()),
        lambda: change_poll(made, answers_by=DEADLINE, by=filled.actor()),
        lambda: choose_date(made, starts_at=DATES[0], by=filled.actor()),
    ):
        with refused("ended"):
            act()


def test_not_by_others_nor_from_next_door(filled, other):
    made = put(filled)

    for who in (filled.actor("member"), filled.actor("deputy"), other.actor()):
        with pytest.raises(NotAllowed):
            open_poll(filled.bodies["steering"], **PUT, by=who)
        for act in (
            lambda who=who: choose_date(made, starts_at=DATES[0], by=who),
            lambda who=who: call_off_poll(made, reason="Nei", by=who),
            lambda who=who: change_poll(made, answers_by=DEADLINE, by=who),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_the_room_moves_with_the_meeting_and_is_let_go_with_it(filled):
    made = put(filled, room=filled.office["room"], place="")
    meeting = choose_date(made, starts_at=DATES[0], by=filled.actor())
    where = {"title": meeting.title, "format": "physical", "place": meeting.place}

    later = {"starts_at": DATES[0] + A_WEEK, "ends_at": DATES[0] + A_WEEK + timedelta(hours=1)}
    change_meeting(meeting, **where, **later, by=filled.actor())
    booking = Booking.objects.get(pk=meeting.booking_id)
    assert (booking.starts_at, booking.ends_at, booking.ended_at) == (later["starts_at"], later["ends_at"], None)
    put(filled, dates=[DATES[2]], room=filled.office["room"])
    with refused("taken"):
        change_meeting(meeting, **where, starts_at=DATES[2], ends_at=DATES[2] + timedelta(hours=1), by=filled.actor())
    call_off_meeting(meeting, reason="Snø", by=filled.actor())
    booking.refresh_from_db()
    assert booking.ended == "cancelled"


def test_a_meeting_that_is_held_elsewhere_has_no_room(filled):
    meeting = choose_date(put(filled, room=filled.office["room"], place=""), starts_at=DATES[0], by=filled.actor())

    said = {"title": meeting.title, "starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    moved = change_meeting(meeting, **said, format="physical", place="UiT", by=filled.actor())

    assert moved.booking is None and Booking.objects.get(pk=meeting.booking_id).ended == "cancelled"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_choose_different_dates_at_once_one_is_first(filled):
    made = put(filled, room=filled.office["room"])
    start, found = Barrier(2), []

    def choose(at):
        try:
            start.wait()
            found.append(choose_date(made, starts_at=at, by=filled.actor()).starts_at)
        except Refused as refusal:
            found.append(refusal.code)
        finally:
            connection.close()

    both = [Thread(target=choose, args=(at,)) for at in DATES[:2]]
    for each in both:
        each.start()
    for each in both:
        each.join()

    made.refresh_from_db()
    assert set(found) == {"ended", made.chosen_starts_at}
    assert Meeting.objects.filter(title=PUT["title"]).count() == 1 and held(made) == [made.chosen_starts_at]
