"""Who may do what with guests."""

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Visit
from statenshus.workplaces.rules import hosts, works_here


def invite_guest(by: Actor) -> bool:
    """Members of the house invite guests, whom they answer for, signed in; a program makes no ways in."""
    return works_here(by) and by.scopes is None


def revoke_guest(by: Actor, visit: Visit) -> bool:
    """Whoever invited a guest, and house hosts, take the invitation back."""
    return hosts(by) or (by.person is not None and visit.host_id == by.person.pk)
