"""What tests of the shared office say often."""

from datetime import date, timedelta

import pytest

from statenshus.kernel.errors import Refused
from statenshus.kernel.events import Event
from tests.workplaces.offices import at

NEXT = date(2023, 2, 1)  # a Wednesday, the day after that of the tests
MORNING = {"starts_at": at(NEXT, 7), "ends_at": at(NEXT, 12)}
AFTERNOON = {"starts_at": at(NEXT, 12), "ends_at": at(NEXT, 17)}
DAY = {"starts_at": at(NEXT, 7), "ends_at": at(NEXT, 17)}


def hours(first, minutes=60, day=NEXT):
    """So many minutes from a full hour."""
    return {"starts_at": at(day, first), "ends_at": at(day, first) + timedelta(minutes=minutes)}


def refused(act, *args, **said):
    """The code with which it is refused."""
    with pytest.raises(Refused) as caught:
        act(*args, **said)
    return caught.value.code


def told(filled, name):
    """What the log says of an act."""
    events = Event.objects.filter(house=filled.house, act=f"workplaces.{name}").order_by("pk")
    return [(event.subject_name, event.data) for event in events]
