"""What is told by mail of a booking: an event for one's calendar, and what became of it when others end it."""

from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from statenshus.asks.models import Ask, Mail
from statenshus.asks.registers import message_of
from statenshus.kernel import clock
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import Person
from statenshus.workplaces.models import Booking, Policy, Waiting
from statenshus.workplaces.queries.collections import collection_of
from statenshus.workplaces.usecases.bookings import approve_booking, book, cancel_booking, decline_booking
from statenshus.workplaces.usecases.feeds import make_feed
from statenshus.workplaces.usecases.keeping import offer_others
from statenshus.workplaces.usecases.telling import mail_booking, tell
from statenshus.workplaces.usecases.waiting import accept_offer
from statenshus.workplaces.usecases.workplaces import close_workplace, retire_workplace
from tests.houses import NOW
from tests.workplaces.acting import DAY, MORNING, NEXT, hours, refused
from tests.workplaces.offices import at

CLOSED = {"starts_at": at(NEXT, 0), "ends_at": at(NEXT, 23), "reason": "Nytt gulv."}


def parts_of(mail):
    """The mail as it goes out, by the type of its parts."""
    message = message_from_bytes(message_of(mail).message().as_bytes(), policy=policy.default)
    return {part.get_content_type(): part for part in message.walk()}


def event_of(mail):
    part = parts_of(mail)["text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_a_booking_is_sent_as_an_event_with_the_uid_of_the_feed(filled, places):
    by = filled.actor("member")
    made = book(places["room"], **hours(9), title="Møte; om, \\alt <b>", by=by)

    mail = mail_booking(made, by=by)

    method, event = event_of(mail)
    feed, _secret = make_feed(None, by=by)
    (own,) = Calendar.from_ical(collection_of(feed, by).whole()).walk("VEVENT")
    assert (method, event["UID"], event["STATUS"]) == ("REQUEST", own["UID"], "CONFIRMED")
    assert event.decoded("DTSTART") == at(NEXT, 9) and str(event["SUMMARY"]).endswith(": Møte; om, \\alt <b>")
    assert event["ATTENDEE"] == f"mailto:{mail.to}" and event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert places["room"].name in mail.text and "onsdag 1. februar" in mail.text
    assert "text/html" in parts_of(mail) and "<b>" not in mail.html.partition("<body")[2].replace("<br>", "")


def test_only_one_s_own_while_it_stands_and_only_to_an_address(filled, places):
    made = book(places["room"], **hours(9), by=filled.actor("member"))
    with pytest.raises(NotAllowed):
        mail_booking(made, by=filled.actor("chair"))
    Person.objects.filter(pk=filled.persons["member"].pk).update(email="")
    filled.persons["member"].account.email = ""
    filled.persons["member"].account.save()
    made = Booking.objects.select_related("person__account", "person__house").get(pk=made.pk)
    assert tell(made, by=filled.actor("manager")) is None
    assert refused(mail_booking, made, by=filled.actor("member")) == "no_mail"
    assert refused(mail_booking, cancel_booking(made, by=filled.actor("member")), by=filled.actor("member")) == "ended"


def test_whoever_loses_a_place_to_a_closing_is_told_why_and_offered_another(filled, places):
    lost = book(places["desk-1"], **MORNING, shown="agency", by=filled.actor("member"))

    close_workplace(places["desk-1"], **CLOSED, by=filled.actor("manager"))

    (mail,) = Mail.objects.filter(person=filled.persons["member"])
    method, event = event_of(mail)
    lost.refresh_from_db()
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", lost.sequence)
    assert "Nytt gulv." in mail.text and "tilbud om en annen plass" in mail.text
    itself = Actor.clock(filled.house, NOW)
    (wait,) = offer_others(by=itself)
    assert (wait.person, wait.shown, wait.offer.workplace) == (lost.person, "agency", places["desk-2"])
    assert Ask.objects.filter(kind="offer", person=lost.person, ended_at=None).count() == 1
    assert offer_others(by=itself) == []
    assert accept_offer(wait, by=filled.actor("member")).is_settled


def test_where_nothing_is_free_they_wait_and_are_offered_once_something_is(filled, places):
    for who, desk in (("chair", "desk-2"), ("manager", "desk-3")):
        book(places[desk], **DAY, by=filled.actor(who))
    book(places["desk-1"], **MORNING, by=filled.actor("member"))
    retire_workplace(places["desk-1"], on=NEXT, by=filled.actor("manager"))
    assert offer_others(by=Actor.clock(filled.house, NOW)) == []

    cancel_booking(Booking.objects.get(workplace=places["desk-3"]), by=filled.actor("manager"))

    assert Waiting.objects.get().offer.workplace == places["desk-3"]
    with pytest.raises(NotAllowed):
        offer_others(by=filled.actor("manager"))


def test_a_closing_asks_nobody_to_wait_for_what_was_not_theirs_yet_or_has_begun(filled, places):
    Policy.objects.create(house=filled.house, kind="room", approval="host")
    book(places["room"], **hours(9), by=filled.actor("member"))
    book(places["desk-1"], **MORNING, by=filled.actor("member"))
    for place in ("room", "desk-1"):
        close_workplace(places[place], **CLOSED, by=filled.actor("manager", now=at(NEXT, 8)))

    assert not Waiting.objects.exists()
    assert {event_of(mail)[0] for mail in Mail.objects.exclude(calendar="")} == {"CANCEL"}
    assert not any("annen plass" in mail.text for mail in Mail.objects.all())


def test_what_the_host_answers_is_told(filled, places):
    Policy.objects.create(house=filled.house, kind="room", approval="host")
    for hour, answer in ((9, approve_booking), (11, decline_booking)):
        answer(book(places["room"], **hours(hour), by=filled.actor("member")), by=filled.actor("manager"))

    told = [event_of(mail) for mail in Mail.objects.filter(person=filled.persons["member"]).order_by("pk")]
    assert [(method, str(event["STATUS"])) for method, event in told] == [
        ("REQUEST", "CONFIRMED"),
        ("CANCEL", "CANCELLED"),
    ]


def test_a_mail_without_an_event_has_no_calendar_in_it(filled):
    plain = Mail(to="a@b.example", subject="Hei", text="Hei", html="<p>Hei</p>", send_after=NOW, message_id="<a@b>")

    assert "text/calendar" not in parts_of(plain)


def test_the_page_and_its_button(filled, places, enter, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = book(places["room"], **hours(9), by=filled.actor("member"))
    client = enter(filled, "member")
    assert "mail_booking" in client.get(f"workplaces/bookings/{made.key}/").content.decode()

    client.post(f"workplaces/bookings/{made.key}/mail_booking/")

    assert "Den er på vei til deg" in client.get(f"workplaces/bookings/{made.key}/").content.decode()
    assert Mail.objects.exclude(calendar="").count() == 1
