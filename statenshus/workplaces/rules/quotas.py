"""Who may do what with quotas, and with what is remembered."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation
from statenshus.workplaces.models import Quota
from statenshus.workplaces.rules import hosts


def set_quota(by: Actor, organisation: Organisation) -> bool:
    """House hosts, and those who keep the record, may say how much of a kind an agency may use."""
    return hosts(by)


def end_quota(by: Actor, quota: Quota) -> bool:
    """House hosts, and those who keep the record, may end a quota."""
    return hosts(by)


def forget_presence(by: Actor) -> bool:
    """The house itself forgets who was where."""
    return by.person is None


def count_weeks(by: Actor) -> bool:
    """The house itself counts the weeks that are over."""
    return by.person is None
