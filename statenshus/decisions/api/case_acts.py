"""The API of acts on cases: drafting, publishing, files, exemptions, positions."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import File, Schema, Status
from ninja.files import UploadedFile

from statenshus.decisions.api import router
from statenshus.decisions.api.cases import CaseOut, ExemptionOut, PositionOut, get_case, told
from statenshus.decisions.models import Attachment, Case, Exemption, Position
from statenshus.decisions.models.cases import LARGEST_ATTACHMENT
from statenshus.decisions.usecases import attachments as file_acts
from statenshus.decisions.usecases import cases as usecases
from statenshus.decisions.usecases import exemptions as exemption_acts
from statenshus.decisions.usecases import positions as position_acts
from statenshus.kernel.actors import Actor
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body, Person, Seat
from statenshus.ui.said import Article, Day, Key, Line, Moment, Prose, Said


class WordsIn(Said):
    """What a case says. Texts are Markdown."""

    title: Line
    text: Article = ""
    proposal: Article = ""
    basis: Prose = ""
    effective_on: Day | None = None


class DraftCaseIn(WordsIn):
    """The same, with what is said of the case; who prepares it and what it follows by their keys."""

    kind: Case.Kind = Case.Kind.DECISION
    public_title: Line | None = None
    prepared_by: Key | None = None
    follows: Key | None = None
    urgent: bool = False


class EditCaseIn(DraftCaseIn):
    """The whole draft anew."""


class ReviseCaseIn(WordsIn):
    """The next version, and what is changed in it."""

    changed: Prose


class PublishCaseIn(Said):
    """By when the seats are asked to answer, with its zone; in seven days when left out."""

    due_at: Moment | None = None


class WithdrawCaseIn(Said):
    """Why."""

    reason: Prose


class ExemptIn(Said):
    """Which file by its name, or the text where it is left out; `until` is the last day."""

    file_name: Line | None = None
    paragraph: Exemption.Paragraph
    reason: Prose
    until: Day
    public_title: Line | None = None


class GivePositionIn(Said):
    """For which seat, and where it stands; on which version, where that is to be made sure."""

    seat: Key
    stand: Position.Stand
    comment: Prose = ""
    question: Prose = ""
    version: int | None = None


class ReplyIn(Said):
    """The answer."""

    reply: Prose


class AttachmentOut(Schema):
    """A file in a draft."""

    id: int
    name: str


@router.post("/bodies/{slug:key}/draft_case", response={201: CaseOut}, operation_id="draft_case")
def draft_case(request: HouseRequest, key: str, wanted: DraftCaseIn) -> Status[Any]:
    """Draft a case for a body, under the next number of the year."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=key)
    return Status(201, told(usecases.draft_case(body, **_said(wanted, by), by=by), request))


@router.post("/cases/{slug:key}/edit_case", response=CaseOut, operation_id="edit_case")
def edit_case(request: HouseRequest, key: str, wanted: EditCaseIn) -> Any:
    """Write the draft of a case anew."""
    by = request.actor
    return told(usecases.edit_case(get_case(request, key), **_said(wanted, by), by=by), request)


@router.post("/cases/{slug:key}/publish_case", response=CaseOut, operation_id="publish_case")
def publish_case(request: HouseRequest, key: str, wanted: PublishCaseIn) -> Any:
    """Publish the draft of a case, or of its next version."""
    usecases.publish_case(get_case(request, key), due_at=wanted.due_at, by=request.actor)
    return told(get_case(request, key), request)


@router.post("/cases/{slug:key}/revise_case", response=CaseOut, operation_id="revise_case")
def revise_case(request: HouseRequest, key: str, wanted: ReviseCaseIn) -> Any:
    """Draft the next version of a case."""
    usecases.revise_case(get_case(request, key), **wanted.dict(), by=request.actor)
    return told(get_case(request, key), request)


@router.post("/cases/{slug:key}/withdraw_case", response=CaseOut, operation_id="withdraw_case")
def withdraw_case(request: HouseRequest, key: str, wanted: WithdrawCaseIn) -> Any:
    """Withdraw a case."""
    return told(usecases.withdraw_case(get_case(request, key), reason=wanted.reason, by=request.actor), request)


@router.post("/cases/{slug:key}/attach", response={201: AttachmentOut}, operation_id="attach")
def attach(request: HouseRequest, key: str, file: File[UploadedFile]) -> Status[Attachment]:
    """Attach a file to the draft of a case, sent as multipart/form-data."""
    content = file.read(LARGEST_ATTACHMENT + 1)
    return Status(
        201, file_acts.attach(get_case(request, key), name=file.name or "", content=content, by=request.actor)
    )


@router.post("/attachments/{int:pk}/detach", response={204: None}, operation_id="detach")
def detach(request: HouseRequest, pk: int) -> Status[None]:
    """Take a file out of the draft of its case."""
    rows = Attachment.objects.visible_to(request.actor).select_related("case__body", "version")
    file_acts.detach(get_object_or_404(rows, pk=pk), by=request.actor)
    return Status(204, None)


@router.post("/cases/{slug:key}/exempt", response={201: ExemptionOut}, operation_id="exempt")
def exempt(request: HouseRequest, key: str, wanted: ExemptIn) -> Status[Exemption]:
    """Exempt the text of a case, or a file of it, from public access."""
    said = {**wanted.dict(), "file_name": wanted.file_name or ""}
    return Status(201, exemption_acts.exempt(get_case(request, key), **said, by=request.actor))


@router.post("/exemptions/{int:pk}/lift_exemption", response=ExemptionOut, operation_id="lift_exemption")
def lift_exemption(request: HouseRequest, pk: int) -> Exemption:
    """Make public what was exempt."""
    rows = Exemption.objects.visible_to(request.actor).select_related("case__body")
    return exemption_acts.lift_exemption(get_object_or_404(rows, pk=pk), by=request.actor)


@router.post("/cases/{slug:key}/give_position", response={201: PositionOut}, operation_id="give_position")
def give_position(request: HouseRequest, key: str, wanted: GivePositionIn) -> Status[Position]:
    """Say where a seat stands."""
    by, said = request.actor, wanted.dict()
    rows = Seat.objects.visible_to(by).select_related("body", "organisation")
    seat = get_object_or_404(rows, key=said.pop("seat"))
    return Status(201, position_acts.give_position(get_case(request, key), seat=seat, **said, by=by))


@router.post("/positions/{int:pk}/reply", response=PositionOut, operation_id="reply")
def reply(request: HouseRequest, pk: int, wanted: ReplyIn) -> Position:
    """Answer the question of a seat."""
    rows = Position.objects.visible_to(request.actor).select_related(
        "case__body", "case__prepared_by", "person", "seat"
    )
    return position_acts.reply(get_object_or_404(rows, pk=pk), reply=wanted.reply, by=request.actor)


def _said(wanted: DraftCaseIn, by: Actor) -> dict[str, Any]:
    """What is said of a case, with the rows that its keys name."""
    said = wanted.dict()
    person, earlier = said.pop("prepared_by"), said.pop("follows")
    return {
        **said,
        "public_title": wanted.public_title or "",
        "prepared_by": get_object_or_404(Person.objects.visible_to(by), key=person) if person else None,
        "follows": get_object_or_404(Case.objects.visible_to(by), key=earlier) if earlier else None,
    }
