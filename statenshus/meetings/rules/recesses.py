"""Who may do what with the days for which no meeting is proposed."""

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.meetings.models import Recess
from statenshus.people.rules import keeps_record


def enter_recess(by: Actor, house: House) -> bool:
    """Those who keep the record enter the days for which no meeting is proposed."""
    return keeps_record(by)


def remove_recess(by: Actor, recess: Recess) -> bool:
    """Those who keep the record take such days out."""
    return keeps_record(by)
