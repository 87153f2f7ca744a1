"""Two houses in every test that asks for one, filled alike; a client signed in as anybody."""

import secrets
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.houses import Filled, fill

settings.register_profile(
    "quick", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.register_profile("long", parent=settings.get_profile("quick"), max_examples=1000)
settings.load_profile(__import__("os").environ.get("HYPOTHESIS_PROFILE", "quick"))

LOOPBACK = {"127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost", None}


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that speaks to another machine, or only asks for its address, fails."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def must_be_here(host: Any) -> None:
        if host not in LOOPBACK:
            pytest.fail(f"the test would speak to {host}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            must_be_here(address[0])
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        must_be_here(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture(autouse=True)
def bokmaal() -> Iterator[None]:
    """Texts are bokmål at the start of each test, whatever the one before asked for."""
    with translation.override("nb"):
        yield


@pytest.fixture
def other(db: None) -> Filled:
    """The house next door. No word of it may be seen in the first."""
    return fill("nabohus")


@pytest.fixture
def filled(other: Filled) -> Filled:
    """The house under test; the one next door always stands beside it."""
    return fill("vaarthus")


class HouseClient(Client):
    """A browser inside one house: paths are below /h/<slug>/, and every write carries a key."""

    slug = ""

    def _at(self, path: str) -> str:
        return path if path.startswith("/") else f"/h/{self.slug}/{path}"

    def get(self, path: str, *args: Any, **kwargs: Any) -> Any:
        return super().get(self._at(path), *args, **kwargs)

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        if isinstance(data, dict) or data is None:
            data = {"idempotency_key": secrets.token_urlsafe(18), **(data or {})}
        return super().post(self._at(path), data, *args, **kwargs)


@pytest.fixture
def enter() -> Callable[..., HouseClient]:
    """`enter(filled, "manager")`: a browser signed in to the house as that person."""

    def signed_in(house: Filled, who: str = "manager") -> HouseClient:
        client = HouseClient()
        client.slug = house.house.slug
        client.force_login(house.persons[who].account)
        return client

    return signed_in
