"""Acts by which a seat answers a notice, and by which it is noted who came."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, HandOver, KindOfAsk
from statenshus.asks.models.asks import called
from statenshus.asks.queries.turns import ALL_AWAY, sitting_for, turns
from statenshus.asks.usecases import asks as ask_acts
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.meetings.models import Attendance, Meeting
from statenshus.meetings.rules import meetings as rules
from statenshus.meetings.usecases.inviting import tell_calendars
from statenshus.people.models import Person, Seat, SeatHolding


@transaction.atomic
def answer_notice(meeting: Meeting, *, seat: Seat, answer: str, note: str = "", by: Actor) -> Attendance:
    """Say for the seat whether it comes. When whoever is asked cannot, the next in the seat is asked at once.

    Regrets count as an answer. Until the meeting begins the latest answer of a seat is its answer: the meeting is
    locked, so that of two at once one is the latest. A holder who comes after all takes the turn back; regrets said
    again do not undo what the deputy has answered since.

    Raises NotAllowed by rules.answer_notice, and Refused with code:
        called_off     the meeting is called off
        begun          the meeting has begun
        seat_gone      the seat does not exist on the day of the meeting
        answer         there is no such answer, or not to a meeting of that form
        not_your_turn  the actor is a deputy, and another is asked
    """
    by.must(rules.answer_notice, meeting, seat)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.called_off_at is not None:
        raise Refused("called_off", _("The meeting is called off."))
    if meeting.has_begun(by.now):
        raise Refused("begun", _("The meeting has begun."))
    if not seat.holds_at(meeting.day):
        raise Refused("seat_gone", _("The seat does not exist on the day of the meeting."))
    if answer not in meeting.answers:
        raise Refused("answer", _("Choose one of the answers."), "answer")
    holding = sitting_for(by, seat, meeting, occasion=meeting.occasion)
    if holding is None:
        raise Refused("not_your_turn", _("It is another's turn to answer for that seat."))
    attendance, _made = Attendance.objects.get_or_create(house=by.house, meeting=meeting, seat=seat)
    handed = HandOver.objects.in_house(by.house).in_force().filter(seat=seat, occasion=meeting.occasion)
    mine = handed.filter(by=holding.person_id)
    is_regretting = answer == Attendance.Answer.REGRETS
    is_next_called = is_regretting and mine.exists()
    if is_next_called and attendance.answer and attendance.person_id != holding.person_id:
        return attendance
    attendance.answer, attendance.answered_at, attendance.note = answer, by.now, note.strip()
    attendance.person_id, attendance.rank = holding.person_id, holding.rank
    attendance.save(update_fields=["answer", "answered_at", "note", "person", "rank"])
    if not is_next_called:
        ask_acts.settle(meeting, kind=KindOfAsk.ATTENDANCE, seat=seat, answer=answer, by=by)
    if is_regretting and not is_next_called:
        _call_next(meeting, holding, by)
    elif not is_regretting:
        mine.update(taken_back_at=by.now)
    tell_calendars(meeting, by=by)
    record(by, "meetings.answer_notice", meeting, answer=answer, organisation=str(seat.organisation or ""))
    return attendance


def _call_next(meeting: Meeting, holding: SeatHolding, by: Actor) -> None:
    """Let whoever stands next in the seat answer all that belongs to the meeting; ask them whether they come.

    Who had handed over the notice alone is not asked again: that comes to reach the whole meeting too. Nobody is asked
    where all who stand next are away, or have said that they cannot.
    """
    seat = holding.seat
    after = SeatHolding.objects.sitting(by.today).filter(seat=seat, rank__gt=holding.rank)
    if not after.exists():
        return
    notices = Ask.objects.in_house(by.house).about(meeting).of_kind(KindOfAsk.ATTENDANCE).filter(seat=seat)
    handed = HandOver.objects.in_house(by.house).in_force().filter(seat=seat)
    handed.filter(ask__in=notices).update(ask=None, occasion=meeting.occasion)
    HandOver.objects.create(
        house=by.house, seat=seat, by_id=holding.person_id, occasion=meeting.occasion, reason="", at=by.now
    )
    next_ask = Ask(pk=0, house=by.house, seat=seat, occasion=meeting.occasion, **called(meeting))
    if meeting.noticed_at is not None and turns([next_ask], by)[0].why != ALL_AWAY:
        ask_acts.ask(meeting, seat=seat, **meeting.notice, by=by)


@transaction.atomic
def note_attendance(meeting: Meeting, *, seat: Seat, person: Person | None = None, came: str, by: Actor) -> Attendance:
    """Note who sat in the seat when the meeting was held, in the room or by link; or that nobody did.

    Said again it is put right. Nobody sits in two seats at once.

    Raises NotAllowed by rules.note_attendance, and Refused with code:
        not_begun   the meeting has not begun, or is called off
        seat_gone   the seat is not one of the body's on the day of the meeting
        came        there is no such attendance
        nobody      it is not said who came
        not_seated  the person does not sit in the seat on the day of the meeting
        elsewhere   the person sat in another seat
    """
    by.must(rules.note_attendance, meeting, seat, *([person] if person else []))
    if not meeting.has_begun(by.now):
        raise Refused("not_begun", _("The meeting has not begun, or is called off."))
    if seat.body_id != meeting.body_id or not seat.holds_at(meeting.day):
        raise Refused("seat_gone", _("The seat does not exist on the day of the meeting."))
    if came not in Attendance.Came.values:
        raise Refused("came", _("Choose one of the answers."), "came")
    is_there = came != Attendance.Came.ABSENT
    if is_there and person is None:
        raise Refused("nobody", _("Say who sat in the seat."), "person")
    sitting = SeatHolding.objects.sitting(meeting.day).filter(seat=seat)
    holding = sitting.filter(person=person).first() if is_there else None
    if is_there and holding is None:
        raise Refused("not_seated", _("The person does not sit in that seat on the day of the meeting."), "person")
    attendance, _made = Attendance.objects.get_or_create(house=by.house, meeting=meeting, seat=seat)
    attendance.came = came
    if holding is not None:
        attendance.person_id, attendance.rank = holding.person_id, holding.rank
    elsewhere = Refused("elsewhere", _("%s is noted in another seat.") % (person.name if person else ""), "person")
    with refusing({"meetings_attendance_one_seat": elsewhere}):
        attendance.save(update_fields=["came", "person", "rank"])
    told = {"organisation": str(seat.organisation or ""), "person": person.name if holding and person else ""}
    record(by, "meetings.note_attendance", meeting, **told, came=came)
    return attendance
