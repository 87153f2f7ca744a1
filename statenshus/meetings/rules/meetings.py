"""Who may do what with meetings."""

from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body, Organisation, Person, Seat, SeatHolding
from statenshus.people.rules import keeps_record, leads


def see_attendance(by: Actor, meeting: Meeting) -> bool:
    """Who answers what, who came, and by which link, is seen by those who sit in the body and who keep the record."""
    if keeps_record(by):
        return True
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=meeting.body_id)
    return by.person is not None and sitting.filter(person=by.person.pk).exists()


def call_meeting(by: Actor, body: Body, *host: Organisation) -> bool:
    """Those who lead the body's work call its meetings."""
    return leads(by, body)


def change_meeting(by: Actor, meeting: Meeting, *host: Organisation) -> bool:
    """Those who lead the body's work may move a meeting, or say where it is."""
    return leads(by, meeting.body)


def send_notice(by: Actor, meeting: Meeting) -> bool:
    """Those who lead the body's work send the notice of a meeting."""
    return leads(by, meeting.body)


def lapse_notice(by: Actor, meeting: Meeting) -> bool:
    """What is not answered when a meeting begins lapses by the house itself alone."""
    return by.person is None


def call_off_meeting(by: Actor, meeting: Meeting) -> bool:
    """Those who lead the body's work may call a meeting off, and say why."""
    return leads(by, meeting.body)


def answer_notice(by: Actor, meeting: Meeting, seat: Seat) -> bool:
    """Those who sit in the seat answer whether they come; whose turn it is, the act tells them."""
    if by.person is None:
        return False
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today)
    return sitting.filter(seat=seat, person=by.person.pk, seat__body=meeting.body_id).exists()


def note_attendance(by: Actor, meeting: Meeting, *who: Seat | Person) -> bool:
    """Those who lead the body's work note who came to a meeting."""
    return leads(by, meeting.body)
