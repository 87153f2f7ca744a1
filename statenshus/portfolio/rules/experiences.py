"""Who may do what with experiences."""

from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.events import Event
from statenshus.people.rules import keeps_record
from statenshus.portfolio.models import Experience


def record_experience(by: Actor) -> bool:
    """Everybody in the house may record an experience, but for those who are there as commissioner only."""
    return Role.COMMISSIONER not in by.roles or bool(by.roles - {Role.MEMBER, Role.COMMISSIONER})


def edit_experience(by: Actor, experience: Experience) -> bool:
    """Those who keep the record, and whoever recorded the experience, may edit it."""
    return keeps_record(by) or _recorded(by, experience)


def add_outcome(by: Actor, experience: Experience) -> bool:
    """Those who keep the record, and whoever recorded the experience, may add what it led to."""
    return keeps_record(by) or _recorded(by, experience)


def settle_experience(by: Actor, experience: Experience) -> bool:
    """Those who keep the record, and whoever recorded the experience, may settle it."""
    return keeps_record(by) or _recorded(by, experience)


def reopen_experience(by: Actor, experience: Experience) -> bool:
    """Those who keep the record, and whoever recorded the experience, may open it again."""
    return keeps_record(by) or _recorded(by, experience)


def _recorded(by: Actor, experience: Experience) -> bool:
    if by.person is None or not record_experience(by):
        return False
    log = Event.objects.in_house(by.house).about(experience)
    return log.filter(act="portfolio.record_experience", person_id=by.person.pk).exists()
