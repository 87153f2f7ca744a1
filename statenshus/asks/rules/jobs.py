"""Who may do what with jobs."""

from typing import Any

from statenshus.kernel.actors import Actor
from statenshus.people.rules import keeps_record


def see(by: Actor) -> bool:
    """Those who keep the record see which jobs of the house wait and which have failed."""
    return keeps_record(by)


def retry_job(by: Actor, job: Any) -> bool:
    """Those who keep the record may have a failed job of the house tried again."""
    return keeps_record(by) and job.args.get("house_id") == by.house.pk
