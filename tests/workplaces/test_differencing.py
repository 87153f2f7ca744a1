"""Whoever has all that is published tries to learn whether somebody was there, and cannot."""

import random
from collections import defaultdict
from datetime import date, timedelta
from itertools import product

import pytest

from statenshus.kernel.actors import Actor
from statenshus.people.models import Affiliation, Organisation, Person
from statenshus.workplaces.models import Booking, Count, CountedWeek, Together, Visit
from statenshus.workplaces.queries import suppression
from statenshus.workplaces.queries.suppression import Cell, told
from statenshus.workplaces.usecases import counting
from statenshus.workplaces.usecases.counting import count_weeks
from tests.houses import NOW, START
from tests.workplaces.offices import at

MONDAY = date(2023, 1, 2)
MOST = 4 * 5  # what fewer than five people can use in a cell of the small worlds


def worlds(shown, total, size):
    """Every partition that would be told just so, by whoever knows the rule: all ways to fill what is hidden.

    A cell is (used, persons); of those with few people behind them, any number may be behind.
    """
    hidden = [key for key, number in shown.items() if number is None]
    left = total - sum(number for number in shown.values() if number is not None)
    for used in product(range(left + 1), repeat=len(hidden) - 1):
        if sum(used) > left:
            continue
        numbers = [*used, left - sum(used)]
        # Few behind it, or many: each way in which it could be.
        for many in product(*[[False] * (number <= MOST) + [True] * (number >= 5) for number in numbers]):
            cells = {key: Cell(number, 5) for key, number in shown.items() if number is not None}
            made = zip(hidden, numbers, many, strict=True)
            cells |= {key: Cell(number, 5 if is_many else min(number, 4)) for key, number, is_many in made}
            every = {key: cells[key] for key in shown}
            if told(every, Cell(total, 5)) == (shown, total):
                yield every


def learnt(cells):
    """The cells of which the attacker learns that somebody was there, or that nobody was, though few were."""
    shown, total = told(cells, Cell(sum(c.used for c in cells.values()), 5))
    few = [key for key, cell in cells.items() if cell.persons < 5]
    if total is None or not few:
        return []
    possible = defaultdict(set)
    for world in worlds(shown, total, len(cells)):
        for key in few:
            if world[key].persons < 5:
                possible[key].add(world[key].used > 0)
    return [key for key in few if possible[key] != {True, False}]


def small_worlds(rounds, seed):
    chance = random.Random(seed)
    for _round in range(rounds):
        cells = {}
        for key in range(chance.choice([2, 3, 3, 4])):
            few = chance.random() < 0.6
            persons = chance.randint(0, 4) if few else 5
            used = persons and persons + chance.randint(0, 3)
            cells[key] = Cell(used, persons)
        if any(cell.persons >= 5 for cell in cells.values()):
            yield cells


def test_from_a_partition_nobody_learns_whether_few_were_there_or_none():
    tried = list(small_worlds(300, seed=7))
    assert len(tried) > 150
    assert [cells for cells in tried if learnt(cells)] == []


def test_the_attacker_is_able_where_only_the_few_are_hidden(monkeypatch):
    def careless(cells, total):
        return {key: cell.used if cell.persons >= 5 else None for key, cell in cells.items()}, total.used

    monkeypatch.setitem(globals(), "told", careless)
    assert sum(bool(learnt(cells)) for cells in small_worlds(100, seed=7)) > 30


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ([(3, 3), (20, 6), (9, 9)], [None, None, 9]),
        ([(8, 8), (20, 6), (9, 9)], [8, 20, 9]),
        ([(0, 0), (5, 5), (9, 9), (12, 8)], [None, None, None, 12]),  # five and nothing alone would tell of nothing
        ([(12, 2), (5, 5)], [None, None]),
    ],
)
def test_with_the_few_is_hidden_what_would_tell_of_them(cells, shown):
    every = {number: Cell(*cell) for number, cell in enumerate(cells)}
    numbers, _total = told(every, Cell(sum(used for used, _persons in cells), 9))
    assert list(numbers.values()) == shown


def test_of_fewer_than_five_in_all_nothing_is_told():
    assert told({1: Cell(9, 4)}, Cell(9, 4)) == ({1: None}, None)


@pytest.fixture
def lived(filled, places):
    """Thirty days of forty people from agencies of all sizes, one of them with one person only."""
    chance = random.Random(11)
    sizes = {"town": 18, "tax": 12, "registers": 1}
    own = {"house": filled.house, "source": "test"}
    people = []
    for key, size in sizes.items():
        organisation = filled.organisations[key]
        for number in range(size):
            person = Person.objects.create(**own, key=f"{key}-{number}", name=f"{key} {number}")
            Affiliation.objects.create(**own, person=person, organisation=organisation, valid_from=START)
            people.append((person, organisation))
    desks = [places[f"desk-{number}"] for number in (1, 2, 3)] + [places["hidden"]]
    rows = []
    for day in (MONDAY + timedelta(days=n) for n in range(30)):
        for person, organisation in people if day.isoweekday() < 6 else []:
            if chance.random() < 0.4:
                rows.append(
                    Booking(
                        house=filled.house,
                        workplace=chance.choice(desks),
                        person=person,
                        organisation=organisation,
                        starts_at=at(day, 7),
                        ends_at=at(day, chance.choice([12, 17])),
                        booked_at=NOW,
                        source="test",
                    )
                )
    Booking.objects.bulk_create(rows)
    return rows


def published(filled):
    rows = Count.objects.in_house(filled.house).filter(kind="desk")
    names = ("week__monday", "of", "zone", "weekday", "organisation", "used")
    return {row[:-1]: row[-1] for row in rows.values_list(*names)}


def house_itself(filled, day):
    return Actor(filled.house, at(day, 3), None)


def test_thirty_days_are_counted_and_no_sum_or_difference_tells_of_few(filled, lived):
    weeks = count_weeks(by=house_itself(filled, MONDAY + timedelta(days=35)))
    assert [week.monday for week in weeks] == [MONDAY + timedelta(days=7 * n) for n in range(5)]
    numbers, hidden_few = published(filled), 0
    for week in weeks:
        total = numbers[week.monday, "all", None, None, None]
        for of in ("zone", "weekday", "agency"):
            rows = {key: used for key, used in numbers.items() if key[:2] == (week.monday, of)}
            hidden = [key for key, used in rows.items() if used is None]
            left = total - sum(used for used in rows.values() if used is not None)
            behind = {key: len({b.person_id for b in lived if _is_in(b, key, week.monday)}) for key in hidden}
            few = [key for key, persons in behind.items() if persons < 5]
            hidden_few += len(few)
            assert bool(hidden) == bool(few)
            # What is left when all that is told is taken away is enough for any of the few to have been nobody.
            if few:
                assert len(hidden) > len(few) and left >= 4 * len(few) + 5 * (len(hidden) - len(few))
    assert hidden_few >= 5  # the only one from the registers, each week


@pytest.fixture
def visited(filled, lived):
    """Guests too: six of the town's, four of the tax office's; and seven who belong to no agency."""
    own, chance = {"house": filled.house, "source": "test"}, random.Random(5)
    hosts = {"town": (6, lived[0].person), "tax": (4, next(b.person for b in lived if b.organisation.key == "tax"))}
    for key, (number, host) in {**hosts, "nobody": (7, None)}.items():
        for n in range(number):
            person = Person.objects.create(**own, key=f"v-{key}-{n}", name=f"{key} {n}", is_guest=host is not None)
            if host is not None:
                said = {"comes_from": "Tromsø", "first_on": MONDAY, "until_on": MONDAY + timedelta(days=40)}
                said |= {"secret_hash": f"{key}-{n}", "invited_at": NOW}
                Visit.objects.create(**own, person=person, host=host, key=f"v-{key}-{n}", **said)
            for day in (MONDAY + timedelta(days=d) for d in range(5)):
                if chance.random() < 0.9:
                    when = {"starts_at": at(day, 7), "ends_at": at(day, 17), "booked_at": NOW}
                    lived.append(Booking.objects.create(**own, workplace=lived[0].workplace, person=person, **when))
    return {"town": 6, "tax": 4}


def test_guests_are_told_by_whom_they_visited_and_never_so_that_four_can_be_found(filled, visited):
    count_weeks(by=house_itself(filled, MONDAY + timedelta(days=7)))
    numbers = published(filled)
    nobody = numbers[MONDAY, "agency", None, None, None]
    cells = {key[4]: used for key, used in numbers.items() if key[1] == "guests"}
    tax, town = (filled.organisations[key].pk for key in ("tax", "town"))

    assert set(cells) == {*Organisation.objects.in_house(filled.house).values_list("pk", flat=True), None}
    assert cells[tax] is None and any(cells.values())
    hidden = [key for key, used in cells.items() if used is None]
    few = [key for key in hidden if key not in (town, None)]
    left = nobody - sum(used for used in cells.values() if used is not None)
    assert left >= 4 * len(few) + 5 * (len(hidden) - len(few))


def test_guests_of_few_houses_are_not_told_at_all(filled, lived):
    """Where what no agency used is not told, nor is any part of it."""
    count_weeks(by=house_itself(filled, MONDAY + timedelta(days=7)))

    assert not Count.objects.in_house(filled.house).filter(of="guests", used__isnull=False).exists()


def _is_in(booking, key, monday):
    _monday, of, zone, weekday, organisation = key
    if not monday <= booking.starts_at.date() < monday + timedelta(days=7):
        return False
    whats = {"zone": booking.workplace.zone_id, "weekday": booking.starts_at.isoweekday()}
    return whats.get(of, booking.organisation_id) == {"zone": zone, "weekday": weekday}.get(of, organisation)


def test_with_or_without_the_only_one_of_an_agency_what_is_told_could_be_the_same(filled, lived):
    """The number of the registers is hidden in weeks with its one person there and in weeks without."""
    registers = filled.organisations["registers"]
    last = MONDAY + timedelta(days=28)
    Booking.objects.filter(organisation=registers, starts_at__lt=at(MONDAY + timedelta(days=7), 0)).delete()
    count_weeks(by=house_itself(filled, last))
    there = {
        row.week.monday: row.used for row in Count.objects.filter(of="agency", kind="desk", organisation=registers)
    }
    assert len(there) == 4 and set(there.values()) == {None}
    assert not Together.objects.filter(one=registers).exists() and not Together.objects.filter(other=registers).exists()


def test_what_is_counted_once_is_never_counted_again(filled, lived):
    by = house_itself(filled, MONDAY + timedelta(days=14))
    count_weeks(by=by)
    before = published(filled)
    lived[0].delete()
    assert count_weeks(by=by) == []
    assert published(filled) == before
    assert CountedWeek.objects.count() == 2


def test_careless_counting_is_caught(filled, lived, monkeypatch):
    def careless(cells, total):
        return {key: cell.used if cell.used >= 5 else None for key, cell in cells.items()}, total.used

    monkeypatch.setattr(counting, "told", careless)
    with pytest.raises(AssertionError):
        test_thirty_days_are_counted_and_no_sum_or_difference_tells_of_few(filled, lived)
    assert suppression.told is not careless
