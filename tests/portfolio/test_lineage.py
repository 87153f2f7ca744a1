"""Where a subproject came from and what it became."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statenshus.portfolio.models import Destination, Placement, Restructuring, Subproject, Successor
from statenshus.portfolio.queries.subprojects import lineage
from tests.houses import START
from tests.portfolio.changes import DECIDED, EFFECTIVE, decided


def told(kin):
    """Of each: how far away, its key, and what was carried."""
    return [(each.generation, each.subproject.key, [placement.key for placement in each.carried]) for each in kin]


@pytest.fixture
def joined(filled):
    decided(filled)
    return Subproject.objects.in_house(filled.house).get(name=f"Samlet {filled.house.slug}")


def carry(house, day, steps):
    """A decided change that carries one placement for each step from one subproject to another."""
    change = Restructuring.objects.create(
        house=house, key=f"change-{day}", title=f"Endring {day}", decided_on=day, decided_by="S", effective_on=day
    )
    for n, (source, target) in enumerate(steps):
        placement = Placement.objects.create(
            house=house,
            key=f"{source.key}-{target.key}-{day}-{n}",
            subproject=source,
            kind="member",
            organisation=house_organisation(house, n),
            valid_from=START,
            valid_to=day,
        )
        successor, _ = Successor.objects.get_or_create(
            house=house, restructuring=change, key=target.key, name=target.name, subproject=target
        )
        Destination.objects.create(house=house, restructuring=change, placement=placement, successor=successor)
    return change


def house_organisation(house, n):
    from statenshus.people.models import Organisation

    return Organisation.objects.create(
        house=house, key=f"o-{Organisation.objects.count()}", name=f"O{n}", kind="company"
    )


def test_what_was_joined_came_from_both_and_both_became_it(filled, joined):
    by = filled.actor()

    here = lineage(joined, by)
    assert told(here.came_from) == [(1, "one", ["p-theme", "p-lead"]), (1, "two", ["p-task", "p-member"])]
    assert here.became == ()
    one = lineage(filled.subprojects["one"], by)
    assert (one.came_from, told(one.became)) == ((), [(1, joined.key, ["p-theme", "p-lead"])])
    assert [kin.restructuring for kin in one.became] == [filled.restructuring]


def test_nothing_is_told_before_it_was_decided(filled, joined):
    by, one = filled.actor(), filled.subprojects["one"]

    assert lineage(one, by, on=date(2023, 1, 19)).became == ()
    assert [kin.restructuring.effective_on for kin in lineage(one, by, on=DECIDED).became] == [EFFECTIVE]


def test_a_proposal_is_no_lineage(filled):
    one = lineage(filled.subprojects["one"], filled.actor())

    assert (one.came_from, one.became) == ((), ())


def test_a_subproject_that_goes_on_does_not_come_from_itself(filled):
    one, two = filled.subprojects.values()
    carry(filled.house, date(2022, 6, 1), [(one, two), (two, two)])

    assert [kin.subproject for kin in lineage(two, filled.actor()).came_from] == [one]


def test_the_whole_line_is_told_nearest_first(filled):
    by, house = filled.actor(), filled.house
    a, b, c, d = (
        Subproject.objects.create(house=house, key=key, name=key, position=n, valid_from=START)
        for n, key in enumerate("abcd")
    )
    carry(house, date(2022, 3, 1), [(a, b)])
    carry(house, date(2022, 6, 1), [(b, c), (b, d)])

    far = lineage(d, by, whole=True)
    assert [(kin.generation, kin.subproject) for kin in far.came_from] == [(1, b), (2, a)]
    first = lineage(a, by, whole=True)
    assert [(kin.generation, kin.subproject) for kin in first.became] == [(1, b), (2, c), (2, d)]
    assert [kin.subproject for kin in lineage(a, by).became] == [b]
    assert [kin.subproject for kin in lineage(c, by, whole=True).came_from] == [b, a]


def test_it_costs_as_much_after_many_changes_as_after_one(filled):
    by, house = filled.actor(), filled.house
    one, two = filled.subprojects.values()
    carry(house, date(2022, 2, 1), [(one, two)])
    costs = []
    for month in (3, 4, 5):
        with CaptureQueriesContext(connection) as near:
            lineage(two, by)
        with CaptureQueriesContext(connection) as whole:
            lineage(two, by, whole=True)
        costs.append((len(near), len(whole)))
        carry(house, date(2022, month, 1), [(one, two), (one, two)])

    assert costs == [(1, 2)] * 3


def test_the_page_of_a_subproject_tells_it_both_ways(filled, enter, joined):
    client = enter(filled)

    after = client.get(f"portfolio/subprojects/{joined.key}/?on=2023-03-01")
    before = client.get("portfolio/subprojects/one/?on=2023-03-01")

    assert [kin.subproject.key for kin in after.context["lineage"].came_from] == ["one", "two"]
    assert [kin.subproject for kin in before.context["lineage"].became] == [joined]
    assert f"/portfolio/subprojects/{joined.key}/?on=2023-03-01" in before.content.decode()
