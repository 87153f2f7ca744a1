"""Who may do what with the calendars from which it is read when somebody is busy."""

from statenshus.kernel.actors import Actor, Role
from statenshus.meetings.models import BusyCalendar


def add_calendar(by: Actor) -> bool:
    """Members of the house let their own calendar be read, signed in; a program lets none."""
    return Role.MEMBER in by.roles and by.person is not None and by.scopes is None


def add_calendar_file(by: Actor) -> bool:
    """Members of the house let a file of their own calendar be read, signed in; a program lets none."""
    return add_calendar(by)


def remove_calendar(by: Actor, calendar: BusyCalendar) -> bool:
    """One takes one's own calendars out."""
    return by.person is not None and calendar.person_id == by.person.pk


def read_calendar(by: Actor, calendar: BusyCalendar) -> bool:
    """The house itself reads calendars, at its times."""
    return by.person is None
