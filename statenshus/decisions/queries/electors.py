"""What a voting stands on: the body's rules on the day, who may vote, and why a voting may not be opened."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from statenshus.asks.models import PassedOver
from statenshus.asks.queries.turns import sitting_for
from statenshus.decisions.models import Case, Elector, Mandate, Voting
from statenshus.decisions.models.counting import Cast, Outcome
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.people.models import Body, Seat, SeatHolding


def mandate_of(body: Body, by: Actor) -> Mandate | None:
    """The rules by which the body decides today; None where it has none on record. One query."""
    return Mandate.objects.in_house(by.house).at(by.today).filter(body=body).select_related("owner").first()


def electorate(case: Case, by: Actor) -> list[tuple[Seat, bool]]:
    """The body's seats in which somebody sits today, each with whether all of them are disqualified. Three queries."""
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=case.body_id)
    persons: dict[int, set[int]] = {}
    for seat_id, person_id in sitting.values_list("seat", "person"):
        persons.setdefault(seat_id, set()).add(person_id)
    barred = set(PassedOver.objects.in_house(by.house).about(case).values_list("person", flat=True))
    seats = Seat.objects.in_house(by.house).filter(pk__in=persons).select_related("organisation", "body")
    return [(seat, persons[seat.pk] <= barred) for seat in seats]


def casts_of(electors: Sequence[Elector]) -> list[Cast]:
    """What the electors have said, as it is counted."""
    return [Cast(each.choice, each.agrees, each.chair, each.out) for each in electors]


def obstacles_to_voting(case: Case, mandate: Mandate | None, *, written: bool) -> list[Refused]:
    """Why a voting on the case may not be opened, with what would make it allowed; empty where it may. Two queries."""
    found = []
    if case.kind != Case.Kind.DECISION:
        found.append(Refused("no_decision", _("The case is not for decision, so there is nothing to vote on.")))
    if not case.is_open:
        found.append(Refused("not_open", _("The case is not published, or has ended.")))
    rounds = list(case.votings.select_related("mandate").order_by("-round")[:1])
    if rounds and rounds[0].closed_at is None:
        found.append(Refused("voting", _("A voting on the case is open already.")))
    if is_advised(case, rounds):
        found.append(Refused("advised", _("The group has given its advice. Now the project owner decides.")))
    if mandate is None:
        message = _("%(body)s has no rules for how it decides. Set them first.")
        found.append(Refused("no_mandate", message % {"body": case.body}))
    elif written and mandate.written == Mandate.Written.NEVER:
        message = _(
            "The rules in the mandate do not let %(body)s decide in writing. Take the case in a meeting, "
            "or change the rule “in writing” first."
        )
        found.append(Refused("never", message % {"body": case.body}))
    if written and case.must_meet:
        message = _(
            "The case must be taken in a meeting: members have asked for it, or it could not be decided in writing."
        )
        found.append(Refused("must_meet", message))
    return found


def is_advised(case: Case, rounds: Sequence[Voting]) -> bool:
    """Whether the group has voted and the project owner has yet to decide. `rounds` begins with the latest."""
    if not case.is_open or not rounds or rounds[0].outcome not in {Outcome.ADOPTED, Outcome.REJECTED}:
        return False
    return rounds[0].mandate.decides == Mandate.Decides.OWNER


def why_not(voting: Voting, seat: Seat, by: Actor) -> Refused | None:
    """Why the actor may not vote for the seat now, in a sentence; None where they may. At most five queries."""
    me = by.person.pk if by.person else None
    if not voting.takes_votes(by.now):
        return Refused("closed", _("The voting is closed. Your vote was not counted."))
    if not voting.electors.filter(seat=seat).exists():
        return Refused("not_elector", _("That seat had no vote when the voting opened."))
    if sitting_for(by, seat, voting.case) is not None:
        return None
    holding = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat=seat, person=me)
    if not holding.exists():
        return Refused("not_in_seat", _("You do not sit in that seat today, so you cannot vote for it."))
    if PassedOver.objects.in_house(by.house).about(voting.case).filter(person=me).exists():
        return Refused("recused", _("You are disqualified in this case, so you cannot vote in it."))
    return Refused("not_your_turn", _("It is another's turn to vote for that seat. They can hand it over to you."))


def ends_at(voting: Voting, now: datetime) -> datetime:
    """When a voting that closes now ended: at its deadline where that has passed, else now."""
    return min(now, voting.closes_at) if voting.closes_at else now
