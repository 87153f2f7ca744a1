"""Meetings as pages show them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.asks.queries.turns import Turn, sitting_for, turns
from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import Attendance, Meeting
from statenshus.meetings.rules import meetings as rules
from statenshus.people.models import Person, Seat, SeatHolding

COMES = {Attendance.Answer.COMES, Attendance.Answer.REMOTE}
PRESENT = {Attendance.Came.ROOM, Attendance.Came.LINK}


def name_of(seat: Seat) -> str:
    """What a seat is called: whose it is, or what it is."""
    return str(seat.organisation or seat.get_role_display())


@dataclass(frozen=True)
class SeatInMeeting:
    """A seat of the body in a meeting: who sits in it that day, what it answered, who is asked now, and who came."""

    seat: Seat
    sitting: list[SeatHolding]
    attendance: Attendance | None
    asked: Person | None
    """Whose turn it is to answer for it; nobody where nothing is asked."""
    is_mine: bool
    """The actor may answer for it."""

    @property
    def name(self) -> str:
        """What it is called: whose it is, or what it is."""
        return name_of(self.seat)

    @property
    def is_vacant(self) -> bool:
        """Nobody sits in it that day, and nothing is known of it."""
        return not self.sitting and self.asked is None and not (self.attendance and self.attendance.person_id)

    @property
    def is_present(self) -> bool:
        """Somebody came, in the room or by link."""
        return self.attendance is not None and self.attendance.came in PRESENT

    @property
    def state(self) -> str:
        """What it has come to: comes, remote, asked, regrets, vacant, or nothing yet.

        Where a deputy is asked because the holder cannot come, it is asked.
        """
        answer = self.attendance.answer if self.attendance else ""
        if answer in COMES:
            return answer
        if self.asked is not None:
            return "asked"
        return answer or ("vacant" if self.is_vacant else "")


@dataclass(frozen=True)
class Attending:
    """The picture of a meeting: how many seats come, cannot, have not answered, and came."""

    seats: list[SeatInMeeting]
    may_see: bool
    """Who answered what, and who came, is for the actor."""

    @property
    def comes(self) -> int:
        """How many seats come, in the room or by link."""
        return sum(each.state in COMES for each in self.seats)

    @property
    def regrets(self) -> int:
        """How many cannot, neither holder nor deputy."""
        return sum(each.state == Attendance.Answer.REGRETS for each in self.seats)

    @property
    def vacant(self) -> int:
        """How many nobody sits in."""
        return sum(each.state == "vacant" for each in self.seats)

    @property
    def unanswered(self) -> int:
        """How many have not answered, or wait for a deputy."""
        return sum(each.state in {"asked", ""} for each in self.seats)

    @property
    def present(self) -> int:
        """How many were taken when it was held."""
        return sum(each.is_present for each in self.seats)

    @property
    def mine(self) -> list[SeatInMeeting]:
        """Those for which the actor may answer."""
        return [each for each in self.seats if each.is_mine]


def attending(meeting: Meeting, by: Actor) -> Attending:
    """Who comes to the meeting, or came. Nine queries at most, and at most five a seat that the actor sits in."""
    rows = SeatHolding.objects.in_house(by.house).sitting(meeting.day).filter(seat__body=meeting.body_id)
    sitting: dict[int, list[SeatHolding]] = {}
    for holding in rows.select_related("person").order_by("rank", "pk"):
        sitting.setdefault(holding.seat_id, []).append(holding)
    answers = {each.seat_id: each for each in meeting.attendances.select_related("person", "seat")}
    asked = _asked(meeting, by)
    mine = _mine(meeting, by)
    return Attending(
        [
            SeatInMeeting(
                seat,
                sitting.get(seat.pk, []),
                answers.get(seat.pk),
                asked[seat.pk].person if seat.pk in asked else None,
                seat.pk in mine and sitting_for(by, seat, meeting, occasion=meeting.occasion) is not None,
            )
            for seat in meeting.seats.select_related("organisation", "body")
        ],
        by.may(rules.see_attendance, meeting),
    )


def asked_now(meeting: Meeting, seat: Seat, by: Actor) -> Person | None:
    """Who is asked for the seat now; nobody where nothing is. At most four queries."""
    turn = _asked(meeting, by, seat).get(seat.pk)
    return turn.person if turn else None


def _asked(meeting: Meeting, by: Actor, *seats: Seat) -> dict[int, Turn]:
    """Whose turn it is in each seat that is asked whether it comes."""
    rows = Ask.objects.in_house(by.house).open().about(meeting).of_kind(KindOfAsk.ATTENDANCE)
    asks = list(rows.filter(seat__in=seats) if seats else rows)
    whose = turns(asks, by)
    return {ask.seat_id: whose[ask.pk] for ask in asks if ask.seat_id is not None}


def _mine(meeting: Meeting, by: Actor) -> set[int]:
    """The seats in which the actor sits now, where they can be answered for."""
    if by.person is None or meeting.noticed_at is None or meeting.called_off_at or meeting.has_begun(by.now):
        return set()
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=meeting.body_id)
    return set(sitting.filter(person=by.person.pk).values_list("seat", flat=True))


def end_of(day: date, by: Actor) -> datetime:
    """Until when a list as of the day goes: this moment, or the end of another day in Norway."""
    if day == by.today:
        return by.now
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=OSLO).astimezone(UTC) - timedelta(microseconds=1)


def parts_of(meeting: Meeting, by: Actor) -> list[tuple[str, object]]:
    """What higher capabilities tell on a meeting's page: template and what it tells; nothing where there is none."""
    told = [(template, import_string(reading)(by, meeting)) for template, reading in settings.MEETING_PARTS.items()]
    return [(template, part) for template, part in told if part]
