"""The steering group's seat of tax, and a meeting of which the notice is sent."""

import pytest

from statenshus.meetings.usecases.meetings import send_notice
from tests.asks.asking import seat_of
from tests.meetings.calling import called


@pytest.fixture
def seat(filled):
    """The chair holds it, and the deputy is called first."""
    return seat_of(filled)


@pytest.fixture
def meeting(filled):
    """In two weeks, in a room."""
    return send_notice(called(filled), by=filled.actor())
