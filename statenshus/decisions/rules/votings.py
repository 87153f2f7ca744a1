"""Who may do what with votings."""

from statenshus.decisions.models import Case, Voting
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Person, Seat, SeatHolding


def has_sat(by: Actor, voting: Voting) -> bool:
    """Whoever sits in the body of the case, or has done so."""
    if by.person is None:
        return False
    seated = SeatHolding.objects.in_house(by.house).filter(seat__body=voting.case.body_id, person=by.person.pk)
    return seated.exists()


def open_voting(by: Actor, case: Case, *meeting: Meeting) -> bool:
    """Those who lead the body's work may open a voting in its meeting."""
    return leads(by, case.body)


def open_written(by: Actor, case: Case) -> bool:
    """Those who lead the body's work may open a written procedure."""
    return leads(by, case.body)


def vote(by: Actor, voting: Voting, seat: Seat) -> bool:
    """Those who sit in the body, or have, may try to vote, logged in; whether they may now, the act tells them."""
    may_write = by.scopes is None or "decisions:write" in by.scopes
    return may_write and has_sat(by, voting)


def record_vote(by: Actor, voting: Voting, *who: Seat | Person) -> bool:
    """Those who lead the body's work may write down what is voted in a meeting by a show of hands."""
    return leads(by, voting.case.body)


def close_voting(by: Actor, voting: Voting) -> bool:
    """Those who lead the body's work may close a voting; at its deadline it closes by itself."""
    return leads(by, voting.case.body)


def call_off_voting(by: Actor, voting: Voting) -> bool:
    """Those who lead the body's work may call a voting off, and say why."""
    return leads(by, voting.case.body)


def pull(by: Actor, voting: Voting, seat: Seat) -> bool:
    """Those who sit in the body may want a case taken to a meeting, as they may vote on it."""
    return vote(by, voting, seat)
