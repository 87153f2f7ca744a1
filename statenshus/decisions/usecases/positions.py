"""Acts on positions: where a seat stands before the case is decided, and what is answered to its question."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, KindOfAsk, PassedOver
from statenshus.asks.queries.turns import sitting_for
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Case, Position, Voting
from statenshus.decisions.queries.positions import asked_by
from statenshus.decisions.rules import positions as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.models import Seat, SeatHolding


@transaction.atomic
def give_position(
    case: Case,
    *,
    seat: Seat,
    stand: str,
    comment: str = "",
    question: str = "",
    version: int | None = None,
    by: Actor,
) -> Position:
    """Say where the seat stands, with a comment or a question, which is put to whoever prepares the case.

    The latest of a seat counts; the earlier stay on record. `version` is the one that was read.

    Raises NotAllowed by rules.give_position, and Refused with code:
        stand          it is neither for, against nor unsure
        not_open       the case is not published, or has ended
        information    the case is for information, so nobody is asked where they stand
        changed        a newer version has been published since it was read
        voting         the case is being voted on
        not_in_seat    the actor does not sit in the seat today
        recused        the actor is disqualified in the case
        not_your_turn  it is another's turn to answer for the seat
    """
    by.must(rules.give_position, case, seat)
    if stand not in Position.Stand.values:
        raise Refused("stand", _("Choose for, against or unsure."), "stand")
    case = Case.objects.select_for_update(of=("self",)).select_related("body", "prepared_by").get(pk=case.pk)
    if not case.is_open:
        raise Refused("not_open", _("The case is not published, or has ended."))
    if case.kind == Case.Kind.INFORMATION:
        raise Refused("information", _("The case is for information. Nobody is asked where they stand."))
    latest = case.versions.filter(published_at__isnull=False).latest("number")
    if version is not None and version != latest.number:
        raise Refused("changed", _("A new version of the case has been published. Read it before you answer."))
    if Voting.objects.filter(case=case, closed_at=None).exists():
        raise Refused("voting", _("The case is being voted on. Vote instead."))
    holding = _holding(case, seat, by)
    assert by.person is not None
    made = Position.objects.create(
        house=by.house,
        case=case,
        version=latest,
        seat=seat,
        person_id=by.person.pk,
        rank=holding.rank,
        stand=stand,
        comment=comment.strip(),
        question=question.strip(),
        at=by.now,
    )
    ask_acts.settle(case, kind=KindOfAsk.POSITION, seat=seat, answer=stand, by=by)
    if made.question:
        _put(made, case, by)
    record(by, "decisions.give_position", case, seat=seat.key, organisation=str(seat.organisation or ""))
    return made


def _holding(case: Case, seat: Seat, by: Actor) -> SeatHolding:
    """By which place in the seat the actor answers."""
    holding = sitting_for(by, seat, case) if seat.body_id == case.body_id else None
    if holding is not None:
        return holding
    me = by.person.pk if by.person else None
    sitting = SeatHolding.objects.sitting(by.today).filter(seat=seat, seat__body=case.body_id)
    if not sitting.filter(person=me).exists():
        raise Refused("not_in_seat", _("You do not sit in that seat today."))
    if PassedOver.objects.filter(house=by.house).about(case).filter(person=me).exists():
        raise Refused("recused", _("You are disqualified in this case."))
    raise Refused("not_your_turn", _("It is another's turn to answer for that seat. They can hand it over to you."))


def _put(position: Position, case: Case, by: Actor) -> None:
    """Put the question to whoever prepares the case, unless that is the one who asks, or it waits there already."""
    if by.person is not None and by.person.pk == case.prepared_by_id:
        return
    waiting = Ask.objects.in_house(by.house).open().about(case).of_kind(KindOfAsk.QUESTION)
    if not waiting.filter(person=case.prepared_by, text=asked_by(position)).exists():
        ask_acts.ask(
            case,
            kind=KindOfAsk.QUESTION,
            person=case.prepared_by,
            path=f"decisions/cases/{case.key}/",
            text=asked_by(position),
            urgent=case.urgent,
            by=by,
        )


@transaction.atomic
def reply(position: Position, *, reply: str, by: Actor) -> Position:
    """Answer the question of a seat, for the whole group to read.

    Raises NotAllowed by rules.reply, and Refused with code:
        empty        nothing is answered
        no_question  nothing was asked
        answered     it is answered already
    """
    by.must(rules.reply, position)
    if not reply.strip():
        raise Refused("empty", _("Write an answer."), "reply")
    rows = Position.objects.select_for_update(of=("self",)).select_related("case__body", "case__prepared_by", "person")
    position = rows.get(pk=position.pk)
    if not position.question:
        raise Refused("no_question", _("Nothing was asked."))
    if position.replied_at is not None:
        raise Refused("answered", _("The question is answered already."))
    position.reply, position.replied_at = reply.strip(), by.now
    position.replied_by_id = by.person.pk if by.person else None
    position.save(update_fields=["reply", "replied_at", "replied_by"])
    case = position.case
    ask_acts.settle(
        case, kind=KindOfAsk.QUESTION, person=case.prepared_by, text=asked_by(position), answer="answered", by=by
    )
    record(by, "decisions.reply", case, organisation=str(position.seat.organisation or ""))
    return position
