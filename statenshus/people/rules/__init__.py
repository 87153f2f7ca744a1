"""Who may do what with people: one rule an act, one file a noun; a rule's docstring is the policy."""

from statenshus.kernel.actors import Actor, Role

KEEPERS = {Role.MANAGEMENT, Role.ADMINISTRATOR}


def keeps_record(by: Actor) -> bool:
    """Project management and administrators keep the record of the house."""
    return bool(KEEPERS & by.roles)
