"""An office beside each house under test."""

import pytest

from tests.workplaces.offices import office


@pytest.fixture
def places(filled):
    return office(filled)
