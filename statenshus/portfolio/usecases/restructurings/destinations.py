"""Where everything goes."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.portfolio.models import Destination, Placement, Restructuring, Successor
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases.restructurings.stages import _unfrozen


@transaction.atomic
def set_destination(
    restructuring: Restructuring,
    *,
    placement: Placement,
    successors: Sequence[Successor] = (),
    ends_because: str = "",
    by: Actor,
) -> list[Destination]:
    """Say where one placement of a closing subproject goes: to one or several successors, or to its end.

    What was said before of that placement is replaced. The lead of a subproject that goes on may also be
    given an end, so that another can lead it.

    Raises NotAllowed by rules.set_destination, and Refused with code:
        frozen     the change is decided or withdrawn
        which      both or neither of successors and a reason for ending are given
        elsewhere  a successor belongs to another change
        not_here   the placement stands in no closing subproject, nor is it the lead of one that goes on, to end
    """
    by.must(rules.set_destination, restructuring, placement, *successors)
    restructuring = _unfrozen(restructuring, by)
    if bool(successors) == bool(ends_because):
        raise Refused("which", _("Either choose where it goes, or write why it ends."))
    if any(successor.restructuring_id != restructuring.pk for successor in successors):
        raise Refused("elsewhere", _("That subproject belongs to another change."))
    closes = restructuring.closings.filter(subproject=placement.subproject_id).exists()
    goes_on = restructuring.successors.filter(subproject=placement.subproject_id).exists()
    if not closes and not (goes_on and placement.kind == Placement.Kind.LEAD and ends_because):
        raise Refused("not_here", _("That stands in no subproject that closes in this change."))
    restructuring.destinations.filter(placement=placement).delete()
    made = [
        Destination.objects.create(
            house=by.house,
            restructuring=restructuring,
            placement=placement,
            successor=successor,
            ends_because=ends_because,
        )
        for successor in (dict.fromkeys(successors) or [None])
    ]
    names = [str(successor) for successor in successors]
    record(by, "portfolio.set_destination", restructuring, what=str(placement), to=names, ends_because=ends_because)
    return made


@transaction.atomic
def clear_destination(restructuring: Restructuring, *, placement: Placement, by: Actor) -> None:
    """Take back where one placement goes, so that it must be said again before the change is decided.

    Raises NotAllowed by rules.clear_destination, and Refused with code:
        frozen   the change is decided or withdrawn
        not_set  nothing was said of it
    """
    by.must(rules.clear_destination, restructuring, placement)
    restructuring = _unfrozen(restructuring, by)
    gone, _rows = restructuring.destinations.filter(placement=placement).delete()
    if not gone:
        raise Refused("not_set", _("It was not stated where that goes."))
    record(by, "portfolio.clear_destination", restructuring, what=str(placement))
