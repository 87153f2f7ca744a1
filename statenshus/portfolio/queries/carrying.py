"""What deciding a restructuring would write, and what stands in the way of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from statenshus.kernel.errors import Refused
from statenshus.people.models import Organisation, Person
from statenshus.portfolio.models import Closing, Destination, Item, Placement, ProposedLead, Successor
from statenshus.portfolio.queries.restructurings import Change


@dataclass
class Arrival:
    """One placement in a successor: what came by one or several destinations, or by a proposed lead."""

    successor: Successor
    kind: str
    item: Item | None
    person: Person | None
    organisation: Organisation | None
    position: int
    until: date | None
    destinations: list[Destination] = field(default_factory=list)
    proposed: ProposedLead | None = None
    stands: bool = False
    """It stood there already for all that time, so nothing is written."""

    @property
    def slot(self) -> tuple[object, ...]:
        """What the successor has room for once at a time."""
        return (self.successor.pk, *_slot(self))

    @property
    def name(self) -> str:
        """What it is, in words."""
        return str(self.item or self.person or self.organisation)


def _slot(thing: Arrival | Placement) -> tuple[object, ...]:
    if thing.kind == Placement.Kind.LEAD:
        return (thing.kind,)
    return (thing.kind, thing.item, thing.person, None if thing.person else thing.organisation)


def _same(one: Arrival | Placement, two: Arrival | Placement) -> bool:
    return (one.item, one.person, one.organisation) == (two.item, two.person, two.organisation)


def _later(one: date | None, two: date | None) -> date | None:
    return max(one, two) if one and two else None


def arrivals(change: Change) -> list[Arrival]:
    """What comes to each successor on the day of the change; the same thing from two places comes once.

    It lasts as long as it was to last where it stood, but not longer than the successor. No query.
    """
    found: list[Arrival] = []

    def add(new: Arrival) -> None:
        for old in found:
            if old.slot == new.slot and _same(old, new):
                old.until = _later(old.until, new.until)
                old.destinations += new.destinations
                old.proposed = old.proposed or new.proposed
                return
        found.append(new)

    for move in change.moves:
        old = move.placement
        for there in move.destinations:
            if there.successor:
                made = Arrival(there.successor, old.kind, old.item, old.person, old.organisation, old.position, None)
                made.until, made.destinations = old.valid_to, [there]
                add(made)
    for lead in change.leads:
        if lead.successor:
            same = (a for a in found if a.successor == lead.successor and a.kind == "lead" and a.person == lead.person)
            organisation = lead.organisation or next((arrival.organisation for arrival in same), None)
            add(Arrival(lead.successor, "lead", None, lead.person, organisation, 0, None, proposed=lead))
    standing = [*(place for side in change.after for place in side.stays), *change.later]
    for arrival in found:
        goes_on = arrival.successor.subproject
        if goes_on and goes_on.valid_to:
            arrival.until = min(arrival.until or goes_on.valid_to, goes_on.valid_to)
        arrival.stands = any(
            _slot(place) == _slot(arrival)
            and _same(place, arrival)
            and place.holds_at(change.day)
            and (place.valid_to is None or (arrival.until is not None and place.valid_to >= arrival.until))
            for place in standing
            if place.subproject_id == arrival.successor.subproject_id
        )
    return found


def _placed(placement: Placement) -> str:
    return f"{placement} ({placement.subproject})"


def obstacles(change: Change) -> list[Refused]:
    """What stands in the way of deciding, each by name, with the codes that `decide` refuses by. One query."""
    day = change.day
    closing = {side.subproject.pk for side in change.before if side.closing}
    closed = [
        side.subproject
        for side in change.before
        if not side.subproject.holds_at(day) or (side.closing and side.subproject.valid_from == day)
    ]
    elsewhere = [
        f"{row.subproject} ({row.restructuring})"
        for row in Closing.objects.in_house(change.restructuring.house)
        .filter(subproject__in=[side.subproject for side in change.before], restructuring__decided_on__isnull=False)
        .exclude(restructuring=change.restructuring)
        .select_related("subproject", "restructuring")
    ]
    ending = {move.placement.pk for move in change.moves}
    late = [place for place in change.later if place.subproject_id in closing or place.pk in ending]
    empty = [side.successor for side in change.after if side.successor.is_new and not side.moves]
    known: list[tuple[Iterable[object], Refused]] = [
        ([] if closing else ["none"], Refused("no_closing", _("No subproject closes. Choose at least one."))),
        (closed, Refused("not_open", _("These subprojects do not exist on that day: %(names)s."))),
        (elsewhere, Refused("closed_elsewhere", _("These subprojects close by another decision: %(names)s."))),
        (
            [_placed(place) for place in late],
            Refused(
                "begins_after",
                _("These begin in a closing subproject on the day it closes or later. Move them first: %(names)s."),
            ),
        ),
        (
            [_placed(place) for place in change.orphans],
            Refused("orphans", _("It is not stated where these go: %(names)s.")),
        ),
        (
            change.unpaired,
            Refused(
                "unpaired",
                _("It is not stated which subproject these proposed leads will lead: %(names)s."),
            ),
        ),
        (empty, Refused("empty", _("Nothing comes to these new subprojects: %(names)s."))),
    ]
    found = []
    for things, refusal in known:
        if things:
            # Names of people carry a comma of their own.
            names = "; ".join(dict.fromkeys(str(thing) for thing in things))
            refusal.message = refusal.message % {"names": names}
            found.append(refusal)
    return found + _crowded(change)


def _crowded(change: Change) -> list[Refused]:
    """Where two would stand in one place: two leads, or the same thing twice."""
    leads: dict[str, set[str]] = {}
    twice: set[str] = set()
    coming = [arrival for arrival in arrivals(change) if not arrival.stands]
    staying = [
        place
        for place in [*(place for side in change.after for place in side.stays), *change.later]
        if place.pk not in {move.placement.pk for move in change.moves}
    ]
    for number, arrival in enumerate(coming):
        others: list[Arrival | Placement] = [two for two in coming[:number] if two.slot == arrival.slot]
        others += [
            place
            for place in staying
            if place.subproject_id == arrival.successor.subproject_id
            and _slot(place) == _slot(arrival)
            and (arrival.until is None or place.valid_from is None or place.valid_from < arrival.until)
        ]
        for there in others:
            if arrival.kind == "lead" and there.person != arrival.person:
                leads.setdefault(arrival.successor.name, set()).update({arrival.name, str(there.person)})
            else:
                twice.add(f"{arrival.name} ({arrival.successor})")
    found = []
    if leads:
        names = "; ".join(f"{name}: {', '.join(sorted(them))}" for name, them in sorted(leads.items()))
        message = _("A subproject has one lead at a time. Here there would be more: %(names)s.")
        found.append(Refused("two_leads", message % {"names": names}))
    if twice:
        message = _("These would stand twice in the same subproject, on other terms: %(names)s.")
        found.append(Refused("overlap", message % {"names": "; ".join(sorted(twice))}))
    return found
