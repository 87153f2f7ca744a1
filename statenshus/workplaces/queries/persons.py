"""Where somebody works, as the shared office sees it."""

from datetime import date

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import NotAllowed
from statenshus.people.models import Affiliation, Organisation, Person


def person_of(by: Actor) -> Person:
    """The actor as a person of the house. Raises NotAllowed where it is nobody in particular. One query."""
    found = Person.objects.in_house(by.house).filter(pk=by.person.pk).first() if by.person else None
    if found is None:
        raise NotAllowed("person_of")
    return found


def organisation_of(person: Person, day: date) -> Organisation | None:
    """Where the person works on the day: the first of several; None where it is not on record. One query."""
    rows = Affiliation.objects.in_house(person.house).at(day).filter(person=person).select_related("organisation")
    found = rows.order_by("pk").first()
    return found.organisation if found else None
