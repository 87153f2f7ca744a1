"""Acts on mandates: the rules by which a body decides."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.decisions.models import Mandate
from statenshus.decisions.rules import mandates as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.models import Body, Person


@transaction.atomic
def set_mandate(
    body: Body,
    *,
    valid_from: date,
    template: str = "",
    decides: str = Mandate.Decides.GROUP,
    owner: Person | None = None,
    quorum: str = Mandate.Quorum.HALF,
    majority: str = Mandate.Majority.SIMPLE,
    tie: str = Mandate.Tie.CHAIR,
    written: str = Mandate.Written.UNANIMOUS,
    written_days: int = 7,
    pull_members: int | None = 1,
    notice_days: int = 7,
    reservation_days: int = 0,
    reading_days: int = 7,
    note: str = "",
    source: str = "",
    by: Actor,
) -> Mandate:
    """Let the body decide by these rules from a day on; those it had until then end on it.

    What is being voted on goes on by the rules it was opened under. An owner is kept only where the owner decides.

    Raises NotAllowed by rules.set_mandate, and Refused with code:
        outside    the body does not exist on that day
        owner      the project owner decides, and it is not said who that is
        backwards  the rules it has begin on that day or later
    """
    by.must(rules.set_mandate, body, *([owner] if owner else []))
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    if not body.holds_at(valid_from):
        raise Refused("outside", _("The body does not exist on that day."), "valid_from")
    is_owners = decides == Mandate.Decides.OWNER
    if is_owners and owner is None:
        raise Refused("owner", _("Say who the project owner is, for they decide."), "owner")
    latest = Mandate.objects.filter(body=body).order_by("valid_from").last()
    if latest is not None and latest.valid_from is not None and latest.valid_from >= valid_from:
        raise Refused("backwards", _("The rules the body has begin on that day or later."), "valid_from")
    if latest is not None and (latest.valid_to is None or latest.valid_to > valid_from):
        latest.valid_to = valid_from
        latest.save(update_fields=["valid_to"])
    made = Mandate.objects.create(
        house=by.house,
        body=body,
        valid_from=valid_from,
        template=template,
        decides=decides,
        owner=owner if is_owners else None,
        quorum=quorum,
        majority=majority,
        tie=tie,
        written=written,
        written_days=written_days,
        pull_members=pull_members,
        notice_days=notice_days,
        reservation_days=reservation_days,
        reading_days=reading_days,
        note=note,
        source=source,
    )
    record(by, "decisions.set_mandate", body, valid_from=valid_from.isoformat(), template=template)
    return made
