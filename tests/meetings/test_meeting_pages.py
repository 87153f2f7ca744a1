"""The pages of meetings."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statenshus.kernel.events import Event
from statenshus.meetings.models import Attendance, Meeting
from statenshus.meetings.queries.meetings import attending
from statenshus.meetings.rules.meetings import see_attendance
from statenshus.meetings.usecases.attendances import answer_notice, note_attendance
from statenshus.meetings.usecases.meetings import call_off_meeting, send_notice
from tests.architecture.visits import ROLES
from tests.houses import NOW
from tests.meetings.calling import HYBRID, SOON, add_seat, called, open_asks

IN_A_MONTH = timezone.now().replace(microsecond=0) + timedelta(days=30)
MONTH = {"starts_at": IN_A_MONTH, "ends_at": IN_A_MONTH + timedelta(hours=2)}
FORM = {
    "title": "Møte",
    "starts_at_day": "2199-12-02",
    "starts_at_time": "09:00",
    "ends_at_day": "",
    "ends_at_time": "11:00",
    "format": "physical",
    "place": "Rådhuset",
}


def titles(page):
    return re.findall(r'class="meeting-row__title"><a[^>]*>([^<]*)</a>', page)


@pytest.fixture
def coming(filled):
    """A meeting in a month from the real now, of which the notice is sent."""
    return send_notice(called(filled, **MONTH, **HYBRID), by=filled.actor(now=timezone.now()))


def test_the_list_tells_those_to_come_and_those_before_as_of_the_day(filled, enter):
    for title, day in (("Første", 5), ("Andre", 10), ("Tredje", 20)):
        starts_at = datetime(2023, 3, day, 22, 30, tzinfo=UTC)
        called(filled, title=title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    client = enter(filled, "member")

    assert titles(client.get("meetings/?on=2023-03-10").content.decode())[:3] == ["Tredje", "Andre", "Første"]
    assert titles(client.get("meetings/?on=2023-03-09").content.decode())[:3] == ["Andre", "Tredje", "Første"]
    assert titles(client.get("meetings/?on=2023-03-09&show=coming").content.decode()) == ["Andre", "Tredje"]
    assert titles(client.get("meetings/?on=2023-03-09&show=earlier").content.decode())[0] == "Første"


def test_the_list_may_be_of_one_body_alone(filled, enter, coming):
    client = enter(filled)

    assert titles(client.get("meetings/?body=steering").content.decode())[0] == "Styringsgruppemøte"
    assert titles(client.get("meetings/?body=management").content.decode()) == []
    assert titles(client.get("meetings/?body=nobody&show=coming").content.decode()) == ["Styringsgruppemøte"]


def test_what_is_called_off_is_still_told_and_says_so(filled, enter, coming):
    call_off_meeting(coming, reason="Snøstorm", by=filled.actor(now=timezone.now()))
    client = enter(filled, "commissioner")

    listed = client.get("meetings/?show=coming").content.decode()
    told = client.get(f"meetings/meetings/{coming.key}/").content.decode()
    assert titles(listed) == ["Styringsgruppemøte"] and "Avlyst" in listed
    assert "Møtet er avlyst." in told and "Snøstorm" in told


def test_a_long_list_comes_a_page_at_a_time(filled, enter):
    house, body = filled.house, filled.bodies["steering"]
    Meeting.objects.bulk_create(
        Meeting(
            house=house,
            key=f"m1999-{n}",
            year=1999,
            number=n,
            body=body,
            title=f"Nummer {n}",
            starts_at=datetime(1999, 1, 1, n % 24, tzinfo=UTC) + timedelta(days=n),
            ends_at=datetime(1999, 1, 2, n % 24, tzinfo=UTC) + timedelta(days=n),
        )
        for n in range(1, 66)
    )
    client = enter(filled)
    known = Meeting.objects.in_house(house).count()

    assert f"Alle {known} tidligere møter" in client.get("meetings/").content.decode()
    pages = [titles(client.get(f"meetings/?show=earlier&page={n}").content.decode()) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [30, 30, known - 60]
    assert len({title for page in pages for title in page if title.startswith("Nummer")}) == 65
    assert client.get("meetings/?show=earlier&page=x").status_code == 200


def test_the_page_says_when_with_the_day_of_the_week_by_the_clock_of_norway(filled, enter):
    def said(start, end):
        made = called(filled, starts_at=start, ends_at=end)
        page = enter(filled, "commissioner").get(f"meetings/meetings/{made.key}/").content.decode()
        return re.search(r'<p class="lead"><time[^>]*>([^<]*)</time>', page)[1]

    def utc(month, day, hour, minute=0):
        return datetime(2026, month, day, hour, minute, tzinfo=UTC)

    assert said(utc(3, 28, 8), utc(3, 28, 10)) == "lørdag 28. mars 2026 kl. 09.00–11.00"
    assert said(utc(3, 29, 0, 30), utc(3, 29, 1, 30)) == "søndag 29. mars 2026 kl. 01.30–03.30"
    assert said(utc(10, 25, 0, 30), utc(10, 25, 2)) == (
        "søndag 25. oktober 2026 kl. 02.30 (før klokken stilles tilbake)–03.00"
    )


def test_a_time_that_does_not_exist_is_refused_and_of_two_it_is_the_first(filled, enter):
    client = enter(filled)
    gone = client.post(
        "meetings/bodies/steering/call_meeting/", {**FORM, "starts_at_day": "2026-03-29", "starts_at_time": "02:30"}
    )
    twice = client.post(
        "meetings/bodies/steering/call_meeting/",
        {**FORM, "starts_at_day": "2099-10-25", "starts_at_time": "02:30"},
    )

    assert (gone.status_code, "det klokkeslettet finnes ikke" in gone.content.decode()) == (422, True)
    assert twice.status_code == 303
    page = client.get(twice["Location"]).content.decode()
    assert "søndag 25. oktober 2099 kl. 02.30 (før klokken stilles tilbake)–11.00" in page


def test_a_meeting_is_called_changed_and_called_off_on_its_pages(filled, enter):
    client = enter(filled)

    made = client.post("meetings/bodies/steering/call_meeting/", FORM)
    meeting = Meeting.objects.in_house(filled.house).get(title="Møte")
    assert (made.status_code, made["Location"]) == (303, f"/h/vaarthus/meetings/meetings/{meeting.key}/")
    assert "Send innkallingen" in client.get(made["Location"]).content.decode()

    place = f"meetings/meetings/{meeting.key}/"
    assert client.post(f"{place}send_notice/").status_code == 303
    assert client.post(f"{place}change_meeting/", {**FORM, "place": "UiT", "host": "tax"}).status_code == 303
    bad = client.post(f"{place}change_meeting/", {**FORM, "ends_at_time": "08:00"})
    assert (bad.status_code, "Møtet må slutte etter at det begynner." in bad.content.decode()) == (422, True)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.host.key, meeting.noticed_at is not None) == ("UiT", "tax", True)
    assert client.post(f"{place}call_off_meeting/", {"reason": "Snø"}).status_code == 303
    assert client.get(f"{place}call_off_meeting/").status_code == 200
    assert 'href="' + place not in client.get(place).content.decode()


def test_a_member_answers_in_one_tap_and_is_told_who_is_asked_instead(filled, enter, coming, seat):
    client, place = enter(filled, "chair"), f"meetings/meetings/{coming.key}/"

    page = client.get(place).content.decode()
    assert re.findall(r'name="answer" value="(\w+)"', page) == ["comes", "remote", "regrets"]
    sent = client.post(f"{place}answer_notice/", {"seat": seat.key, "answer": "regrets"}, follow=True)

    assert "Forfallet er registrert. Deputy vaarthus blir spurt nå." in sent.content.decode()
    assert re.findall(r'name="answer" value="(\w+)"', enter(filled, "deputy").get(place).content.decode())
    assert client.post(f"{place}answer_notice/", {"seat": seat.key, "answer": "maybe"}).status_code == 422
    assert enter(filled, "member").get(f"{place}answer_notice/?seat={seat.key}").status_code == 404


def test_it_is_answered_where_it_waits(filled, enter, coming):
    client, ask = enter(filled, "chair"), open_asks(filled, coming)[0]

    page = client.get("asks/").content.decode()
    assert re.findall(r'name="attends" value="(\w+)"', page) == ["comes", "remote", "regrets"]
    sent = client.post(f"asks/{ask.pk}/answer/", {"attends": "regrets"}, follow=True)

    assert "Deputy vaarthus blir spurt nå." in sent.content.decode()
    assert coming.attendances.get().answer == "regrets"
    assert 'name="attends"' in enter(filled, "deputy").get("asks/").content.decode()
    again = open_asks(filled, coming)[0]
    alone = enter(filled, "deputy").post(f"asks/{again.pk}/answer/", {"attends": "regrets"}, follow=True)
    assert "Det er ingen andre på plassen å spørre." in alone.content.decode()


def test_who_comes_is_for_those_in_the_body_and_how_many_for_all(filled, enter, coming, seat):
    add_seat(filled, "vacant")
    answer_notice(coming, seat=seat, answer="comes", note="Litt sen", by=filled.actor("chair", now=timezone.now()))
    place = f"meetings/meetings/{coming.key}/"

    pages = {who: enter(filled, who).get(place).content.decode() for who in ROLES}

    assert {who for who, page in pages.items() if "Litt sen" in page} == {"manager", "chair", "deputy", "admin"}
    assert {who for who, page in pages.items() if HYBRID["link"] in page} == {"manager", "chair", "deputy", "admin"}
    counts = [re.findall(r"<strong>(\d+)</strong>", page.split('class="answer-counts"')[1]) for page in pages.values()]
    assert counts == [["1", "0", "0", "1"]] * 6


@pytest.mark.parametrize("who", ROLES)
def test_attendances_that_one_may_see_are_those_of_the_rule(filled, meeting, who):
    by = filled.actor(who)

    shown = set(Attendance.objects.visible_to(by).values_list("meeting", flat=True))

    assert shown == {row.pk for row in Meeting.objects.in_house(filled.house) if see_attendance(by, row)} & set(
        Attendance.objects.in_house(filled.house).values_list("meeting", flat=True)
    )


def test_everybody_who_came_is_noted_in_one_go(filled, enter, seat):
    second = add_seat(filled, "second", "member")
    held = called(filled, starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    client, place = enter(filled), f"meetings/meetings/{held.key}/"

    sent = client.post(
        f"{place}note_attendance/",
        {f"person_{seat.pk}": "deputy", f"came_{seat.pk}": "room", f"came_{second.pk}": "absent"},
        follow=True,
    )

    assert "1 av 2 plasser til stede." in sent.content.decode()
    rows = held.attendances.order_by("seat__key").values_list("seat__key", "person__key", "came")
    assert list(rows) == [("second", None, "absent"), ("steering-1", "deputy", "room")]
    told = client.get(place).content.decode()
    assert "Deputy vaarthus (vara)" in told and "Møtte ikke" in told


def test_only_what_is_changed_is_noted_again_and_all_or_nothing(filled, enter, seat):
    second = add_seat(filled, "second", "chair")
    held = called(filled, starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    note_attendance(held, seat=seat, person=filled.persons["chair"], came="room", by=filled.actor())
    client, place = enter(filled), f"meetings/meetings/{held.key}/note_attendance/"
    both = client.post(place, {f"person_{seat.pk}": "chair", f"came_{seat.pk}": "link", f"came_{second.pk}": "room"})
    assert (both.status_code, "Chair vaarthus er allerede ført på en annen plass." in both.content.decode()) == (
        422,
        True,
    )
    assert held.attendances.get(seat=seat).came == "room"

    client.post(place, {f"person_{seat.pk}": "chair", f"came_{seat.pk}": "room", f"came_{second.pk}": "absent"})
    client.post(place, {f"came_{seat.pk}": "absent", f"came_{second.pk}": "room"})
    events = Event.objects.in_house(filled.house).filter(act="meetings.note_attendance").order_by("pk")
    assert [event.data["came"] for event in events] == ["room", "absent", "absent", "room"]


def test_a_page_costs_as_much_with_many_seats_as_with_few(filled, enter, coming, django_assert_num_queries):
    client = enter(filled)
    place = f"meetings/meetings/{coming.key}/"
    client.get(place)

    with CaptureQueriesContext(connection) as few:
        client.get(place)
    for n in range(5):
        add_seat(filled, f"seat-{n}", "member", "admin")
    by = filled.actor(now=timezone.now())
    later = send_notice(called(filled, **MONTH, **HYBRID), by=by)
    with django_assert_num_queries(len(few)):
        assert client.get(f"meetings/meetings/{later.key}/").status_code == 200
    with django_assert_num_queries(8):
        attending(later, by)


@pytest.mark.parametrize("path", ["meetings/", "meetings/?show=earlier"])
def test_a_list_costs_as_much_with_many_rows_as_with_few(filled, enter, coming, path, django_assert_num_queries):
    client = enter(filled)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _n in range(3):
        called(filled, starts_at=SOON, ends_at=SOON + timedelta(hours=1))
        called(filled, **MONTH)

    with django_assert_num_queries(len(few)):
        client.get(path)


def test_no_page_or_act_reaches_next_door(filled, other, enter, coming):
    for who in ("manager", "admin", "chair"):
        client = enter(other, who)
        place = f"meetings/meetings/{coming.key}/"
        assert client.get(place).status_code == 404
        for act in ("change_meeting", "send_notice", "call_off_meeting", "answer_notice", "note_attendance"):
            assert client.post(f"{place}{act}/", FORM).status_code == 404
