"""Closing a voting: counted, frozen, and what it comes to."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Voting
from statenshus.decisions.models.chain import freeze
from statenshus.decisions.models.counting import Count, Outcome, count, is_settled
from statenshus.decisions.queries.chain import voting_payload
from statenshus.decisions.queries.electors import casts_of, electorate, ends_at
from statenshus.decisions.rules import votings as rules
from statenshus.decisions.usecases.decisions import _come_to
from statenshus.decisions.usecases.votings.opening import _locked
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record


@transaction.atomic
def close_voting(voting: Voting, *, by: Actor) -> Voting:
    """Close the voting and count it; what it comes to is decided, or is the group's advice to the project owner.

    In writing it is closed before its deadline only when the outcome can no longer change.

    Raises NotAllowed by rules.close_voting, and Refused with code:
        closed     it is closed already
        too_early  the deadline has not passed, and the outcome can still change
    """
    by.must(rules.close_voting, voting)
    voting = _locked(voting)
    if voting.closed_at is not None:
        raise Refused("closed", _("The voting is closed already."))
    if voting.takes_votes(by.now) and voting.closes_at is not None:
        casts = casts_of(list(voting.electors.all()))
        if not is_settled(casts, voting.rules, written=voting.is_written, secret=voting.secret):
            silent = sum(not cast.choice and not cast.out for cast in casts)
            message = _(
                "The outcome can still change: %(silent)d seats have not answered, and the deadline has not passed."
            )
            raise Refused("too_early", message % {"silent": silent})
    _close(voting, by)
    record(by, "decisions.close_voting", voting.case, round=voting.round, outcome=voting.outcome)
    return voting


def _close(voting: Voting, by: Actor) -> None:
    """Count what stands, wipe what is secret, freeze it, and let the case come to what it came to."""
    _mark_out(voting, by)
    counted = _count_now(voting)
    _write_close(voting, counted.outcome, by)
    case = voting.case
    ask_acts.lapse_asks(case, kinds=(KindOfAsk.VOTE,), by=by)
    freeze("voting", voting.key, voting_payload(voting), by=by)
    if voting.outcome == Outcome.TO_MEETING:
        case.must_meet = True
        case.save(update_fields=["must_meet"])
    elif voting.outcome in {Outcome.ADOPTED, Outcome.REJECTED}:
        _come_to(voting, by=by)


def _write_close(voting: Voting, outcome: str, by: Actor) -> None:
    counted = _count_now(voting)
    voting.closed_at = ends_at(voting, by.now)
    voting.closed_early = voting.closes_at is not None and by.now < voting.closes_at
    voting.outcome, voting.by_chair = outcome, counted.by_chair
    voting.count_for, voting.count_against, voting.count_blank = counted.for_, counted.against, counted.blank
    voting.count_abstain, voting.count_silent = counted.abstain, counted.silent
    voting.save()
    if voting.secret:
        voting.electors.update(choice="")


def _count_now(voting: Voting) -> Count:
    """The voting counted as it stands. Two queries."""
    pulled = voting.pull_members is not None and voting.pulls.count() >= voting.pull_members
    return count(
        casts_of(list(voting.electors.all())),
        voting.rules,
        written=voting.is_written,
        secret=voting.secret,
        pulled=pulled,
    )


def _mark_out(voting: Voting, by: Actor) -> None:
    """Mark the seats that have said nothing for which nobody could vote: all in them are disqualified, or have left."""
    standing = dict(electorate(voting.case, by))
    may_vote = {seat.pk for seat, out in standing.items() if not out}
    voting.electors.filter(choice="").exclude(seat__in=may_vote).update(out=True)


@transaction.atomic
def call_off_voting(voting: Voting, *, reason: str, by: Actor) -> Voting:
    """Stop a voting, for a reason; what was cast does not count, and the case is open as before.

    Raises NotAllowed by rules.call_off_voting, and Refused with code:
        closed  it is closed already
        reason  no reason is given
    """
    by.must(rules.call_off_voting, voting)
    if not reason.strip():
        raise Refused("reason", _("Say why the voting is called off."), "reason")
    voting = _locked(voting)
    if voting.closed_at is not None:
        raise Refused("closed", _("The voting is closed already."))
    voting.called_off_because = reason.strip()
    _write_close(voting, Outcome.CALLED_OFF, by)
    ask_acts.withdraw_asks(voting.case, kinds=(KindOfAsk.VOTE,), by=by)
    freeze("voting", voting.key, voting_payload(voting), by=by)
    record(by, "decisions.call_off_voting", voting.case, round=voting.round, reason=reason.strip())
    return voting
