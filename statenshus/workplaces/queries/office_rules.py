"""The rules of the office that somebody has still to accept."""

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import OfficeRules


def unread_rules(by: Actor) -> OfficeRules | None:
    """The newest rules of the house, where the actor has not accepted them; None where they have. Two queries."""
    newest = OfficeRules.objects.in_house(by.house).first()
    person = by.person.pk if by.person else None
    return None if newest is None or newest.accepted.filter(person=person).exists() else newest
