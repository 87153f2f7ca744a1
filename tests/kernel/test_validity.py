"""Periods are half-open: the first day counts, the day after the last does not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from statenshus.kernel.validity import in_force
from statenshus.people.models import Body, Participation

DAY = date(2023, 1, 31)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
days = st.none() | st.dates(date(2022, 12, 20), date(2023, 1, 20))


@pytest.fixture
def organisation(filled):
    made = filled.organisations["tax"]
    made.participations.all().delete()
    return made


def take_part(organisation, first, after, kind="active"):
    return Participation.objects.create(
        house=organisation.house, organisation=organisation, kind=kind, valid_from=first, valid_to=after
    )


@pytest.mark.parametrize(
    ("first", "after", "holds"),
    [
        (None, None, True),
        (DAY, None, True),
        (AFTER, None, False),
        (None, DAY, False),
        (None, AFTER, True),
        (DAY, AFTER, True),
        (BEFORE, DAY, False),
    ],
)
def test_a_row_holds_from_its_first_day_until_the_day_it_ends(organisation, first, after, holds):
    row = take_part(organisation, first, after)

    assert row.holds_at(DAY) is holds
    assert list(organisation.participations.at(DAY)) == ([row] if holds else [])
    assert list(Participation.objects.filter(in_force(DAY), pk=row.pk)) == ([row] if holds else [])


@pytest.mark.parametrize(("first", "after"), [(DAY, DAY), (AFTER, DAY)])
def test_the_database_takes_no_empty_period(organisation, first, after):
    with pytest.raises(IntegrityError):
        take_part(organisation, first, after)


def test_two_periods_may_meet(organisation):
    before, later = take_part(organisation, None, DAY), take_part(organisation, DAY, None)

    assert (list(organisation.participations.at(BEFORE)), list(organisation.participations.at(DAY))) == (
        [before],
        [later],
    )
    assert list(organisation.participations.standing()) == [later]


@given(days, days, days, days)
def test_the_database_takes_two_periods_exactly_when_they_share_no_day(organisation, a, b, c, d):
    def share_a_day():
        earliest, latest = date.min, date.max
        return max(a or earliest, c or earliest) < min(b or latest, d or latest)

    if (a and b and a >= b) or (c and d and c >= d):
        return
    try:
        with transaction.atomic():
            take_part(organisation, a, b)
            take_part(organisation, c, d)
            taken = True
            transaction.set_rollback(True)
    except IntegrityError:
        taken = False

    assert taken is not share_a_day()


def test_a_condition_reaches_through_a_relation(filled):
    seated = Body.objects.filter(in_force(date(2022, 6, 1), "seats__"), house=filled.house)

    assert sorted(body.key for body in seated) == ["management", "steering", "working"]
    assert list(Body.objects.filter(in_force(date(2021, 12, 31), "seats__"), house=filled.house)) == []
