"""Who may do what with people: one rule an act, one file a noun; a rule's docstring is the policy."""

from statenshus.kernel.actors import Actor, Role
from statenshus.people.models import Body, Seat, SeatHolding

KEEPERS = {Role.MANAGEMENT, Role.ADMINISTRATOR}


def keeps_record(by: Actor) -> bool:
    """Project management and administrators keep the record of the house."""
    return bool(KEEPERS & by.roles)


def leads(by: Actor, body: Body) -> bool:
    """Those who keep the record, and whoever chairs the body today, lead its work."""
    if keeps_record(by):
        return True
    if by.person is None:
        return False
    chairs = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=body, rank=0)
    return chairs.filter(person=by.person.pk, seat__role=Seat.Role.CHAIR).exists()
