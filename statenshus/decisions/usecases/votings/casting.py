"""Voting: by oneself, by a show of hands that somebody writes down, or by wanting a meeting instead."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.queries.turns import sitting_for
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Elector, Pull, Voting
from statenshus.decisions.models.counting import CHOICES
from statenshus.decisions.queries.electors import why_not
from statenshus.decisions.rules import votings as rules
from statenshus.decisions.usecases.votings.closing import _close
from statenshus.decisions.usecases.votings.opening import _locked
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Person, Seat, SeatHolding


@transaction.atomic
def vote(voting: Voting, *, seat: Seat, choice: str, agrees: bool = True, by: Actor) -> Elector:
    """Vote for the seat, or vote anew: until the voting closes the latest vote of a seat is its vote.

    `agrees` says whether the seat agrees to deciding in writing. The member votes, or the deputy whose turn it is.

    Raises NotAllowed by rules.vote, and Refused with code:
        closed         the voting is closed, or its deadline has passed
        not_elector    the seat had no vote when the voting opened
        not_in_seat    the actor does not sit in the seat today
        recused        the actor is disqualified in the case
        not_your_turn  the actor is a deputy, and another is asked
        choice         there is no such vote
    """
    by.must(rules.vote, voting, seat)
    voting = _locked(voting)
    refusal = why_not(voting, seat, by)
    if refusal:
        raise refusal
    holding = sitting_for(by, seat, voting.case)
    assert holding is not None
    elector = _cast(voting, seat, holding, choice, agrees, None, by)
    ask_acts.settle(voting.case, kind=KindOfAsk.VOTE, seat=seat, answer="" if voting.secret else choice, by=by)
    # What was voted is not told by the log, nor before the voting closes.
    record(by, "decisions.vote", voting.case, seat=seat.key, organisation=str(seat.organisation or ""))
    return elector


@transaction.atomic
def record_vote(voting: Voting, *, seat: Seat, person: Person, choice: str, by: Actor) -> Elector:
    """Write down how somebody in a seat votes in a meeting, by a show of hands.

    Raises NotAllowed by rules.record_vote, and Refused with code:
        written      the voting is in writing, where each votes for themself
        secret       the voting is secret
        closed       the voting is closed
        not_elector  the seat had no vote when the voting opened
        not_in_seat  the person does not sit in the seat today
        recused      the person is disqualified in the case
        choice       there is no such vote
    """
    by.must(rules.record_vote, voting, seat, person)
    voting = _locked(voting)
    if voting.is_written:
        raise Refused("written", _("In writing each votes for themself."))
    if voting.secret:
        raise Refused("secret", _("In a secret voting each votes for themself."))
    if not voting.takes_votes(by.now):
        raise Refused("closed", _("The voting is closed. The vote was not counted."))
    if not voting.electors.filter(seat=seat).exists():
        raise Refused("not_elector", _("That seat had no vote when the voting opened."))
    holding = SeatHolding.objects.sitting(by.today).filter(seat=seat, person=person).first()
    if holding is None:
        raise Refused("not_in_seat", _("The person does not sit in that seat today."), "person")
    if voting.case.recusals.filter(person=person).exists():
        raise Refused("recused", _("The person is disqualified in this case."), "person")
    elector = _cast(voting, seat, holding, choice, True, by, by)
    # A show of hands answers as much as a tap on a phone, and it is the person who has answered.
    ask_acts.settle(voting.case, kind=KindOfAsk.VOTE, seat=seat, answer=choice, by=replace(by, person=person))
    told = {"seat": seat.key, "organisation": str(seat.organisation or ""), "person": person.name}
    record(by, "decisions.record_vote", voting.case, **told)
    return elector


def _cast(
    voting: Voting, seat: Seat, holding: SeatHolding, choice: str, agrees: bool, recorder: Actor | None, by: Actor
) -> Elector:
    if choice not in CHOICES:
        raise Refused("choice", _("Choose one of the answers."), "choice")
    elector = voting.electors.get(seat=seat)
    elector.choice, elector.agrees, elector.out = choice, agrees, False
    elector.person_id, elector.rank, elector.at = holding.person_id, holding.rank, by.now
    elector.recorded_by_id = recorder.person.pk if recorder and recorder.person else None
    elector.save(update_fields=["choice", "agrees", "out", "person", "rank", "at", "recorded_by"])
    return elector


@transaction.atomic
def pull(voting: Voting, *, seat: Seat, reason: str = "", by: Actor) -> Voting:
    """Want a case that is before the body in writing taken to a meeting; when enough do, the procedure ends so.

    Raises NotAllowed by rules.pull, and Refused with code:
        meeting        the voting is in a meeting already
        no_pull        the rules do not let members have it taken to a meeting
        closed         the voting is closed, or its deadline has passed
        not_elector    the seat had no vote when the voting opened
        not_in_seat    the actor does not sit in the seat today
        recused        the actor is disqualified in the case
        not_your_turn  the actor is a deputy, and another is asked
        twice          the seat has said so already
    """
    by.must(rules.pull, voting, seat)
    voting = _locked(voting)
    if not voting.is_written:
        raise Refused("meeting", _("The case is being voted on in a meeting already."))
    if voting.pull_members is None:
        raise Refused("no_pull", _("The rules in the mandate do not let members have a case taken to a meeting."))
    refusal = why_not(voting, seat, by)
    if refusal:
        raise refusal
    twice = Refused("twice", _("It is already noted that your seat wants a meeting."))
    with refusing({"decisions_pull_once": twice}):
        assert by.person is not None
        Pull.objects.create(house=by.house, voting=voting, seat=seat, person_id=by.person.pk, reason=reason, at=by.now)
    told = {"seat": seat.key, "organisation": str(seat.organisation or "")}
    record(by, "decisions.pull", voting.case, **told)
    if voting.pulls.count() >= voting.pull_members:
        _close(voting, by)
    return voting
