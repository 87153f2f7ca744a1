"""Acts by which a case comes to its lasting outcome, and what follows of it."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Case, Decision, FollowUp, Reservation, Voting
from statenshus.decisions.models.chain import freeze
from statenshus.decisions.queries.chain import decision_payload, reservation_payload
from statenshus.decisions.queries.electors import is_advised
from statenshus.decisions.rules import decisions as rules
from statenshus.decisions.signals import decided
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.meetings.models import Meeting
from statenshus.people.models import Organisation, Person, Seat, SeatHolding

DAYS_FOR_THE_OWNER = 7


def _come_to(voting: Voting, *, by: Actor) -> None:
    """Let the case come to what was voted: a decision of the group, or its advice to the project owner."""
    mandate = voting.mandate
    if mandate.decides == mandate.Decides.OWNER:
        ask_acts.ask(
            voting.case,
            kind=KindOfAsk.OWNER_DECISION,
            person=mandate.owner,
            path=f"decisions/cases/{voting.case.key}/",
            due_at=by.now + timedelta(days=DAYS_FOR_THE_OWNER),
            urgent=voting.case.urgent,
            by=by,
        )
        return
    _decide(voting.case, voting.outcome, voting.version.proposal, voting, None, None, by)


def _decide(
    case: Case,
    outcome: str,
    text: str,
    voting: Voting | None,
    owner: Person | None,
    effective_on: date | None,
    by: Actor,
    meeting: Meeting | None = None,
) -> Decision:
    """Write the decision, end the case, put both in the chain, and tell whoever was decided upon."""
    version = voting.version if voting else case.versions.filter(published_at__isnull=False).latest("number")
    # A group decides when its voting ends, which is at its deadline even where it is counted a little later.
    at = voting.closed_at if voting and voting.closed_at and owner is None else by.now
    day = at.astimezone(OSLO).date()
    effective_on = effective_on or version.effective_on
    is_adopted = outcome == Decision.Outcome.ADOPTED
    made = Decision.objects.create(
        house=by.house,
        key=case.key,
        case=case,
        outcome=outcome,
        title=version.title,
        text=text,
        body=case.body,
        voting=voting,
        meeting=meeting or (voting.meeting if voting else None),
        owner=owner,
        decided_by=(_("%(owner)s, project owner") % {"owner": owner.name}) if owner else case.body.name,
        decided_at=at,
        decided_on=day,
        effective_on=max(day, effective_on or day) if is_adopted else None,
        basis=version.basis,
    )
    case.ended, case.ended_at = Case.Ended.CONCLUDED, by.now
    case.save(update_fields=["ended", "ended_at"])
    open_kinds = (KindOfAsk.POSITION, KindOfAsk.VOTE, KindOfAsk.OWNER_DECISION)
    ask_acts.lapse_asks(case, kinds=open_kinds, by=by)
    freeze("decision", made.key, decision_payload(made), by=by)
    decided.send(sender=Decision, decision=made, by=by)
    return made


@transaction.atomic
def conclude(case: Case, *, outcome: str, meeting: Meeting | None = None, text: str = "", by: Actor) -> Decision:
    """Record that a case was discussed, or taken note of, without a vote. That is an outcome of its own.

    Raises NotAllowed by rules.conclude, and Refused with code:
        not_open    the case is not published, or has ended
        voting      a voting on it is open, or the project owner has yet to decide
        outcome     it is neither discussed nor taken note of
        other_body  the meeting is another body's
        not_begun   the meeting has not begun, or was called off
    """
    by.must(rules.conclude, case, *([meeting] if meeting else []))
    case = Case.objects.select_for_update(of=("self",)).select_related("body").get(pk=case.pk)
    if not case.is_open:
        raise Refused("not_open", _("The case is not published, or has ended."))
    rounds = list(case.votings.select_related("mandate").order_by("-round")[:1])
    if (rounds and rounds[0].closed_at is None) or is_advised(case, rounds):
        raise Refused("voting", _("The case is being voted on, or waits for the project owner."))
    if outcome not in {Decision.Outcome.DISCUSSED, Decision.Outcome.NOTED}:
        raise Refused("outcome", _("Without a vote a case is discussed, or taken note of."), "outcome")
    if meeting is not None and meeting.body_id != case.body_id:
        raise Refused("other_body", _("That meeting is another body's."), "meeting")
    if meeting is not None and not meeting.has_begun(by.now):
        raise Refused("not_begun", _("The meeting has not begun, or was called off."), "meeting")
    made = _decide(case, outcome, text, None, None, None, by, meeting)
    record(by, "decisions.conclude", case, outcome=outcome, meeting=meeting.key if meeting else "")
    return made


@transaction.atomic
def decide_as_owner(
    case: Case, *, outcome: str, text: str = "", effective_on: date | None = None, by: Actor
) -> Decision:
    """Decide as project owner, after the group has advised: as it advised, or otherwise with own words.

    Raises NotAllowed by rules.decide_as_owner, and Refused with code:
        no_advice  the group has not voted, or it is decided already
        outcome    it is neither adopted nor not adopted
        text       what differs from the advice must be said in words
    """
    by.must(rules.decide_as_owner, case)
    case = Case.objects.select_for_update(of=("self",)).select_related("body").get(pk=case.pk)
    rounds = list(case.votings.select_related("mandate", "version").order_by("-round")[:1])
    if not is_advised(case, rounds):
        raise Refused("no_advice", _("The group has not given its advice, or the case is decided."))
    if outcome not in {Decision.Outcome.ADOPTED, Decision.Outcome.REJECTED}:
        raise Refused("outcome", _("Choose whether the proposal is adopted."), "outcome")
    advice = rounds[0]
    if outcome != advice.outcome and not text.strip():
        raise Refused("text", _("You decide otherwise than the group advised. Say why, or what is decided."), "text")
    assert by.person is not None
    owner = Person.objects.get(pk=by.person.pk)
    ask_acts.settle(case, kind=KindOfAsk.OWNER_DECISION, person=owner, answer=outcome, by=by)
    made = _decide(case, outcome, text.strip() or advice.version.proposal, advice, owner, effective_on, by)
    record(by, "decisions.decide_as_owner", case, outcome=outcome, as_advised=outcome == advice.outcome)
    return made


@transaction.atomic
def reserve(decision: Decision, *, seat: Seat, text: str, by: Actor) -> Reservation:
    """Reserve an absent seat against a decision, within the days that the rules give.

    Raises NotAllowed by rules.reserve, and Refused with code:
        text         nothing is said
        no_window    the rules give no time for reservations, or nothing was voted
        over         the days have passed
        not_elector  the seat had no vote
        voted        the seat took part in the voting
        not_in_seat  the actor does not sit in the seat today
        twice        the seat has reserved itself already
    """
    by.must(rules.reserve, decision, seat)
    if not text.strip():
        raise Refused("text", _("Say what you reserve yourself against."), "text")
    voting = decision.voting
    days = voting.mandate.reservation_days if voting else 0
    if voting is None or not days:
        raise Refused("no_window", _("The rules in the mandate give no time for reservations."))
    if by.now >= decision.decided_at + timedelta(days=days):
        raise Refused("over", _("The time for reservations has passed."))
    elector = voting.electors.filter(seat=seat).first()
    if elector is None:
        raise Refused("not_elector", _("That seat had no vote when the voting opened."))
    if elector.at is not None:
        raise Refused("voted", _("Your seat took part in the voting."))
    assert by.person is not None
    if not SeatHolding.objects.sitting(by.today).filter(seat=seat, person=by.person.pk).exists():
        raise Refused("not_in_seat", _("You do not sit in that seat today."))
    twice = Refused("twice", _("Your seat has reserved itself already."))
    with refusing({"decisions_reservation_once": twice}):
        made = Reservation.objects.create(
            house=by.house, decision=decision, seat=seat, person_id=by.person.pk, text=text.strip(), at=by.now
        )
    freeze("reservation", f"{decision.key}:{seat.key}", reservation_payload(made), by=by)
    record(by, "decisions.reserve", decision, seat=seat.key, organisation=str(seat.organisation or ""))
    return made


@transaction.atomic
def add_follow_up(
    decision: Decision,
    *,
    text: str,
    owner: Person,
    organisation: Organisation | None = None,
    due_on: date,
    by: Actor,
) -> FollowUp:
    """Say what somebody shall do because of a decision, by the end of a day; they are asked.

    Raises NotAllowed by rules.add_follow_up, and Refused with code:
        text  nothing is said
        past  the day has passed
    """
    by.must(rules.add_follow_up, decision, owner, *([organisation] if organisation else []))
    if not text.strip():
        raise Refused("text", _("Say what shall be done."), "text")
    if due_on < by.today:
        raise Refused("past", _("That day has passed."), "due_on")
    decision = Decision.objects.select_for_update(of=("self",)).select_related("body").get(pk=decision.pk)
    number = decision.follow_ups.count() + 1
    made = FollowUp.objects.create(
        house=by.house,
        key=f"{decision.key}-f{number}",
        decision=decision,
        text=text.strip(),
        owner=owner,
        organisation=organisation,
        due_on=due_on,
    )
    ask_acts.ask(
        made,
        kind=KindOfAsk.FOLLOW_UP,
        person=owner,
        path=f"decisions/decisions/{decision.key}/",
        text=made.text,
        due_at=datetime.combine(due_on + timedelta(days=1), time.min, tzinfo=OSLO),
        by=by,
    )
    told = {"follow_up": made.key, "owner": owner.name, "due_on": due_on.isoformat()}
    record(by, "decisions.add_follow_up", decision, **told)
    return made


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, note: str = "", by: Actor) -> FollowUp:
    """Say that what followed of a decision is done, and how it went.

    Raises NotAllowed by rules.finish_follow_up, and Refused with code:
        done  it is done already
    """
    by.must(rules.finish_follow_up, follow_up)
    follow_up = (
        FollowUp.objects.select_for_update(of=("self",)).select_related("decision", "owner").get(pk=follow_up.pk)
    )
    if follow_up.done_at is not None:
        raise Refused("done", _("It is done already."))
    follow_up.done_at, follow_up.note = by.now, note.strip()
    follow_up.done_by_id = by.person.pk if by.person else follow_up.owner_id
    follow_up.save(update_fields=["done_at", "done_by", "note"])
    if by.person is not None and by.person.pk == follow_up.owner_id:
        ask_acts.settle(follow_up, kind=KindOfAsk.FOLLOW_UP, person=follow_up.owner, answer="done", by=by)
    else:
        ask_acts.withdraw_asks(follow_up, kinds=(KindOfAsk.FOLLOW_UP,), by=by)
    record(by, "decisions.finish_follow_up", follow_up.decision, follow_up=follow_up.key)
    return follow_up
