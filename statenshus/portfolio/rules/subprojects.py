"""Who may do what with subprojects."""

from statenshus.kernel.actors import Actor
from statenshus.people.rules import keeps_record
from statenshus.portfolio.models import Subproject


def start_subproject(by: Actor) -> bool:
    """Those who keep the record may start a subproject."""
    return keeps_record(by)


def describe_subproject(by: Actor, subproject: Subproject) -> bool:
    """Those who keep the record may name a subproject and say what it is about."""
    return keeps_record(by)


def end_subproject(by: Actor, subproject: Subproject) -> bool:
    """Those who keep the record may end a subproject."""
    return keeps_record(by)
