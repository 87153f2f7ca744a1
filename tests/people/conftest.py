"""What tests of people share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.people.register import Register, serving


@pytest.fixture
def register(settings: Any) -> Iterator[Register]:
    """Enhetsregisteret on loopback; the program asks it and no other."""
    with serving() as served:
        settings.ENHETSREGISTERET_URL = served.url
        yield served
