"""A meeting stands in the calendars of those who come or are asked, as it is now, and in no other."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from statenshus.asks.models import Mail
from statenshus.asks.usecases.mails import choose_mail
from statenshus.kernel import clock
from statenshus.meetings.models import Invitation
from statenshus.meetings.queries import calendars
from statenshus.meetings.usecases.attendances import answer_notice
from statenshus.meetings.usecases.inviting import tell_calendars
from statenshus.meetings.usecases.meetings import call_off_meeting, change_meeting, send_notice
from statenshus.workplaces.usecases.feeds import make_feed
from tests.meetings.calling import HYBRID, SAID, SOON, add_seat, called

LATER = {"starts_at": SOON + timedelta(days=1), "ends_at": SOON + timedelta(days=1, hours=2)}


def sent(filled, who=None):
    """Each mail with an event, oldest first: to whom, its method, UID, SEQUENCE, status and subject."""
    found = []
    for mail in Mail.objects.in_house(filled.house).exclude(calendar="").order_by("pk"):
        made = Calendar.from_ical(mail.calendar)
        (event,) = made.walk("VEVENT")
        assert str(event["attendee"]) == f"mailto:{mail.to}" and Calendar.from_ical(made.to_ical()) == made
        if who is None or mail.person == filled.persons[who]:
            found.append((mail.person.key, str(made["method"]), event["sequence"], str(event["status"]), mail.subject))
    return found


def test_the_notice_goes_to_those_who_are_asked_with_a_link_to_answer_by(filled):
    add_seat(filled, "second", "member", "commissioner")

    meeting = send_notice(called(filled, **HYBRID), by=filled.actor())

    assert sent(filled) == [(who, "REQUEST", 0, "CONFIRMED", "Møte: Styringsgruppemøte") for who in ("chair", "member")]
    mail = Mail.objects.get(person=filled.persons["chair"])
    (event,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (meeting.starts_at, meeting.ends_at)
    assert str(event["uid"]).startswith(f"{meeting.key}@vaarthus.") and str(event["location"]) == "Rådhuset"
    assert HYBRID["link"] in str(event["description"]) and "/answer/" in mail.text and HYBRID["link"] in mail.text
    assert event["attendee"].params["PARTSTAT"] == "NEEDS-ACTION" and mail.unsubscribe
    zones = [str(zone["tzid"]) for zone in Calendar.from_ical(mail.calendar).walk("VTIMEZONE")]
    assert zones == ["Europe/Oslo"]


def test_nothing_is_told_twice(filled):
    meeting = send_notice(called(filled), by=filled.actor())
    answer_notice(meeting, seat=meeting.seats.get(), answer="comes", by=filled.actor("chair"))

    assert tell_calendars(meeting, by=filled.actor()) == [] and len(sent(filled)) == 1


def test_a_change_counts_up_and_whoever_comes_is_told_that_too(filled):
    meeting = send_notice(called(filled), by=filled.actor())

    change_meeting(meeting, **{**SAID, **LATER}, by=filled.actor())
    change_meeting(meeting, **{**SAID, **LATER}, by=filled.actor())

    assert [row[1:] for row in sent(filled)] == [
        ("REQUEST", 0, "CONFIRMED", "Møte: Styringsgruppemøte"),
        ("REQUEST", 1, "CONFIRMED", "Endret: Styringsgruppemøte"),
    ]


def test_another_title_or_link_is_told_without_asking_anew(filled):
    meeting = send_notice(called(filled, **HYBRID), by=filled.actor())
    answer_notice(meeting, seat=meeting.seats.get(), answer="comes", by=filled.actor("chair"))

    change_meeting(meeting, **{**SAID, **HYBRID, "title": "Ekstra møte"}, by=filled.actor())

    mail = Mail.objects.exclude(calendar="").latest("pk")
    (event,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert (mail.subject, event["attendee"].params["PARTSTAT"]) == ("Endret: Ekstra møte", "ACCEPTED")
    assert "Du har sagt at du kommer." in mail.text


def test_regrets_take_it_out_and_put_it_into_the_deputys_and_back_again(filled, seat):
    meeting = send_notice(called(filled), by=filled.actor())

    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    assert sent(filled)[1:] == [
        ("chair", "CANCEL", 1, "CANCELLED", "Ute av kalenderen din: Styringsgruppemøte"),
        ("deputy", "REQUEST", 0, "CONFIRMED", "Møte: Styringsgruppemøte"),
    ]
    answer_notice(meeting, seat=seat, answer="comes", by=filled.actor("chair"))
    assert sent(filled, "chair")[2:] == [("chair", "REQUEST", 2, "CONFIRMED", "Møte: Styringsgruppemøte")]
    assert sent(filled, "deputy")[1:] == [
        ("deputy", "CANCEL", 1, "CANCELLED", "Ute av kalenderen din: Styringsgruppemøte")
    ]


def test_calling_off_takes_it_out_of_all_with_the_reason(filled):
    add_seat(filled, "second", "member")
    meeting = send_notice(called(filled), by=filled.actor())

    call_off_meeting(meeting, reason="Snøstorm", by=filled.actor())

    assert [row[:4] for row in sent(filled)[2:]] == [(w, "CANCEL", 1, "CANCELLED") for w in ("chair", "member")]
    mail = Mail.objects.exclude(calendar="").latest("pk")
    assert mail.subject == "Avlyst: Styringsgruppemøte" and "Snøstorm" in mail.text


def test_nothing_is_told_before_the_notice_nor_to_whoever_wants_no_mail(filled):
    meeting = called(filled)
    change_meeting(meeting, **{**SAID, **LATER}, by=filled.actor())
    assert sent(filled) == []
    choose_mail(filled.persons["chair"], rhythm="never", urgent_at_once=False, by=filled.actor("chair"))

    send_notice(meeting, by=filled.actor())

    assert sent(filled) == [] and Invitation.objects.get().person == filled.persons["chair"]


@pytest.mark.parametrize("month", [3, 10])
def test_on_the_day_on_which_the_clock_is_changed_the_hours_are_those_of_the_wall(filled, month):
    day = {3: 29, 10: 25}[month]
    at = datetime(2026, month, day, 0, 30, tzinfo=UTC)

    send_notice(called(filled, starts_at=at, ends_at=at + timedelta(hours=1)), by=filled.actor())

    (event,) = Calendar.from_ical(Mail.objects.exclude(calendar="").get().calendar).walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC) == at
    assert event.decoded("dtend").astimezone(UTC) == at + timedelta(hours=1)


def test_ones_own_feed_has_the_meetings_too_with_the_same_name_and_number(filled, seat, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: filled.actor().now)
    secret = make_feed(by=filled.actor("chair"))[1]
    meeting = send_notice(called(filled), by=filled.actor())

    def read():
        events = Calendar.from_ical(client.get(f"/feed/{secret}.ics").content).walk("VEVENT")
        return [(str(each["uid"]).split("@")[0], each["sequence"], str(each["status"])) for each in events]

    assert read() == [(meeting.key, 0, "CONFIRMED")]
    answer_notice(meeting, seat=seat, answer="regrets", by=filled.actor("chair"))
    assert read() == [(meeting.key, 1, "CANCELLED")]


def test_text_cannot_begin_new_properties(filled):
    meeting = called(filled, title="Møte; om, alt\\og BEGIN:VEVENT", place="Rom 1\\nATTENDEE:mailto:x@y.example")

    send_notice(meeting, by=filled.actor())

    (event,) = Calendar.from_ical(Mail.objects.exclude(calendar="").get().calendar).walk("VEVENT")
    assert (str(event["summary"]), str(event["location"])) == (meeting.title, meeting.place)
    assert not isinstance(event["attendee"], list)


def test_a_calendar_of_a_body_or_the_house_has_all_that_it_holds_also_what_is_called_off(filled, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: filled.actor().now)
    by = filled.actor("member")
    secrets = [make_feed(shown, by=by)[1] for shown in (filled.bodies["steering"], by.house)]
    first = send_notice(called(filled), by=filled.actor())
    called(filled, title="Kladd")

    def read(secret):
        answer = client.get(f"/feed/{secret}.ics")
        calendar = Calendar.from_ical(answer.content)
        assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Oslo"]
        found = {str(each["summary"]): (each["sequence"], str(each["status"])) for each in calendar.walk("VEVENT")}
        return found, answer["ETag"], str(calendar["x-wr-calname"])

    for secret, name in zip(secrets, (str(filled.bodies["steering"]), "Det som skjer"), strict=True):
        found, tag, called_so = read(secret)
        assert found["Styringsgruppemøte"] == (0, "CONFIRMED") and found["Kladd"] == (0, "TENTATIVE")
        assert called_so.startswith(name)
        assert client.get(f"/feed/{secret}.ics", headers={"If-None-Match": tag}).status_code == 304
    before = read(secrets[0])[1]
    call_off_meeting(first, reason="Snøstorm", by=filled.actor())
    found, tag, _name = read(secrets[0])
    assert found["Styringsgruppemøte"] == (1, "CANCELLED") and tag != before


def test_what_has_not_changed_is_written_once(filled, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: filled.actor().now)
    secret = make_feed(filled.bodies["steering"], by=filled.actor())[1]
    first, _second = called(filled), called(filled, title="Kladd")
    written = []
    event_of = calendars.event_of
    monkeypatch.setattr(
        calendars, "event_of", lambda meeting, **said: (written.append(meeting.title), event_of(meeting, **said))[1]
    )
    for _time in range(2):
        client.get(f"/feed/{secret}.ics")
    assert sorted(written) == ["Kladd", "Møte vaarthus", "Styringsgruppemøte"]
    change_meeting(first, **{**SAID, "title": "Ekstra møte"}, by=filled.actor())
    client.get(f"/feed/{secret}.ics")
    assert written[3:] == ["Ekstra møte"]
