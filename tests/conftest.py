"""Two houses in every test that asks for one, filled alike; a client signed in as anybody."""

import secrets
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
