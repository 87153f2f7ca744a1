"""What tests of asks share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.asks.mailing import Taken, mail_server, still
from tests.houses import Filled


@pytest.fixture
def quiet(filled: Filled, other: Filled) -> None:
    """Both houses with nothing that waits, no mails and no jobs."""
    still(filled), still(other)


@pytest.fixture
def server(settings: Any) -> Iterator[Taken]:
    """A mail server on loopback that the program sends to."""
    with mail_server(settings) as (taken, _port):
        yield taken
