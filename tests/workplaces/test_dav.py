"""CalDAV: what a program may ask is answered as the RFCs say, and nothing can be written, nor asked without the key."""

import base64
from datetime import UTC, datetime

import pytest
from icalendar import Calendar
from lxml import etree

from statenshus.kernel import clock
from statenshus.workplaces.models import Feed, Look
from statenshus.workplaces.usecases.bookings import book, cancel_booking
from statenshus.workplaces.usecases.feeds import make_feed, revoke_feed
from tests.workplaces.acting import AFTERNOON, MORNING, hours

D, C, S = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}", "{http://calendarserver.org/ns/}"
SPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"'

SYNC = f"<D:sync-collection {SPACES}><D:sync-token>{{}}</D:sync-token></D:sync-collection>"


@pytest.fixture(autouse=True)
def now(monkeypatch):
    moment = datetime(2023, 1, 31, 10, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


class Program:
    """A calendar program with the secret of the member's own calendar."""

    def __init__(self, client, secret):
        self.client, self.secret = client, secret
        self.base = f"/dav/{Feed.objects.get().pk}/"

    def ask(self, method, path="", body="", **headers):
        told = base64.b64encode(f"noen:{self.secret}".encode()).decode()
        headers = {"Authorization": f"Basic {told}", **headers}
        return self.client.generic(method, path or self.base, body, "application/xml", headers=headers)

    def report(self, body):
        """Each address with its properties, the token if there is one, by what the body asks."""
        answer = self.ask("REPORT", body=body, Depth="1")
        assert answer.status_code == 207, (answer.status_code, answer.content)
        return read(answer)

    def sync(self, token=""):
        return self.report(
            f"<D:sync-collection {SPACES}><D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
            "<D:prop><D:getetag/></D:prop></D:sync-collection>"
        )

    def query(self, inside, props="<D:getetag/>"):
        return self.report(
            f'<C:calendar-query {SPACES}><D:prop>{props}</D:prop><C:filter><C:comp-filter name="VCALENDAR">'
            f"{inside}</C:comp-filter></C:filter></C:calendar-query>"
        )[0]


def read(answer):
    root = etree.fromstring(answer.content)
    found = {}
    for response in root.iter(f"{D}response"):
        props = {}
        for status in response.iter(f"{D}propstat"):
            if " 200 " in status.findtext(f"{D}status"):
                props |= {each.tag: each for each in status.find(f"{D}prop")}
        found[response.findtext(f"{D}href")] = props if response.find(f"{D}status") is None else None
    return found, root.findtext(f"{D}sync-token")


@pytest.fixture
def program(filled, client):
    return Program(client, make_feed(by=filled.actor("member"))[1])


@pytest.fixture
def two(filled, places):
    """A desk on one morning, and a room on another day."""
    by = filled.actor("member")
    desk = book(places["desk-1"], **MORNING, by=by)
    room = book(places["room"], **hours(9), title="Samtale & <avtale>", by=by)
    return desk, room


def test_one_finds_the_way_from_the_beginning_to_the_events(program, two, client):
    assert client.get("/.well-known/caldav")["Location"] == "/dav/"
    props = "<D:current-user-principal/><C:calendar-home-set/><X:y xmlns:X='z'/>"
    body = f"<D:propfind {SPACES}><D:prop>{props}</D:prop></D:propfind>"
    (root,) = read(program.ask("PROPFIND", "/dav/", body, Depth="0"))[0].values()
    assert [root[each].findtext(f"{D}href") for each in (f"{D}current-user-principal", f"{C}calendar-home-set")] == [
        "/dav/",
        "/dav/",
    ]
    below, _token = read(program.ask("PROPFIND", "/dav/", "", Depth="1"))
    assert list(below) == ["/dav/", program.base]
    calendar = below[program.base]
    assert calendar[f"{D}resourcetype"].find(f"{C}calendar") is not None
    assert calendar[f"{D}displayname"].text.startswith("Mitt i ") and calendar[f"{S}getctag"].text
    events, _token = read(program.ask("PROPFIND", body="", Depth="1"))
    assert sorted(events) == sorted([program.base, *(f"{program.base}{each.key}.ics" for each in two)])


def test_each_event_is_a_calendar_of_its_own_with_a_tag(program, two):
    path = f"{program.base}{two[1].key}.ics"
    answer = program.ask("GET", path)

    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert "METHOD" not in calendar and str(event["uid"]).startswith(f"{two[1].key}@")
    assert str(event["summary"]).endswith("Samtale & <avtale>")
    assert program.ask("GET", path, **{"If-None-Match": answer["ETag"]}).status_code == 304
    assert program.ask("GET", f"{program.base}tull.ics").status_code == 404
    assert len(Calendar.from_ical(program.ask("GET").content).walk("VEVENT")) == 2


def test_events_are_asked_for_by_time_by_name_and_by_what_they_say(program, two):
    desk, room = (f"{program.base}{each.key}.ics" for each in two)
    day = f'<C:time-range start="{MORNING["starts_at"]:%Y%m%dT000000Z}" end="{MORNING["starts_at"]:%Y%m%dT230000Z}"/>'

    def event(inside):
        return f'<C:comp-filter name="VEVENT">{inside}</C:comp-filter>'

    def says(prop, inside):
        return event(f'<C:prop-filter name="{prop}">{inside}</C:prop-filter>')

    asked = {
        event(""): {desk, room},
        event(day): {desk, room} if two[0].day == two[1].day else {desk},
        '<C:comp-filter name="VTODO"/>': set(),
        '<C:comp-filter name="VTODO"><C:is-not-defined/></C:comp-filter>': {desk, room},
        event('<C:comp-filter name="VALARM"/>'): set(),
        event('<C:comp-filter name="VALARM"><C:is-not-defined/></C:comp-filter>'): {desk, room},
        says("SUMMARY", "<C:text-match>SAMTALE</C:text-match>"): {room},
        says("SUMMARY", '<C:text-match negate-condition="yes">samtale</C:text-match>'): {desk},
        says("CLASS", "<C:is-not-defined/>"): {desk, room},
        says("CLASS", ""): set(),
    }
    assert {inside: set(program.query(inside)) for inside in asked} == asked

    found = program.query('<C:comp-filter name="VEVENT"/>', "<D:getetag/><C:calendar-data/>")
    assert {Calendar.from_ical(each[f"{C}calendar-data"].text).walk("VEVENT")[0]["uid"] for each in found.values()}
    several, _token = program.report(
        f"<C:calendar-multiget {SPACES}><D:prop><C:calendar-data/></D:prop><D:href>http://testserver{desk}</D:href>"
        f"<D:href>{program.base}tull.ics</D:href></C:calendar-multiget>"
    )
    assert several[f"{program.base}tull.ics"] is None and "BEGIN:VTIMEZONE" in several[desk][f"{C}calendar-data"].text


def test_a_program_asks_only_for_what_has_changed(program, two, filled):
    events, token = program.sync()
    assert len(events) == 2
    assert program.sync(token) == ({}, token)

    cancel_booking(two[0], by=filled.actor("member"))

    # One's own calendar is not followed row by row: a program is told to read it anew.
    answer = program.ask("REPORT", body=SYNC.format(token))
    assert answer.status_code == 403 and b"valid-sync-token" in answer.content
    again, after = program.sync()
    assert after != token and again != events


@pytest.mark.parametrize("token", ["tull", "urn:x-statenshus:1:2:3", "urn:x-statenshus::²:"])
def test_a_token_that_was_never_given_is_refused(program, two, token):
    answer = program.ask("REPORT", body=SYNC.format(token))
    assert answer.status_code == 403 and b"valid-sync-token" in answer.content


def test_nothing_can_be_written(program, two, filled):
    path = f"{program.base}{two[0].key}.ics"
    for method in ("PUT", "DELETE", "PROPPATCH", "MKCALENDAR", "MKCOL", "MOVE", "COPY", "POST", "LOCK"):
        answer = program.ask(method, path, "tull")
        assert (answer.status_code, b"need-privileges" in answer.content) == (403, True), method
    assert "PUT" not in program.ask("OPTIONS")["Allow"] and "calendar-access" in program.ask("OPTIONS")["DAV"]
    two[0].refresh_from_db()
    assert two[0].ended_at is None


def test_without_the_key_there_is_nothing(program, two, client, filled):
    for told in ("", "Basic !!", "Basic bm9lbjp0dWxs", "Bearer x", "Basic w7g="):
        answer = client.generic("PROPFIND", "/dav/", headers={"Authorization": told})
        assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Basic ")
    other = Feed.objects.create(
        house=filled.house, person=filled.persons["chair"], secret_hash="x" * 64, made_at=filled.actor().now
    )
    assert program.ask("PROPFIND", f"/dav/{other.pk}/").status_code == 404
    revoke_feed(Feed.objects.get(person=filled.persons["member"]), by=filled.actor("member"))
    assert program.ask("PROPFIND", "/dav/").status_code == 401


BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><D:propfind xmlns:D='DAV:'>&b;</D:propfind>"


@pytest.mark.parametrize(
    ("method", "body", "status"),
    [
        ("PROPFIND", "<ikke xml", 400),
        ("PROPFIND", BOMB, 400),
        ("PROPFIND", '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', 400),
        ("PROPFIND", f"<C:calendar-query {SPACES}/>", 400),
        ("REPORT", "", 400),
        ("REPORT", f"<C:calendar-query {SPACES}/>", 400),
        ("REPORT", f"<D:expand-property {SPACES}/>", 403),
        ("REPORT", f"<C:free-busy-query {SPACES}/>", 403),
        ("REPORT", "\x00", 400),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_fetched(program, two, method, body, status):
    assert program.ask(method, body=body).status_code == status


@pytest.mark.parametrize("span", ['start="i går"', 'end="20230101"', 'start="20230231T000000Z"'])
def test_a_time_that_is_none_is_refused(program, two, span):
    body = (
        f'<C:calendar-query {SPACES}><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">'
        f"<C:time-range {span}/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
    )
    answer = program.ask("REPORT", body=body)
    assert answer.status_code == 403 and b"valid-filter" in answer.content


def test_reading_the_week_of_a_place_is_noted(filled, places, client):
    book(places["room"], **AFTERNOON, shown="name", title="Møte", by=filled.actor("member"))
    program = Program(client, make_feed(places["room"], by=filled.actor("chair"))[1])

    events = program.query('<C:comp-filter name="VEVENT"/>', "<C:calendar-data/>")

    assert len(events) == 1
    assert [(look.person, look.by, look.where) for look in Look.objects.all()] == [
        (filled.persons["member"], filled.persons["chair"], "feed")
    ]
