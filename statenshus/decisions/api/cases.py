"""The API of cases: the list, one case with its versions and files, and where its body stands.

What is exempt is left out for those it is not for: a title gives way to the public one, texts and names are null.
"""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from statenshus.decisions.api import router
from statenshus.decisions.models import Case, Exemption, Position
from statenshus.decisions.queries.cases import FileShown, Shown, VersionShown, case_page, cases_on, listed
from statenshus.decisions.queries.positions import Picture, picture
from statenshus.decisions.views.attachments import attachment as file_page
from statenshus.kernel.middleware import HouseRequest
from statenshus.ui.said import Key, PartOfList


class ShownOut(Schema):
    """A case under the title that the caller may read, with how far it has come. `exempt`: by which paragraph."""

    key: str = Field(alias="case.key")
    number: str = Field(alias="case.called")
    title: str
    kind: Case.Kind = Field(alias="case.kind")
    body: str = Field(alias="case.body.key")
    stage: str = Field(alias="stage.name")
    stage_said: str = Field(alias="stage.said")
    urgent: bool = Field(alias="case.urgent")
    must_meet: bool = Field(alias="case.must_meet")
    exempt: str = Field(alias="paragraph")
    hidden: bool
    published_at: datetime | None = Field(alias="case.published_at")
    ended_at: datetime | None = Field(alias="case.ended_at")


class CasesOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[ShownOut]


class FileOut(Schema):
    """A file; nothing but that it is there where it is exempt and not for the caller."""

    id: int | None
    name: str | None
    content_type: str | None
    size: int | None
    sha256: str | None
    exempt: str = Field(alias="paragraph")

    @staticmethod
    def resolve_id(file: FileShown) -> int | None:
        return None if file.hidden else file.attachment.pk

    @staticmethod
    def resolve_name(file: FileShown) -> str | None:
        return None if file.hidden else file.attachment.name

    @staticmethod
    def resolve_content_type(file: FileShown) -> str | None:
        return None if file.hidden else file.attachment.document.content_type

    @staticmethod
    def resolve_size(file: FileShown) -> int | None:
        return None if file.hidden else file.attachment.document.size

    @staticmethod
    def resolve_sha256(file: FileShown) -> str | None:
        return None if file.hidden else file.attachment.document.sha256


class VersionOut(Schema):
    """A version of a case that the caller may read. A draft has no hash. `differs`: what is changed, part by part."""

    number: int = Field(alias="version.number")
    title: str = Field(alias="version.title")
    text: str = Field(alias="version.text")
    proposal: str = Field(alias="version.proposal")
    basis: str = Field(alias="version.basis")
    effective_on: date | None = Field(alias="version.effective_on")
    changed: str = Field(alias="version.changed")
    differs: list[str]
    published_at: datetime | None = Field(alias="version.published_at")
    hash: str = Field(alias="version.hash")

    @staticmethod
    def resolve_differs(shown: VersionShown) -> list[str]:
        return [each.said for each in shown.differences]


class ExemptionOut(Schema):
    """That the text of a case, or a file of it, is exempt up to and including a day."""

    id: int
    file_name: str
    paragraph: Exemption.Paragraph
    reason: str
    until: date


class CaseOut(Schema):
    """One case. `versions`, the latest first, and `draft` are empty where its text is exempt and not for the caller."""

    shown: ShownOut
    prepared_by: str | None
    versions: list[VersionOut]
    draft: VersionOut | None
    files: list[FileOut]
    follows: ShownOut | None
    followed_by: list[ShownOut]
    exemptions: list[ExemptionOut]


class PositionOut(Schema):
    """Where a seat stands, as its holder or a deputy (`rank` above 0) said."""

    id: int
    seat: str = Field(alias="seat.key")
    person: str = Field(alias="person.key")
    rank: int
    version: int = Field(alias="version.number")
    stand: Position.Stand
    comment: str
    question: str
    reply: str
    replied_at: datetime | None
    at: datetime


class PictureOut(Schema):
    """Where the body stands on the version before it, and how many seats have not answered."""

    counts: dict[str, int]
    unanswered: int
    answers: list[PositionOut]
    earlier: list[PositionOut]
    questions: list[PositionOut]

    @staticmethod
    def resolve_counts(shown: Picture) -> dict[str, int]:
        return {name: count for name, _label, count in shown.stands}


class CasesWanted(PartOfList):
    """Which cases, as of which day."""

    state: Literal["open", "ended", "drafts"] = "open"
    kind: Case.Kind | None = None
    body: Key | None = None


@router.get("/cases", response=CasesOut, operation_id="cases")
def cases(request: HouseRequest, wanted: Query[CasesWanted]) -> dict[str, Any]:
    """The cases as of the day, the latest first. At most ten queries."""
    by, on = request.actor, request.on
    found = cases_on(by, on, state=wanted.state, kind=wanted.kind or "", body=wanted.body or "")
    return {"count": found.count(), "items": listed(found[wanted.offset : wanted.offset + wanted.limit], by, on)}


@router.get("/cases/{slug:key}", response=CaseOut, operation_id="case")
def case(request: HouseRequest, key: str) -> dict[str, Any]:
    """One case as of the day."""
    return told(get_case(request, key), request)


@router.get("/cases/{slug:key}/positions", response=PictureOut, operation_id="positions")
def positions(request: HouseRequest, key: str) -> Picture:
    """Where the body stands, as of the day, for those who may read the whole of the case; others get 404."""
    found = get_case(request, key)
    page = case_page(found, request.actor, request.on)
    if not page.shown.whole or page.current is None:
        get_object_or_404(Position.objects.none())
    assert page.current is not None
    return picture(found, page.current.version, request.actor, request.on)


@router.get("/attachments/{int:pk}", operation_id="attachment")
def attachment(request: HouseRequest, pk: int) -> HttpResponse:
    """The file itself."""
    return file_page(request, pk)


def told(found: Case, request: HouseRequest) -> dict[str, Any]:
    """The case as it is given out."""
    page = case_page(found, request.actor, request.on)
    shown: Shown = page.shown
    return {
        "shown": shown,
        "prepared_by": None if shown.hidden else found.prepared_by.key,
        "versions": [] if shown.hidden else page.versions,
        "draft": None if shown.hidden else page.draft,
        "files": page.current.files if page.current else [],
        "follows": page.follows,
        "followed_by": page.followed_by,
        "exemptions": page.exemptions,
    }


def get_case(request: HouseRequest, key: str) -> Case:
    """The case, if the caller may see it; else 404."""
    rows = Case.objects.visible_to(request.actor).select_related("body", "prepared_by")
    return get_object_or_404(rows, key=key)
