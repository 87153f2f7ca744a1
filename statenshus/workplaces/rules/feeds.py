"""Who may do what with the addresses of calendars."""

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.people.models import Body
from statenshus.workplaces.models import Feed, Workplace
from statenshus.workplaces.rules import works_here


def make_feed(by: Actor, shown: Workplace | Body | House | None = None) -> bool:
    """Members of the house make addresses for themselves, signed in; a program makes none."""
    return works_here(by) and by.scopes is None


def revoke_feed(by: Actor, feed: Feed) -> bool:
    """One revokes one's own addresses."""
    return by.person is not None and feed.person_id == by.person.pk
