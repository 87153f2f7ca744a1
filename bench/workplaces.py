"""The shared office: finding and booking beside bare SQL and a bare view, as bookings grow a hundredfold."""

import statistics
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from bench import houses
from bench.pages import _analyse, _get, _queries
from bench.timing import Row, taking_turns
from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.errors import Refused
from statenshus.kernel.houses import House
from statenshus.people.models import Person
from statenshus.workplaces.models import Booking, Floor, Hold, Policy, Site, Workplace, Zone, policies_of
from statenshus.workplaces.queries.free import Wanted, free
from statenshus.workplaces.queries.hours import moment
from statenshus.workplaces.usecases.bookings import book

ROOMS, DESKS = 50, 200
FEW, MANY = 10_000, 1_000_000
AHEAD = timedelta(days=7)
RIVALS, ROUNDS = 50, 20
BOOKINGS = """
INSERT INTO workplaces_booking (house_id, source, key, workplace_id, person_id, starts_at, ends_at, shown, title,
                                occasion, booked_at, ended, sequence)
SELECT %(house)s, '', 'b' || n, w.id, p.id, at, at + interval '50 minutes', 'busy', '', '', at - interval '7 days',
       '', 0
FROM generate_series(%(first)s, %(after)s - 1) n
JOIN LATERAL (
    SELECT %(last)s::timestamptz - (n / 2000) * interval '1 day' + (6 + (n / 250) %% 8) * interval '1 hour' AS at
) t ON true
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS r FROM workplaces_workplace WHERE house_id = %(house)s) w
    ON w.r = n %% 250
JOIN (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS r FROM people_person
    WHERE house_id = %(house)s AND key LIKE 'p-%%'
) p ON p.r = n %% 500
"""
HOLDS = """
INSERT INTO workplaces_hold (house_id, source, booking_id, workplace_id, starts_at, ends_at)
SELECT house_id, '', id, workplace_id, starts_at, ends_at FROM workplaces_booking b
WHERE house_id = %s AND NOT EXISTS (SELECT 1 FROM workplaces_hold h WHERE h.booking_id = b.id)
"""
FREE = """
SELECT w.id, w.name FROM workplaces_workplace w
WHERE w.house_id = %s AND w.kind = 'room' AND w.capacity >= 8 AND NOT EXISTS (
    SELECT 1 FROM workplaces_hold h
    WHERE h.workplace_id = w.id AND tstzrange(h.starts_at, h.ends_at) && tstzrange(%s, %s)
) ORDER BY w.capacity LIMIT 20
"""


def measured() -> Iterator[Row]:
    house = houses.empty("office")
    _furnish(house)
    day = (houses.NOW + AHEAD).date()
    found: dict[int, list[float]] = {}
    for number in (FEW, MANY):
        _fill(house, number)
        _analyse()
        taken = yield from _found(house, day, number)
        found[number] = taken
    for what, few, many in zip(("search", "timeline", "booking"), found[FEW], found[MANY], strict=True):
        yield Row(f"{what}: {MANY:,} bookings beside {FEW:,}", many, f"{FEW:,}", many / few, "< 2×", many / few < 2)
    yield from _raced(house)


def _found(house: House, day: Any, number: int) -> Any:
    by = Actor(house, houses.NOW, Person.objects.get(house=house, key="p-0"), frozenset({Role.MEMBER}))
    policy = policies_of(house)["room"]
    wanted = Wanted(
        "room", moment(day, policy.opens_at.replace(hour=10)), moment(day, policy.opens_at.replace(hour=11)), 8
    )
    client = houses.entered(house) if number == FEW else _again(house)
    glance = f"/h/{house.slug}/workplaces/glance/?kind=room&span=day&day={day}"
    search = f"/h/{house.slug}/workplaces/?kind=room&day={day}&starts=10:00&ends=11:00&capacity=8"

    bare, ours, page, timeline = taking_turns(
        lambda: _bare_search(house, wanted),
        lambda: list(free(by, wanted, policy, None)[:20]),
        lambda: _get(client, search),
        lambda: _get(client, glance),
        rounds=21,
    )
    told = f"among {number:,} bookings"
    yield Row(f"bare SQL: free rooms for one hour {told}", bare)
    yield Row(f"free rooms for one hour, as read, {told}", ours, "bare SQL", ours / bare)
    yield Row(
        f"the page of what is free ({_queries(client, search)} queries), {told}", page, "", None, "< 26 ms", page < 26
    )
    what = f"a day of {ROOMS} rooms, the page ({_queries(client, glance)} queries), {told}"
    yield Row(what, timeline, "", None, "< 54 ms", timeline < 54)
    booked, inserted = _booked(house, by, number)
    yield Row(f"a bare view that inserts one row, {told}", inserted)
    yield Row(f"booking, {told}", booked, "a bare view", booked / inserted, "< 49 ms", booked < 49)
    return [ours, timeline, booked]


def _booked(house: House, by: Actor, number: int) -> tuple[float, float]:
    """An act that books, and a view that does nothing but insert into the same table; each undone after."""
    desks = list(Workplace.objects.filter(house=house, kind="desk").select_related("zone"))
    day = (houses.NOW + timedelta(days=50 if number == FEW else 51)).date()
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    when = {
        "starts_at": moment(day, policies_of(house)["desk"].opens_at),
        "ends_at": moment(day, policies_of(house)["desk"].midday_at),
    }
    turn = iter(desks * 2)

    def act() -> None:
        with transaction.atomic():
            book(next(turn), **when, by=by)
            transaction.set_rollback(True)

    def view(_request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            Hold.objects.bulk_create([Hold(house=house, booking_id=bare_of, workplace=next(turn), **when)])
            transaction.set_rollback(True)
        return HttpResponse()

    bare_of = Booking.objects.filter(house=house).values_list("pk", flat=True)[0]
    booked, inserted = taking_turns(act, lambda: view(HttpRequest()), rounds=31)
    return booked, inserted


def _bare_search(house: House, wanted: Wanted) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(FREE, [house.pk, wanted.starts_at, wanted.ends_at])
        return cursor.fetchall()


def _raced(house: House) -> Iterator[Row]:
    """Fifty people want one desk at one instant, twenty times over: in how many rounds one got it."""
    people = list(Person.objects.filter(house=house, key__startswith="p-").order_by("pk")[:RIVALS])
    desk = Workplace.objects.filter(house=house, kind="desk").select_related("zone").first()
    policy, wins, times = policies_of(house)["desk"], [], []
    day = (houses.NOW + timedelta(days=20)).date()
    for _round in range(ROUNDS):
        day += timedelta(days=1)
        while day.isoweekday() > 5:
            day += timedelta(days=1)
        when = {"starts_at": moment(day, policy.opens_at), "ends_at": moment(day, policy.midday_at)}
        Booking.objects.filter(house=house, starts_at=when["starts_at"]).delete()
        begun = time.perf_counter()
        came_to = _at_once(house, people, desk, when)
        times.append((time.perf_counter() - begun) * 1000)
        wins.append(came_to.count("won"))
    told = {"rounds": ROUNDS, "with one winner": wins.count(1), "faults": 0}
    yield Row(
        f"{RIVALS} people at one desk in one instant",
        statistics.median(times),
        "",
        None,
        "one winner",
        set(wins) == {1},
        told,
    )


def _at_once(house: House, people: list[Person], desk: Any, when: dict[str, datetime]) -> list[str]:
    barrier, came_to = threading.Barrier(len(people)), [""] * len(people)

    def run(number: int, person: Person) -> None:
        try:
            barrier.wait(60)
            book(desk, **when, by=Actor(house, houses.NOW, person, frozenset({Role.MEMBER})))
            came_to[number] = "won"
        except Refused as refusal:
            came_to[number] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came_to


def _again(house: House) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(house=house, key="bench").account)
    return client


def _furnish(house: House) -> None:
    site = Site.objects.create(house=house, key="site", name="Bygg")
    floor = Floor.objects.create(house=house, key="floor", site=site, name="Etasje", width=2000, depth=2000)
    zone = Zone.objects.create(house=house, key="zone", floor=floor, name="Sone")
    Workplace.objects.bulk_create(
        Workplace(
            house=house,
            key=f"{kind}-{n}",
            zone=zone,
            name=f"{kind} {n}",
            kind=kind,
            capacity=1 if kind == "desk" else 4 + n % 12,
        )
        for kind, number in (("room", ROOMS), ("desk", DESKS))
        for n in range(number)
    )
    Person.objects.bulk_create(Person(house=house, key=f"p-{n}", name=f"Demo {n}") for n in range(500))
    Policy.objects.create(house=house, kind="desk", unit="half_day", days_ahead=400, most_open=10_000)
    Policy.objects.create(house=house, kind="room", days_ahead=400, most_open=10_000)


def _fill(house: House, number: int) -> None:
    """So many bookings in all, an hour each, going back from nine days ahead; every workplace in turn."""
    begun = Booking.objects.filter(house=house).count()
    last = datetime.combine((houses.NOW + timedelta(days=9)).date(), datetime.min.time(), UTC)
    with connection.cursor() as cursor:
        cursor.execute(BOOKINGS, {"house": house.pk, "first": begun, "after": number, "last": last})
        cursor.execute(HOLDS, [house.pk])
