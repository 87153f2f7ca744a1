"""Meetings as pages show them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from statenshus.asks.queries.turns import sitting_for
from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import Attendance, Meeting
from statenshus.people.models import Seat, SeatHolding
from statenshus.people.rules import keeps_record


@dataclass(frozen=True)
class SeatInMeeting:
    """A seat of the body in a meeting: who sits in it, what it answered, and who came."""

    seat: Seat
    sitting: list[SeatHolding]
    attendance: Attendance | None
    is_mine: bool
    """It is the actor's turn to answer for it."""

    @property
    def is_present(self) -> bool:
        """Somebody came, in the room or by link."""
        return self.attendance is not None and self.attendance.came in {"room", "link"}


@dataclass(frozen=True)
class Attending:
    """The picture of a meeting: what the seats answered, or who came."""

    seats: list[SeatInMeeting]
    comes: int
    regrets: int
    unanswered: int
    present: int
    may_see: bool
    """Who answered what is for those in the body, and those who keep the record."""


def attending(meeting: Meeting, by: Actor) -> Attending:
    """Who comes to the meeting, or came. Three queries, and a few a seat of the actor's own."""
    day = meeting.starts_at.astimezone(OSLO).date()
    rows = SeatHolding.objects.in_house(by.house).sitting(day).filter(seat__body=meeting.body_id)
    sitting: dict[int, list[SeatHolding]] = {}
    for holding in rows.select_related("person").order_by("rank", "pk"):
        sitting.setdefault(holding.seat_id, []).append(holding)
    seats = Seat.objects.in_house(by.house).filter(pk__in=sitting).select_related("organisation", "body")
    answers = {each.seat_id: each for each in meeting.attendances.select_related("person")}
    me = by.person.pk if by.person else None
    takes_answers = meeting.noticed_at is not None and not meeting.has_begun(by.now) and meeting.called_off_at is None
    found = [
        SeatInMeeting(
            seat,
            sitting[seat.pk],
            answers.get(seat.pk),
            takes_answers and _is_mine(meeting, seat, sitting[seat.pk], by),
        )
        for seat in seats
    ]
    said = [each.attendance.answer if each.attendance else "" for each in found]
    return Attending(
        found,
        sum(answer in {"comes", "remote"} for answer in said),
        said.count("regrets"),
        said.count(""),
        sum(each.is_present for each in found),
        keeps_record(by) or any(h.person_id == me for holdings in sitting.values() for h in holdings),
    )


def _is_mine(meeting: Meeting, seat: Seat, sitting: list[SeatHolding], by: Actor) -> bool:
    if by.person is None or by.person.pk not in {holding.person_id for holding in sitting}:
        return False
    return sitting_for(by, seat, meeting, occasion=f"{meeting._meta.label_lower}:{meeting.key}") is not None


def parts_of(meeting: Meeting, by: Actor) -> list[tuple[str, object]]:
    """What higher capabilities tell on a meeting's page: template and what it tells; nothing where there is none."""
    told = [(template, import_string(reading)(by, meeting)) for template, reading in settings.MEETING_PARTS.items()]
    return [(template, part) for template, part in told if part]
