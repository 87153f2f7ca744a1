"""When people are busy: as arrays of minutes, and by the calendars they let be read."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from statenshus.kernel.actors import Actor
from statenshus.meetings.models import BusyCalendar

Minutes = NDArray[np.int64]
"""Minutes since 1970."""
Busy = Minutes
"""Two columns: when somebody is busy from, and until when."""
NONE: Busy = np.empty((0, 2), dtype=np.int64)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FAULTS = {
    "forbidden": _("That is no address from which a calendar is read: https, http or webcal, on the Internet."),
    "unreachable": _("There is nobody at that address, or the connection is not to be trusted."),
    "refused": _("The calendar is not given out at that address."),
    "too_large": _("The calendar is too large: at most 10 MB are read."),
    "too_slow": _("It took too long to fetch or to read the calendar."),
    "no_calendar": _("There is no calendar in it: an .ics file begins with BEGIN:VCALENDAR."),
}
"""What it means when a calendar could not be read."""


def minute_of(at: datetime) -> int:
    """Which minute since 1970 it is."""
    return int((at - EPOCH).total_seconds() // 60)


def busy_of(persons: Collection[int], by: Actor) -> dict[int, list[tuple[int, int]]]:
    """When each is busy by the calendars they let be read, in minutes since 1970. One query."""
    found: dict[int, list[tuple[int, int]]] = {}
    rows = BusyCalendar.objects.in_house(by.house).filter(person__in=persons).exclude(busy=[])
    for person, flat in rows.values_list("person", "busy"):
        found.setdefault(person, []).extend(zip(flat[::2], flat[1::2], strict=True))
    return found


def array_of(times: Sequence[tuple[int, int]]) -> Busy:
    """The times as an array."""
    return np.array(times, dtype=np.int64) if times else NONE
