"""Two hundred people want one place at one instant, over HTTP; and web processes are killed while they do."""

import contextlib
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from config.serve import GRANIAN
from statenshus.kernel import clock
from statenshus.people.models import Account, Affiliation, Person
from statenshus.workplaces.models import Booking, Hold, Policy
from tests.api.calling import Program
from tests.houses import fill
from tests.processes import surroundings, until
from tests.turns import LONG
from tests.workplaces.offices import at, office

pytestmark = pytest.mark.django_db(transaction=True)

RIVALS, ROUNDS, KILLS = (200, 50, 50) if LONG else (40, 2, 2)
TIMEOUT = 60
DESKS = ("desk-1", "desk-2", "desk-3")


class Race:
    """A house with an office, served by two web processes; and many people, each with a token."""

    def __init__(self, url):
        self.url, self.round, self.slowest = url, 0, 0.0
        # One each, as they are people: a client shared by so many threads closes what others of them read from.
        self.clients = [httpx.Client(timeout=TIMEOUT, verify=False) for _rival in range(RIVALS)]
        today = clock.now().date()
        self.first = at(today + timedelta(days=8 - today.isoweekday()), 7)
        self.house = fill("vaarthus", decided=False)
        self.places = office(self.house)
        own = {"house": self.house.house, "source": "test"}
        accounts = Account.objects.bulk_create(Account(email=f"rival-{n}@vaarthus.example") for n in range(RIVALS))
        people = Person.objects.bulk_create(
            Person(**own, key=f"rival-{n}", name=f"Rival {n}", account=account) for n, account in enumerate(accounts)
        )
        limits = {"house": self.house.house, "days_ahead": 365, "most_open": 1000}
        Policy.objects.create(**limits, kind="desk", unit="half_day")
        Policy.objects.create(**limits, kind="room")
        tax = self.house.organisations["tax"]
        Affiliation.objects.bulk_create(Affiliation(**own, person=each, organisation=tax) for each in people)
        self.house.persons.update({each.key: each for each in people})
        self.tokens = [Program(self.house, each.key).authorization for each in people]

    def book(self, number, place, when, key=""):
        """What one of the rivals is answered: the status and the booking's key, or the refusal's code."""
        begun = time.monotonic()
        answer = self.clients[number].post(
            f"{self.url}/h/vaarthus/api/v1/workplaces/places/{place}/book",
            json={"starts_at": when[0].isoformat(), "ends_at": when[1].isoformat()},
            headers={"Authorization": self.tokens[number], "Idempotency-Key": key or secrets.token_urlsafe(18)},
        )
        self.slowest = max(self.slowest, time.monotonic() - begun)
        return answer.status_code, answer.json().get("key") or answer.json().get("code")

    def book_some(self, number, places, when):
        """As each in turn wants one of the places; and which."""
        place = places[number % len(places)]
        return *self.book(number, place, when), place

    def tried(self, number, when, keys):
        """The same request however often it is sent; None where it is not answered."""
        try:
            return self.book(number, DESKS[number % len(DESKS)], when, keys[number])
        except httpx.TransportError:
            return None

    def kill_one(self, after):
        """The elder of the web processes: one that is killed again at once is taken for one that cannot live."""
        time.sleep(after)
        os.kill(min(children(self.server.pid)), signal.SIGKILL)

    def next_time(self, hours=5):
        """A time that nobody has, on the next working day."""
        self.round += 1
        day = self.first + timedelta(days=self.round // 5 * 7 + self.round % 5)
        return day, day + timedelta(hours=hours)


@pytest.fixture
def race(django_db_serialized_rollback):
    with served() as (url, server):
        made = Race(url)
        made.server = server
        with contextlib.ExitStack() as open_ones:
            for client in made.clients:
                open_ones.enter_context(client)
            yield made


@contextlib.contextmanager
def served():
    """The web server of the product, on the database of the tests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = ["--port", str(port), "--workers", "2", "config.wsgi:application"]
    command = [sys.executable, "-m", "granian", *GRANIAN, *served]
    with subprocess.Popen(command, env=surroundings(), start_new_session=True) as server:
        try:
            until(lambda: answers(port), 60)
            yield f"http://127.0.0.1:{port}", server
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(20)


def answers(port):
    try:
        return httpx.get(f"http://127.0.0.1:{port}/accounts/login/", timeout=20).status_code < 500
    except httpx.TransportError:
        return False


def settled(run):
    """What is answered at last."""
    end = time.monotonic() + TIMEOUT
    while (answer := run()) is None or answer[0] >= 500:
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)
    return answer


def booked(answers):
    """The bookings that were acknowledged."""
    return {code for status, code in filter(None, answers) if status == 201}


def children(pid):
    """The web processes, below the one that watches over them."""
    found = " ".join(each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/children")).split()
    return [int(each) for each in found]


def together(run, count, *more):
    """All at one instant, and what else is done from then on."""
    runs = [*(partial(run, number) for number in range(count)), *more]
    barrier = threading.Barrier(len(runs))

    def go(each):
        barrier.wait(TIMEOUT)
        return each()

    with ThreadPoolExecutor(len(runs)) as pool:
        return list(pool.map(go, runs))


def held():
    """What is kept: which place, from when until when."""
    return list(Hold.objects.values_list("workplace", "starts_at", "ends_at"))


def doubles(kept):
    """How often one place is kept twice at one moment: told by plain Python, not by the constraint."""
    return sum(one[0] == two[0] and two[1] < one[2] for one, two in pairwise(sorted(kept)))


def test_what_is_kept_twice_is_seen():
    assert [doubles(kept) for kept in ([(1, 7, 12), (1, 12, 17), (2, 7, 12)], [(1, 7, 12), (1, 11, 17)])] == [0, 1]


def test_browsers_that_keep_their_connections_open_keep_nobody_waiting(race):
    with contextlib.ExitStack() as open_ones:
        for _browser in range(80):
            one = open_ones.enter_context(httpx.Client(timeout=TIMEOUT, verify=False))
            assert one.get(f"{race.url}/accounts/login/").status_code == 200

        begun = time.monotonic()
        assert race.book(0, "desk-1", race.next_time())[0] == 201

    assert time.monotonic() - begun < 15


def test_of_all_who_want_one_place_at_one_instant_one_gets_it(race):
    for _round in range(ROUNDS):
        when = race.next_time()

        came_to = together(partial(race.book, place="desk-1", when=when), RIVALS)

        assert Counter(code if status != 201 else "won" for status, code in came_to) == {"won": 1, "taken": RIVALS - 1}
        assert Booking.objects.filter(starts_at=when[0]).count() == 1
    assert doubles(held()) == 0 and race.slowest < TIMEOUT


def test_of_those_who_want_a_whole_and_those_who_want_its_parts_no_two_meet(race):
    for _round in range(ROUNDS):
        when = race.next_time(hours=1)

        came_to = together(partial(race.book_some, places=("room", "left", "right"), when=when), RIVALS)

        won = sorted(place for status, _code, place in came_to if status == 201)
        assert won in (["room"], ["left", "right"])
        assert {code for status, code, _place in came_to if status != 201} == {"taken"}
    assert doubles(held()) == 0 and race.slowest < TIMEOUT


def test_no_booking_that_was_acknowledged_is_lost_and_none_is_double_when_web_processes_are_killed(race, capsys):
    chance, unanswered = random.Random(2023), 0
    for _round in range(KILLS):
        when, keys = race.next_time(), [secrets.token_urlsafe(18) for _each in range(RIVALS)]
        tried = partial(race.tried, when=when, keys=keys)
        kill = partial(race.kill_one, chance.uniform(0, RIVALS / 80))

        *first, _killed = together(tried, RIVALS, kill)
        until(lambda: len(children(race.server.pid)) == 2, TIMEOUT)
        unanswered += sum(each is None for each in first)
        again = [settled(partial(tried, number)) for number in range(RIVALS)]

        acknowledged, at_last = (
            {code for status, code in filter(None, each) if status == 201} for each in (first, again)
        )
        standing = set(Booking.objects.filter(starts_at=when[0], ended_at=None).values_list("key", flat=True))
        assert acknowledged <= standing == at_last and len(standing) == len(DESKS)
    assert doubles(held()) == 0
    with capsys.disabled():
        sys.stdout.write(f"\n{KILLS} web processes killed, {unanswered} of {KILLS * RIVALS} requests unanswered\n")
