"""The API of what waits, of letting another answer, and of how a body answers. Periods are half-open."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status
from pydantic import StringConstraints

from statenshus.asks.api import router
from statenshus.asks.forms.participation import ParticipationForm
from statenshus.asks.models import Ask, HandOver, KindOfAsk
from statenshus.asks.queries import participation as figures
from statenshus.asks.queries import waiting as queries
from statenshus.asks.rules import participation as participation_rules
from statenshus.asks.usecases import asks as usecases
from statenshus.asks.usecases import handing
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body, Person, Seat
from statenshus.ui.said import Day, Key, Said

Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f]*$")]


class AskOut(Schema):
    """Something that a seat, or a person, must answer; `path` is where its subject stands, below /h/<slug>/."""

    id: int
    kind: KindOfAsk
    body: str | None = Field(None, alias="body.key")
    seat: str | None = Field(None, alias="seat.key")
    person: str | None = Field(None, alias="person.key")
    subject_name: str
    path: str
    text: str
    occasion_name: str
    minutes: int
    urgent: bool
    opened_at: datetime
    due_at: datetime | None
    ended: str
    ended_at: datetime | None
    answer: str


class WaitingOut(Schema):
    """An ask with whose turn it is, by which place in the seat (0 its holder) and why, and who would be next."""

    ask: AskOut
    turn: str | None = Field(None, alias="turn.person.key")
    rank: int | None = Field(None, alias="turn.rank")
    why: str = Field(alias="turn.why")
    following: str | None = Field(None, alias="turn.next.key")
    is_late: bool


class DeskOut(Schema):
    """All that waits for one: the late first, then the urgent, then the newest; and what it takes, in minutes."""

    count: int
    minutes: int
    late: int
    items: list[WaitingOut]


class HandOverOut(Schema):
    """That somebody lets another answer: one ask, an occasion, or all there is during [valid_from, valid_to)."""

    id: int
    seat: str = Field(alias="seat.key")
    by: str = Field(alias="by.key")
    to: str | None = Field(None, alias="to.key")
    ask_id: int | None
    occasion: str
    valid_from: date | None
    valid_to: date | None
    reason: str
    taken_back_at: datetime | None


class AnswerAskIn(Said):
    """Yes or no."""

    answer: Literal["accepted", "declined"]


class HandOverIn(Said):
    """How much, and to whom by key; to the next deputy where nobody is named. Days are for a period."""

    to: Key | None = None
    reach: Literal["ask", "occasion", "period"] = "ask"
    valid_from: Day | None = None
    valid_to: Day | None = None
    reason: Reason = ""


class BeAbsentIn(Said):
    """When somebody is away, and who answers; `person` is for those who keep the record."""

    valid_from: Day
    valid_to: Day | None = None
    to: Key | None = None
    person: Key | None = None
    reason: Reason = ""


class PeriodIn(Schema):
    """[first, after), the last twelve months where nothing is said."""

    first: Day | None = None
    after: Day | None = None


class FiguresOut(Schema):
    """Of so many asks: per cent answered on time, per cent so by a deputy, and the median of days it took."""

    kind: str
    asked: int
    on_time: int
    by_deputy: int
    days: float | None


class ParticipationOut(Schema):
    """How a body answers; nothing where that would tell of somebody. `left_out` counts kinds asked of too few seats."""

    too_few: bool
    whole: FiguresOut | None
    kinds: list[FiguresOut]
    left_out: int


@router.get("/waiting", response=DeskOut, operation_id="waiting")
def waiting(request: HouseRequest) -> dict[str, Any]:
    """All that waits for whoever asks, today. At most four queries."""
    desk = queries.waiting(request.actor)
    return {"count": len(desk.waiting), "minutes": desk.minutes, "late": desk.late, "items": desk.waiting}


@router.get("/asks/{int:pk}", response=WaitingOut, operation_id="ask")
def ask(request: HouseRequest, pk: int) -> queries.Waiting:
    """One ask, and whose turn it is. At most four queries."""
    return queries.one(request.actor, _ask(request, pk))


@router.post("/asks/{int:pk}/answer_ask", response=AskOut, operation_id="answer_ask")
def answer_ask(request: HouseRequest, pk: int, wanted: AnswerAskIn) -> Ask:
    """Accept or decline; what is answered by an act of its own is refused with code `kind`."""
    return usecases.answer_ask(_ask(request, pk), answer=wanted.answer, by=request.actor)


@router.post("/asks/{int:pk}/hand_over", response={201: HandOverOut}, operation_id="hand_over")
def hand_over(request: HouseRequest, pk: int, wanted: HandOverIn) -> Status[HandOver]:
    """Let another in the seat answer."""
    said = wanted.dict()
    to = _person(request, said.pop("to"))
    return Status(201, handing.hand_over(_ask(request, pk), to=to, **said, by=request.actor))


@router.post("/seats/{slug:key}/be_absent", response={201: HandOverOut}, operation_id="be_absent")
def be_absent(request: HouseRequest, key: str, wanted: BeAbsentIn) -> Status[HandOver]:
    """Say when somebody in the seat is away."""
    said = wanted.dict()
    to, person = _person(request, said.pop("to")), _person(request, said.pop("person"))
    seat = get_object_or_404(Seat.objects.visible_to(request.actor).select_related("body", "organisation"), key=key)
    return Status(201, handing.be_absent(seat, **said, to=to, person=person, by=request.actor))


@router.post("/hand_overs/{int:pk}/take_back", response=HandOverOut, operation_id="take_back")
def take_back(request: HouseRequest, pk: int) -> HandOver:
    """Take back what was handed over."""
    return handing.take_back(get_object_or_404(HandOver.objects.visible_to(request.actor), pk=pk), by=request.actor)


@router.get("/participation/{slug:key}", response=ParticipationOut, operation_id="participation")
def participation(request: HouseRequest, key: str, wanted: Query[PeriodIn]) -> figures.Participation:
    """How a body answers what its seats are asked, in a period."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    by.must(participation_rules.see, body)
    first, after = ParticipationForm({}, today=by.today).usual
    return figures.participation(by, body, wanted.first or first, wanted.after or after)


def _ask(request: HouseRequest, pk: int) -> Ask:
    rows = Ask.objects.visible_to(request.actor).select_related("body", "seat", "person")
    return get_object_or_404(rows, pk=pk)


def _person(request: HouseRequest, key: str | None) -> Person | None:
    return get_object_or_404(Person.objects.visible_to(request.actor), key=key) if key else None
