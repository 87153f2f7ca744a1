"""The wording of a restructuring."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.portfolio.models import Restructuring, Stage, StageChange
from statenshus.portfolio.rules import restructurings as rules
from statenshus.portfolio.usecases.restructurings.stages import _in_our_hands


@transaction.atomic
def draft_restructuring(
    *,
    title: str,
    reason: str = "",
    note: str = "",
    effective_on: date | None = None,
    source: str = "",
    on: date | None = None,
    by: Actor,
) -> Restructuring:
    """Begin a change of subprojects, on a day or today. A draft is seen by those who keep the record.

    Raises NotAllowed by rules.draft_restructuring, and Refused with code:
        future  the day has not come
    """
    by.must(rules.draft_restructuring)
    on = on or by.today
    if on > by.today:
        raise Refused("future", _("That day has not come yet. Choose today or an earlier day."), "on")
    made = Restructuring.objects.create(
        house=by.house,
        key=Restructuring.objects.free_key(by.house, title),
        title=title,
        reason=reason,
        note=note,
        effective_on=effective_on,
        source=source,
    )
    StageChange.objects.create(house=by.house, restructuring=made, stage=Stage.DRAFT, on=on)
    record(by, "portfolio.draft_restructuring", made, on=on.isoformat())
    return made


@transaction.atomic
def edit_restructuring(
    restructuring: Restructuring,
    *,
    title: str,
    reason: str = "",
    note: str = "",
    effective_on: date | None = None,
    source: str = "",
    by: Actor,
) -> Restructuring:
    """Word the change anew, with the day it is proposed to take effect.

    Raises NotAllowed by rules.edit_restructuring, and Refused with code:
        frozen        it is decided or withdrawn
        before_group  it is before the body, or adopted by it
    """
    by.must(rules.edit_restructuring, restructuring)
    restructuring = _in_our_hands(restructuring, by)
    restructuring.title, restructuring.reason, restructuring.note = title, reason, note
    restructuring.effective_on, restructuring.source = effective_on, source
    restructuring.save(update_fields=["title", "reason", "note", "effective_on", "source"])
    record(by, "portfolio.edit_restructuring", restructuring)
    return restructuring
