"""Acts on meetings: called, moved, noticed, called off."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from statenshus.asks.models import HandOver, KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.meetings.models import Attendance, Meeting
from statenshus.meetings.rules import meetings as rules
from statenshus.meetings.usecases.inviting import tell_calendars
from statenshus.people.models import Body, Organisation, SeatHolding
from statenshus.workplaces.models import Booking
from statenshus.workplaces.usecases.keeping import let_go, move

_TOLD = ("title", "starts_at", "ends_at", "format", "place", "link")
"""What those who are called are told of; another of these is another version."""


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
    needs_access: bool = False,
    by: Actor,
) -> Meeting:
    """Call the body to a meeting during [starts_at, ends_at), numbered within the house and the year.

    The house is locked, so that the numbers have no gap. A meeting that has been held may be put on record afterwards.
    The notice is sent by an act of its own.

    Raises NotAllowed by rules.call_meeting, and Refused with code:
        backwards  it would end before it begins
        body_gone  the body does not exist on that day
        where      it is by link, and there is none, or in a room, and it is not said where
    """
    by.must(rules.call_meeting, body, *([host] if host else []))
    said = {**_checked(title, starts_at, ends_at, format, place, link, host), "needs_access": needs_access}
    made = Meeting(house=by.house, body=body, **said)
    _must_exist(made)
    House.objects.select_for_update(no_key=True).get(pk=by.house.pk)
    of_year = Meeting.objects.in_house(by.house).filter(year=made.day.year)
    made.year, made.number = made.day.year, (of_year.aggregate(last=Max("number"))["last"] or 0) + 1
    made.key = f"m{made.year}-{made.number}"
    with refusing({"meetings_meeting_period": _backwards()}):
        made.save()
    _give_places(made)
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
    needs_access: bool = False,
    by: Actor,
) -> Meeting:
    """Move a meeting that has not begun, or say otherwise where it is.

    It keeps its number, in whatever year it comes to stand. A room of the house that is kept for it moves along; where
    the place is another, it is let go. When time, form or place is another after the notice,
    all that was answered is let go, and each seat is asked anew.

    Raises NotAllowed by rules.change_meeting, and Refused with code:
        called_off  it is called off
        begun       it has begun
        past        it would have begun before now
        backwards   it would end before it begins
        body_gone   the body does not exist on that day
        where       it is by link, and there is none, or in a room, and it is not said where
        and those of workplaces.move where the room that is kept for it is not to be had at the new time
    """
    by.must(rules.change_meeting, meeting, *([host] if host else []))
    meeting = _locked(meeting)
    _must_stand(meeting, by)
    said = {**_checked(title, starts_at, ends_at, format, place, link, host), "needs_access": needs_access}
    before = {name: getattr(meeting, name) for name in said}
    for name, value in said.items():
        setattr(meeting, name, value)
    if meeting.has_begun(by.now):
        raise Refused("past", _("A meeting cannot be moved to a time that has passed."), "starts_at")
    _must_exist(meeting)
    with refusing({"meetings_meeting_period": _backwards()}):
        meeting.version += any(before[name] != said[name] for name in _TOLD)
        meeting.save(update_fields=[*said, "version"])
    is_moved = any(before[name] != said[name] for name in ("starts_at", "ends_at"))
    if is_moved:
        _give_places(meeting)
    if meeting.booking is not None and (is_moved or before["place"] != said["place"]):
        _take_along(meeting, stays=before["place"] == said["place"], by=by)
    is_another = is_moved or any(before[name] != said[name] for name in ("format", "place"))
    if is_another and meeting.noticed_at is not None:
        _let_go_of_answers(meeting, by)
        _ask_each(meeting, by)
    tell_calendars(meeting, by=by)
    record(by, "meetings.change_meeting", meeting, moved=is_moved, before=before["starts_at"].isoformat())
    return meeting


@transaction.atomic
def send_notice(meeting: Meeting, *, by: Actor) -> Meeting:
    """Call in those who sit in the body: each seat is asked whether it comes, to be answered before it begins.

    Asked are the seats of the day of the meeting in which somebody sits by then. One that is vacant is not: whoever
    comes to sit in it may answer on the page of the meeting.

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
    tell_calendars(meeting, by=by)
    record(by, "meetings.send_notice", meeting, starts_at=meeting.starts_at.isoformat())
    return meeting


@transaction.atomic
def lapse_notice(meeting: Meeting, *, by: Actor) -> int:
    """Let what is not answered to the notice lapse, when the meeting has begun; how many seats that were.

    Raises NotAllowed by rules.lapse_notice, and Refused with code:
        not_begun  it has not begun, or is called off
    """
    by.must(rules.lapse_notice, meeting)
    meeting = _locked(meeting)
    if not meeting.has_begun(by.now):
        raise Refused("not_begun", _("The meeting has not begun, or is called off."))
    count = ask_acts.lapse_asks(meeting, kinds=(KindOfAsk.ATTENDANCE,), by=by)
    if count:
        record(by, "meetings.lapse_notice", meeting, count=count)
    return count


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
    if meeting.booking is not None:
        let_go(meeting.booking, ended=Booking.Ended.CANCELLED, by=by)
    tell_calendars(meeting, by=by)
    record(by, "meetings.call_off_meeting", meeting, reason=reason.strip())
    return meeting


def _take_along(meeting: Meeting, *, stays: bool, by: Actor) -> None:
    """Move the room that is kept to the time of the meeting; or let it go, where the meeting is held elsewhere."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("workplace__part_of", "person")
    assert meeting.booking is not None
    booking = rows.get(pk=meeting.booking.pk)
    if booking.ended_at is None and stays:
        move(booking, starts_at=meeting.starts_at, ends_at=meeting.ends_at, by=by)
    elif not stays:
        let_go(booking, ended=Booking.Ended.CANCELLED, by=by)
        meeting.booking = None
        meeting.save(update_fields=["booking"])


def _give_places(meeting: Meeting) -> None:
    """Let each seat of the day have its row, and no other seat."""
    seats = list(meeting.seats)
    meeting.attendances.exclude(seat__in=seats).delete()
    known = set(meeting.attendances.values_list("seat", flat=True))
    Attendance.objects.bulk_create(
        Attendance(house=meeting.house, meeting=meeting, seat=seat) for seat in seats if seat.pk not in known
    )


def _let_go_of_answers(meeting: Meeting, by: Actor) -> None:
    """Forget who comes, and who had let their deputy come instead: they may be able to now."""
    ask_acts.withdraw_asks(meeting, kinds=(KindOfAsk.ATTENDANCE,), by=by)
    meeting.attendances.update(answer="", answered_at=None, person=None, rank=None, note="")
    handed = HandOver.objects.in_house(by.house).in_force().filter(occasion=meeting.occasion)
    handed.update(taken_back_at=by.now)


def _ask_each(meeting: Meeting, by: Actor) -> None:
    """Ask each seat that has not said that it comes, where somebody sits by the day of the meeting."""
    by_then = Q(valid_from=None) | Q(valid_from__lte=meeting.day)
    holdings = SeatHolding.objects.in_house(by.house).filter(by_then, seat__body=meeting.body_id).beyond(by.today)
    coming = meeting.attendances.filter(answer__in=[Attendance.Answer.COMES, Attendance.Answer.REMOTE])
    seats = meeting.seats.filter(pk__in=holdings.values("seat")).exclude(pk__in=coming.values("seat"))
    for seat in seats.select_related("organisation", "body"):
        ask_acts.ask(meeting, seat=seat, **meeting.notice, by=by)


def _must_stand(meeting: Meeting, by: Actor) -> None:
    if meeting.called_off_at is not None:
        raise Refused("called_off", _("The meeting is called off."))
    if meeting.has_begun(by.now):
        raise Refused("begun", _("The meeting has begun."))


def _must_exist(meeting: Meeting) -> None:
    if not meeting.body.holds_at(meeting.day):
        raise Refused("body_gone", _("The body does not exist on that day."), "starts_at")


def _checked(
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    format: str,
    place: str,
    link: str,
    host: Organisation | None,
) -> dict[str, Any]:
    """What was said, as it is kept."""
    place, link = place.strip(), link.strip()
    if format != Meeting.Format.PHYSICAL and not link:
        raise Refused("where", _("Give the link by which one takes part."), "link")
    if format != Meeting.Format.REMOTE and not place:
        raise Refused("where", _("Say where the meeting is."), "place")
    said = {"title": title.strip(), "starts_at": starts_at, "ends_at": ends_at}
    return {**said, "format": format, "place": place, "link": link, "host": host}


def _backwards() -> Refused:
    return Refused("backwards", _("The meeting must end after it begins."), "ends_at")


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("body", "host", "booking").get(pk=meeting.pk)
