"""Who may do what with the rota of a body, and with premises."""

from statenshus.asks.models.asks import seats_of
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting, RotaMember, Turn
from statenshus.people.models import Affiliation, Body, Organisation
from statenshus.people.rules import keeps_record, leads


def speaks_for(by: Actor, organisation: Organisation) -> bool:
    """Whoever works there, or sits for it in a body, today."""
    if by.person is None:
        return False
    works = Affiliation.objects.in_house(by.house).at(by.today).filter(person=by.person.pk, organisation=organisation)
    return works.exists() or seats_of(by).filter(seat__organisation=organisation).exists()


def answers(by: Actor, turn: Turn) -> bool:
    """Those who lead the body's work, and those who sit in it for the organisation, say what comes of its turn."""
    if leads(by, turn.meeting.body):
        return True
    return seats_of(by).filter(seat__body=turn.meeting.body_id, seat__organisation=turn.organisation_id).exists()


def set_premises(by: Actor, organisation: Organisation) -> bool:
    """Those who work for an organisation, sit for it, or keep the record, say where it has guests."""
    return keeps_record(by) or speaks_for(by, organisation)


def join_rota(by: Actor, body: Body, *organisation: Organisation) -> bool:
    """Those who lead the body's work, and those who speak for the organisation, let it take turns."""
    return leads(by, body) or any(speaks_for(by, each) for each in organisation)


def leave_rota(by: Actor, member: RotaMember) -> bool:
    """Those who lead the body's work, and those who speak for the organisation, let it take no more turns."""
    return leads(by, member.body) or speaks_for(by, member.organisation)


def note_away(by: Actor, member: RotaMember) -> bool:
    """Those who lead the body's work, and those who speak for the organisation, say when it cannot be host."""
    return leads(by, member.body) or speaks_for(by, member.organisation)


def offer_turn(by: Actor, meeting: Meeting, *organisation: Organisation) -> bool:
    """Those who lead the body's work ask an organisation to host a meeting."""
    return leads(by, meeting.body)


def accept_turn(by: Actor, turn: Turn) -> bool:
    """Those who lead the body's work, and those who sit in it for the organisation, accept its turn."""
    return answers(by, turn)


def skip_turn(by: Actor, turn: Turn) -> bool:
    """Those who lead the body's work, and those who sit in it for the organisation, let its turn pass."""
    return answers(by, turn)


def hand_over_turn(by: Actor, turn: Turn, to: Organisation) -> bool:
    """Those who lead the body's work, and those who sit in it for the organisation, give its turn to another."""
    return answers(by, turn)


def swap_turns(by: Actor, turn: Turn, other: Turn) -> bool:
    """Those who lead the body's work, and those who sit in it for either of the two, swap their turns."""
    return answers(by, turn) or answers(by, other)
