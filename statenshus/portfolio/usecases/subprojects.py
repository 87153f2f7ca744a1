"""Acts on subprojects."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.portfolio.models import Closing, Placement, Subproject
from statenshus.portfolio.rules import subprojects as rules


@transaction.atomic
def start_subproject(
    *,
    name: str,
    summary: str = "",
    valid_from: date | None,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Subproject:
    """Start a subproject that lasts during [valid_from, valid_to), shown after those there are.

    Raises NotAllowed by rules.start_subproject, and Refused with code:
        backwards   it would end before it starts
        name_taken  another subproject bears the name on one of those days
    """
    by.must(rules.start_subproject)
    last = Subproject.objects.in_house(by.house).aggregate(last=Max("position"))["last"]
    key = Subproject.objects.free_key(by.house, name)
    with refusing(_backwards() | _name_taken()):
        made = Subproject.objects.create(
            house=by.house,
            key=key,
            name=name,
            summary=summary,
            valid_from=valid_from,
            valid_to=valid_to,
            source=source,
            position=0 if last is None else last + 1,
        )
    record(by, "portfolio.start_subproject", made, valid_from=str(valid_from or ""))
    return made


@transaction.atomic
def describe_subproject(
    subproject: Subproject, *, name: str, summary: str = "", source: str = "", by: Actor
) -> Subproject:
    """Give the subproject its name and say what it is about. Its address stays.

    Raises NotAllowed by rules.describe_subproject, and Refused with code:
        name_taken  another subproject bears the name on one of its days
    """
    by.must(rules.describe_subproject, subproject)
    subproject = _locked(subproject, by)
    before = subproject.name
    subproject.name, subproject.summary, subproject.source = name, summary, source
    with refusing(_name_taken()):
        subproject.save(update_fields=["name", "summary", "source"])
    record(by, "portfolio.describe_subproject", subproject, before=before)
    return subproject


@transaction.atomic
def end_subproject(subproject: Subproject, *, valid_to: date, by: Actor) -> Subproject:
    """Let the subproject end, `valid_to` being the first day without it; an end it already has may be moved.

    Nothing may be lost: where something would still stand in it, only a restructuring can close it,
    which says where each thing goes. The subproject is locked meanwhile, so nothing is placed in it.

    Raises NotAllowed by rules.end_subproject, and Refused with code:
        restructured  a decided restructuring set its end
        occupied      something stands in it on that day or later; the message names it
        backwards     it would end before it starts
        name_taken    with a later end, another subproject bears its name on one of its days
    """
    by.must(rules.end_subproject, subproject)
    subproject = _locked(subproject, by)
    if Closing.objects.in_house(by.house).filter(subproject=subproject, restructuring__decided_on__isnull=False):
        raise Refused(
            "restructured",
            _("This last day follows from a decided change of the subprojects. Undo that decision instead."),
        )
    standing = Placement.objects.in_house(by.house).filter(subproject=subproject).told()
    left = [str(placement) for placement in standing.filter(Q(valid_to=None) | Q(valid_to__gt=valid_to))]
    if left:
        message = _(
            "These still stand in the subproject after that day: %(names)s. "
            "End each of them, or propose a change of the subprojects that says where they go."
        )
        raise Refused("occupied", message % {"names": "; ".join(left)}, "valid_to")
    subproject.valid_to = valid_to
    with refusing(_backwards() | _name_taken()):
        subproject.save(update_fields=["valid_to"])
    record(by, "portfolio.end_subproject", subproject, last_day=(valid_to - timedelta(days=1)).isoformat())
    return subproject


def _locked(subproject: Subproject, by: Actor) -> Subproject:
    return Subproject.objects.in_house(by.house).select_for_update().get(pk=subproject.pk)


def _backwards() -> dict[str, Refused]:
    return {"portfolio_subproject_period": Refused("backwards", _("The last day is before the first."), "valid_to")}


def _name_taken() -> dict[str, Refused]:
    message = _("There is a subproject with this name on one of those days.")
    return {"portfolio_subproject_name": Refused("name_taken", message, "name")}
