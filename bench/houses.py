"""The houses that are measured: the example, a crowded one, a large one, and three with long histories."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client

from config.env import ROOT
from statenshus.kernel.houses import House
from statenshus.people.models import (
    Account,
    Affiliation,
    Body,
    Organisation,
    Participation,
    Person,
    RoleGrant,
    Seat,
    SeatHolding,
)
from statenshus.portfolio.models import Item, Placement, Subproject

NOW = datetime.now(UTC)
FIRST = date(2003, 1, 1)
DAYS = 20 * 365


def example() -> House:
    """Statens hus Narvik, as the program ships it."""
    from statenshus.archive.commands import import_file

    return import_file(ROOT / "examples/narvik.yaml", NOW).house


def entered(house: House) -> Client:
    """A browser signed in to the house as an administrator."""
    account = Account.objects.create_user(f"bench@{house.slug}.example")
    person = Person.objects.create(house=house, key="bench", name="Bench", account=account)
    RoleGrant.objects.create(house=house, person=person, role="administrator")
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    return client


def empty(slug: str) -> House:
    return House.objects.create(slug=slug, name=f"Statens hus {slug}", place="Narvik", first_year=2003)


def crowded(persons: int) -> House:
    """A house with many persons, each at one of ten organisations."""
    house = empty("crowded")
    _people(house, persons)
    return house


def large(rows: int) -> House:
    """A house of so many rows: persons, where they work, items, and where those stand."""
    house = empty("large")
    each = rows // 4
    _people(house, each)
    subprojects = _subprojects(house)
    items = Item.objects.bulk_create(
        (Item(house=house, key=f"i-{n}", name=f"Oppgave nummer {n}", kind="task", source="Bench") for n in range(each)),
        batch_size=5000,
    )
    Placement.objects.bulk_create(
        (
            Placement(
                house=house, key=f"p-{n}", subproject=subprojects[n % 10], kind="item", item=item, valid_from=FIRST
            )
            for n, item in enumerate(items)
        ),
        batch_size=5000,
    )
    return house


def long_lived(times: int) -> House:
    """A house over twenty years, in which each of 40 things has changed 20 × `times` times."""
    house = empty(f"lived-{times}")
    organisations = _organisations(house)
    persons = Person.objects.bulk_create(Person(house=house, key=f"person-{n}", name=f"Person {n}") for n in range(20))
    body = Body.objects.create(house=house, key="steering", name="Styringsgruppen", kind="steering_group")
    seats = [
        Seat.objects.create(house=house, key=f"s-{n}", body=body, organisation=o) for n, o in enumerate(organisations)
    ]
    subprojects = _subprojects(house)
    items = Item.objects.bulk_create(Item(house=house, key=f"i-{n}", name=f"Tema {n}", kind="theme") for n in range(10))
    pieces = 20 * times
    for n in range(10):
        spans = [{"house": house, **_span(k, pieces)} for k in range(pieces)]
        kinds = ("active", "support")
        _write(
            Participation, [{**s, "organisation": organisations[n], "kind": kinds[k % 2]} for k, s in enumerate(spans)]
        )
        _write(SeatHolding, [{**s, "seat": seats[n], "person": persons[(n + k) % 20]} for k, s in enumerate(spans)])
        lead = {"subproject": subprojects[n], "kind": "lead"}
        _write(
            Placement,
            [{**s, **lead, "key": f"l-{n}-{k}", "person": persons[(n + k) % 20]} for k, s in enumerate(spans)],
        )
        item = {"kind": "item", "item": items[n]}
        _write(
            Placement,
            [{**s, **item, "key": f"i-{n}-{k}", "subproject": subprojects[(n + k) % 10]} for k, s in enumerate(spans)],
        )
    return house


def _span(number: int, pieces: int) -> dict[str, Any]:
    """The piece of twenty years with this number; the last one lasts."""
    days = DAYS / pieces
    first, after = FIRST + timedelta(days=int(number * days)), FIRST + timedelta(days=int((number + 1) * days))
    return {"valid_from": first, "valid_to": None if number == pieces - 1 else after}


def _write(model: Any, rows: list[dict[str, Any]]) -> None:
    model.objects.bulk_create((model(**row) for row in rows), batch_size=5000)


def _organisations(house: House) -> list[Organisation]:
    return Organisation.objects.bulk_create(
        Organisation(house=house, key=f"o-{n}", name=f"Virksomhet {n}", kind="state_agency") for n in range(10)
    )


def _subprojects(house: House) -> list[Subproject]:
    return Subproject.objects.bulk_create(
        Subproject(house=house, key=f"sub-{n}", name=f"Delprosjekt {n}", position=n, valid_from=FIRST)
        for n in range(10)
    )


def _people(house: House, count: int) -> None:
    organisations = _organisations(house)
    first, last = ("Anne", "Bjørn", "Cathrine", "Dag", "Elin", "Åse"), ("Hansen", "Ødegård", "Berg", "Lund", "Moen")
    persons = Person.objects.bulk_create(
        (
            Person(
                house=house,
                key=f"person-{n}",
                name=f"{first[n % 6]} {last[n % 5]} {n}",
                email=f"p{n}@{house.slug}.example",
                skills=["anskaffelse", f"fag-{n % 40}"],
                source="Bench",
            )
            for n in range(count)
        ),
        batch_size=5000,
    )
    Affiliation.objects.bulk_create(
        (
            Affiliation(house=house, person=p, organisation=organisations[n % 10], title="Rådgiver", valid_from=FIRST)
            for n, p in enumerate(persons)
        ),
        batch_size=5000,
    )
