"""Acts by which something is asked, and an ask ends."""

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KINDS, Ask, HandOver, KindOfAsk, PassedOver
from statenshus.asks.models.asks import AskQuerySet, called
from statenshus.asks.queries.turns import holding_for
from statenshus.asks.rules import asks as rules
from statenshus.asks.usecases.reminders import tell_at_once
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Person, Seat

ANSWERS = ("accepted", "declined")


@transaction.atomic
def ask(
    subject: models.Model,
    *,
    kind: str,
    path: str,
    seat: Seat | None = None,
    person: Person | None = None,
    text: str = "",
    due_at: datetime | None = None,
    occasion: models.Model | None = None,
    minutes: int | None = None,
    urgent: bool = False,
    by: Actor,
) -> Ask:
    """Ask a seat, or a person, something about a thing, to be answered by a moment.

    `path` is where the thing stands, below /h/<slug>/. `occasion` is what several asks belong to, such as a meeting.

    Raises NotAllowed by rules.ask, and Refused with code:
        twice  the same is asked already, and not answered
        past   it would be due before now
    """
    who = [each for each in (seat, person) if each is not None]
    by.must(rules.ask, subject, *who)
    if due_at is not None and due_at < by.now:
        raise Refused("past", _("The time for answering has passed already."), "due_at")
    twice = Refused("twice", _("The same is asked already."))
    with refusing({"asks_ask_once_a_seat": twice, "asks_ask_once_a_person": twice}):
        made = Ask.objects.create(
            house=by.house,
            kind=kind,
            body=seat.body if seat else None,
            seat=seat,
            person=person,
            **called(subject),
            subject_name=" ".join(str(subject).split())[:300],
            path=path,
            text=text,
            occasion=_occasion_of(occasion) if occasion is not None else "",
            occasion_name=" ".join(str(occasion).split())[:300] if occasion is not None else "",
            minutes=minutes or KINDS[kind].minutes,
            urgent=urgent,
            opened_at=by.now,
            due_at=due_at,
        )
    record(by, "asks.ask", made, kind=kind, to=str(person or (seat and seat.organisation) or seat))
    tell_at_once(made, by=by)
    return made


@transaction.atomic
def settle(
    subject: models.Model,
    *,
    kind: str,
    answer: str,
    seat: Seat | None = None,
    person: Person | None = None,
    text: str | None = None,
    by: Actor,
) -> Ask | None:
    """End what is asked of the seat, or the person, about the thing, as answered by the actor; None if nothing is.

    Whoever answers takes back what they had handed over of it, also where the deputy has answered before them.
    With `text`, the one that says just that, where a person is asked several things of a kind.
    Called by the act that is the answer, such as a vote, which has asked its own rule.

    Raises NotAllowed by rules.settle.
    """
    by.must(rules.settle, subject, *[each for each in (seat, person) if each is not None])
    every = Ask.objects.in_house(by.house).about(subject).of_kind(kind).filter(seat=seat, person=person)
    if by.person is not None:
        given = HandOver.objects.in_house(by.house).in_force().filter(by=by.person.pk, ask__in=every)
        given.update(taken_back_at=by.now)
    found = every.open()
    if text is not None:
        found = found.filter(text=text)
    asked = found.select_for_update(of=("self",)).first()
    if asked is None or by.person is None:
        return None
    holding = holding_for(by, asked)
    _end_answered(asked, answer, holding.rank if holding else None, by)
    record(by, "asks.settle", asked, kind=kind)
    return asked


@transaction.atomic
def answer_ask(ask: Ask, *, answer: str, by: Actor) -> Ask:
    """Accept or decline what is asked, where no act of a capability is the answer.

    Raises NotAllowed by rules.answer_ask, and Refused with code:
        ended   it has ended
        kind    it is answered by an act of its own
        answer  it is neither accepted nor declined
    """
    by.must(rules.answer_ask, ask)
    ask = Ask.objects.select_for_update(of=("self",)).select_related("seat", "person").get(pk=ask.pk)
    if ask.ended_at is not None:
        raise Refused("ended", _("This no longer waits for an answer."))
    if ask.kind != KindOfAsk.ACCEPTANCE:
        raise Refused("kind", _("This is answered in another way."))
    if answer not in ANSWERS:
        raise Refused("answer", _("Choose one of the answers."), "answer")
    holding = holding_for(by, ask)
    _end_answered(ask, answer, holding.rank if holding else None, by)
    record(by, "asks.answer_ask", ask, answer=answer)
    return ask


def _end_answered(ask: Ask, answer: str, rank: int | None, by: Actor) -> None:
    assert by.person is not None
    is_deputy = bool(rank) or (ask.seat_id is None and ask.person_id != by.person.pk)
    ask.ended = Ask.Ended.HANDED_OVER if is_deputy else Ask.Ended.ANSWERED
    ask.ended_at, ask.answer, ask.answered_rank = by.now, answer, rank
    ask.answered_by_id = by.person.pk
    ask.save(update_fields=["ended", "ended_at", "answer", "answered_by", "answered_rank"])


@transaction.atomic
def withdraw_asks(subject: models.Model, *, kinds: Collection[str] = (), seat: Seat | None = None, by: Actor) -> int:
    """Take back what is asked about the thing and not answered: of some kinds, or of one seat; how many there were.

    Raises NotAllowed by rules.withdraw_asks.
    """
    by.must(rules.withdraw_asks, subject)
    count = _end_open(subject, kinds, seat, Ask.Ended.WITHDRAWN, by)
    if count:
        record(by, "asks.withdraw_asks", subject, kinds=list(kinds), count=count)
    return count


@transaction.atomic
def lapse_asks(subject: models.Model, *, kinds: Collection[str] = (), by: Actor) -> int:
    """Let what is asked about the thing and was not answered in time lapse; how many there were.

    Raises NotAllowed by rules.lapse_asks.
    """
    by.must(rules.lapse_asks, subject)
    count = _end_open(subject, kinds, None, Ask.Ended.LAPSED, by)
    if count:
        record(by, "asks.lapse_asks", subject, kinds=list(kinds), count=count)
    return count


def _end_open(subject: models.Model, kinds: Collection[str], seat: Seat | None, how: str, by: Actor) -> int:
    found: AskQuerySet = Ask.objects.in_house(by.house).open().about(subject)
    if kinds:
        found = found.of_kind(*kinds)
    if seat is not None:
        found = found.filter(seat=seat)
    return found.update(ended=how, ended_at=by.now)


@transaction.atomic
def pass_over(subject: models.Model, *, person: Person, ground: str = "", by: Actor) -> PassedOver:
    """Let somebody answer nothing about the thing; what is asked of their seat is the next one's turn at once.

    Saying it again changes nothing.

    Raises NotAllowed by rules.pass_over.
    """
    by.must(rules.pass_over, subject, person)
    made, is_new = PassedOver.objects.get_or_create(
        house=by.house, person=person, **called(subject), defaults={"ground": ground, "at": by.now}
    )
    if is_new:
        record(by, "asks.pass_over", subject, person=person.name)
    return made


def _occasion_of(occasion: models.Model) -> str:
    """How asks call what they belong to."""
    return ":".join(called(occasion).values())
