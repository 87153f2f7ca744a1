"""Acts on the days for which no meeting is proposed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.meetings.models import Recess
from statenshus.meetings.rules import recesses as rules


@transaction.atomic
def enter_recess(house: House, *, name: str, first_on: date, until_on: date, by: Actor) -> Recess:
    """Let no date be proposed on the days of [first_on, until_on), such as the winter holidays of the schools.

    Raises NotAllowed by rules.enter_recess, and Refused with code:
        backwards  the last day is before the first
    """
    by.must(rules.enter_recess, house)
    backwards = Refused("backwards", _("The last day is before the first."), "until_on")
    with refusing({"meetings_recess_days": backwards}):
        made = Recess.objects.create(house=by.house, name=name.strip(), first_on=first_on, until_on=until_on)
    record(by, "meetings.enter_recess", made, first_on=first_on.isoformat(), until_on=until_on.isoformat())
    return made


@transaction.atomic
def remove_recess(recess: Recess, *, by: Actor) -> None:
    """Let dates be proposed on those days again.

    Raises NotAllowed by rules.remove_recess.
    """
    by.must(rules.remove_recess, recess)
    record(by, "meetings.remove_recess", recess)
    recess.delete()
