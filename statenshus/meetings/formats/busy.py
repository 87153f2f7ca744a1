"""When somebody is busy, read from an iCalendar file that anybody may have written (RFC 5545).

Run as a program of its own, it can use up neither the memory nor the time of whoever wants to know: it gets so much of
each, and ends. It knows nothing of the house. `python -m statenshus.meetings.formats.busy FROM UNTIL` reads the file
from its input, and writes, as JSON, the times in minutes since 1970 and how many entries were left out.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

MEMORY_BYTES, SECONDS = 768 * 1024 * 1024, 15
MOST_TIMES, MOST_EACH = 5_000, 1_500
"""So many times are told in all, and of one entry that is repeated."""
OSLO = ZoneInfo("Europe/Oslo")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_CALENDAR, TOO_MUCH = 3, 4
"""What the program ends with where there is no calendar in the file, or too much of it."""
TOO_OFTEN = {"SECONDLY", "MINUTELY"}


def busy_times(text: bytes, first: datetime, until: datetime) -> tuple[list[tuple[int, int]], int]:
    """When one is busy during [first, until), merged and in order, and how many entries were left out.

    Left out are those that make no sense, and those that come every minute or second. Cancelled and transparent ones
    are no hindrance, nor are those that Outlook calls free or tentative. A time without a zone, or of one that nobody
    knows, is by the clock of Norway. Raises ValueError where it is no calendar.
    """
    from icalendar import Calendar

    found: list[tuple[int, int]] = []
    left_out = 0
    calendars = Calendar.from_ical(text, multiple=True)
    if not calendars or any(each.name != "VCALENDAR" for each in calendars):
        raise ValueError("no calendar")
    for calendar in calendars:
        for event in calendar.walk("VEVENT"):
            if _is_free(event):
                continue
            try:
                found += islice(_times(calendar, event, first, until), MOST_EACH)
            except Exception:
                left_out += 1
        for free_busy in calendar.walk("VFREEBUSY"):
            try:
                found += _periods(free_busy, first, until)
            except Exception:
                left_out += 1
    return merged(found)[:MOST_TIMES], left_out


def merged(times: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The times in order, those that meet or overlap as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(times):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end > begin:
            found.append((begin, end))
    return found


def _is_free(event: Any) -> bool:
    said = {name: str(event.get(name, "")).upper() for name in ("TRANSP", "STATUS", "X-MICROSOFT-CDO-BUSYSTATUS")}
    return (
        said["TRANSP"] == "TRANSPARENT"
        or said["STATUS"] == "CANCELLED"
        or said["X-MICROSOFT-CDO-BUSYSTATUS"] in {"FREE", "TENTATIVE"}
    )


def _times(calendar: Any, event: Any, first: datetime, until: datetime) -> Iterator[tuple[int, int]]:
    """Each time at which an entry stands, within the days; where it is repeated, by its rule."""
    if "RRULE" not in event and "RDATE" not in event:
        yield from _within(_moment(event["DTSTART"].dt), _end(event), first, until)
        return
    if "RECURRENCE-ID" in event:
        return
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if TOO_OFTEN & {str(each).upper() for each in rule.get("FREQ", [])}:
            raise ValueError("too often")
    from recurring_ical_events import of

    alone = type(calendar)()
    for zone in calendar.walk("VTIMEZONE"):
        alone.add_component(zone)
    same = str(event.get("UID", ""))
    for each in calendar.walk("VEVENT"):
        if each is event or (same and str(each.get("UID", "")) == same and "RECURRENCE-ID" in each):
            alone.add_component(each)
    for each in of(alone).between(first, until):
        if not _is_free(each):
            yield from _within(_moment(each["DTSTART"].dt), _end(each), first, until)


def _end(event: Any) -> datetime:
    begins = event["DTSTART"].dt
    if "DTEND" in event:
        return _moment(event["DTEND"].dt)
    if "DURATION" in event:
        return _moment(begins) + event["DURATION"].dt
    return _moment(begins) + (timedelta() if isinstance(begins, datetime) else timedelta(days=1))


def _periods(free_busy: Any, first: datetime, until: datetime) -> Iterator[tuple[int, int]]:
    every = free_busy.get("FREEBUSY", [])
    for each in every if isinstance(every, list) else [every]:
        if str(each.params.get("FBTYPE", "BUSY")).upper() == "FREE":
            continue
        for begins, end in [each.dt] if isinstance(each.dt, tuple) else each.dt:
            begin = _moment(begins)
            yield from _within(begin, begin + end if isinstance(end, timedelta) else _moment(end), first, until)


def _moment(said: Any) -> datetime:
    """The moment that is said: a day is its beginning in Norway."""
    if isinstance(said, datetime):
        zone: tzinfo | None = said.tzinfo
        return said.replace(tzinfo=OSLO) if zone is None else said
    if isinstance(said, date):
        return datetime.combine(said, time(), OSLO)
    raise ValueError("no time")


def _within(begin: datetime, end: datetime, first: datetime, until: datetime) -> Iterator[tuple[int, int]]:
    if begin < until and end > first and end > begin:
        begin, end = max(begin, first), min(end, until)
        yield int((begin - EPOCH).total_seconds() // 60), -int(-(end - EPOCH).total_seconds() // 60)


def main() -> int:
    """Read, and tell."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    except (ImportError, ValueError):  # a system that knows no such limits; its time is limited by whoever began it
        pass
    first, until = (EPOCH + timedelta(minutes=int(each)) for each in sys.argv[1:3])
    try:
        times, left_out = busy_times(sys.stdin.buffer.read(), first, until)
    except (MemoryError, RecursionError):
        return TOO_MUCH
    except Exception:
        return NO_CALENDAR
    json.dump({"times": times, "left_out": left_out}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
