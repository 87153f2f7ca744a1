"""An office beside each house under test."""

import pytest

from tests.houses import fill
from tests.workplaces.offices import office


@pytest.fixture
def other(db):
    """The house next door, with no office either."""
    return fill("nabohus", decided=False)


@pytest.fixture
def filled(other):
    """A house with no office yet."""
    return fill("vaarthus", decided=False)


@pytest.fixture
def whole(other):
    """A house with a row of everything."""
    return fill("vaarthus")


@pytest.fixture
def places(filled):
    return office(filled)
