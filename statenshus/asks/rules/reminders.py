"""Who may do what with reminders."""

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.people.rules import keeps_record


def remind(by: Actor, house: House) -> bool:
    """Reminders are sent by the house itself alone."""
    return by.person is None


def set_reminder_rules(by: Actor, house: House) -> bool:
    """Those who keep the record decide when the house reminds."""
    return keeps_record(by)
