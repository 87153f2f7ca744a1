"""Acts on meetings: called, moved, noticed, called off."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.asks.models import HandOver, KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.meetings.models import Attendance, Meeting
from statenshus.meetings.rules import meetings as rules
from statenshus.people.models import Body, Organisation, Seat, SeatHolding


@transaction.atomic
def call_meeting(
    body: Body,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    format: str = Meeting.Format.PHYSICAL,
    place: str = "",
    link: str = "",
    host: Organisation | None = None,
    by: Actor,
) -> Meeting:
    """Call the body to a meeting during [starts_at, ends_at), numbered within the house and the year.

    A meeting that has been held may be put on record afterwards. The notice is sent by an act of its own.

    Raises NotAllowed by rules.call_meeting, and Refused with code:
        backwards  it would end before it begins
        body_gone  the body does not exist on that day
        where      it is by link, and there is none, or in a room, and it is not said where
    """
    by.must(rules.call_meeting, body, *([host] if host else []))
    _check_where(format, place, link)
    day = starts_at.astimezone(OSLO).date()
    if not body.holds_at(day):
        raise Refused("body_gone", _("The body does not exist on that day."), "starts_at")
    House.objects.select_for_update(no_key=True).get(pk=by.house.pk)
    last = Meeting.objects.in_house(by.house).filter(year=day.year).aggregate(last=Max("number"))["last"] or 0
    with refusing({"meetings_meeting_period": _backwards()}):
        made = Meeting.objects.create(
            house=by.house,
            key=f"m{day.year}-{last + 1}",
            year=day.year,
            number=last + 1,
            body=body,
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
            format=format,
            place=place,
            link=link,
            host=host,
        )
    for seat in Seat.objects.at(day).filter(body=body):
        Attendance.objects.create(house=by.house, meeting=made, seat=seat)
    record(by, "meetings.call_meeting", made, starts_at=starts_at.isoformat(), body=str(body))
    return made


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    format: str,
    place: str = "",
    link: str = "",
    host: Organisation | None = None,
    by: Actor,
) -> Meeting:
    """Move a meeting that has not begun, or say otherwise where it is; those who were asked are asked anew.

    It keeps its number, in whatever year it comes to stand.

    Raises NotAllowed by rules.change_meeting, and Refused with code:
        called_off  it is called off
        begun       it has begun
        backwards   it would end before it begins
        body_gone   the body does not exist on that day
        where       it is by link, and there is none, or in a room, and it is not said where
    """
    by.must(rules.change_meeting, meeting, *([host] if host else []))
    meeting = _locked(meeting)
    _must_stand(meeting, by)
    _check_where(format, place, link)
    if not meeting.body.holds_at(starts_at.astimezone(OSLO).date()):
        raise Refused("body_gone", _("The body does not exist on that day."), "starts_at")
    is_moved = (meeting.starts_at, meeting.ends_at) != (starts_at, ends_at)
    before = meeting.starts_at
    meeting.title, meeting.starts_at, meeting.ends_at = title, starts_at, ends_at
    meeting.format, meeting.place, meeting.link, meeting.host = format, place, link, host
    with refusing({"meetings_meeting_period": _backwards()}):
        meeting.save(update_fields=["title", "starts_at", "ends_at", "format", "place", "link", "host"])
    if is_moved and meeting.noticed_at is not None:
        ask_acts.withdraw_asks(meeting, kinds=(KindOfAsk.ATTENDANCE,), by=by)
        meeting.attendances.update(answer="", answered_at=None, person=None, rank=None)
        # Whoever could not come then is asked whether they can now.
        occasion = f"{meeting._meta.label_lower}:{meeting.key}"
        HandOver.objects.in_house(by.house).in_force().filter(occasion=occasion).update(taken_back_at=by.now)
        _ask_each(meeting, by)
    record(by, "meetings.change_meeting", meeting, moved=is_moved, before=before.isoformat())
    return meeting


@transaction.atomic
def send_notice(meeting: Meeting, *, by: Actor) -> Meeting:
    """Call in those who sit in the body: each seat is asked whether it comes, before the meeting begins.

    Raises NotAllowed by rules.send_notice, and Refused with code:
        called_off  it is called off
        begun       it has begun
        noticed     the notice is sent already
    """
    by.must(rules.send_notice, meeting)
    meeting = _locked(meeting)
    _must_stand(meeting, by)
    if meeting.noticed_at is not None:
        raise Refused("noticed", _("The notice is sent already."))
    meeting.noticed_at = by.now
    meeting.save(update_fields=["noticed_at"])
    _ask_each(meeting, by)
    record(by, "meetings.send_notice", meeting, starts_at=meeting.starts_at.isoformat())
    return meeting


@transaction.atomic
def call_off_meeting(meeting: Meeting, *, reason: str, by: Actor) -> Meeting:
    """Call a meeting off that has not begun, for a reason; nobody is asked about it any more.

    Raises NotAllowed by rules.call_off_meeting, and Refused with code:
        called_off  it is called off already
        begun       it has begun
        reason      no reason is given
    """
    by.must(rules.call_off_meeting, meeting)
    if not reason.strip():
        raise Refused("reason", _("Say why the meeting is called off."), "reason")
    meeting = _locked(meeting)
    _must_stand(meeting, by)
    meeting.called_off_at, meeting.called_off_because = by.now, reason.strip()
    meeting.save(update_fields=["called_off_at", "called_off_because"])
    ask_acts.withdraw_asks(meeting, kinds=(KindOfAsk.ATTENDANCE,), by=by)
    record(by, "meetings.call_off_meeting", meeting, reason=reason.strip())
    return meeting


def _ask_each(meeting: Meeting, by: Actor) -> None:
    """Ask each seat in which somebody sits."""
    sitting = SeatHolding.objects.sitting(by.today).filter(seat__body=meeting.body_id)
    seats = Seat.objects.filter(pk__in=sitting.values("seat")).select_related("organisation", "body")
    for seat in seats:
        ask_acts.ask(
            meeting,
            kind=KindOfAsk.ATTENDANCE,
            seat=seat,
            path=f"meetings/meetings/{meeting.key}/",
            due_at=meeting.starts_at,
            occasion=meeting,
            by=by,
        )


def _must_stand(meeting: Meeting, by: Actor) -> None:
    if meeting.called_off_at is not None:
        raise Refused("called_off", _("The meeting is called off."))
    if meeting.has_begun(by.now):
        raise Refused("begun", _("The meeting has begun."))


def _check_where(format: str, place: str, link: str) -> None:
    if format != Meeting.Format.PHYSICAL and not link:
        raise Refused("where", _("Give the link by which one takes part."), "link")
    if format == Meeting.Format.PHYSICAL and not place.strip():
        raise Refused("where", _("Say where the meeting is."), "place")


def _backwards() -> Refused:
    return Refused("backwards", _("The meeting must end after it begins."), "ends_at")


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("body", "host").get(pk=meeting.pk)
