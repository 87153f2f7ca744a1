"""Acts on quotas: how much of a kind of workplace an agency may use."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.validity import ending, make_room
from statenshus.people.models import Organisation
from statenshus.workplaces.models import Quota
from statenshus.workplaces.rules import quotas as rules


@transaction.atomic
def set_quota(
    organisation: Organisation,
    *,
    kind: str,
    per: str,
    amount: int | None = None,
    share_percent: int | None = None,
    over: str = Quota.Over.WARN,
    lifted_days: int = 1,
    valid_from: date,
    source: str = "",
    by: Actor,
) -> Quota:
    """Let the agency use so much of the kind in a week or a month from a day on; what held before ends on it.

    Raises NotAllowed by rules.set_quota, and Refused with code:
        measure   neither an amount nor a share is given, or both are
        later     a quota that begins later is on record
    """
    by.must(rules.set_quota, organisation)
    measure = Refused("measure", _("Give either an amount or a share, not both."), "amount")
    later = Refused("later", _("A quota that begins later is on record. End it first."), "valid_from")
    make_room(Quota.objects.in_house(by.house).filter(organisation=organisation, kind=kind), valid_from)
    with refusing({"workplaces_quota_measure": measure, "workplaces_quota_overlap": later}):
        made = Quota.objects.create(
            house=by.house,
            organisation=organisation,
            kind=kind,
            per=per,
            amount=amount,
            share_percent=share_percent,
            over=over,
            lifted_days=lifted_days,
            valid_from=valid_from,
            source=source,
        )
    record(by, "workplaces.set_quota", organisation, kind=kind, per=per)
    return made


@transaction.atomic
def end_quota(quota: Quota, *, on: date, by: Actor) -> Quota:
    """End the quota from the day `on`.

    Raises NotAllowed by rules.end_quota, and Refused with code:
        backwards  it would end before it begins
        ended      it has already ended by then
    """
    by.must(rules.end_quota, quota)
    quota = Quota.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=quota.pk)
    with ending(quota, on):
        quota.save(update_fields=["valid_to"])
    record(by, "workplaces.end_quota", quota.organisation, kind=quota.kind)
    return quota
