"""Taking a factor off the list."""

from datetime import date, timedelta

import pytest

from statenshus.kernel.errors import NotAllowed
from statenshus.portfolio.models import Factor
from statenshus.portfolio.queries.experiences import factor_lists
from statenshus.portfolio.usecases.factors import add_factor, retire_factor
from tests.houses import TODAY
from tests.portfolio.acting import refused, told

AFTER = TODAY + timedelta(days=1)


def test_it_stands_there_to_its_last_day(filled):
    by = filled.actor()

    retire_factor(filled.factor, valid_to=AFTER, by=by)

    assert factor_lists(by, TODAY)[1].factors == (filled.factor,)
    assert factor_lists(by, AFTER)[1].factors == ()
    assert told(filled, "retire_factor") == [(filled.factor.text, {"last_day": TODAY.isoformat()})]


def test_it_does_not_leave_before_it_comes(filled):
    made = add_factor(kind="goal_attainment", text="Metode", valid_from=TODAY, by=filled.actor())

    with refused("backwards", "valid_to"):
        retire_factor(made, valid_to=TODAY, by=filled.actor())


def test_only_those_who_keep_the_record(filled):
    with pytest.raises(NotAllowed):
        retire_factor(filled.factor, valid_to=AFTER, by=filled.actor("member"))


def test_it_is_done_on_a_page_and_stays_to_be_seen_as_earlier(filled, enter):
    client = enter(filled)

    answer = client.post("portfolio/factors/factor/retire_factor/", {"valid_to": "2023-01-30"})

    assert answer.status_code == 303
    assert Factor.objects.get(pk=filled.factor.pk).valid_to == date(2023, 1, 31)
    assert list(client.get("portfolio/factors/").context["earlier"]) == [filled.factor]
    assert list(client.get("portfolio/factors/?on=2023-01-30").context["earlier"]) == []
