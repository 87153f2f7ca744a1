"""Nothing is lost by deciding, and undoing leaves nothing behind, whatever the portfolio and the mapping."""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from statenshus.portfolio.models import (
    Closing,
    Destination,
    Item,
    Placement,
    Restructuring,
    Stage,
    StageChange,
    Subproject,
    Successor,
)
from statenshus.portfolio.usecases import restructurings as acts
from tests.portfolio.changes import DECIDED, EFFECTIVE, decide_change, snapshot

BEGUN = date(2022, 1, 1)
ENDS = st.one_of(st.none(), st.dates(date(2022, 6, 1), date(2023, 12, 1)))


@st.composite
def portfolios(draw):
    """Which things stand in which of up to four subprojects until when, and where each shall go."""
    count = draw(st.integers(2, 4))
    closing = draw(st.integers(1, count))
    successors = draw(st.integers(1, 3)) + (count - closing)
    things = []
    for subproject in range(count):
        names = ["a", "b", "c", "d", "chair", "deputy", *(["member"] if subproject == 0 else [])]
        for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=5)):
            if subproject < closing:
                goes = draw(st.one_of(st.none(), st.sets(st.integers(0, successors - 1), min_size=1)))
                things.append((subproject, name, draw(ENDS), goes))
            else:
                things.append((subproject, name, None, {subproject - closing}))
    return count, closing, successors, things


def build(house, plan):
    """The plan as rows; every new successor gets at least one theme of its own."""
    count, closing, successors, things = plan
    own = {"house": house.house}
    change = Restructuring.objects.create(**own, key="plan", title="Plan")
    StageChange.objects.create(**own, restructuring=change, stage=Stage.PROPOSED, on=BEGUN)
    subprojects = [
        Subproject.objects.create(**own, key=f"s{n}", name=f"S{n}", valid_from=BEGUN, position=n) for n in range(count)
    ]
    for subproject in subprojects[:closing]:
        Closing.objects.create(**own, restructuring=change, subproject=subproject)
    goes_on = subprojects[closing:]
    after = [
        Successor.objects.create(
            **own,
            restructuring=change,
            key=f"t{n}",
            name=goes_on[n].name if n < len(goes_on) else f"T{n}",
            is_new=n >= len(goes_on),
            subproject=goes_on[n] if n < len(goes_on) else None,
        )
        for n in range(successors)
    ]
    items = {name: Item.objects.create(**own, key=f"i{name}", name=name, kind="theme") for name in "abcd"}

    def place(subproject, name, until, goes, **what):
        placement = Placement.objects.create(
            **own, key=f"p{Placement.objects.count()}", subproject=subproject, valid_from=BEGUN, valid_to=until, **what
        )
        for successor in (goes or [None]) if subproject not in goes_on else []:
            Destination.objects.create(
                **own,
                restructuring=change,
                placement=placement,
                successor=None if successor is None else after[successor],
                ends_because="" if successor is not None else "Ferdig",
            )

    for number, name, until, goes in things:
        if name in items:
            what = {"kind": "item", "item": items[name]}
        else:
            what = {"kind": "lead" if name == "member" else "member", "person": house.persons[name]}
        place(subprojects[number], name, until, goes, **what)
    for n in range(len(goes_on), successors):
        own_theme = Item.objects.create(**own, key=f"own{n}", name=f"own{n}", kind="theme")
        place(subprojects[0], f"own{n}", None, {n}, kind="item", item=own_theme)
    return change


def rows(house):
    return snapshot(*(kind.objects.in_house(house.house) for kind in (Subproject, Placement, Closing, Destination)))


def where(house, day):
    """What stands in which subproject on the day, by the database."""
    planned = Subproject.objects.in_house(house.house).at(day).exclude(key__in=["one", "two"])
    found = Placement.objects.in_house(house.house).at(day).filter(subproject__in=planned)
    return {(place.subproject.name, str(place)) for place in found.told()}


def expected(house, plan, day):
    """The same, by a plain reading of the plan."""
    count, closing, successors, things = plan
    goes_on = [f"S{n}" for n in range(closing, count)]
    names = [*goes_on, *(f"T{n}" for n in range(len(goes_on), successors))]
    things = [(s, str(house.persons[name]) if name in house.persons else name, u, g) for s, name, u, g in things]
    things += [(0, f"own{n}", None, {n}) for n in range(len(goes_on), successors)]
    stands = set()
    for subproject, name, until, goes in things:
        if until is not None and until <= day:
            continue
        if day < EFFECTIVE:
            stands.add((f"S{subproject}", name))
        else:
            stands |= {(names[n], name) for n in goes or ()}
    return stands


@given(plan=portfolios())
def test_what_is_decided_is_what_was_said_and_undoing_it_leaves_nothing(filled, plan):
    with transaction.atomic():
        carried_out(filled, plan)
        transaction.set_rollback(True)


def carried_out(filled, plan):
    change = build(filled, plan)
    # What has left before the day is not carried, and what was said of it is let go.
    change.destinations.filter(placement__valid_to__lte=EFFECTIVE).delete()
    before = rows(filled)

    decide_change(change, on=DECIDED, who="Styret", effective_on=EFFECTIVE, by=filled.actor())
    days = [EFFECTIVE + timedelta(days=n) for n in (-300, -1, 0, 1, 150, 400)]
    found, plain = [where(filled, day) for day in days], [expected(filled, plan, day) for day in days]
    forward = {
        (there.placement.subproject.name, there.successor.name)
        for there in change.destinations.all()
        if there.successor
    }
    backward = {
        (there.placement.subproject.name, successor.subproject.name)
        for successor in change.successors.all()
        for there in successor.arrivals.all()
    }
    acts.undo_decision(change, on=date(2023, 1, 31), by=filled.actor())

    assert found == plain
    assert forward == backward
    assert rows(filled) == before
