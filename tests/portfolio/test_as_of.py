"""As of any day: what the database says is what counting days by hand says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from hypothesis import example, given
from hypothesis import strategies as st

from statenshus.portfolio.models import Experience, Factor, Placement, Subproject
from statenshus.portfolio.queries.experiences import State, finding, found
from statenshus.portfolio.queries.subprojects import standings
from tests.houses import START

FIRST = date(2022, 1, 1)
DAYS = st.integers(0, 12).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def periods(draw):
    """A period as people say it, first and last day included; either may be unknown or open."""
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return (last, first) if first and last and last < first else (first, last)


def lasts(period, day):
    """The plain reading of a period: from the first day to the last, both included."""
    first, last = period
    return all([first is None or first <= day, last is None or day <= last])


def kept(period):
    """The same as the record keeps it."""
    first, last = period
    return {"valid_from": first, "valid_to": last + timedelta(days=1) if last else None}


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back, so that each example begins alike."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@example(rows=[(None, FIRST), (FIRST, FIRST)], day=FIRST)
@example(rows=[(None, FIRST), (FIRST, FIRST)], day=FIRST + timedelta(days=1))
@given(rows=st.lists(periods(), max_size=6), day=DAYS)
def test_subprojects_of_a_day(filled, rows, day):
    with undone():
        Subproject.objects.in_house(filled.house).update(valid_to=START + timedelta(days=1), valid_from=START)
        Subproject.objects.bulk_create(
            Subproject(house=filled.house, key=f"s{n}", name=f"s{n}", **kept(row)) for n, row in enumerate(rows)
        )
        there = Subproject.objects.in_house(filled.house).filter(key__startswith="s").at(day)

        assert {row.key for row in there} == {f"s{n}" for n, row in enumerate(rows) if lasts(row, day)}
        assert {row.key for row in there} == {
            row.key for row in Subproject.objects.filter(house=filled.house, key__startswith="s") if row.holds_at(day)
        }


@example(rows=[(None, FIRST), (FIRST, FIRST)], day=FIRST)
@example(rows=[(None, FIRST), (FIRST, FIRST)], day=FIRST + timedelta(days=1))
@given(rows=st.lists(periods(), max_size=4), day=DAYS)
def test_what_stands_in_a_subproject_on_a_day(filled, rows, day):
    with undone():
        one = filled.subprojects["one"]
        Placement.objects.in_house(filled.house).delete()
        organisations = list(filled.organisations.values())
        Placement.objects.bulk_create(
            Placement(
                house=filled.house,
                key=f"p{n}",
                subproject=one,
                kind="member",
                organisation=organisations[n],
                **kept(row),
            )
            for n, row in enumerate(rows)
        )

        members = standings(filled.actor(), day)[0].members

        assert {row.key for row in members} == {f"p{n}" for n, row in enumerate(rows) if lasts(row, day)}


@example(rows=[(None, FIRST), (FIRST, FIRST)], day=FIRST)
@example(rows=[(None, FIRST), (FIRST, FIRST)], day=FIRST + timedelta(days=1))
@given(rows=st.lists(periods(), max_size=6), day=DAYS)
def test_factors_of_a_day(filled, rows, day):
    with undone():
        Factor.objects.bulk_create(
            Factor(house=filled.house, key=f"f{n}", kind="goal_attainment", text=f"f{n}", **kept(row))
            for n, row in enumerate(rows)
        )
        there = Factor.objects.in_house(filled.house).filter(kind="goal_attainment").at(day)

        assert {row.key for row in there} == {f"f{n}" for n, row in enumerate(rows) if lasts(row, day)}


@given(rows=st.lists(st.tuples(DAYS, st.none() | st.integers(0, 5)), max_size=6), day=DAYS)
def test_experiences_of_a_day(filled, rows, day):
    with undone():
        by = filled.actor()
        settled = [first + timedelta(days=later) if later is not None else None for first, later in rows]
        Experience.objects.bulk_create(
            Experience(
                house=filled.house,
                key=f"e{n}",
                found_on=first,
                theme="T",
                text=f"e{n}",
                settled_on=settled[n],
                settled_by="Løst" if settled[n] else "",
            )
            for n, (first, _) in enumerate(rows)
        )
        known = {f"e{n}" for n, (first, _) in enumerate(rows) if first <= day}
        done = {f"e{n}" for n, on in enumerate(settled) if on and on <= day}

        assert {row.key for row in found(by, day, theme="T")} == known
        assert {row.key for row in found(by, day, theme="T", state="settled")} == known & done
        assert {row.key for row in found(by, day, theme="T", state="open")} == known - done
        for row in found(by, day, theme="T"):
            assert (finding(row, by, day).state == State.SETTLED) == (row.key in done)
