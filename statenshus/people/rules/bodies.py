"""Who may do what with bodies."""

from statenshus.kernel.actors import Actor, Role
from statenshus.people.models import Body
from statenshus.people.rules import keeps_record


def see(by: Actor, body: Body) -> bool:
    """Everybody in the house sees its bodies and who sits in them."""
    return Role.MEMBER in by.roles


def found_body(by: Actor) -> bool:
    """Those who keep the record may found a body."""
    return keeps_record(by)


def describe_body(by: Actor, body: Body) -> bool:
    """Those who keep the record may say what a body is called and what it is for."""
    return keeps_record(by)


def dissolve_body(by: Actor, body: Body) -> bool:
    """Those who keep the record may dissolve a body."""
    return keeps_record(by)
