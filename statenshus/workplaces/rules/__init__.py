"""Who may do what in the shared office: one rule an act, one file a noun; a rule's docstring is the policy."""

from statenshus.kernel.actors import Actor, Role
from statenshus.people.rules import keeps_record


def hosts(by: Actor) -> bool:
    """House hosts, and those who keep the record of the house, run the shared office."""
    return Role.HOST in by.roles or keeps_record(by)


def works_here(by: Actor) -> bool:
    """Members of the house use the shared office."""
    return Role.MEMBER in by.roles and by.person is not None
