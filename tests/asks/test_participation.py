"""How a body answers: shares and medians, never of somebody."""

from datetime import date, timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.asks.queries.participation import participation
from statenshus.asks.rules.participation import see
from statenshus.asks.usecases.handing import be_absent
from tests.architecture.visits import ROLES
from tests.asks.asking import seat_of
from tests.asks.test_waiting import of
from tests.houses import NOW, START

pytestmark = pytest.mark.usefixtures("quiet")
DAY = timedelta(days=1)
YEAR = (date(2022, 2, 1), date(2023, 2, 1))


@pytest.fixture
def seats(filled):
    """The steering group with three seats."""
    body = filled.bodies["steering"]
    more = [
        body.seats.create(house=filled.house, key=f"steering-{number}", role="member", valid_from=START)
        for number in (2, 3)
    ]
    return [seat_of(filled), *more]


def asked(seat, ended="answered", kind="vote", opened=20, due=10, took=1, rank=0, **changes):
    """Something the seat was asked so many days ago, and what came of it."""
    opened_at = NOW - opened * DAY
    answered = ended in ("answered", "handed_over")
    return Ask.objects.create(
        **{
            "house": seat.house,
            "kind": kind,
            "seat": seat,
            "body": seat.body,
            "subject_type": "people.body",
            "subject_key": f"b-{Ask.objects.count()}",
            "subject_name": "Noe",
            "path": "people/",
            "minutes": 1,
            "opened_at": opened_at,
            "due_at": None if due is None else NOW - due * DAY,
            "ended": ended,
            "ended_at": opened_at + took * DAY if ended else None,
            "answered_by": seat.holdings.get(rank=0).person if answered and seat.holdings.exists() else None,
            "answered_rank": rank if answered else None,
            **changes,
        }
    )


def told(filled, period=YEAR):
    shown = participation(filled.actor(), filled.bodies["steering"], *period)
    return [(row.kind, row.asked, row.on_time, row.by_deputy, row.days) for row in shown.kinds]


@pytest.fixture
def answering(filled, seats):
    """Each of the three seats has somebody to answer."""
    for seat in seats[1:]:
        seat.holdings.create(house=filled.house, person=filled.persons["member"], rank=0, valid_from=START)
    return seats


def test_what_is_answered_on_time_by_member_or_deputy_is_told_by_kind_and_as_a_whole(filled, answering):
    one, two, three = answering
    asked(one, took=1), asked(two, "handed_over", took=3, rank=1), asked(three, took=15), asked(one, "lapsed", took=10)
    asked(one, kind="minutes", due=None, took=4), asked(two, kind="minutes", took=2), asked(three, kind="minutes")

    shown = participation(filled.actor(), filled.bodies["steering"], *YEAR)

    assert told(filled) == [("vote", 4, 50, 25, 3.0), ("minutes", 3, 100, 0, 2.0)]
    assert (shown.whole.asked, shown.whole.on_time, shown.whole.by_deputy, shown.whole.days) == (7, 71, 14, 2.5)


def test_regrets_are_an_answer(filled, answering):
    for seat in answering:
        asked(seat, kind="attendance", answer="regrets")

    assert told(filled) == [("attendance", 3, 100, 0, 1.0)]


def test_what_is_withdrawn_or_may_still_be_answered_in_time_is_not_counted(filled, answering):
    one, two, three = answering
    asked(one), asked(two), asked(three)
    asked(one, "withdrawn"), asked(two, "", due=-1), asked(three, "", due=None)
    assert told(filled) == [("vote", 3, 100, 0, 1.0)]

    asked(one, "lapsed", took=9)
    assert told(filled) == [("vote", 3, 100, 0, 1.0)]

    asked(one, "", due=1)
    assert told(filled) == [("vote", 4, 75, 0, 1.0)]


def test_the_period_is_that_in_which_it_was_asked(filled, answering):
    for seat in answering:
        asked(seat, opened=40)

    assert told(filled, (date(2022, 1, 1), date(2023, 1, 1))) == [("vote", 3, 100, 0, 1.0)]
    assert told(filled, (date(2023, 1, 1), YEAR[1])) == []


def test_what_few_seats_were_asked_is_left_out_also_of_the_whole(filled, answering):
    one, two, three = answering
    asked(one), asked(two), asked(three)
    asked(one, kind="minutes", due=None), asked(two, "lapsed", kind="minutes", due=None)

    shown = participation(filled.actor(), filled.bodies["steering"], *YEAR)

    assert ([row.kind for row in shown.kinds], shown.whole.asked, shown.left_out) == (["vote"], 3, 1)


def test_what_nobody_answered_took_no_days(filled, answering):
    for seat in answering:
        asked(seat, "lapsed", took=10)

    assert told(filled) == [("vote", 3, 0, 0, None)]


def test_of_fewer_than_three_seats_only_why_nothing_is_shown(filled, enter):
    asked(seat_of(filled))

    assert participation(filled.actor(), filled.bodies["steering"], *YEAR).too_few is True
    page = of(enter(filled, "chair"), "asks/participation/steering/")
    assert "Organet har færre enn tre plasser" in page and "Besvart i tide" not in page


def test_never_of_the_house_next_door_nor_of_persons(filled, other, answering):
    asked(seat_of(other), kind="minutes")
    Ask.objects.create(
        house=filled.house,
        kind="question",
        person=filled.persons["chair"],
        subject_type="x",
        subject_key="x",
        subject_name="x",
        path="x",
        minutes=1,
        opened_at=NOW - DAY,
        ended="lapsed",
        ended_at=NOW,
    )

    assert told(filled) == []


@pytest.mark.parametrize("who", ROLES)
def test_it_is_seen_by_those_who_sit_in_the_body_and_those_who_keep_the_record(filled, enter, who):
    may = who in {"manager", "admin", "chair", "deputy"}

    assert filled.actor(who).may(see, filled.bodies["steering"]) == may
    assert enter(filled, who).get("asks/participation/steering/").status_code == (200 if may else 404)
    page = of(enter(filled, who), "people/bodies/steering/")
    assert ("asks/participation/steering/" in page, "asks/absence/seats/" in page) == (may, who in {"manager", "admin"})


def test_two_queries_however_much_was_asked(filled, answering, django_assert_num_queries):
    by = filled.actor()
    for seat in answering * 5:
        asked(seat)

    with django_assert_num_queries(2):
        participation(by, filled.bodies["steering"], *YEAR)


def test_the_page_lets_one_choose_the_period_and_names_nobody(filled, enter, answering):
    for seat in answering:
        asked(seat)
    client = enter(filled, "chair")

    page = of(client, "asks/participation/steering/?first=2022-02-01&last=2023-01-31")

    assert "100 %" in page and "Stemme" in page
    main = page.split("<main", 1)[1]
    assert not [who for who in filled.persons.values() if who.name in main]
    assert "ikke spurt om noe" in of(client, "asks/participation/steering/")
    assert client.get("asks/participation/steering/?first=2023-02-01&last=2022-01-01").status_code == 422


def test_the_body_says_who_is_away(filled, enter):
    be_absent(seat_of(filled), valid_from=date(2023, 2, 1), by=filled.actor("chair"))

    page = of(enter(filled, "deputy"), "people/bodies/steering/")
    assert "Chair vaarthus er borte fra 1. februar 2023, og neste vara svarer." in page
    assert "er borte" not in of(enter(filled, "member"), "people/bodies/steering/")
