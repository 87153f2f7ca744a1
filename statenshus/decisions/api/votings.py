"""The API of votings, and of standing down from a case."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Schema, Status

from statenshus.decisions.api import router
from statenshus.decisions.models import Case, Elector, Voting
from statenshus.decisions.queries.votings import VotingShown, voting_shown, votings_of
from statenshus.decisions.usecases import recusals as recusal_usecases
from statenshus.decisions.usecases import votings as usecases
from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.models import Meeting
from statenshus.people.models import Person, Seat
from statenshus.ui.said import Key, Moment, Prose, Said


class BallotOut(Schema):
    """What was cast for a seat, once an open voting is closed."""

    seat: str = Field(alias="seat.key")
    choice: str
    person: str | None = Field(None, alias="person.key")
    rank: int | None
    out: bool


class VotingOut(Schema):
    """A voting; its numbers once it is closed. `result` says in one sentence what it came to."""

    key: str = Field(alias="voting.key")
    case: str = Field(alias="voting.case.key")
    form: Voting.Form = Field(alias="voting.form")
    secret: bool = Field(alias="voting.secret")
    base: int = Field(alias="voting.base")
    required: int = Field(alias="voting.required")
    opened_at: datetime = Field(alias="voting.opened_at")
    closes_at: datetime | None = Field(alias="voting.closes_at")
    closed_at: datetime | None = Field(alias="voting.closed_at")
    outcome: str = Field(alias="voting.outcome")
    count_for: int | None = Field(alias="voting.count_for")
    count_against: int | None = Field(alias="voting.count_against")
    count_blank: int | None = Field(alias="voting.count_blank")
    count_abstain: int | None = Field(alias="voting.count_abstain")
    voted: int
    can_vote: int
    is_settled: bool
    result: str
    ballots: list[BallotOut] = Field([], max_length=1000)

    @staticmethod
    def resolve_ballots(shown: VotingShown) -> list[Elector]:
        """Who voted what: of a voting that is closed and was not secret."""
        return shown.electors if shown.shows_votes else []


class OpenVotingIn(Said):
    """In which meeting, by its key."""

    meeting: Key
    secret: bool = False


class OpenWrittenIn(Said):
    """Until when."""

    closes_at: Moment
    secret: bool = False


class VoteIn(Said):
    """A vote for a seat, by its key."""

    seat: Key
    choice: Elector.Choice
    agrees: bool = True


class RecordVoteIn(Said):
    """How somebody in a seat votes by a show of hands."""

    seat: Key
    person: Key
    choice: Elector.Choice


class PullIn(Said):
    """For which seat, and why."""

    seat: Key
    reason: Prose = ""


class CallOffVotingIn(Said):
    """Why."""

    reason: Prose


class RecuseIn(Said):
    """From which seat, on which ground."""

    seat: Key
    ground: Prose


class FindDisqualifiedIn(RecuseIn):
    """Who."""

    person: Key


class RecusalOut(Schema):
    """That somebody takes no part in a case."""

    case: str = Field(alias="case.key")
    person: str = Field(alias="person.key")
    seat: str = Field(alias="seat.key")
    by_body: bool


@router.get("/cases/{slug:key}/votings", response=list[VotingOut], operation_id="votings")
def votings(request: HouseRequest, key: str) -> list[VotingShown]:
    """The votings on a case, the latest first."""
    return votings_of(_case(request, key), request.actor)


@router.post("/cases/{slug:key}/open_voting", response={201: VotingOut}, operation_id="open_voting")
def open_voting(request: HouseRequest, key: str, wanted: OpenVotingIn) -> Status[VotingShown]:
    """Open a voting on a case in a meeting."""
    by = request.actor
    meeting = get_object_or_404(Meeting.objects.visible_to(by), key=wanted.meeting)
    made = usecases.open_voting(_case(request, key), meeting=meeting, secret=wanted.secret, by=by)
    return Status(201, voting_shown(made, by))


@router.post("/cases/{slug:key}/open_written", response={201: VotingOut}, operation_id="open_written")
def open_written(request: HouseRequest, key: str, wanted: OpenWrittenIn) -> Status[VotingShown]:
    """Put a case to the body in writing."""
    by = request.actor
    made = usecases.open_written(_case(request, key), closes_at=wanted.closes_at, secret=wanted.secret, by=by)
    return Status(201, voting_shown(made, by))


@router.post("/votings/{slug:key}/vote", response=VotingOut, operation_id="vote")
def vote(request: HouseRequest, key: str, wanted: VoteIn) -> VotingShown:
    """Vote for a seat, or vote anew."""
    by, voting = request.actor, _voting(request, key)
    usecases.vote(voting, seat=_seat(by, wanted.seat), choice=wanted.choice, agrees=wanted.agrees, by=by)
    return voting_shown(voting, by)


@router.post("/votings/{slug:key}/record_vote", response=VotingOut, operation_id="record_vote")
def record_vote(request: HouseRequest, key: str, wanted: RecordVoteIn) -> VotingShown:
    """Write down how somebody in a seat votes in a meeting."""
    by, voting = request.actor, _voting(request, key)
    person = get_object_or_404(Person.objects.visible_to(by), key=wanted.person)
    usecases.record_vote(voting, seat=_seat(by, wanted.seat), person=person, choice=wanted.choice, by=by)
    return voting_shown(voting, by)


@router.post("/votings/{slug:key}/close_voting", response=VotingOut, operation_id="close_voting")
def close_voting(request: HouseRequest, key: str) -> VotingShown:
    """Close a voting and count it."""
    return voting_shown(usecases.close_voting(_voting(request, key), by=request.actor), request.actor)


@router.post("/votings/{slug:key}/call_off_voting", response=VotingOut, operation_id="call_off_voting")
def call_off_voting(request: HouseRequest, key: str, wanted: CallOffVotingIn) -> VotingShown:
    """Stop a voting, so that no vote counts."""
    by = request.actor
    return voting_shown(usecases.call_off_voting(_voting(request, key), reason=wanted.reason, by=by), by)


@router.post("/votings/{slug:key}/pull", response=VotingOut, operation_id="pull")
def pull(request: HouseRequest, key: str, wanted: PullIn) -> VotingShown:
    """Want a case that is before the body in writing taken to a meeting."""
    by, voting = request.actor, _voting(request, key)
    return voting_shown(usecases.pull(voting, seat=_seat(by, wanted.seat), reason=wanted.reason, by=by), by)


@router.post("/cases/{slug:key}/recuse", response={201: RecusalOut}, operation_id="recuse")
def recuse(request: HouseRequest, key: str, wanted: RecuseIn) -> Status[Any]:
    """Stand down from a case."""
    by = request.actor
    seat = _seat(by, wanted.seat)
    return Status(201, recusal_usecases.recuse(_case(request, key), seat=seat, ground=wanted.ground, by=by))


@router.post("/cases/{slug:key}/find_disqualified", response={201: RecusalOut}, operation_id="find_disqualified")
def find_disqualified(request: HouseRequest, key: str, wanted: FindDisqualifiedIn) -> Status[Any]:
    """Record that the body has found somebody disqualified."""
    by = request.actor
    person = get_object_or_404(Person.objects.visible_to(by), key=wanted.person)
    made = recusal_usecases.find_disqualified(
        _case(request, key), person=person, seat=_seat(by, wanted.seat), ground=wanted.ground, by=by
    )
    return Status(201, made)


def _case(request: HouseRequest, key: str) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.actor).select_related("body"), key=key)


def _voting(request: HouseRequest, key: str) -> Voting:
    rows = Voting.objects.visible_to(request.actor).select_related("case__body", "version", "mandate", "meeting")
    return get_object_or_404(rows, key=key)


def _seat(by: Actor, key: str) -> Seat:
    return get_object_or_404(Seat.objects.visible_to(by).select_related("organisation", "body"), key=key)
