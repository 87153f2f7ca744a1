"""The API of agendas, and of what needs a meeting."""

from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Schema, Status

from statenshus.decisions.api import router
from statenshus.decisions.api.cases import ShownOut
from statenshus.decisions.models import AgendaItem, Case
from statenshus.decisions.queries.agenda import Agenda, of_meeting
from statenshus.decisions.queries.split import Split
from statenshus.decisions.queries.split import split as split_of
from statenshus.decisions.usecases import agenda as usecases
from statenshus.kernel.middleware import HouseRequest
from statenshus.meetings.models import Meeting
from statenshus.people.models import Body
from statenshus.ui.said import Key, Prose, Said

Minutes = Annotated[int, Field(ge=1, le=480)]


class ItemOut(Schema):
    """A case on an agenda, and what was said about it; nothing where it is not for the caller."""

    id: int = Field(alias="item.pk")
    case: ShownOut = Field(alias="shown")
    minutes: int = Field(alias="item.minutes")
    notes: str


class AgendaOut(Schema):
    """What is taken up in a meeting, in order."""

    minutes: int
    items: list[ItemOut]


class PlacedOut(Schema):
    """A case with where it belongs, why, and what to see to first; `saved` minutes of meeting a person."""

    case: ShownOut = Field(alias="shown")
    where: Literal["meet", "write", "read"] = Field(alias="proposed.where")
    reasons: list[str] = Field(alias="proposed.reasons")
    first: list[str] = Field(alias="proposed.first")
    saved: int = Field(alias="proposed.saved")


class SplitOut(Schema):
    """The open cases of a body by what they need; `saved` minutes for all its people together."""

    meet: list[PlacedOut]
    write: list[PlacedOut]
    read: list[PlacedOut]
    people: int
    saved: int


class PutOnAgendaIn(Said):
    """Which case, by its key, and for how long."""

    case: Key
    minutes: Minutes = 10


class OrderAgendaIn(Said):
    """The keys of all cases on the agenda in their order, and the minutes of each where they change."""

    cases: list[Key] = Field(max_length=100)
    minutes: list[Minutes] | None = Field(None, max_length=100)


class NoteDiscussionIn(Said):
    """What was said."""

    notes: Prose


@router.get("/meetings/{slug:key}/agenda", response=AgendaOut, operation_id="agenda")
def agenda(request: HouseRequest, key: str) -> Agenda:
    """The agenda of a meeting."""
    return of_meeting(request.actor, _meeting(request, key))


@router.get("/bodies/{slug:key}/split", response=SplitOut, operation_id="split")
def split(request: HouseRequest, key: str) -> Split:
    """What each open case of a body needs, as of today: a meeting, an answer in writing, or to be read."""
    return split_of(get_object_or_404(Body.objects.visible_to(request.actor), key=key), request.actor)


@router.post("/meetings/{slug:key}/put_on_agenda", response={201: AgendaOut}, operation_id="put_on_agenda")
def put_on_agenda(request: HouseRequest, key: str, wanted: PutOnAgendaIn) -> Status[Any]:
    """Put a case last on the agenda of a meeting."""
    by, meeting = request.actor, _meeting(request, key)
    case = get_object_or_404(Case.objects.visible_to(by), key=wanted.case)
    usecases.put_on_agenda(meeting, case=case, minutes=wanted.minutes, by=by)
    return Status(201, of_meeting(by, meeting))


@router.post("/meetings/{slug:key}/order_agenda", response=AgendaOut, operation_id="order_agenda")
def order_agenda(request: HouseRequest, key: str, wanted: OrderAgendaIn) -> Agenda:
    """Set the order of the agenda."""
    by, meeting = request.actor, _meeting(request, key)
    found = {case.key: case for case in Case.objects.visible_to(by).filter(key__in=wanted.cases)}
    cases = [found[each] for each in wanted.cases if each in found]
    usecases.order_agenda(meeting, cases=cases, minutes=wanted.minutes, by=by)
    return of_meeting(by, meeting)


@router.post("/agenda/{int:pk}/take_off_agenda", response=AgendaOut, operation_id="take_off_agenda")
def take_off_agenda(request: HouseRequest, pk: int) -> Agenda:
    """Take a case off the agenda."""
    item = _item(request, pk)
    usecases.take_off_agenda(item, by=request.actor)
    return of_meeting(request.actor, item.meeting)


@router.post("/agenda/{int:pk}/note_discussion", response=AgendaOut, operation_id="note_discussion")
def note_discussion(request: HouseRequest, pk: int, wanted: NoteDiscussionIn) -> Agenda:
    """Note what was said about a case."""
    item = _item(request, pk)
    usecases.note_discussion(item, notes=wanted.notes, by=request.actor)
    return of_meeting(request.actor, item.meeting)


def _meeting(request: HouseRequest, key: str) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.actor).select_related("body"), key=key)


def _item(request: HouseRequest, pk: int) -> AgendaItem:
    rows = AgendaItem.objects.visible_to(request.actor).select_related("meeting__body", "case__body")
    return get_object_or_404(rows, pk=pk)
