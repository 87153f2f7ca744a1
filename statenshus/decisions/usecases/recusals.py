"""Acts by which somebody may not take part in a case, so that the deputy is called at once."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Case, Recusal, Voting
from statenshus.decisions.queries.electors import electorate
from statenshus.decisions.rules import recusals as rules
from statenshus.decisions.usecases.votings.opening import _ask_to_vote, _locked_case
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Person, Seat, SeatHolding


@transaction.atomic
def recuse(case: Case, *, seat: Seat, ground: str, by: Actor) -> Recusal:
    """Stand down from a case, on a ground; the next in the seat is asked at once, and an own vote is struck.

    Raises NotAllowed by rules.recuse, and Refused with code:
        ground       no ground is given
        not_open     the case is not published, or has ended
        not_in_seat  the actor does not sit in the seat today
        twice        it is on record already
    """
    by.must(rules.recuse, case, seat)
    assert by.person is not None
    made = _stand_down(case, Person.objects.get(pk=by.person.pk), seat, ground, by_body=False, by=by)
    record(by, "decisions.recuse", case, seat=seat.key, organisation=str(seat.organisation or ""))
    return made


@transaction.atomic
def find_disqualified(case: Case, *, person: Person, seat: Seat, ground: str, by: Actor) -> Recusal:
    """Record that the body has found somebody disqualified in a case; the next in the seat is asked at once.

    Raises NotAllowed by rules.find_disqualified, and Refused with code:
        ground       no ground is given
        not_open     the case is not published, or has ended
        not_in_seat  the person does not sit in the seat today
        twice        it is on record already
    """
    by.must(rules.find_disqualified, case, person, seat)
    made = _stand_down(case, person, seat, ground, by_body=True, by=by)
    told = {"person": person.name, "seat": seat.key, "organisation": str(seat.organisation or "")}
    record(by, "decisions.find_disqualified", case, **told)
    return made


def _stand_down(case: Case, person: Person, seat: Seat, ground: str, *, by_body: bool, by: Actor) -> Recusal:
    if not ground.strip():
        raise Refused("ground", _("Say on which ground."), "ground")
    case = _locked_case(case)
    if not case.is_open:
        raise Refused("not_open", _("The case is not published, or has ended."))
    if not SeatHolding.objects.sitting(by.today).filter(seat=seat, person=person, seat__body=case.body_id).exists():
        raise Refused("not_in_seat", _("The person does not sit in that seat today."))
    twice = Refused("twice", _("It is on record already that the person is disqualified in this case."))
    with refusing({"decisions_recusal_once": twice}):
        made = Recusal.objects.create(
            house=by.house, case=case, person=person, seat=seat, ground=ground.strip(), by_body=by_body, at=by.now
        )
    ask_acts.pass_over(case, person=person, ground=ground.strip()[:300], by=by)
    voting = Voting.objects.filter(case=case, closed_at=None).select_related("case", "version", "meeting").first()
    # What was cast at the deadline is counted, even if that happens a little later.
    if voting is not None and voting.takes_votes(by.now):
        _call_next(voting, person, by)
    return made


def _call_next(voting: Voting, person: Person, by: Actor) -> None:
    """Strike what the person has voted, and ask whoever is left in the seat; a seat with nobody left is out."""
    standing = {seat.pk: out for seat, out in electorate(voting.case, by)}
    for elector in voting.electors.select_related("seat__body").select_for_update(of=("self",)):
        is_struck, was_out = elector.person_id == person.pk, elector.out
        if is_struck:
            elector.choice, elector.agrees, elector.at = "", True, None
            elector.person = elector.rank = elector.recorded_by = None
        out = standing.get(elector.seat_id, True) and elector.at is None
        if is_struck or out != elector.out:
            elector.out = out
            elector.save(update_fields=["choice", "agrees", "at", "person", "rank", "recorded_by", "out"])
        if out:
            ask_acts.withdraw_asks(voting.case, kinds=(KindOfAsk.VOTE,), seat=elector.seat, by=by)
        elif is_struck or was_out:
            _ask_to_vote(voting, elector.seat, by=by)
