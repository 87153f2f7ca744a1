"""A change of the filled house, ready to be decided."""

from datetime import date

from statenshus.portfolio.models import Destination, Placement, Subproject, Successor
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


def decided(house, **changes):
    """The same, decided on 20 January 2023 with effect from 1 March."""
    said = {"decided_by": "Styringsgruppen", "decided_on": DECIDED, "effective_on": EFFECTIVE, **changes}
    return acts.decide(prepared(house), **said, by=house.actor())


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
