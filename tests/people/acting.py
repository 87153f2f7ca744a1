"""What the tests of acts have in common."""

from contextlib import contextmanager
from datetime import date

import pytest

from statenshus.kernel.errors import Refused
from statenshus.kernel.events import Event

JUNE, JULY = date(2023, 6, 1), date(2023, 7, 1)


@contextmanager
def refused(code):
    """What happens inside is refused with the code."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


def told(filled, act):
    """Of each event of the act, oldest first: what it is about, and its data."""
    events = Event.objects.in_house(filled.house).filter(act=act).order_by("pk")
    return [(event.subject_name, event.data) for event in events]
