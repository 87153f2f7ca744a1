"""The API of polls: which dates are put to a body, what is said of each, and how it stands."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.api import router
from statenshus.meetings.api.meetings import MeetingOut
from statenshus.meetings.models import Meeting, Poll, PollAnswer
from statenshus.meetings.queries.date_words import reasons, verdict
from statenshus.meetings.queries.dates import Standing
from statenshus.meetings.queries.polls import DateShown, shown
from statenshus.meetings.usecases import poll_answers as answer_acts
from statenshus.meetings.usecases import polls as acts
from statenshus.people.models import Body, Person, Seat
from statenshus.ui.said import Key, Line, Moment, PartOfList, Prose, Said
from statenshus.workplaces.models import Workplace


class PollOut(Schema):
    """A body is asked on which of some dates it can meet for so many minutes."""

    key: str
    body: str = Field(alias="body.key")
    title: str
    minutes: int
    format: Meeting.Format
    place: str
    room: str | None = Field(None, alias="room.key")
    needs_chair: bool
    preparer: str | None = Field(None, alias="preparer.key")
    answers_by: datetime
    opened_at: datetime
    ended: str
    ended_at: datetime | None
    called_off_because: str
    meeting: str | None = Field(None, alias="meeting.key")
    chosen_starts_at: datetime | None


class PollsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[PollOut]


class SaidOut(Schema):
    """What somebody says of a date, in a seat or as the one who prepares the meeting."""

    seat: str | None = Field(None, alias="seat.key")
    person: str = Field(alias="person.key")
    answer: PollAnswer.Answer
    answered_at: datetime


class DateOut(Schema):
    """How a date stands: seats by holder, by deputy, waiting, that cannot; the verdict and the reasons in words.

    `chance` is the estimated share, 0 to 1, of times in which it would be enough.
    """

    starts_at: datetime
    ends_at: datetime
    has_room: bool
    is_best: bool
    is_chosen: bool
    standing: Standing
    required: int
    can: int
    by_deputy: int
    waiting: list[str]
    cannot: list[str]
    chance: float
    verdict: str
    reasons: list[str]
    answers: list[SaidOut]


class PollShownOut(Schema):
    """A poll with its dates, and the seats that have said nothing of any."""

    poll: PollOut
    dates: list[DateOut]
    unanswered: list[str]


class PollsWanted(PartOfList):
    """Which polls: of one body, by its key; those that are open."""

    body: Key | None = None
    show: Literal["open"] | None = None


class ChangePollIn(Said):
    """Until when one may answer, and which dates are put besides."""

    answers_by: Moment
    dates: Annotated[list[Moment], Field(max_length=acts.MOST_DATES)] = []


class OpenPollIn(Said):
    """Which body is asked, by its key, and about which dates."""

    body: Key
    title: Line
    minutes: int
    dates: Annotated[list[Moment], Field(max_length=100)]
    answers_by: Moment
    format: Meeting.Format = Meeting.Format.PHYSICAL
    place: Line | None = None
    room: Key | None = None
    needs_chair: bool = True
    preparer: Key | None = None


class AnswerIn(Said):
    """What one says of a date."""

    starts_at: Moment
    answer: PollAnswer.Answer


class AnswerPollIn(Said):
    """What one says of some dates, in a seat; without one as the one who prepares the meeting."""

    seat: Key | None = None
    answers: Annotated[list[AnswerIn], Field(max_length=acts.MOST_DATES)]


class ChooseDateIn(Said):
    """Which date, and where."""

    starts_at: Moment
    place: Line | None = None
    link: Line | None = None


class CallOffPollIn(Said):
    """Why."""

    reason: Prose


@router.get("/polls", response=PollsOut, operation_id="polls")
def polls(request: HouseRequest, wanted: Query[PollsWanted]) -> dict[str, Any]:
    """The polls that one may see, the newest first. Two queries."""
    found = Poll.objects.visible_to(request.actor).select_related("body", "room", "preparer", "meeting")
    if wanted.body:
        found = found.filter(body__key=wanted.body)
    if wanted.show:
        found = found.open()
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/polls/{slug:key}", response=PollShownOut, operation_id="poll")
def poll(request: HouseRequest, key: str) -> dict[str, Any]:
    """One poll, how its dates stand, and what is answered."""
    return _shown(_poll(request, key), request.actor)


@router.post("/polls", response={201: PollOut}, operation_id="open_poll")
def open_poll(request: HouseRequest, wanted: OpenPollIn) -> Status[Poll]:
    """Ask a body when it can meet."""
    by, said = request.actor, wanted.dict()
    body = get_object_or_404(Body.objects.visible_to(by), key=said.pop("body"))
    room, preparer = said.pop("room"), said.pop("preparer")
    said["room"] = get_object_or_404(Workplace.objects.visible_to(by), key=room) if room else None
    said["preparer"] = get_object_or_404(Person.objects.visible_to(by), key=preparer) if preparer else None
    return Status(201, acts.open_poll(body, **{**said, "place": said["place"] or ""}, by=by))


@router.post("/polls/{slug:key}/change_poll", response=PollOut, operation_id="change_poll")
def change_poll(request: HouseRequest, key: str, wanted: ChangePollIn) -> Poll:
    """Give more time to answer, or put more dates."""
    return acts.change_poll(_poll(request, key), **wanted.dict(), by=request.actor)


@router.post("/polls/{slug:key}/answer_poll", response=PollShownOut, operation_id="answer_poll")
def answer_poll(request: HouseRequest, key: str, wanted: AnswerPollIn) -> dict[str, Any]:
    """Say of some dates whether one can."""
    by, asked = request.actor, _poll(request, key)
    rows = Seat.objects.visible_to(by).select_related("organisation", "body")
    seat = get_object_or_404(rows, key=wanted.seat) if wanted.seat else None
    answers = {each.starts_at: each.answer for each in wanted.answers}
    return _shown(answer_acts.answer_poll(asked, answers=answers, seat=seat, by=by), by)


@router.post("/polls/{slug:key}/choose_date", response=MeetingOut, operation_id="choose_date")
def choose_date(request: HouseRequest, key: str, wanted: ChooseDateIn) -> Meeting:
    """Choose a date: the meeting is called and the notice sent."""
    by, place, link = request.actor, wanted.place or "", wanted.link or ""
    return acts.choose_date(_poll(request, key), starts_at=wanted.starts_at, place=place, link=link, by=by)


@router.post("/polls/{slug:key}/call_off_poll", response=PollOut, operation_id="call_off_poll")
def call_off_poll(request: HouseRequest, key: str, wanted: CallOffPollIn) -> Poll:
    """Choose none of the dates."""
    return acts.call_off_poll(_poll(request, key), reason=wanted.reason, by=request.actor)


def _shown(asked: Poll, by: Actor) -> dict[str, Any]:
    found = shown(asked, by)
    rows = PollAnswer.objects.visible_to(by).filter(date__poll=asked).select_related("seat", "person")
    answers: dict[int, list[PollAnswer]] = {}
    for each in rows:
        answers.setdefault(each.date_id, []).append(each)
    dates = [_date(each, answers.get(each.date.pk, [])) for each in found.dates]
    return {"poll": asked, "dates": dates, "unanswered": found.unanswered}


def _date(each: DateShown, answers: list[PollAnswer]) -> dict[str, Any]:
    weighed = each.weighed
    return {
        "starts_at": each.date.starts_at,
        "ends_at": each.date.ends_at,
        "has_room": each.has_room,
        "is_best": each.is_best,
        "is_chosen": each.is_chosen,
        "standing": weighed.standing,
        "required": weighed.required,
        "can": weighed.can,
        "by_deputy": len(weighed.by_deputy),
        "waiting": weighed.waiting,
        "cannot": weighed.cannot,
        "chance": round(weighed.chance, 3),
        "verdict": verdict(weighed),
        "reasons": reasons(weighed),
        "answers": answers,
    }


def _poll(request: HouseRequest, key: str) -> Poll:
    rows = Poll.objects.visible_to(request.actor).select_related("body", "room", "preparer", "opened_by", "meeting")
    return get_object_or_404(rows, key=key)
