"""Acts on calendars from which it is read when somebody is busy."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.jobs import enqueue
from statenshus.meetings.models import BusyCalendar
from statenshus.meetings.queries.busy import FAULTS
from statenshus.meetings.registers import NotRead, fetch_calendar, normal, read_busy
from statenshus.meetings.rules import busy as rules
from statenshus.workplaces.queries.persons import person_of

BACK, AHEAD = timedelta(days=1), timedelta(days=400)
MOST = 5


@transaction.atomic
def add_calendar(*, address: str, by: Actor) -> BusyCalendar:
    """Let it be read from an address when the actor is busy, at once and again each hour; a worker does that.

    Raises NotAllowed by rules.add_calendar, and Refused with code:
        forbidden  it is no address that is read: only http, https and webcal, at the usual port
        already    it is read already
        too_many   one has MOST already
    """
    by.must(rules.add_calendar)
    try:
        known = normal(address)
    except NotRead:
        raise Refused("forbidden", FAULTS["forbidden"], "address") from None
    _must_have_room(by)
    already = Refused("already", _("That calendar is read already."), "address")
    with refusing({"meetings_busycalendar_once": already}):
        made = BusyCalendar.objects.create(house=by.house, person=person_of(by), address=known, added_at=by.now)
    record(by, "meetings.add_calendar", made.person)
    enqueue("meetings.read_calendar", by.house, once=f"meetings.read_calendar:{made.pk}", key=made.key)
    return made


@transaction.atomic
def add_calendar_file(*, content: bytes, by: Actor) -> BusyCalendar:
    """Read from a file, once, when the actor is busy. The file is not kept.

    Raises NotAllowed by rules.add_calendar_file, and Refused with code:
        file      it is no calendar, or too much to be read
        too_many  one has MOST already
    """
    by.must(rules.add_calendar_file)
    _must_have_room(by)
    try:
        times, left_out = read_busy(content, by.now - BACK, by.now + AHEAD)
    except NotRead as fault:
        raise Refused("file", FAULTS[fault.code], "content") from fault
    said = {"added_at": by.now, "read_at": by.now, "tried_at": by.now, "left_out": left_out, "busy": _flat(times)}
    made = BusyCalendar.objects.create(house=by.house, person=person_of(by), **said)
    record(by, "meetings.add_calendar_file", made.person)
    return made


@transaction.atomic
def remove_calendar(calendar: BusyCalendar, *, by: Actor) -> None:
    """Let a calendar be read no more; what was read of it is deleted.

    Raises NotAllowed by rules.remove_calendar.
    """
    by.must(rules.remove_calendar, calendar)
    record(by, "meetings.remove_calendar", calendar.person)
    calendar.delete()


@transaction.atomic
def read_calendar(calendar: BusyCalendar, *, by: Actor) -> BusyCalendar:
    """Read from its address when its person is busy. What cannot be read leaves what was, and says why.

    Not recorded: it would tell nothing but that an hour has gone by. The network is spoken to before the row is locked.

    Raises NotAllowed by rules.read_calendar.
    """
    by.must(rules.read_calendar, calendar)
    if not calendar.address:
        return calendar
    fault, times, left_out = "", list[tuple[int, int]](), 0
    try:
        times, left_out = read_busy(fetch_calendar(calendar.address), by.now - BACK, by.now + AHEAD)
    except NotRead as found:
        fault = found.code
    calendar.fault, calendar.tried_at = fault, by.now
    if not fault:
        calendar.busy, calendar.left_out, calendar.read_at = _flat(times), left_out, by.now
    # Where it was taken out meanwhile there is nothing to write.
    rows = BusyCalendar.objects.filter(pk=calendar.pk)
    fields = ("fault", "tried_at", "busy", "left_out", "read_at")
    rows.update(**{name: getattr(calendar, name) for name in fields})
    return calendar


def _flat(times: list[tuple[int, int]]) -> list[int]:
    return [minute for each in times for minute in each]


def _must_have_room(by: Actor) -> None:
    me = by.person.pk if by.person else None
    if BusyCalendar.objects.in_house(by.house).filter(person=me).count() >= MOST:
        raise Refused("too_many", _("At most %(most)d calendars are read. Take one out first.") % {"most": MOST})
