"""Who may read what of home."""

from statenshus.kernel.actors import Actor
from statenshus.people.rules import keeps_record


def read_whole_log(by: Actor) -> bool:
    """Those who keep the record, and administrators, see every line of the log; others not drafts and others' keys."""
    return keeps_record(by)
