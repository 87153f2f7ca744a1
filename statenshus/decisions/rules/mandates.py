"""Who may set the rules by which a body decides."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Body, Person
from statenshus.people.rules import keeps_record


def set_mandate(by: Actor, body: Body, *owner: Person) -> bool:
    """Those who keep the record may put on it the rules by which a body decides."""
    return keeps_record(by)
