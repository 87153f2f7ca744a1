"""«Dette venter på deg»: thirty asks of somebody in a house where ten thousand were asked, beside bare SQL."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F

from bench import houses
from bench.pages import _analyse, _get, _queries
from bench.timing import Row, taking_turns
from statenshus.asks.models import Ask
from statenshus.asks.queries.waiting import waiting
from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Person, Seat, SeatHolding

ENDED, OPEN = 10_000, 30


def measured() -> Iterator[Row]:
    house = houses.empty("asked")
    client = houses.entered(house)
    person = Person.objects.get(house=house, key="bench")
    body = Body.objects.create(house=house, key="steering", name="Styringsgruppen", kind="steering_group")
    seat = Seat.objects.create(house=house, key="seat", body=body)
    SeatHolding.objects.create(house=house, seat=seat, person=person)
    Ask.objects.bulk_create((_ask(house, seat, body, number) for number in range(ENDED + OPEN)), batch_size=2500)
    Ask.objects.filter(house=house, subject_key__in=[f"s-{n}" for n in range(ENDED)]).update(
        ended="answered", ended_at=F("opened_at") + timedelta(hours=1), answered_by=person, answered_rank=0
    )
    _analyse()
    by = Actor(house, houses.NOW, person)

    reading, page, bare = taking_turns(
        lambda: waiting(by), lambda: _get(client, f"/h/{house.slug}/asks/"), lambda: _bare(seat, person)
    )
    yield Row(f"bare SQL: the {OPEN} open asks of a seat, among {ENDED:,}", bare)
    yield Row("what waits for somebody, as read", reading, "bare SQL", reading / bare)
    what = f"what waits for somebody, the page ({_queries(client, f'/h/{house.slug}/asks/')} queries)"
    yield Row(what, page, "bare SQL", page / bare, "< 100 ms", page < 100)


def _ask(house: Any, seat: Seat, body: Body, number: int) -> Ask:
    return Ask(
        house=house,
        kind="acceptance",
        body=body,
        seat=seat,
        subject_type="people.body",
        subject_key=f"s-{number}",
        subject_name=f"Forespørsel {number}",
        path="people/bodies/steering/",
        minutes=1,
        opened_at=houses.NOW - timedelta(days=number % 300),
        due_at=houses.NOW + timedelta(days=1 + number % 20),
    )


def _bare(seat: Seat, person: Person) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.id, a.kind, a.subject_name, a.due_at FROM asks_ask a JOIN people_seatholding h ON "
            "h.seat_id = a.seat_id WHERE h.person_id = %s AND a.ended_at IS NULL "
            "ORDER BY a.urgent DESC, a.opened_at DESC",
            [person.pk],
        )
        return cursor.fetchall()
