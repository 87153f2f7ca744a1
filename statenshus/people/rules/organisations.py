"""Who may do what with organisations."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation
from statenshus.people.rules import keeps_record


def join(by: Actor, organisation: Organisation) -> bool:
    """Those who keep the record may let an organisation into the house."""
    return keeps_record(by)
