"""The house page, the directory, and a page as of a day over twenty years."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import houses
from bench.bare import Door, bare, usual
from bench.timing import Row, taking_turns

ON = "?on=2015-06-01"


def measured() -> Iterator[Row]:
    plain = bare()
    yield from _house_page(plain)
    yield from _directory(plain)
    yield from _as_of()


def _get(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _get(client, address)
    return len(captured)


def _house_page(plain: Door) -> Iterator[Row]:
    house = houses.example()
    client = houses.entered(house)
    session = client.cookies["session"].value
    ours, new = Door(session=session), usual(session)
    address = f"/h/{house.slug}/?on=2023-01-31"
    page, least, signed_in = taking_turns(
        lambda: ours.get(address),
        lambda: plain.get(f"/{house.slug}/"),
        lambda: new.get(f"/{house.slug}/greeted/"),
        rounds=61,
    )
    what = f"house page ({_queries(client, address)} queries, {len(ours.get(address).content) // 1024} kB)"
    yield Row("bare Django page, no middleware, one query", least)
    yield Row("new Django project, signed in, one query more", signed_in)
    yield Row(what, page, "bare page", page / least, "≤ 6×", page <= 6 * least)
    yield Row(what, page, "new project", page / signed_in)


def _directory(plain: Door) -> Iterator[Row]:
    house = houses.crowded(5000)
    _analyse()
    client = houses.entered(house)
    base = f"/h/{house.slug}/people/directory/"
    addresses = {
        "directory of 5,000": base,
        "directory of 5,000, by name": f"{base}?q=Ødeg",
        "by half a name": f"{base}?q=hans",
    }
    works = [lambda address=address: _get(client, address) for address in addresses.values()]
    *ours, theirs = taking_turns(*works, lambda: plain.get(f"/{house.slug}/directory/"), rounds=21)
    yield Row("bare list of the first 50 persons", theirs)
    for (name, address), milliseconds in zip(addresses.items(), ours, strict=True):
        yield Row(f"{name} ({_queries(client, address)} queries)", milliseconds, "bare list", milliseconds / theirs)


def _as_of() -> Iterator[Row]:
    built = [houses.long_lived(times) for times in (1, 10, 100)]
    _analyse()
    clients = [houses.entered(house) for house in built]
    for name, path in (("house page", ""), ("bodies", "people/bodies/"), ("subprojects", "portfolio/subprojects/")):
        works = [
            lambda client=client, address=f"/h/{house.slug}/{path}{ON}": _get(client, address)
            for client, house in zip(clients, built, strict=True)
        ]
        one, ten, hundred = taking_turns(*works, rounds=15)
        yield Row(f"{name} as of a day, 20 years, history ×1", one)
        yield Row(f"{name} as of a day, history ×10", ten, "×1", ten / one)
        yield Row(f"{name} as of a day, history ×100", hundred, "×1", hundred / one, "≤ 1.5×", hundred <= 1.5 * one)


def _analyse() -> None:
    """As the database does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
