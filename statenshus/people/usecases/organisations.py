"""Acts on organisations and how they take part."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Organisation, Participation
from statenshus.people.rules import organisations as rules


@transaction.atomic
def join(
    organisation: Organisation,
    *,
    kind: str,
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Participation:
    """Let the organisation take part in the house, in one kind, during [valid_from, valid_to).

    Raises NotAllowed by rules.join, and Refused with code:
        backwards  it would leave before it joins
        overlap    it already takes part in that kind on one of those days
    """
    by.must(rules.join, organisation)
    backwards = Refused("backwards", _("The last day is before the first."), "valid_to")
    overlap = Refused("overlap", _("The organisation already takes part in this way on one of those days."), "kind")
    with refusing({"people_participation_period": backwards, "people_participation_overlap": overlap}):
        made = Participation.objects.create(
            house=by.house,
            organisation=organisation,
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
            source=source,
        )
    record(by, "people.join", organisation, kind=kind, valid_from=valid_from.isoformat())
    return made
