"""Who may do what with that which stands in a subproject."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation, Person
from statenshus.people.rules import keeps_record
from statenshus.portfolio.models import Item, Placement, Subproject
from statenshus.portfolio.rules import tends


def add_item(by: Actor, subproject: Subproject) -> bool:
    """Those who keep the record, and whoever leads the subproject today, may add items to it."""
    return tends(by, subproject)


def edit_item(by: Actor, item: Item) -> bool:
    """Those who keep the record, and whoever today leads a subproject where the item stands, may edit the item."""
    if keeps_record(by):
        return True
    if by.person is None:
        return False
    todays = Placement.objects.in_house(by.house).at(by.today)
    led = todays.filter(kind=Placement.Kind.LEAD, person_id=by.person.pk).values("subproject")
    return todays.filter(item=item, subproject__in=led).exists()


def place_item(by: Actor, item: Item, subproject: Subproject) -> bool:
    """Those who keep the record, and whoever leads the subproject today, may place an item in it."""
    return tends(by, subproject)


def appoint_lead(
    by: Actor, subproject: Subproject, person: Person | None = None, organisation: Organisation | None = None
) -> bool:
    """Those who keep the record may appoint who leads a subproject."""
    return keeps_record(by)


def add_member(
    by: Actor, subproject: Subproject, person: Person | None = None, organisation: Organisation | None = None
) -> bool:
    """Those who keep the record, and whoever leads the subproject today, may add members to it."""
    return tends(by, subproject)


def end_placement(by: Actor, placement: Placement) -> bool:
    """Those who keep the record may end any placement; whoever leads the subproject today, all but that of a lead."""
    if placement.kind == Placement.Kind.LEAD:
        return keeps_record(by)
    return tends(by, placement.subproject)
