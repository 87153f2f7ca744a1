"""Votings as a page shows them: how far they have come, what the actor may do, and why something may not be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from statenshus.asks.models import PassedOver
from statenshus.asks.queries.turns import sitting_for
from statenshus.decisions.models import Case, Elector, Mandate, Pull, Recusal, Voting
from statenshus.decisions.models.counting import is_settled
from statenshus.decisions.queries.electors import casts_of, is_advised, mandate_of, obstacles_to_voting
from statenshus.decisions.queries.sentences import result_of
from statenshus.decisions.rules import decisions as decision_rules
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.people.models import Seat, SeatHolding


@dataclass(frozen=True)
class MySeat:
    """A seat that the actor sits in, in an open voting: what was cast for it, and whether it is the actor's turn."""

    elector: Elector
    is_my_turn: bool
    is_recused: bool
    wants_meeting: bool


@dataclass(frozen=True)
class VotingShown:
    """A voting on a page."""

    voting: Voting
    is_taking: bool
    """It takes votes now."""
    electors: list[Elector]
    voted: int
    can_vote: int
    result: str
    """In one sentence, once closed."""
    is_settled: bool
    pulls: list[Pull]
    mine: list[MySeat]
    may_close: bool
    may_record: bool

    @property
    def shows_votes(self) -> bool:
        """Whether it is told who voted what: when it is closed, and was not secret."""
        return self.voting.closed_at is not None and not self.voting.secret

    @property
    def cast(self) -> int:
        """How many votes were for, against and blank."""
        return self.before_blank + (self.voting.count_blank or 0)

    @property
    def before_blank(self) -> int:
        """How many were for or against."""
        return (self.voting.count_for or 0) + (self.voting.count_against or 0)


@dataclass(frozen=True)
class Ways:
    """How a case can come further: by whom, and what stands in the way of each."""

    mandate: Mandate | None
    may_lead: bool
    in_meeting: list[Refused] = field(default_factory=list)
    in_writing: list[Refused] = field(default_factory=list)
    waits_for_owner: bool = False
    may_decide: bool = False
    my_seats: list[Seat] = field(default_factory=list)
    recusals: Sequence[Recusal] = ()


def votings_of(case: Case, by: Actor) -> list[VotingShown]:
    """The votings on the case, the latest first. Four queries, and a few a seat of the actor's while one is open."""
    rows = Voting.objects.visible_to(by).filter(case=case).select_related("case__body", "version", "meeting", "mandate")
    found = list(
        rows.prefetch_related(
            "electors__seat__body", "electors__organisation", "electors__person", "pulls__seat__organisation"
        )
    )
    return [voting_shown(voting, by) for voting in found]


def voting_shown(voting: Voting, by: Actor) -> VotingShown:
    """One voting, as the actor may see it."""
    electors = list(voting.electors.all())
    is_open = voting.closed_at is None
    may_lead = leads(by, voting.case.body) if is_open else False
    casts = casts_of(electors)
    return VotingShown(
        voting,
        voting.takes_votes(by.now),
        electors,
        sum(each.at is not None for each in electors),
        sum(not each.out for each in electors),
        "" if is_open else result_of(voting),
        is_open and is_settled(casts, voting.rules, written=voting.is_written, secret=voting.secret),
        list(voting.pulls.all()),
        _mine(voting, electors, by) if is_open else [],
        may_lead,
        may_lead and not voting.is_written and not voting.secret,
    )


def _mine(voting: Voting, electors: Sequence[Elector], by: Actor) -> list[MySeat]:
    if by.person is None:
        return []
    seats = set(my_holdings(voting.case, by).values_list("seat", flat=True))
    if not seats:
        return []
    barred = PassedOver.objects.in_house(by.house).about(voting.case).filter(person=by.person.pk).exists()
    pulled = {pull.seat_id for pull in voting.pulls.all()}
    return [
        MySeat(each, sitting_for(by, each.seat, voting.case) is not None, barred, wants_meeting=each.seat_id in pulled)
        for each in electors
        if each.seat_id in seats
    ]


def my_holdings(case: Case, by: Actor):  # type: ignore[no-untyped-def]
    """The actor's own places in the body of the case today."""
    holdings = SeatHolding.objects.in_house(by.house).sitting(by.today)
    return holdings.filter(person=by.person.pk if by.person else None, seat__body=case.body_id)


def ways(case: Case, by: Actor) -> Ways:
    """How the case can come further, for this actor. At most nine queries."""
    mandate = mandate_of(case.body, by)
    rounds = list(case.votings.select_related("mandate__owner").order_by("-round")[:1])
    places = my_holdings(case, by).select_related("seat__organisation", "seat__body") if by.person else []
    return Ways(
        mandate,
        leads(by, case.body),
        obstacles_to_voting(case, mandate, written=False),
        obstacles_to_voting(case, mandate, written=True),
        is_advised(case, rounds),
        is_advised(case, rounds) and by.may(decision_rules.decide_as_owner, case),
        [holding.seat for holding in places],
        list(Recusal.objects.visible_to(by).filter(case=case).select_related("person", "seat__organisation")),
    )
