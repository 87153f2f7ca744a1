"""What tests of asks share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.asks.mailing import Taken, mail_server


@pytest.fixture
def server(settings: Any) -> Iterator[Taken]:
    """A mail server on loopback that the program sends to."""
    with mail_server(settings) as (taken, _port):
        yield taken
