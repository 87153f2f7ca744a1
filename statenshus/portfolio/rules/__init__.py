"""Who may do what with the portfolio: one rule an act, one file a noun; a rule's docstring is the policy."""

from statenshus.kernel.actors import Actor
from statenshus.people.rules import keeps_record
from statenshus.portfolio.models import Placement, Subproject


def leads(by: Actor, subproject: Subproject) -> bool:
    """Whoever leads the subproject today."""
    if by.person is None:
        return False
    todays = Placement.objects.in_house(by.house).at(by.today)
    return todays.filter(kind=Placement.Kind.LEAD, subproject=subproject, person_id=by.person.pk).exists()


def tends(by: Actor, subproject: Subproject) -> bool:
    """Those who keep the record, and whoever leads the subproject today, tend what stands in it."""
    return keeps_record(by) or leads(by, subproject)
