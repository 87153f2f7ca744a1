"""Acts by which somebody says when they can, and by which it is asked that a date be chosen."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, HandOver, KindOfAsk
from statenshus.asks.queries.turns import sitting_for
from statenshus.asks.usecases import asks as ask_acts
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.meetings.models import Meeting, Poll, PollAnswer, PollDate
from statenshus.meetings.rules import polls as rules
from statenshus.people.models import Seat, SeatHolding
from statenshus.workplaces.queries.persons import person_of


@transaction.atomic
def answer_poll(poll: Poll, *, answers: Mapping[datetime, str], seat: Seat | None = None, by: Actor) -> Poll:
    """Say of some of the dates whether one can, in a seat, or as the one who prepares the meeting; the latest counts.

    Everybody in a seat answers for themselves, and the seat counts by the first of them who can. When its holder cannot
    on some date, the first deputy that is not away is asked at once. When nobody is asked any more, whoever put the
    dates is asked to choose.

    Raises NotAllowed by rules.answer_poll, and Refused with code:
        ended   a date is chosen, or it is called off
        nobody  a seat is not given, and the actor does not prepare the meeting
        none    nothing is answered
        date    it is not one of the dates
        answer  there is no such answer, or not to a meeting of that form
    """
    by.must(rules.answer_poll, poll, *([seat] if seat else []))
    poll = Poll.objects.select_for_update(of=("self",)).select_related("body", "opened_by").get(pk=poll.pk)
    if poll.ended_at is not None:
        raise Refused("ended", _("A date is chosen already.") if poll.meeting_id else _("It is called off already."))
    if by.person is None or (seat is None and poll.preparer_id != by.person.pk):
        raise Refused("nobody", _("Say for which seat you answer."), "seat")
    _note(poll, answers, seat, by)
    if seat is not None:
        if sitting_for(by, seat, poll, occasion=poll.occasion) is not None:
            ask_acts.settle(poll, kind=KindOfAsk.POLL, seat=seat, answer="answered", by=by)
        _ask_deputy(poll, seat, by)
    ask_acts.settle(poll, kind=KindOfAsk.POLL, person=person_of(by), answer="answered", by=by)
    if not Ask.objects.in_house(by.house).open().about(poll).of_kind(KindOfAsk.POLL).exists():
        _ask_to_choose(poll, by)
    record(by, "meetings.answer_poll", poll, organisation=str(seat.organisation or "") if seat else "")
    return poll


@transaction.atomic
def ask_to_choose(poll: Poll, *, by: Actor) -> bool:
    """Ask whoever put the dates to choose one, when the time for answering is over; whether they were asked now.

    Raises NotAllowed by rules.ask_to_choose, and Refused with code:
        ended  a date is chosen, or it is called off
        early  the time for answering is not over
    """
    by.must(rules.ask_to_choose, poll)
    poll = Poll.objects.select_for_update(of=("self",)).select_related("opened_by").get(pk=poll.pk)
    if poll.ended_at is not None:
        raise Refused("ended", _("A date is chosen, or it is called off."))
    if poll.answers_by > by.now:
        raise Refused("early", _("The time for answering is not over."))
    is_new = _ask_to_choose(poll, by)
    if is_new:
        record(by, "meetings.ask_to_choose", poll)
    return is_new


def _note(poll: Poll, answers: Mapping[datetime, str], seat: Seat | None, by: Actor) -> None:
    """Keep each answer, in place of what they answered before."""
    assert by.person is not None
    said = {at: answer for at, answer in answers.items() if answer}
    if not said:
        raise Refused("none", _("Answer at least one of the dates."))
    dates = {row.starts_at: row for row in poll.dates.all()}
    for at, answer in said.items():
        if at not in dates:
            raise Refused("date", _("Choose one of the dates."))
        if answer not in poll.answers:
            raise Refused("answer", _("Choose one of the answers."))
    PollAnswer.objects.bulk_create(
        [
            PollAnswer(
                house=by.house,
                date=dates[at],
                seat=seat,
                person_id=by.person.pk,
                answer=answer,
                answered_at=by.now,
            )
            for at, answer in sorted(said.items())
        ],
        update_conflicts=True,
        unique_fields=["date", "seat", "person"],
        update_fields=["answer", "answered_at"],
    )


def _ask_deputy(poll: Poll, seat: Seat, by: Actor) -> None:
    """Ask the first deputy who is not away and has said nothing, where the seat's holder cannot on some date to come.

    Not twice: who is asked or has answered is left in peace.
    """
    assert by.person is not None
    sitting = list(SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat=seat).select_related("person"))
    holder = min(sitting, key=lambda each: (each.rank, each.pk))
    if holder.person_id != by.person.pk:
        return
    cannot = [PollAnswer.Answer.NO] + ([PollAnswer.Answer.REMOTE] if poll.format == Meeting.Format.PHYSICAL else [])
    said = PollAnswer.objects.in_house(by.house).filter(date__in=PollDate.objects.filter(poll=poll), seat=seat)
    if not said.filter(person=by.person.pk, answer__in=cannot, date__starts_at__gt=by.now).exists():
        return
    asked = Ask.objects.in_house(by.house).about(poll).of_kind(KindOfAsk.POLL).filter(person__isnull=False)
    known = {*said.values_list("person", flat=True), *asked.values_list("person", flat=True)}
    overs = HandOver.objects.in_house(by.house).in_force().at(by.today).filter(seat=seat, valid_from__isnull=False)
    away = set(overs.values_list("by", flat=True))
    for each in sorted(sitting, key=lambda row: (row.rank, row.pk)):
        if each.rank > holder.rank and each.person_id in known:
            return
        if each.rank > holder.rank and each.person_id not in away:
            ask_acts.ask(poll, person=each.person, **poll.asked, by=by)
            return


def _ask_to_choose(poll: Poll, by: Actor) -> bool:
    """Ask whoever put the dates, once."""
    asked = Ask.objects.in_house(by.house).open().about(poll).of_kind(KindOfAsk.CHOOSE_DATE)
    if poll.opened_by is None or asked.exists():
        return False
    ask_acts.ask(poll, kind=KindOfAsk.CHOOSE_DATE, person=poll.opened_by, path=poll.path, by=by)
    return True
