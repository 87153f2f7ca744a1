"""Acts on bodies."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.validity import ending
from statenshus.people.models import Body, SeatHolding
from statenshus.people.rules import bodies as rules


@transaction.atomic
def found_body(
    *,
    name: str,
    kind: str,
    purpose: str = "",
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Body:
    """Found a body that meets during [valid_from, valid_to), under a short name made of its name.

    Raises NotAllowed by rules.found_body, and Refused with code:
        backwards  the last day is before the first
    """
    by.must(rules.found_body)
    backwards = Refused("backwards", _("The last day is before the first."), "valid_to")
    with refusing({"people_body_period": backwards}):
        made = Body.objects.create(
            house=by.house,
            key=Body.objects.free_key(by.house, name),
            name=name,
            kind=kind,
            purpose=purpose,
            valid_from=valid_from,
            valid_to=valid_to,
            position=Body.objects.in_house(by.house).count() + 1,
            source=source,
        )
    record(by, "people.found_body", made, valid_from=valid_from.isoformat())
    return made


@transaction.atomic
def describe_body(body: Body, *, name: str, purpose: str, by: Actor) -> Body:
    """Say what the body is called and what it is for. Its kind stays: roles follow from it.

    Raises NotAllowed by rules.describe_body.
    """
    by.must(rules.describe_body, body)
    changed = [field for field, value in (("name", name), ("purpose", purpose)) if getattr(body, field) != value]
    before = body.name
    body.name, body.purpose = name, purpose
    body.save(update_fields=changed)
    record(by, "people.describe_body", body, changed=changed, before=before)
    return body


@transaction.atomic
def dissolve_body(body: Body, *, on: date, by: Actor) -> Body:
    """Dissolve the body from the day `on`; its seats end with it, and so does every place in them.

    Raises NotAllowed by rules.dissolve_body, and Refused with code:
        backwards  it would end before it begins
        ended      it has already ended by then
    """
    by.must(rules.dissolve_body, body)
    body = Body.objects.select_for_update().get(pk=body.pk)
    with ending(body, on):
        body.save(update_fields=["valid_to"])
    SeatHolding.objects.filter(seat__body=body).cut(on)
    body.seats.all().cut(on)
    record(by, "people.dissolve_body", body, on=on.isoformat())
    return body
