"""Which subprojects close."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.portfolio.models import Closing, Restructuring, Subproject
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases.restructurings.stages import _in_our_hands


@transaction.atomic
def close_in(restructuring: Restructuring, *, subproject: Subproject, by: Actor) -> Closing:
    """Let a subproject close in the change.

    Raises NotAllowed by rules.close_in, and Refused with code:
        frozen   the change is decided or withdrawn
        goes_on  the subproject goes on in the change
        twice    it closes already
    """
    by.must(rules.close_in, restructuring, subproject)
    restructuring = _in_our_hands(restructuring, by)
    if restructuring.successors.filter(subproject=subproject).exists():
        raise Refused("goes_on", _("The subproject goes on in this change, so it cannot close in it."), "subproject")
    twice = Refused("twice", _("The subproject already closes in this change."), "subproject")
    with refusing({"portfolio_closing_once": twice}):
        made = Closing.objects.create(house=by.house, restructuring=restructuring, subproject=subproject)
    record(by, "portfolio.close_in", restructuring, subproject=subproject.name)
    return made


@transaction.atomic
def keep_open(restructuring: Restructuring, *, subproject: Subproject, by: Actor) -> None:
    """Let a subproject not close after all; where its things were to go is forgotten.

    Raises NotAllowed by rules.keep_open, and Refused with code:
        frozen       the change is decided or withdrawn
        not_closing  the subproject does not close in it
    """
    by.must(rules.keep_open, restructuring, subproject)
    restructuring = _in_our_hands(restructuring, by)
    gone, _rows = restructuring.closings.filter(subproject=subproject).delete()
    if not gone:
        raise Refused("not_closing", _("The subproject does not close in this change."))
    restructuring.destinations.filter(placement__subproject=subproject).delete()
    record(by, "portfolio.keep_open", restructuring, subproject=subproject.name)
