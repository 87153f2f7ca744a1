"""Acts on the rota of a body: who takes turns, and when they cannot; and on where an organisation has guests."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.validity import ending
from statenshus.meetings.models import Premises, RotaAway, RotaMember
from statenshus.meetings.models.rotas import PARTS
from statenshus.meetings.queries.rotas import head_start_in
from statenshus.meetings.rules import rotas as rules
from statenshus.people.models import Body, Organisation


@transaction.atomic
def set_premises(
    organisation: Organisation,
    *,
    place: str,
    capacity: int,
    is_accessible: bool = False,
    way_in: str = "",
    about: str = "",
    by: Actor,
) -> Premises:
    """Say where the organisation has guests, for how many, and what they need to know. Said again it is put right.

    Raises NotAllowed by rules.set_premises, and Refused with code:
        capacity  there is room for nobody
    """
    by.must(rules.set_premises, organisation)
    if capacity < 1:
        raise Refused("capacity", _("Say for how many there is room."), "capacity")
    said = {"place": place.strip(), "capacity": capacity, "is_accessible": is_accessible}
    said |= {"way_in": way_in.strip(), "about": about.strip()}
    made, _is_new = Premises.objects.update_or_create(house=by.house, organisation=organisation, defaults=said)
    record(by, "meetings.set_premises", made, organisation=str(organisation))
    return made


@transaction.atomic
def join_rota(body: Body, *, organisation: Organisation, by: Actor) -> RotaMember:
    """Let the organisation take turns at hosting the body from today; it begins in the middle of the queue.

    Raises NotAllowed by rules.join_rota, and Refused with code:
        already    it takes turns already
        no_part    it takes no part in the house
        body_gone  the body does not exist today
    """
    by.must(rules.join_rota, body, organisation)
    body = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    if not body.holds_at(by.today):
        raise Refused("body_gone", _("The body does not exist today."))
    if not Organisation.objects.in_house(by.house).taking_part(by.today).filter(pk=organisation.pk).exists():
        raise Refused("no_part", _("%(name)s takes no part in the house.") % {"name": organisation}, "organisation")
    start = head_start_in(body, by)
    already = Refused("already", _("%(name)s takes turns already.") % {"name": organisation}, "organisation")
    with refusing({"meetings_rotamember_once": already}):
        made = RotaMember.objects.create(
            house=by.house,
            body=body,
            organisation=organisation,
            valid_from=by.today,
            head_start=round(start * PARTS),
        )
    record(by, "meetings.join_rota", made, body=str(body))
    return made


@transaction.atomic
def leave_rota(member: RotaMember, *, on: date, by: Actor) -> RotaMember:
    """Let the organisation take no more turns from the day on; a turn it has taken stays until it is given to another.

    Raises NotAllowed by rules.leave_rota, and Refused with code:
        ended      it has left already by that day
        backwards  it would leave before it joined
    """
    by.must(rules.leave_rota, member)
    member = RotaMember.objects.select_for_update(of=("self",)).select_related("body", "organisation").get(pk=member.pk)
    with ending(member, on):
        member.save(update_fields=["valid_to"])
    record(by, "meetings.leave_rota", member, body=str(member.body), on=on.isoformat())
    return member


@transaction.atomic
def note_away(member: RotaMember, *, first_on: date, until_on: date, reason: str = "", by: Actor) -> RotaAway:
    """Let the organisation not be asked for meetings on the days of [first_on, until_on); it is owed nothing for them.

    Raises NotAllowed by rules.note_away, and Refused with code:
        backwards  the last day is before the first
    """
    by.must(rules.note_away, member)
    backwards = Refused("backwards", _("The last day is before the first."), "until_on")
    with refusing({"meetings_rotaaway_days": backwards}):
        made = RotaAway.objects.create(
            house=by.house, member=member, first_on=first_on, until_on=until_on, reason=reason.strip()
        )
    record(by, "meetings.note_away", member, first_on=first_on.isoformat(), until_on=until_on.isoformat())
    return made
