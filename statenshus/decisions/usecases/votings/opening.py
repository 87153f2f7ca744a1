"""Opening a voting: in a meeting, or in writing until a deadline."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import AgendaItem, Case, Elector, Voting
from statenshus.decisions.queries.electors import electorate, mandate_of, obstacles_to_voting
from statenshus.decisions.rules import votings as rules
from statenshus.decisions.signals import voting_opens
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.meetings.models import Meeting
from statenshus.people.models import Seat


@transaction.atomic
def open_voting(case: Case, *, meeting: Meeting, secret: bool = False, by: Actor) -> Voting:
    """Open a voting on the case in a meeting. Who may vote, and how it is counted, is frozen now.

    Raises NotAllowed by rules.open_voting, and Refused with code:
        not_open       the case is not published, or has ended
        no_decision    the case is not for decision
        no_mandate     the body has no rules for how it decides
        voting         a voting on the case is open already
        advised        the group has advised, and the project owner has not decided
        vacant         nobody sits in the body
        other_body     the meeting is another body's
        called_off     the meeting is called off
        not_begun      the meeting has not begun
        not_on_agenda  the case is not on its agenda
    """
    by.must(rules.open_voting, case, meeting)
    case = _locked_case(case)
    if meeting.body_id != case.body_id:
        raise Refused("other_body", _("That meeting is another body's."), "meeting")
    if meeting.called_off_at is not None:
        raise Refused("called_off", _("The meeting is called off."), "meeting")
    if not meeting.has_begun(by.now):
        raise Refused("not_begun", _("The meeting has not begun. In writing it can be decided before."), "meeting")
    if not AgendaItem.objects.filter(meeting=meeting, case=case).exists():
        raise Refused("not_on_agenda", _("The case is not on the agenda of that meeting."), "meeting")
    made = _open(case, Voting.Form.MEETING, meeting, None, secret, by)
    record(by, "decisions.open_voting", case, round=made.round, secret=secret, meeting=meeting.key)
    return made


@transaction.atomic
def open_written(case: Case, *, closes_at: datetime, secret: bool = False, by: Actor) -> Voting:
    """Put the case to the body in writing until a deadline, at which it ends by itself.

    Raises NotAllowed by rules.open_written, and Refused with code:
        not_open       the case is not published, or has ended
        no_decision    the case is not for decision
        no_mandate     the body has no rules for how it decides
        voting         a voting on the case is open already
        advised        the group has advised, and the project owner has not decided
        vacant         nobody sits in the body
        never          the rules do not let the body decide in writing
        must_meet      the case must be taken in a meeting
        too_short      the deadline leaves fewer days than the rules say
        too_long       the deadline is over a year ahead
    """
    by.must(rules.open_written, case)
    case = _locked_case(case)
    for obstacle in obstacles_to_voting(case, mandate_of(case.body, by), written=True):
        raise obstacle
    mandate = mandate_of(case.body, by)
    least = mandate.written_days if mandate else 0
    if closes_at < by.now + timedelta(days=least):
        message = _("The rules in the mandate give at least %(days)d days for answering. Choose a later deadline.")
        raise Refused("too_short", message % {"days": least}, "closes_at")
    if closes_at > by.now + timedelta(days=366):
        raise Refused("too_long", _("The deadline is over a year ahead. Choose an earlier one."), "closes_at")
    made = _open(case, Voting.Form.WRITTEN, None, closes_at, secret, by)
    told = {"round": made.round, "secret": secret, "closes_at": closes_at.astimezone(OSLO).isoformat()}
    record(by, "decisions.open_written", case, **told)
    return made


def _open(
    case: Case, form: str, meeting: Meeting | None, closes_at: datetime | None, secret: bool, by: Actor
) -> Voting:
    mandate = mandate_of(case.body, by)
    for obstacle in obstacles_to_voting(case, mandate, written=form == Voting.Form.WRITTEN):
        raise obstacle
    assert mandate is not None
    voting_opens.send(sender=Case, case=case, by=by)
    seats = electorate(case, by)
    if not seats:
        raise Refused("vacant", _("Nobody sits in the body today, so nobody can vote."))
    number = case.votings.count() + 1
    voting = Voting.objects.create(
        house=by.house,
        key=f"{case.key}-v{number}",
        case=case,
        version=case.versions.filter(published_at__isnull=False).latest("number"),
        mandate=mandate,
        round=number,
        form=form,
        meeting=meeting,
        secret=secret,
        quorum=mandate.quorum,
        majority=mandate.majority,
        tie=mandate.tie,
        written=mandate.written,
        pull_members=mandate.pull_members,
        base=len(seats),
        required=mandate.required(len(seats)),
        opened_at=by.now,
        closes_at=closes_at,
    )
    for seat, out in seats:
        Elector.objects.create(
            house=by.house,
            voting=voting,
            seat=seat,
            organisation=seat.organisation,
            chair=seat.role == Seat.Role.CHAIR,
            out=out,
        )
        if not out:
            _ask_to_vote(voting, seat, by=by)
    ask_acts.lapse_asks(case, kinds=(KindOfAsk.POSITION,), by=by)
    return voting


def _ask_to_vote(voting: Voting, seat: Seat, *, by: Actor) -> None:
    """Ask the seat to vote: until the deadline, or the end of the meeting. What is proposed is read where one votes:
    a mail, which may say what is asked, shall not carry what is exempt.
    """
    case, meeting = voting.case, voting.meeting
    due_at = voting.closes_at
    if meeting is not None:
        due_at = max(meeting.ends_at, by.now + timedelta(minutes=5))
    ask_acts.ask(
        case,
        kind=KindOfAsk.VOTE,
        seat=seat,
        path=f"decisions/cases/{case.key}/",
        due_at=due_at,
        occasion=meeting,
        urgent=case.urgent,
        by=by,
    )


def _locked_case(case: Case) -> Case:
    """The case as it is now, held until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("body").get(pk=case.pk)


def _locked(voting: Voting) -> Voting:
    """The case and the voting as they are now, held until the transaction ends: votes and closings come in turn."""
    _locked_case(voting.case)
    rows = Voting.objects.select_for_update(of=("self",)).select_related("case__body", "version", "mandate", "meeting")
    return rows.get(pk=voting.pk)
