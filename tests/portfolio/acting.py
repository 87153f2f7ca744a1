"""How the tests of the portfolio ask for what an act refuses and what it told the log."""

from contextlib import contextmanager

import pytest

from statenshus.kernel.errors import Refused
from statenshus.kernel.events import Event


@contextmanager
def refused(code, field=None):
    """What is done inside is refused with this code, at this field, and changes nothing."""
    with pytest.raises(Refused) as caught:
        yield caught
    assert (caught.value.code, caught.value.field) == (code, field)


def told(filled, act):
    """The events of an act in the house: subject and data."""
    events = Event.objects.in_house(filled.house).filter(act=f"portfolio.{act}").order_by("pk")
    return [(event.subject_name, event.data) for event in events]
