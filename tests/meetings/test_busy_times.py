"""When one is busy, read from files that anybody may have written."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statenshus.kernel.actors import OSLO
from statenshus.meetings import registers
from statenshus.meetings.formats.busy import EPOCH, MOST_EACH, MOST_TIMES, busy_times, merged
from statenshus.meetings.registers import NotRead, read_busy
from tests.meetings.calendars import PLAIN, calendar

FIRST, UNTIL = datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 3, 1, tzinfo=UTC)


def told(text):
    """The times by the clock of Norway, and how many entries were left out."""
    times, left_out = busy_times(text, FIRST, UNTIL)
    shown = [[f"{(EPOCH + timedelta(minutes=m)).astimezone(OSLO):%m-%d %H:%M}" for m in each] for each in times]
    return [" – ".join(each) for each in shown], left_out


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART:20230306T090000Z\nDTEND:20230306T100000Z", ["03-06 10:00 – 03-06 11:00"]),
        ("DTSTART:20230306T090000\nDTEND:20230306T100000", ["03-06 09:00 – 03-06 10:00"]),
        ("DTSTART;TZID=Europe/Oslo:20230706T090000\nDURATION:PT90M", ["07-06 09:00 – 07-06 10:30"]),
        ("DTSTART;TZID=Romerrike:20230306T090000\nDTEND;TZID=Romerrike:20230306T100000", ["03-06 09:00 – 03-06 10:00"]),
        ("DTSTART;VALUE=DATE:20230306", ["03-06 00:00 – 03-07 00:00"]),
        ("DTSTART;VALUE=DATE:20230325\nDTEND;VALUE=DATE:20230327", ["03-25 00:00 – 03-27 00:00"]),
        ("DTSTART:20230306T090000Z", []),
        ("DTSTART:20230306T090000Z\nDTEND:20230306T080000Z", []),
        ("DTSTART:20200306T090000Z\nDTEND:20200306T100000Z", []),
        ("DTSTART:20230306T090000Z\nDTEND:20230306T100000Z\nTRANSP:TRANSPARENT", []),
        ("DTSTART:20230306T090000Z\nDTEND:20230306T100000Z\nSTATUS:CANCELLED", []),
        ("DTSTART:20230306T090000Z\nDTEND:20230306T100000Z\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        (
            "DTSTART;TZID=Europe/Oslo:20230320T090000\nDTEND;TZID=Europe/Oslo:20230320T100000\nRRULE:FREQ=WEEKLY;COUNT=2",
            ["03-20 09:00 – 03-20 10:00", "03-27 09:00 – 03-27 10:00"],
        ),
        (
            "DTSTART;TZID=Europe/Oslo:20230320T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\n"
            "EXDATE;TZID=Europe/Oslo:20230321T090000",
            ["03-20 09:00 – 03-20 10:00", "03-22 09:00 – 03-22 10:00"],
        ),
    ],
)
def test_an_entry_is_read_as_it_is_meant(event, expected):
    assert told(calendar(event)) == (expected, 0)


def test_one_that_was_moved_is_where_it_was_moved_to():
    series = "DTSTART;TZID=Europe/Oslo:20230320T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"
    text = calendar(
        series,
        "RECURRENCE-ID;TZID=Europe/Oslo:20230321T090000\nDTSTART;TZID=Europe/Oslo:20230321T140000\nDURATION:PT1H",
    )

    times, left_out = told(text.replace(b"UID:1@x", b"UID:0@x"))

    assert (times, left_out) == (["03-20 09:00 – 03-20 10:00", "03-21 14:00 – 03-21 15:00"], 0)


def test_what_is_told_of_as_busy_is_read_and_what_as_free_is_not():
    before = (
        "BEGIN:VFREEBUSY\r\nUID:f@x\r\nDTSTAMP:20230101T000000Z\r\n"
        "FREEBUSY:20230306T090000Z/20230306T100000Z,20230307T090000Z/PT30M\r\n"
        "FREEBUSY;FBTYPE=FREE:20230308T090000Z/PT30M\r\nEND:VFREEBUSY\r\n"
    )

    assert told(calendar(before=before)) == (["03-06 10:00 – 03-06 11:00", "03-07 10:00 – 03-07 10:30"], 0)


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:20230306T090000Z\nDTEND:20230306T090001Z\nRRULE:FREQ=SECONDLY",
        "DTSTART:20230306T090000Z\nDTEND:20230306T100000Z\nRRULE:FREQ=MINUTELY;INTERVAL=1",
        "SUMMARY:Uten tid",
        "DTSTART:20230306T090000Z\nDTEND:20230306T100000Z\nRRULE:FREQ=SOMETIMES",
    ],
)
def test_an_entry_that_makes_no_sense_is_left_out_and_the_rest_is_read(event):
    times, left_out = told(calendar(event, "DTSTART:20230401T090000Z\nDURATION:PT1H"))

    assert "04-01 11:00 – 04-01 12:00" in times and (left_out == 1 or len(times) <= 2)


def test_a_rule_without_end_is_told_until_a_bound():
    times, left_out = busy_times(calendar("DTSTART:20230101T000000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY"), FIRST, UNTIL)

    assert (len(times), left_out) == (MOST_EACH, 0)


@pytest.mark.parametrize(
    "text", [b"", b"<html></html>", b"BEGIN:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT", b"\xff\xfe\x00"]
)
def test_what_is_no_calendar_is_said_to_be_none(text):
    with pytest.raises(NotRead) as caught:
        read_busy(text, FIRST, UNTIL)
    assert caught.value.code == "no_calendar"


@given(st.binary(max_size=300))
def test_no_file_is_read_with_an_exception_that_nobody_expects(noise):
    for text in (noise, PLAIN[:60] + noise + PLAIN[60:], PLAIN + noise):
        try:
            times, left_out = busy_times(text, FIRST, UNTIL)
        except ValueError:
            continue
        assert all(begin < end for begin, end in times) and left_out >= 0


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 60)).map(lambda row: (row[0], row[0] + row[1]))))
def test_times_that_meet_are_one(times):
    minutes = {minute for begin, end in times for minute in range(begin, end)}

    found = merged(times)

    assert {minute for begin, end in found for minute in range(begin, end)} == minutes
    assert all(one[1] < other[0] for one, other in pairwise(found))


def test_a_hundred_thousand_entries_are_read_in_bounded_time_or_it_is_said_that_they_are_not():
    one = (
        "BEGIN:VEVENT\r\nUID:{n}@x\r\nDTSTART:2023{month:02}{day:02}T{hour:02}0000Z\r\nDURATION:PT5M\r\nEND:VEVENT\r\n"
    )
    many = "".join(one.format(n=n, month=n % 12 + 1, day=n % 28 + 1, hour=n % 24) for n in range(100_000))
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{many}END:VCALENDAR\r\n".encode()
    began, code, times = time.monotonic(), "", [(0, 1)]

    try:
        times, _left_out = read_busy(text, FIRST, UNTIL)
    except NotRead as fault:
        code = fault.code
    assert code in {"", "too_slow", "too_large"} and 0 < len(times) <= MOST_TIMES
    assert time.monotonic() - began < registers.READING_SECONDS + 3


def test_what_takes_too_long_or_too_much_is_ended(monkeypatch):
    with pytest.raises(NotRead) as caught:
        read_busy(b"X" * (registers.LARGEST_BYTES + 1), FIRST, UNTIL)
    assert caught.value.code == "too_large"
    monkeypatch.setattr(registers, "READING_SECONDS", 0.01)
    with pytest.raises(NotRead) as caught:
        read_busy(PLAIN, FIRST, UNTIL)
    assert caught.value.code == "too_slow"


def test_it_is_read_in_a_program_that_knows_nothing_of_the_house():
    assert read_busy(PLAIN, FIRST, UNTIL) == ([(27968220, 27968280)], 0)
