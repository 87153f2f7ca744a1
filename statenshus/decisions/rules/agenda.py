"""Who may do what with the agenda of a meeting."""

from statenshus.decisions.models import AgendaItem, Case
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting


def put_on_agenda(by: Actor, meeting: Meeting, *case: Case) -> bool:
    """Those who lead the body's work may put a case on the agenda of its meeting."""
    return leads(by, meeting.body)


def take_off_agenda(by: Actor, item: AgendaItem) -> bool:
    """Those who lead the body's work may take a case off the agenda."""
    return leads(by, item.meeting.body)


def order_agenda(by: Actor, meeting: Meeting, *cases: Case) -> bool:
    """Those who lead the body's work may set the order of the agenda."""
    return leads(by, meeting.body)


def note_discussion(by: Actor, item: AgendaItem) -> bool:
    """Those who lead the body's work may note what was said about a case in a meeting."""
    return leads(by, item.meeting.body)
