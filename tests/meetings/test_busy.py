"""People let their calendars be read, and dates are proposed when they are free."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.meetings.models import BusyCalendar
from statenshus.meetings.queries.candidates import propose
from statenshus.meetings.usecases.busy import add_calendar, add_calendar_file, read_calendar, remove_calendar
from statenshus.meetings.usecases.polls import open_poll
from tests.houses import NOW
from tests.meetings.calendars import PLAIN, Server, calendar
from tests.meetings.polling import PUT
from tests.meetings.test_candidates import WEEK, local
from tests.people.acting import refused, told

HOUR = [27968220, 27968280]


@pytest.fixture
def server(settings):
    settings.CALENDAR_HOSTS_INSIDE = ["127.0.0.1"]
    made = Server()
    yield made
    made.stop()


def clock(filled, now=NOW):
    return Actor.clock(filled.house, now)


def test_a_calendar_is_read_from_its_address_and_only_the_times_are_kept(filled, server):
    made = add_calendar(address=server.at("plain.ics"), by=filled.actor("chair"))

    read = read_calendar(made, by=clock(filled))

    read.refresh_from_db()
    assert (read.busy, read.read_at, read.fault, read.left_out) == (HOUR, NOW, "", 0)
    assert "Hemmelig" not in str(vars(read))
    assert [name for name, _data in told(filled, "meetings.add_calendar")] == ["Chair vaarthus"]
    assert server.asked[0][0] == "/plain.ics" and "plain.ics" not in str(told(filled, "meetings.add_calendar"))


def test_what_cannot_be_read_leaves_what_was_and_says_why(filled, server):
    made = add_calendar(address=server.at("plain.ics"), by=filled.actor("chair"))
    read_calendar(made, by=clock(filled))
    BusyCalendar.objects.filter(pk=made.pk).update(address=server.at("missing"))

    later = read_calendar(BusyCalendar.objects.get(pk=made.pk), by=clock(filled, NOW + timedelta(hours=1)))

    assert (later.busy, later.fault, later.read_at) == (HOUR, "refused", NOW)
    BusyCalendar.objects.filter(pk=made.pk).update(address=server.at("html"))
    assert read_calendar(BusyCalendar.objects.get(pk=made.pk), by=clock(filled)).fault == "no_calendar"


def test_a_file_is_read_once_and_not_kept(filled):
    made = add_calendar_file(content=PLAIN, by=filled.actor("chair"))

    assert (made.busy, made.address, made.read_at) == (HOUR, "", NOW)
    assert read_calendar(made, by=clock(filled, NOW + timedelta(days=1))).read_at == NOW
    with refused("file"):
        add_calendar_file(content=b"<html>", by=filled.actor("chair"))
    assert [name for name, _data in told(filled, "meetings.add_calendar_file")] == ["Chair vaarthus"]


def test_what_is_not_to_be_read_is_refused(filled):
    by = filled.actor("chair")
    add_calendar(address="webcal://kalender.example/a.ics", by=by)
    with refused("already"):
        add_calendar(address="https://kalender.example/a.ics#x", by=by)
    with refused("forbidden"):
        add_calendar(address="file:///etc/passwd", by=by)
    for n in range(4):
        add_calendar(address=f"https://kalender.example/{n}.ics", by=by)
    with refused("too_many"):
        add_calendar(address="https://kalender.example/6.ics", by=by)
    with refused("too_many"):
        add_calendar_file(content=PLAIN, by=by)


def test_one_takes_out_ones_own_and_nobody_elses_nor_does_a_program(filled, other):
    made = add_calendar_file(content=PLAIN, by=filled.actor("chair"))
    for by in (filled.actor("manager"), filled.actor("admin"), other.actor("chair")):
        with pytest.raises(NotAllowed):
            remove_calendar(made, by=by)
    with pytest.raises(NotAllowed):
        read_calendar(made, by=filled.actor("chair"))
    program = filled.actor("chair", scopes=frozenset({"meetings:write"}))
    with pytest.raises(NotAllowed):
        add_calendar(address="https://x.no/a", by=program)
    with pytest.raises(NotAllowed):
        add_calendar_file(content=PLAIN, by=program)

    remove_calendar(made, by=filled.actor("chair"))

    assert not BusyCalendar.objects.filter(person=filled.persons["chair"]).exists()
    assert [name for name, _data in told(filled, "meetings.remove_calendar")] == ["Chair vaarthus"]


def test_dates_are_proposed_when_people_are_free_by_their_calendars(filled):
    mornings = calendar("DTSTART;TZID=Europe/Oslo:20230306T080000\nDURATION:PT4H\nRRULE:FREQ=DAILY;COUNT=5")
    for who in ("chair", "deputy"):
        add_calendar_file(content=mornings, by=filled.actor(who))

    found = propose(filled.bodies["steering"], WEEK, filled.actor(), most=5)

    assert [moment[6:] for moment in local(each.starts_at for each in found)] == ["12:00"] * 5
    assert {each.free for each in found} == {1}
    BusyCalendar.objects.filter(person=filled.persons["deputy"]).delete()
    assert {each.free for each in propose(filled.bodies["steering"], WEEK, filled.actor(), most=10)} == {1}


def test_whoever_is_asked_sees_what_their_calendar_says_and_others_do_not(filled, enter):
    now = timezone.now().replace(microsecond=0)
    dates = [now + timedelta(days=30 + n) for n in range(2)]
    poll = open_poll(
        filled.bodies["steering"],
        **{**PUT, "dates": dates, "answers_by": now + timedelta(days=7)},
        by=filled.actor(now=now),
    )
    begins = f"{dates[0].astimezone(UTC):%Y%m%dT%H%M%SZ}"
    add_calendar_file(content=calendar(f"DTSTART:{begins}\nDURATION:PT30M"), by=filled.actor("chair", now=now))

    there = f"meetings/polls/{poll.key}/"
    assert enter(filled, "chair").get(there).content.decode().count("Du er opptatt da") == 1
    assert "Du er opptatt da" not in enter(filled, "deputy").get(there).content.decode()


def test_on_its_page(filled, enter, server):
    client, there = enter(filled, "chair"), "meetings/calendars/"

    assert "Ingen kalender av deg blir lest." in client.get(there).content.decode()
    assert client.post(f"{there}add_calendar/", {"address": server.at("html")}).status_code == 303
    bad = client.post(f"{there}add_calendar/", {"address": "http://bruker@x.no/"})
    assert (bad.status_code, "Det er ingen adresse" in bad.content.decode()) == (422, True)
    read_calendar(BusyCalendar.objects.get(person=filled.persons["chair"]), by=clock(filled))
    assert "Det er ingen kalender i den" in client.get(there).content.decode()
    sent = client.post(f"{there}add_calendar_file/", {"content": SimpleUploadedFile("a.ics", PLAIN)}, follow=True)
    assert "Du er opptatt" in sent.content.decode()
    wrong = client.post(f"{there}add_calendar_file/", {"content": SimpleUploadedFile("a.ics", b"x")})
    assert wrong.status_code == 422
    for row in BusyCalendar.objects.filter(person=filled.persons["chair"]):
        assert client.post(f"{there}{row.key}/remove_calendar/").status_code == 303
        assert enter(filled, "manager").post(f"{there}{row.key}/remove_calendar/").status_code == 404
    assert datetime.now(OSLO).tzinfo is not None
