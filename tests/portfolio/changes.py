"""A change of the filled house, ready to be decided."""

from datetime import UTC, date, datetime, time

from statenshus.decisions.models import Case, Decision
from statenshus.people.models import Body, Person
from statenshus.portfolio.models import Destination, Placement, Restructuring, Subproject, Successor
from statenshus.portfolio.usecases import restructurings as acts

DECIDED = date(2023, 1, 20)
EFFECTIVE = date(2023, 3, 1)


def snapshot(*querysets):
    """Every row, whole, for comparing before and after."""
    return [list(queryset.order_by("pk").values()) for queryset in querysets]


def prepared(house):
    """The house's proposal with everything going to its one successor."""
    successor = Successor.objects.in_house(house.house).get()
    for placement in house.placements.values():
        Destination.objects.create(
            house=house.house, restructuring=house.restructuring, placement=placement, successor=successor
        )
    return house.restructuring


def decision_on(change, on=DECIDED, by="Styringsgruppen", body=None, outcome="adopted"):
    """A decision of the steering group on the change, as if it had been voted on a case of its own."""
    number = Case.objects.filter(house=change.house).count() + 50
    at = datetime.combine(on, time(12), tzinfo=UTC)
    body = body or Body.objects.in_house(change.house).get(key="steering")
    case = Case.objects.create(
        house=change.house,
        key=f"2023-{number}",
        year=2023,
        number=number,
        body=body,
        title=change.title,
        prepared_by=Person.objects.in_house(change.house).get(key="manager"),
        drafted_at=at,
        published_at=at,
        ended="concluded",
        ended_at=at,
    )
    made = Decision.objects.create(
        house=change.house,
        key=case.key,
        case=case,
        outcome=outcome,
        title=change.title,
        body=body,
        decided_by=by,
        decided_at=at,
        decided_on=on,
    )
    Restructuring.objects.filter(pk=change.pk).update(case=case)
    change.case = case
    return made


def decide_change(change, *, on=DECIDED, who="Styringsgruppen", effective_on=EFFECTIVE, body=None, by):
    """Let a decision of that day take effect."""
    return acts.decide(change, decision=decision_on(change, on, who, body), effective_on=effective_on, by=by)


def decided(house, **changes):
    """The same, decided on 20 January 2023 with effect from 1 March."""
    return decide_change(prepared(house), **changes, by=house.actor())


def goes_on(house, **period):
    """A third subproject that goes on in the house's change, as its successor."""
    three = Subproject.objects.create(house=house.house, key="three", name="Tre", valid_from=date(2022, 1, 1), **period)
    return Successor.objects.create(
        house=house.house,
        restructuring=house.restructuring,
        key="three",
        name="Tre",
        is_new=False,
        subproject=three,
        position=2,
    )


def lead_of(house, subproject, who):
    """Who leads the subproject from the beginning."""
    return Placement.objects.create(
        house=house.house,
        key=f"lead-{who}",
        subproject=subproject,
        kind="lead",
        person=house.persons[who],
        valid_from=date(2022, 1, 1),
    )


def prepared_with(house, successor):
    """Everything goes to this successor; the one that was proposed is taken out."""
    house.restructuring.successors.exclude(pk=successor.pk).delete()
    for placement in house.placements.values():
        Destination.objects.create(
            house=house.house, restructuring=house.restructuring, placement=placement, successor=successor
        )
