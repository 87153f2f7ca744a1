"""On the front page: that something waits for whoever looks."""

from datetime import timedelta

import pytest

from statenshus.asks.models import Ask
from statenshus.asks.queries.waiting import waiting
from tests.asks.asking import asked, seat_of
from tests.asks.mailing import still
from tests.houses import NOW

WAITS = 'class="ds-card waits"'


@pytest.fixture(autouse=True)
def quiet(filled):
    """Nothing waits but what a test asks."""
    still(filled)


def test_the_front_page_says_how_much_waits_and_how_long_it_takes(filled, enter):
    asked(filled, due_at=None), asked(filled, kind="vote", due_at=None)

    page = enter(filled, "chair").get("").content.decode()

    assert "Dette venter på deg: 2" in page and "omtrent 4 minutter" in page and "Fristen har gått ut" not in page
    assert page.index(WAITS) < page.index('class="hero"')


def test_it_says_what_is_late(filled, enter):
    asked(filled)

    assert "Fristen har gått ut for 1." in enter(filled, "chair").get("").content.decode()


def test_it_says_nothing_to_others_nor_as_of_another_day(filled, enter):
    asked(filled)

    assert WAITS not in enter(filled, "deputy").get("").content.decode()
    assert WAITS not in enter(filled, "chair").get("?on=2022-06-01").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_four_queries_however_much_waits(filled, count, django_assert_num_queries):
    seat, by = seat_of(filled), filled.actor("chair", now=NOW + timedelta(days=1))
    for number in range(count):
        Ask.objects.create(
            house=filled.house,
            kind="poll",
            seat=seat,
            subject_type="people.body",
            subject_key=f"b-{number}",
            subject_name="Noe",
            path="people/",
            minutes=1,
            opened_at=NOW,
        )

    with django_assert_num_queries(4):
        assert waiting(by).minutes == count


def test_one_query_where_nothing_waits(filled, django_assert_num_queries):
    by = filled.actor("commissioner")

    with django_assert_num_queries(1):
        assert waiting(by).waiting == []
