"""Acts on polls: a body is asked when it can meet, a date is chosen, and what was held for the others is let go."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.meetings.models import Attendance, Meeting, Poll, PollAnswer, PollDate
from statenshus.meetings.queries.date_words import verdict
from statenshus.meetings.queries.dates import IF_NEEDED, REMOTE, Standing, Weighed
from statenshus.meetings.queries.polls import DateShown, shown
from statenshus.meetings.rules import polls as rules
from statenshus.meetings.usecases.meetings import call_meeting, send_notice
from statenshus.people.models import Body, Person, Seat, SeatHolding
from statenshus.workplaces.models import Booking, Kind, Workplace
from statenshus.workplaces.queries.hours import day_of
from statenshus.workplaces.queries.persons import organisation_of, person_of
from statenshus.workplaces.usecases.keeping import keep, let_go

MOST_DATES = 20
SHORTEST, LONGEST = 10, 600


@transaction.atomic
def open_poll(
    body: Body,
    *,
    title: str,
    minutes: int,
    dates: Iterable[datetime],
    answers_by: datetime,
    format: str = Meeting.Format.PHYSICAL,
    place: str = "",
    room: Workplace | None = None,
    needs_chair: bool = True,
    preparer: Person | None = None,
    by: Actor,
) -> Poll:
    """Ask each seat of the body on which of the dates it can meet for so many minutes; hold the room on each.

    A date on which the room is not to be had is put all the same, without it. Whoever prepares the meeting is asked
    too, where they sit in no seat. The same date said twice is one.

    Raises NotAllowed by rules.open_poll, and Refused with code:
        minutes     the meeting would be shorter than SHORTEST, or longer than LONGEST
        room        what is to be held is no room
        no_dates    no date is given
        too_many    more than MOST_DATES dates
        past        a date has passed
        answers_by  the time for answering ends before now, or after the first date begins
        body_gone   the body does not exist on one of the days
        nobody      nobody sits in the body
    """
    by.must(rules.open_poll, body, *[each for each in (preparer, room) if each is not None])
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused("minutes", _("A meeting lasts from 10 minutes to 10 hours."), "minutes")
    if room is not None and room.kind != Kind.ROOM:
        raise Refused("room", _("Choose a room."), "room")
    said = {"title": title.strip(), "minutes": minutes, "format": format, "place": place.strip(), "room": room}
    made = Poll(house=by.house, body=body, **said, needs_chair=needs_chair, preparer=preparer, answers_by=answers_by)
    made.opened_at, made.opened_by_id = by.now, by.person.pk if by.person else None
    wanted = _checked(made, dates, [], by)
    made.save()
    _put(made, wanted, by)
    if not _ask_all(made, by):
        raise Refused("nobody", _("Nobody sits in %(body)s, so there is nobody to ask.") % {"body": body})
    record(by, "meetings.open_poll", made, body=str(body), dates=len(wanted))
    return made


@transaction.atomic
def change_poll(poll: Poll, *, answers_by: datetime, dates: Iterable[datetime] = (), by: Actor) -> Poll:
    """Give another time for answering, and put more dates. Where dates are put, all are asked anew; else those missing.

    Raises NotAllowed by rules.change_poll, and Refused with code:
        ended       a date is chosen, or it is called off
        too_many    there would be more than MOST_DATES dates
        past        a date has passed
        answers_by  the time for answering ends before now, or after the first date to come begins
        body_gone   the body does not exist on one of the days
    """
    by.must(rules.change_poll, poll)
    poll = _locked(poll)
    known = list(poll.dates.values_list("starts_at", flat=True))
    poll.answers_by = answers_by
    wanted = _checked(poll, [each for each in dates if each not in known], known, by)
    poll.save(update_fields=["answers_by"])
    _put(poll, wanted, by)
    missing = set(_open_asks(poll, by).values_list("seat", "person"))
    ask_acts.withdraw_asks(poll, by=by)
    _ask_all(poll, by, only=None if wanted else missing)
    record(by, "meetings.change_poll", poll, dates=len(wanted), answers_by=answers_by.isoformat())
    return poll


@transaction.atomic
def choose_date(poll: Poll, *, starts_at: datetime, place: str = "", link: str = "", by: Actor) -> Meeting:
    """Choose one of the dates: the meeting is called, the notice sent, and nobody is asked about the others any more.

    Who has said that they can come does so, unless only if need be; the rest are asked by the notice. The room that is
    held for the date is the meeting's, and those of the others are let go. Of two who choose at once one is first.

    Raises NotAllowed by rules.choose_date, and Refused with code:
        ended      a date is chosen, or it is called off
        date       it is not one of the dates
        past       it has passed
        too_few    fewer can come than must for the body to decide, whatever the rest answer
        needed     somebody without whom it cannot be held cannot come
        where      it is by link, and there is none, or in a room, and it is not said where
        body_gone  the body does not exist on that day
    """
    by.must(rules.choose_date, poll)
    poll = _locked(poll)
    found = next((each for each in shown(poll, by).dates if each.date.starts_at == starts_at), None)
    if found is None:
        raise Refused("date", _("Choose one of the dates."), "starts_at")
    if found.is_past:
        raise Refused("past", _("That date has passed."), "starts_at")
    _must_do(found.weighed)
    booking = found.date.booking if found.has_room else None
    where = place.strip() or (str(booking.workplace) if booking else poll.place)
    called: dict[str, Any] = {"title": poll.title, "starts_at": starts_at, "ends_at": found.date.ends_at}
    meeting = call_meeting(poll.body, **called, format=poll.format, place=where, link=link, host=None, by=by)
    if booking is not None:
        meeting.booking = booking
        meeting.save(update_fields=["booking"])
    _carry_over(meeting, found)
    send_notice(meeting, by=by)
    poll.meeting, poll.chosen_starts_at = meeting, starts_at
    _end(poll, Poll.Ended.CHOSEN, by, but=booking)
    record(by, "meetings.choose_date", poll, starts_at=starts_at.isoformat(), meeting=meeting.key)
    return meeting


@transaction.atomic
def call_off_poll(poll: Poll, *, reason: str, by: Actor) -> Poll:
    """Choose none of the dates, for a reason; nobody is asked any more, and what was held is let go.

    Raises NotAllowed by rules.call_off_poll, and Refused with code:
        ended   a date is chosen, or it is called off already
        reason  no reason is given
    """
    by.must(rules.call_off_poll, poll)
    if not reason.strip():
        raise Refused("reason", _("Say why no date is chosen."), "reason")
    poll = _locked(poll)
    poll.called_off_because = reason.strip()
    _end(poll, Poll.Ended.CALLED_OFF, by)
    record(by, "meetings.call_off_poll", poll, reason=poll.called_off_because)
    return poll


def _locked(poll: Poll) -> Poll:
    rows = Poll.objects.select_for_update(of=("self",)).select_related("body", "room", "preparer", "opened_by")
    poll = rows.get(pk=poll.pk)
    if poll.ended_at is not None:
        message = _("A date is chosen already.") if poll.meeting_id else _("It is called off already.")
        raise Refused("ended", message)
    return poll


def _checked(poll: Poll, dates: Iterable[datetime], known: Sequence[datetime], by: Actor) -> list[datetime]:
    """The dates in order, each once, if they can be put."""
    wanted = sorted(set(dates))
    if not wanted and not known:
        raise Refused("no_dates", _("Choose at least one date."), "dates")
    if len(wanted) + len(known) > MOST_DATES:
        raise Refused("too_many", _("Put at most %(most)d dates.") % {"most": MOST_DATES}, "dates")
    if wanted and wanted[0] <= by.now:
        raise Refused("past", _("One of the dates has passed."), "dates")
    first = min([*wanted, *(each for each in known if each > by.now)], default=None)
    if poll.answers_by <= by.now or (first is not None and poll.answers_by > first):
        message = _("The time for answering must end after now, and before the first date.")
        raise Refused("answers_by", message, "answers_by")
    if not all(poll.body.holds_at(day_of(each)) for each in wanted):
        raise Refused("body_gone", _("The body does not exist on that day."), "dates")
    return wanted


def _put(poll: Poll, dates: Sequence[datetime], by: Actor) -> None:
    """Each date, and the room held for it where it is to be had, for whoever puts it."""
    who = person_of(by) if poll.room is not None and by.person is not None else None
    for starts_at in dates:
        made = PollDate(house=by.house, poll=poll, starts_at=starts_at)
        if poll.room is not None and who is not None:
            time: dict[str, Any] = {"starts_at": starts_at, "ends_at": made.ends_at}
            what: dict[str, Any] = {"title": poll.title[:100], "occasion": poll.occasion}
            try:
                with transaction.atomic():
                    where = organisation_of(who, day_of(starts_at))
                    made.booking = keep(poll.room, person=who, organisation=where, **time, **what, by=by)
            except Refused:
                made.booking = None
        made.save()


def _open_asks(poll: Poll, by: Actor) -> Any:
    return Ask.objects.in_house(by.house).open().about(poll).of_kind(KindOfAsk.POLL)


def _ask_all(poll: Poll, by: Actor, only: set[tuple[int | None, int | None]] | None = None) -> int:
    """Ask each seat in which somebody sits, and the preparer who sits in none; or only some. How many are asked."""
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=poll.body_id)
    seats = Seat.objects.in_house(by.house).filter(pk__in=sitting.values("seat")).select_related("organisation", "body")
    asked: list[tuple[Seat | None, Person | None]] = [(seat, None) for seat in seats]
    if poll.preparer is not None and not sitting.filter(person=poll.preparer).exists():
        asked.append((None, poll.preparer))
    if only is not None:
        asked = [(seat, who) for seat, who in asked if (seat.pk if seat else None, who.pk if who else None) in only]
    for seat, person in asked:
        ask_acts.ask(poll, seat=seat, person=person, occasion=poll if seat else None, **poll.asked, by=by)
    return len(asked)


def _must_do(weighed: Weighed) -> None:
    if weighed.needed_cannot:
        raise Refused("needed", verdict(weighed), "starts_at")
    if weighed.standing == Standing.LOST:
        raise Refused("too_few", verdict(weighed), "starts_at")


def _carry_over(meeting: Meeting, on: DateShown) -> None:
    """Each seat that can answers its notice by what it said of the date, unless only if need be. A query a seat."""
    answers = {(each.seat_id, each.person_id): each.answered_at for each in PollAnswer.objects.filter(date=on.date)}
    for seat, says in [*on.weighed.by_holder, *on.weighed.by_deputy]:
        if says.answer != IF_NEEDED:
            by_link = meeting.format == Meeting.Format.REMOTE or says.answer == REMOTE
            answer = Attendance.Answer.REMOTE if by_link else Attendance.Answer.COMES
            who = {"person": says.person, "rank": says.rank, "answered_at": answers[seat.pk, says.person]}
            meeting.attendances.filter(seat=seat.pk).update(answer=answer, **who)


def _end(poll: Poll, how: str, by: Actor, but: Booking | None = None) -> None:
    """Nobody is asked any more, and all that is held is let go, but what the meeting has."""
    poll.ended, poll.ended_at = how, by.now
    poll.save(update_fields=["ended", "ended_at", "called_off_because", "meeting", "chosen_starts_at"])
    ask_acts.withdraw_asks(poll, by=by)
    for row in poll.dates.exclude(booking=None).exclude(booking=but).select_related("booking__workplace__part_of"):
        if row.booking is not None:
            let_go(row.booking, ended=Booking.Ended.CANCELLED, by=by)
