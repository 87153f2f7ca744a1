"""Who may do what with polls."""

from statenshus.asks.models.asks import seats_of
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Poll
from statenshus.people.models import Body, Person, Seat
from statenshus.people.rules import leads
from statenshus.workplaces.models import Workplace


def open_poll(by: Actor, body: Body, *named: Person | Workplace) -> bool:
    """Those who lead the body's work ask it when it can meet."""
    return leads(by, body)


def change_poll(by: Actor, poll: Poll) -> bool:
    """Those who lead the body's work may give more time to answer, and put more dates."""
    return leads(by, poll.body)


def choose_date(by: Actor, poll: Poll) -> bool:
    """Those who lead the body's work choose the date."""
    return leads(by, poll.body)


def call_off_poll(by: Actor, poll: Poll) -> bool:
    """Those who lead the body's work may call a poll off, and say why."""
    return leads(by, poll.body)


def answer_poll(by: Actor, poll: Poll, *seat: Seat) -> bool:
    """Those who sit in a seat, also as deputies, answer for themselves in it; so does whoever prepares the meeting."""
    if by.person is None:
        return False
    mine = seats_of(by).filter(seat__body=poll.body_id)
    if seat:
        return mine.filter(seat__in=seat).exists()
    return poll.preparer_id == by.person.pk or mine.exists()


def ask_to_choose(by: Actor, poll: Poll) -> bool:
    """The house itself asks for the date to be chosen when the time for answering is over."""
    return by.person is None
