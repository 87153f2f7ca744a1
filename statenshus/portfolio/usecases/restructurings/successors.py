"""Which subprojects stand afterwards."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.portfolio.models import Restructuring, Subproject, Successor
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases.restructurings.stages import _in_our_hands


def _name_taken() -> dict[str, Refused]:
    taken = Refused("name_taken", _("There is already a subproject with that name after this change."), "name")
    return {"portfolio_successor_name": taken, "portfolio_successor_subproject": taken}


@transaction.atomic
def add_successor(
    restructuring: Restructuring,
    *,
    name: str = "",
    subproject: Subproject | None = None,
    summary: str = "",
    by: Actor,
) -> Successor:
    """Let a subproject stand after the change: a new one by its name, or one that goes on.

    Raises NotAllowed by rules.add_successor, and Refused with code:
        frozen      the change is decided or withdrawn
        which       both or neither of a name and a subproject that goes on are given
        closes      the subproject closes in the change
        name_taken  the change has one of that name already
    """
    by.must(rules.add_successor, restructuring, *([subproject] if subproject else []))
    restructuring = _in_our_hands(restructuring, by)
    if bool(name) == bool(subproject):
        raise Refused("which", _("Give either a new name, or a subproject that goes on."), "name")
    if restructuring.closings.filter(subproject=subproject).exists():
        raise Refused("closes", _("The subproject closes in this change, so it cannot go on in it."), "subproject")
    last = restructuring.successors.order_by("position").last()
    with refusing(_name_taken()):
        made = Successor.objects.create(
            house=by.house,
            key=Successor.objects.filter(restructuring=restructuring).free_key(by.house, name or str(subproject)),
            restructuring=restructuring,
            name=name or str(subproject),
            summary=summary,
            position=last.position + 1 if last else 1,
            is_new=subproject is None,
            subproject=subproject,
        )
    record(by, "portfolio.add_successor", restructuring, successor=made.name, goes_on=not made.is_new)
    return made


@transaction.atomic
def edit_successor(successor: Successor, *, name: str, summary: str = "", by: Actor) -> Successor:
    """Word a subproject of the change anew. One that goes on keeps its name.

    Raises NotAllowed by rules.edit_successor, and Refused with code:
        frozen      the change is decided or withdrawn
        keeps_name  it is a subproject that goes on
        name_taken  the change has one of that name already
    """
    by.must(rules.edit_successor, successor)
    restructuring = _in_our_hands(successor.restructuring, by)
    if not successor.is_new and name != successor.name:
        raise Refused("keeps_name", _("A subproject that goes on keeps its name."), "name")
    successor.name, successor.summary = name, summary
    with refusing(_name_taken()):
        successor.save(update_fields=["name", "summary"])
    record(by, "portfolio.edit_successor", restructuring, successor=successor.name)
    return successor


@transaction.atomic
def remove_successor(successor: Successor, *, by: Actor) -> None:
    """Take a subproject out of the change. What was to go there must go elsewhere; its lead is kept, unpaired.

    Raises NotAllowed by rules.remove_successor, and Refused with code:
        frozen  the change is decided or withdrawn
    """
    by.must(rules.remove_successor, successor)
    restructuring = _in_our_hands(successor.restructuring, by)
    name = successor.name
    successor.delete()
    record(by, "portfolio.remove_successor", restructuring, successor=name)
