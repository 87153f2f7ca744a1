"""What a restructuring changes: before and after, read together."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from statenshus.portfolio.models import (
    Closing,
    Destination,
    Placement,
    ProposedLead,
    Restructuring,
    Subproject,
    Successor,
)


@dataclass(frozen=True)
class Move:
    """Something that stands in a subproject before, and where it goes; nowhere stated makes it an orphan."""

    placement: Placement
    destinations: tuple[Destination, ...]
    stays: bool = False

    @property
    def successors(self) -> tuple[Successor, ...]:
        """Where it goes, in their order."""
        found = [there.successor for there in self.destinations if there.successor]
        return tuple(sorted(found, key=lambda successor: (successor.position, successor.pk)))

    @property
    def ends_because(self) -> str:
        """Why it ends, if it does."""
        return next((there.ends_because for there in self.destinations if there.successor is None), "")

    @property
    def is_orphan(self) -> bool:
        """Nothing says where it goes."""
        return not self.destinations and not self.stays


@dataclass(frozen=True)
class Leaving:
    """A subproject as it is before: closing, or one that goes on."""

    subproject: Subproject
    moves: tuple[Move, ...]
    closing: Closing | None


@dataclass(frozen=True)
class Arriving:
    """A subproject as it is after: who comes, what comes and from where, and what stays."""

    successor: Successor
    moves: tuple[Move, ...]
    stays: tuple[Placement, ...]
    leads: tuple[ProposedLead, ...]


@dataclass(frozen=True)
class Change:
    """Before and after on the day of the change, and what stands in subprojects from that day on."""

    restructuring: Restructuring
    day: date
    before: tuple[Leaving, ...]
    after: tuple[Arriving, ...]
    leads: tuple[ProposedLead, ...]
    later: tuple[Placement, ...]

    @property
    def moves(self) -> tuple[Move, ...]:
        """Everything that has somewhere to go, or ends."""
        return tuple(move for side in self.before for move in side.moves if not move.stays)

    @property
    def orphans(self) -> tuple[Placement, ...]:
        """What stands in a closing subproject on the day, and goes nowhere."""
        return tuple(move.placement for move in self.moves if move.is_orphan)

    @property
    def unpaired(self) -> tuple[ProposedLead, ...]:
        """Proposed leads of whom it is not stated what they shall lead."""
        return tuple(lead for lead in self.leads if lead.successor_id is None)


def change(restructuring: Restructuring, on: date) -> Change:
    """Before and after, on the day it takes effect or, while that is not stated, on the day given.

    Once decided it is what was decided; until then, what stands on that day. Five queries.
    """
    day = restructuring.effective_on or on
    decided = restructuring.decided_on is not None
    closings = {closing.subproject_id: closing for closing in restructuring.closings.select_related("subproject")}
    successors = tuple(restructuring.successors.select_related("subproject"))
    leads = tuple(restructuring.proposed_leads.select_related("person", "organisation", "successor"))
    destinations: dict[int, list[Destination]] = {}
    for there in restructuring.destinations.select_related(
        "successor", "placement__item", "placement__person", "placement__organisation", "placement__subproject"
    ):
        destinations.setdefault(there.placement_id, []).append(there)
    going_on = {s.subproject_id: s.subproject for s in successors if not s.is_new and s.subproject}
    made = {there.made_id for found in destinations.values() for there in found} | {lead.made_id for lead in leads}
    standing = [
        placement
        for placement in Placement.objects.in_house(restructuring.house)
        .filter(Q(valid_to=None) | Q(valid_to__gt=day), subproject__in=[*closings, *going_on])
        .told()
        if placement.pk not in made
    ]
    placements = [placement for placement in standing if placement.holds_at(day)]
    if decided:
        placements += [found[0].placement for found in destinations.values() if not found[0].placement.holds_at(day)]
    placements.sort(key=lambda placement: (placement.kind != "lead", placement.kind, placement.position, placement.pk))
    moves = [
        Move(
            placement,
            tuple(destinations.get(placement.pk, ())),
            stays=placement.subproject_id in going_on and placement.pk not in destinations,
        )
        for placement in placements
    ]
    subprojects = [closing.subproject for closing in closings.values()] + list(going_on.values())
    subprojects.sort(key=lambda subproject: (subproject.position, subproject.name, subproject.pk))
    return Change(
        restructuring,
        day,
        before=tuple(
            Leaving(
                subproject,
                tuple(move for move in moves if move.placement.subproject_id == subproject.pk),
                closings.get(subproject.pk),
            )
            for subproject in subprojects
        ),
        after=tuple(
            Arriving(
                successor,
                tuple(move for move in moves if successor in move.successors),
                tuple(
                    move.placement
                    for move in moves
                    if move.stays and move.placement.subproject_id == successor.subproject_id
                ),
                tuple(lead for lead in leads if lead.successor_id == successor.pk),
            )
            for successor in successors
        ),
        leads=leads,
        later=tuple(placement for placement in standing if not placement.holds_at(day) or placement.valid_from == day),
    )


def orphans(restructuring: Restructuring, on: date) -> tuple[Placement, ...]:
    """What stands in a closing subproject on the day of the change, and goes nowhere. Five queries."""
    return change(restructuring, on).orphans
