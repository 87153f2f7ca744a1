"""A group that decides, for what is carried by files."""

import pytest

from tests.decisions.conftest import Group


@pytest.fixture
def group(filled):
    return Group(filled)
