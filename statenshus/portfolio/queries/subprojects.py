"""Readings of subprojects: what stands in them on a day, and their lineage."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from statenshus.kernel.actors import Actor
from statenshus.people.models import Person
from statenshus.portfolio.models import Destination, Item, Placement, Restructuring, Subproject


@dataclass(frozen=True)
class Standing:
    """A subproject with what stands in it on a day."""

    subproject: Subproject
    lead: Placement | None
    members: tuple[Placement, ...]
    items: tuple[Placement, ...]

    @property
    def themes(self) -> tuple[Placement, ...]:
        """Those of the items that are themes."""
        return tuple(p for p in self.items if p.item and p.item.kind == Item.Kind.THEME)

    @property
    def others(self) -> tuple[Placement, ...]:
        """Those of the items that are no themes."""
        return tuple(p for p in self.items if p.item and p.item.kind != Item.Kind.THEME)

    @property
    def is_empty(self) -> bool:
        """Nothing stands in it."""
        return not (self.lead or self.members or self.items)


def standings(by: Actor, on: date) -> list[Standing]:
    """The subprojects of the day with what stands in each, in the house's order. Two queries."""
    subprojects = list(Subproject.objects.visible_to(by).at(on))
    found = defaultdict(list)
    for placement in Placement.objects.visible_to(by).at(on).filter(subproject__in=subprojects).told():
        found[placement.subproject_id].append(placement)
    return [_standing(subproject, found[subproject.pk]) for subproject in subprojects]


def standing(subproject: Subproject, by: Actor, on: date) -> Standing:
    """One subproject with what stands in it on the day. One query."""
    return _standing(subproject, list(Placement.objects.visible_to(by).at(on).filter(subproject=subproject).told()))


def of_person(by: Actor, person: Person, on: date) -> list[Placement]:
    """What a person leads and is a member of on the day, what they lead first. One query."""
    stands = Placement.objects.visible_to(by).at(on).filter(person=person).told()
    return list(stands.order_by("kind", "subproject__position", "pk"))


def _standing(subproject: Subproject, placements: list[Placement]) -> Standing:
    return Standing(
        subproject=subproject,
        lead=next((p for p in placements if p.kind == Placement.Kind.LEAD), None),
        members=tuple(p for p in placements if p.kind == Placement.Kind.MEMBER),
        items=tuple(p for p in placements if p.kind == Placement.Kind.ITEM),
    )


@dataclass(frozen=True)
class Kin:
    """A subproject that another came from or became, by which restructuring, and what was carried over.

    `generation` is 1 for those next to it, 2 for those next to these, and so on.
    """

    subproject: Subproject
    restructuring: Restructuring
    carried: tuple[Placement, ...]
    generation: int


@dataclass(frozen=True)
class Lineage:
    """Where a subproject came from and what it became, nearest first."""

    came_from: tuple[Kin, ...]
    became: tuple[Kin, ...]


def lineage(subproject: Subproject, by: Actor, *, on: date | None = None, whole: bool = False) -> Lineage:
    """The subprojects it came from and became by restructurings decided by the day, read from their destinations.

    The nearest only, or the whole line both ways. One decided but not yet in effect is among them: ask its
    `effective_on`. Two queries for the whole line, else one, however many restructurings there are.
    """
    decided = (
        Destination.objects.visible_to(by)
        .filter(restructuring__decided_on__lte=on or by.today, successor__subproject__isnull=False)
        .exclude(placement__subproject=F("successor__subproject"))
    )
    if whole:
        steps = list(decided.values_list("placement__subproject", "successor__subproject").distinct().order_by())
        before = _generations(subproject.pk, [(after, earlier) for earlier, after in steps])
        after = _generations(subproject.pk, steps)
        near = Q(successor__subproject__in=before) | Q(placement__subproject__in=after)
    else:
        before = after = {subproject.pk: 0}
        near = Q(successor__subproject=subproject) | Q(placement__subproject=subproject)
    rows = decided.filter(near).select_related(
        "restructuring",
        "successor__subproject",
        "placement__subproject",
        "placement__item",
        "placement__person",
        "placement__organisation",
    )
    came_from: _Carried = defaultdict(list)
    became: _Carried = defaultdict(list)
    for row in rows.order_by("restructuring__effective_on", "placement__position", "pk"):
        old, new = row.placement.subproject, row.successor.subproject if row.successor else None
        if new is None:
            continue
        if new.pk in before and before.get(old.pk, before[new.pk] + 1) == before[new.pk] + 1:
            came_from[before[new.pk] + 1, old, row.restructuring].append(row.placement)
        if old.pk in after and after.get(new.pk, after[old.pk] + 1) == after[old.pk] + 1:
            became[after[old.pk] + 1, new, row.restructuring].append(row.placement)
    return Lineage(_kin(came_from), _kin(became))


_Carried = dict[tuple[int, Subproject, Restructuring], list[Placement]]


def _kin(carried: _Carried) -> tuple[Kin, ...]:
    def nearest(kin: Kin) -> tuple[int, int, str]:
        return kin.generation, kin.subproject.position, kin.subproject.name

    found = [
        Kin(other, change, tuple(dict.fromkeys(rows)), generation)
        for (generation, other, change), rows in carried.items()
    ]
    return tuple(sorted(found, key=nearest))


def _generations(start: int, steps: list[tuple[int, int]]) -> dict[int, int]:
    """How many steps from the start each subproject lies, where it can be reached."""
    onward = defaultdict(list)
    for source, target in steps:
        onward[source].append(target)
    reached, edge = {start: 0}, [start]
    while edge:
        edge = [target for source in edge for target in onward[source] if target not in reached]
        reached |= dict.fromkeys(edge, max(reached.values()) + 1)
    return reached
