"""Who may carry a house in and out."""

from statenshus.kernel.actors import Actor, Role


def import_house(by: Actor) -> bool:
    """Only the operator, at the command line of the machine, may bring in a house file."""
    return by.person is None and by.roles == frozenset(Role)


def export_house(by: Actor) -> bool:
    """Administrators, and the operator at the command line, may take out the whole house as a file."""
    return Role.ADMINISTRATOR in by.roles
