"""The page of what waits, filled by meetings and decisions: it costs the same however much waits."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.asks.models import KINDS, Ask
from statenshus.decisions.usecases.votings import open_written
from statenshus.meetings.usecases.meetings import send_notice
from tests.asks.mailing import still
from tests.decisions.conftest import LATER
from tests.houses import NOW


def ask_chair(group, kind, subject_type, key):
    """One row of what waits for the seat of the chair, about what need not be there."""
    Ask.objects.create(
        house=group.house,
        kind=kind,
        seat=group.seat(1),
        body=group.body,
        subject_type=subject_type,
        subject_key=key,
        subject_name=key,
        path="people/",
        minutes=1,
        opened_at=NOW,
    )


@pytest.fixture
def fill_page(group):
    """`fill_page(n)`: n more of every kind wait for the chair, those of cases and meetings about real ones."""

    def fill(numbers):
        for number in numbers:
            case = group.publish(f"2023-{number}0", 10 * number)
            open_written(case, closes_at=LATER, by=group.leader)
            ask_chair(group, "position", "decisions.case", group.publish(f"2023-{number}1", 10 * number + 1).key)
            starts_at = datetime(2099, 1, number, 9, tzinfo=UTC)
            meeting = group.meeting(f"m2023-{number}", number + 1, starts_at)
            send_notice(meeting, by=group.at(starts_at - timedelta(days=9)))
            for kind in set(KINDS) - {"vote", "position", "attendance"}:
                ask_chair(group, kind, "decisions.case", f"2023-{number}0")

    return fill


def test_it_costs_the_same_with_one_of_each_kind_and_with_five(group, filled, enter, fill_page):
    still(filled)
    client = enter(filled, "chair")
    cost = []
    for numbers in ([1], [2, 3, 4, 5]):
        fill_page(numbers)
        client.get("asks/")
        with CaptureQueriesContext(
            connection,
        ) as counted:
            page = client.get("asks/").content.decode()
        assert page.count("ask__answer") == len(KINDS) * numbers[-1]
        cost.append(len(counted))

    assert cost[0] == cost[1]
