"""How a date is weighed, held against every way it could come out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statenshus.meetings.queries import dates as pure
from statenshus.meetings.queries.dates import Rates, Says, SeatAsked, Standing, Tally, best, chance, rates_of, weigh
from tests.houses import NOW

ANSWERS = ("", "yes", "if_needed", "remote", "no")
EVEN = Rates(0.5, 0.5, 0.5)


@st.composite
def bodies(draw, most_seats=10):
    """Seats with up to two deputies, what each says, how they are wont to come, and who must be there."""
    seats, person = [], 0
    for n in range(draw(st.integers(1, most_seats))):
        people = []
        for rank in range(draw(st.integers(0, 3))):
            person += 1
            people.append(Says(person, f"P{person}", draw(st.sampled_from(ANSWERS)), rank))
        rates = Rates(*[draw(st.sampled_from([0.0, 0.25, 0.5, 0.9, 1.0])) for _case in range(3)])
        seats.append(SeatAsked(n, f"S{n}", tuple(people), rates))
    holders = [seat.people[0] for seat in seats if seat.people]
    needed = draw(st.lists(st.sampled_from(holders), max_size=2, unique=True)) if holders else []
    if draw(st.booleans()):
        needed.append(Says(999, "Preparer", draw(st.sampled_from(ANSWERS))))
    return seats, needed, draw(st.integers(0, len(seats) + 1)), draw(st.booleans())


def oracle(seats, needed, required, takes_remote):
    """What a person would say, with all answers before them; written without a look at how weigh does it."""
    good = {"yes", "if_needed"} | ({"remote"} if takes_remote else set())
    by = {}
    for seat in seats:
        able = [each for each in seat.people if each.answer in good]
        by[seat.name] = able[0] if able else None
    open_ = {s.name for s in seats if by[s.name] is None and any(p.answer == "" for p in s.people)}
    shut = {s.name for s in seats if s.people and by[s.name] is None and s.name not in open_}
    can = sum(each is not None for each in by.values())
    refuse = [each.name for each in needed if each.answer not in good and each.answer != ""]
    silent = [each.name for each in needed if each.answer == ""]
    if refuse or can + len(open_) < required:
        standing = "lost"
    elif can >= required and not silent:
        standing = "met"
    else:
        standing = "open"
    return {"by": by, "open": open_, "shut": shut, "can": can, "refuse": refuse, "silent": silent, "is": standing}


@given(bodies())
def test_a_date_is_weighed_as_a_person_would(case):
    seats, needed, required, takes_remote = case
    told = oracle(seats, needed, required, takes_remote)

    made = weigh(NOW, seats, required=required, takes_remote=takes_remote, needed=needed)

    counted = {seat.name: says for seat, says in [*made.by_holder, *made.by_deputy]}
    assert counted == {name: says for name, says in told["by"].items() if says is not None}
    assert all(says.rank == 0 for _seat, says in made.by_holder) and all(says.rank for _seat, says in made.by_deputy)
    assert (set(made.waiting), set(made.cannot), made.can) == (told["open"], told["shut"], told["can"])
    assert (made.needed_cannot, made.needed_waiting, made.standing) == (told["refuse"], told["silent"], told["is"])
    assert made.seats == len(seats)


def come_out(seat, says, takes_remote, needed):
    """Every way in which a seat may come out, with its odds: whether it is taken, and whether who is needed came."""
    good = {"yes", "if_needed"} | ({"remote"} if takes_remote else set())
    rates = seat.rates if seat else pure._OF_NOBODY
    must = [each for each in (seat.people if seat else [says]) if each.person in needed]
    if must:
        odds = rates.said if must[0].answer in good else rates.unsaid if must[0].answer == "" else 0.0
        return [(odds, True, True), (1 - odds, False, False)]
    if any(each.answer in good for each in seat.people):
        odds = rates.said
    elif not seat.people:
        odds = 0.0
    elif seat.people[0].answer == "":
        odds = rates.unsaid
    else:
        odds = rates.deputy if any(each.answer == "" for each in seat.people) else 0.0
    return [(odds, True, True), (1 - odds, False, True)]


@given(bodies(most_seats=6))
def test_the_chance_is_the_sum_of_every_way_it_could_come_out(case):
    seats, needed, required, takes_remote = case
    names = {each.person for each in needed}
    seated = {each.person for seat in seats for each in seat.people}
    ways = [come_out(seat, None, takes_remote, names) for seat in seats]
    beside = [come_out(None, each, takes_remote, names) for each in needed if each.person not in seated]

    told = 0.0
    for outcome in product(*ways, *beside):
        odds = 1.0
        for each in outcome:
            odds *= each[0]
        came = sum(each[1] for each in outcome[: len(seats)])
        told += odds if came >= required and all(each[2] for each in outcome) else 0.0

    found = chance(seats, required=required, takes_remote=takes_remote, needed=needed)
    assert found == pytest.approx(told, abs=1e-9) and 0 <= found <= 1


@given(st.lists(bodies(), min_size=1, max_size=20))
def test_the_best_are_those_that_no_other_is_better_than(cases):
    made = [
        weigh(NOW.replace(day=n + 1), seats, required=required, takes_remote=takes_remote, needed=needed)
        for n, (seats, needed, required, takes_remote) in enumerate(cases)
    ]

    def is_better(one, other):
        """By the rule in words: what may be held; with whom it must; most; by holders; gladly; in the room."""
        for ask in (
            lambda date: date.standing != Standing.LOST,
            lambda date: -len(date.needed_waiting),
            lambda date: len(date.by_holder) + len(date.by_deputy),
            lambda date: -len(date.by_deputy),
            lambda date: -sum(says.answer == "if_needed" for _seat, says in date.by_holder + date.by_deputy),
            lambda date: -sum(says.answer == "remote" for _seat, says in date.by_holder + date.by_deputy),
        ):
            if ask(one) != ask(other):
                return ask(one) > ask(other)
        return False

    told = [each for each in made if each.standing != "lost" and not any(is_better(other, each) for other in made)]
    assert best(made) == told


def seat(*answers, n=0):
    return SeatAsked(n, f"S{n}", tuple(Says(10 * n + r, f"P{n}{r}", a, r) for r, a in enumerate(answers)), EVEN)


def test_a_deputy_counts_for_the_seat_and_not_for_whoever_must_be_there():
    seats = [seat("no", "yes"), seat("yes", n=1)]

    assert weigh(NOW, seats, required=2, takes_remote=False).standing == Standing.MET
    chair = weigh(NOW, seats, required=2, takes_remote=False, needed=[seats[0].people[0]])
    assert (chair.standing, chair.needed_cannot, chair.chance) == (Standing.LOST, ["P00"], 0.0)


def test_by_link_alone_counts_only_where_there_is_a_link():
    seats = [seat("remote"), seat("yes", n=1)]

    room = weigh(NOW, seats, required=2, takes_remote=False)
    assert (room.standing, room.by_link) == (Standing.LOST, ["S0"])
    assert weigh(NOW, seats, required=2, takes_remote=True).standing == Standing.MET


def test_nothing_is_best_where_everybody_says_no():
    assert best([weigh(NOW, [seat("no"), seat("no", n=1)], required=1, takes_remote=True)]) == []
    assert best([]) == []


def test_a_seat_is_judged_by_its_own_meetings_and_at_first_by_those_of_all():
    often, never, new = Tally(), Tally(), Tally()
    for _meeting in range(20):
        often.add(is_said=True, is_there=True, is_holder=True)
        never.add(is_said=True, is_there=False, is_holder=False)

    rates = rates_of([often, never, new])

    assert rates[0].said > 0.9 > rates[2].said > 0.4 > rates[1].said
    assert rates_of([Tally()]) == [Rates(0.9, 0.5, 0.5)]
