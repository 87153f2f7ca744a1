"""Who may do what with factors."""

from statenshus.kernel.actors import Actor
from statenshus.people.rules import keeps_record
from statenshus.portfolio.models import Factor


def add_factor(by: Actor) -> bool:
    """Those who keep the record may add a factor to the house's list."""
    return keeps_record(by)


def edit_factor(by: Actor, factor: Factor) -> bool:
    """Those who keep the record may put a factor and its sub-points in other words."""
    return keeps_record(by)


def retire_factor(by: Actor, factor: Factor) -> bool:
    """Those who keep the record may take a factor off the list from a day on."""
    return keeps_record(by)
