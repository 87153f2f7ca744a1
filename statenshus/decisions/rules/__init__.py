"""Who may do what with cases, votings and decisions: one rule an act, one file a noun; its docstring is the policy."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Seat, SeatHolding
from statenshus.people.rules import keeps_record


def leads(by: Actor, body: Body) -> bool:
    """Those who keep the record, and whoever chairs the body today, lead its work."""
    if keeps_record(by):
        return True
    if by.person is None:
        return False
    chairs = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=body, rank=0)
    return chairs.filter(person=by.person.pk, seat__role=Seat.Role.CHAIR).exists()
