"""Restructurings in the API: the acts. Each answers with the whole change as it is then."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Schema, Status

from statenshus.decisions.models import Case, Decision
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body, Organisation, Person
from statenshus.portfolio.api import Day, Line, Prose, Said, router
from statenshus.portfolio.api.restructurings import WholeRestructuringOut, whole
from statenshus.portfolio.models import Placement, ProposedLead, Restructuring, Subproject, Successor
from statenshus.portfolio.usecases import restructurings as usecases

Whole = WholeRestructuringOut


class EditRestructuringIn(Said):
    """What the change is, why, and from which day on it is proposed to be in effect."""

    title: Line
    reason: Prose = ""
    note: Prose = ""
    effective_on: Day | None = None
    source: Prose = ""


class DraftRestructuringIn(EditRestructuringIn):
    """The same, and when it was begun; today where that is not given."""

    on: Day | None = None


class CloseIn(Said):
    """The key of a subproject that closes."""

    subproject: str


class AddSuccessorIn(Said):
    """A new name, or the key of a subproject that goes on."""

    name: Line | None = None
    subproject: str | None = None
    summary: Prose = ""


class EditSuccessorIn(Said):
    """What a subproject after the change is called, and is about."""

    name: Line
    summary: Prose = ""


class PairLeadIn(Said):
    """The key of the successor that a proposed lead shall lead; null where it is not stated."""

    successor: str | None = None


class ProposeLeadIn(PairLeadIn):
    """The keys of who, and for which organisation."""

    person: str
    organisation: str | None = None


class SetDestinationIn(Said):
    """The keys of the successors that it goes to, or why it ends."""

    goes_to: list[str] = []
    ends_because: Prose = ""


class StageIn(Said):
    """When, in which body (its key), and what is to be remembered of it."""

    on: Day
    body: str | None = None
    note: Prose = ""


class PutToDecisionIn(Said):
    """Which body decides, by its key."""

    body: str


class CaseOut(Schema):
    """The case that was drafted."""

    key: str


class DecideIn(Said):
    """From which day on what was decided is in effect; left out, as the decision says."""

    effective_on: Day | None = None


def _subject(request: HouseRequest, key: str) -> Restructuring:
    return get_object_or_404(Restructuring.objects.visible_to(request.actor), key=key)


def _answer(request: HouseRequest, key: str) -> Whole:
    found = Restructuring.objects.visible_to(request.actor).staged(request.actor.today)
    return whole(get_object_or_404(found, key=key), request.actor.today)


def _body(request: HouseRequest, key: str | None) -> Body | None:
    return get_object_or_404(Body.objects.visible_to(request.actor), key=key) if key else None


def _successor(request: HouseRequest, key: str, successor: str) -> Successor:
    found = Successor.objects.visible_to(request.actor).select_related("restructuring")
    return get_object_or_404(found, restructuring__key=key, key=successor)


def _lead(request: HouseRequest, key: str, person: str) -> ProposedLead:
    found = ProposedLead.objects.visible_to(request.actor).select_related("restructuring", "person")
    return get_object_or_404(found, restructuring__key=key, person__key=person)


@router.post("/restructurings", response={201: Whole}, operation_id="draft_restructuring")
def draft_restructuring(request: HouseRequest, said: DraftRestructuringIn) -> Status:
    """Begin a change. A draft is seen by those who keep the record."""
    made = usecases.draft_restructuring(**said.dict(), by=request.actor)
    return Status(201, _answer(request, made.key))


@router.post("/restructurings/{key}/edit_restructuring", response=Whole, operation_id="edit_restructuring")
def edit_restructuring(request: HouseRequest, key: str, said: EditRestructuringIn) -> Whole:
    """Word a change anew."""
    usecases.edit_restructuring(_subject(request, key), **said.dict(), by=request.actor)
    return _answer(request, key)


@router.post("/restructurings/{key}/close_in", response=Whole, operation_id="close_in")
def close_in(request: HouseRequest, key: str, said: CloseIn) -> Whole:
    """Let a subproject close in the change."""
    subproject = get_object_or_404(Subproject.objects.visible_to(request.actor), key=said.subproject)
    usecases.close_in(_subject(request, key), subproject=subproject, by=request.actor)
    return _answer(request, key)


@router.post("/restructurings/{key}/closings/{subproject}/keep_open", response=Whole, operation_id="keep_open")
def keep_open(request: HouseRequest, key: str, subproject: str) -> Whole:
    """Let a subproject not close after all."""
    kept = get_object_or_404(Subproject.objects.visible_to(request.actor), key=subproject)
    usecases.keep_open(_subject(request, key), subproject=kept, by=request.actor)
    return _answer(request, key)


@router.post("/restructurings/{key}/add_successor", response=Whole, operation_id="add_successor")
def add_successor(request: HouseRequest, key: str, said: AddSuccessorIn) -> Whole:
    """Let a subproject stand after the change."""
    visible = Subproject.objects.visible_to(request.actor)
    subproject = get_object_or_404(visible, key=said.subproject) if said.subproject else None
    usecases.add_successor(
        _subject(request, key), name=said.name or "", subproject=subproject, summary=said.summary, by=request.actor
    )
    return _answer(request, key)


@router.post(
    "/restructurings/{key}/successors/{successor}/edit_successor", response=Whole, operation_id="edit_successor"
)
def edit_successor(request: HouseRequest, key: str, successor: str, said: EditSuccessorIn) -> Whole:
    """Word a subproject of the change anew."""
    usecases.edit_successor(_successor(request, key, successor), **said.dict(), by=request.actor)
    return _answer(request, key)


@router.post(
    "/restructurings/{key}/successors/{successor}/remove_successor", response=Whole, operation_id="remove_successor"
)
def remove_successor(request: HouseRequest, key: str, successor: str) -> Whole:
    """Take a subproject out of the change."""
    usecases.remove_successor(_successor(request, key, successor), by=request.actor)
    return _answer(request, key)


@router.post("/restructurings/{key}/propose_lead", response=Whole, operation_id="propose_lead")
def propose_lead(request: HouseRequest, key: str, said: ProposeLeadIn) -> Whole:
    """Propose somebody to lead after the change."""
    by = request.actor
    organisations = Organisation.objects.visible_to(by)
    usecases.propose_lead(
        _subject(request, key),
        person=get_object_or_404(Person.objects.visible_to(by), key=said.person),
        organisation=get_object_or_404(organisations, key=said.organisation) if said.organisation else None,
        successor=_successor(request, key, said.successor) if said.successor else None,
        by=by,
    )
    return _answer(request, key)


@router.post("/restructurings/{key}/leads/{person}/pair_lead", response=Whole, operation_id="pair_lead")
def pair_lead(request: HouseRequest, key: str, person: str, said: PairLeadIn) -> Whole:
    """Say which subproject a proposed lead shall lead."""
    successor = _successor(request, key, said.successor) if said.successor else None
    usecases.pair_lead(_lead(request, key, person), successor=successor, by=request.actor)
    return _answer(request, key)


@router.post("/restructurings/{key}/leads/{person}/drop_lead", response=Whole, operation_id="drop_lead")
def drop_lead(request: HouseRequest, key: str, person: str) -> Whole:
    """Take back that somebody is proposed to lead."""
    usecases.drop_lead(_lead(request, key, person), by=request.actor)
    return _answer(request, key)


@router.post(
    "/restructurings/{key}/destinations/{placement}/set_destination", response=Whole, operation_id="set_destination"
)
def set_destination(request: HouseRequest, key: str, placement: str, said: SetDestinationIn) -> Whole:
    """Say where one thing goes, instead of what was said before."""
    usecases.set_destination(
        _subject(request, key),
        placement=get_object_or_404(Placement.objects.visible_to(request.actor), key=placement),
        successors=[_successor(request, key, successor) for successor in said.goes_to],
        ends_because=said.ends_because,
        by=request.actor,
    )
    return _answer(request, key)


@router.post(
    "/restructurings/{key}/destinations/{placement}/clear_destination", response=Whole, operation_id="clear_destination"
)
def clear_destination(request: HouseRequest, key: str, placement: str) -> Whole:
    """Take back where one thing goes."""
    cleared = get_object_or_404(Placement.objects.visible_to(request.actor), key=placement)
    usecases.clear_destination(_subject(request, key), placement=cleared, by=request.actor)
    return _answer(request, key)


def _stage(request: HouseRequest, said: StageIn) -> dict[str, Any]:
    return {"on": said.on, "body": _body(request, said.body), "note": said.note, "by": request.actor}


@router.post("/restructurings/{key}/discuss", response=Whole, operation_id="discuss")
def discuss(request: HouseRequest, key: str, said: StageIn) -> Whole:
    """Record that the change is under discussion."""
    usecases.discuss(_subject(request, key), **_stage(request, said))
    return _answer(request, key)


@router.post("/restructurings/{key}/propose", response=Whole, operation_id="propose")
def propose(request: HouseRequest, key: str, said: StageIn) -> Whole:
    """Record that the change is proposed."""
    usecases.propose(_subject(request, key), **_stage(request, said))
    return _answer(request, key)


@router.post("/restructurings/{key}/hear", response=Whole, operation_id="hear")
def hear(request: HouseRequest, key: str, said: StageIn) -> Whole:
    """Record that those concerned were heard."""
    usecases.hear(_subject(request, key), **_stage(request, said))
    return _answer(request, key)


@router.post("/restructurings/{key}/put_to_decision", response={201: CaseOut}, operation_id="put_to_decision")
def put_to_decision(request: HouseRequest, key: str, said: PutToDecisionIn) -> Status[Case]:
    """Draft a case from the change, for the body that decides."""
    body = get_object_or_404(Body.objects.visible_to(request.actor), key=said.body)
    return Status(201, usecases.put_to_decision(_subject(request, key), body=body, by=request.actor))


@router.post("/restructurings/{key}/decide", response=Whole, operation_id="decide")
def decide(request: HouseRequest, key: str, said: DecideIn) -> Whole:
    """Let the decision on the change take effect, where something stood in the way when it was made."""
    by, subject = request.actor, _subject(request, key)
    decision = get_object_or_404(Decision.objects.visible_to(by).select_related("body"), case=subject.case_id)
    usecases.decide(subject, decision=decision, effective_on=said.effective_on, by=by)
    return _answer(request, key)


@router.post("/restructurings/{key}/undo_decision", response=Whole, operation_id="undo_decision")
def undo_decision(request: HouseRequest, key: str, said: StageIn) -> Whole:
    """Take a decision back, until the day it takes effect."""
    usecases.undo_decision(_subject(request, key), **_stage(request, said))
    return _answer(request, key)


@router.post("/restructurings/{key}/withdraw", response=Whole, operation_id="withdraw")
def withdraw(request: HouseRequest, key: str, said: StageIn) -> Whole:
    """Withdraw the change for good, until the day it takes effect."""
    usecases.withdraw(_subject(request, key), **_stage(request, said))
    return _answer(request, key)
