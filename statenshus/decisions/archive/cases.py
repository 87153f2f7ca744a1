"""Cases in the house file, with all that belongs to them, and the files that are attached."""

from hashlib import sha256
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from statenshus.decisions.models import (
    AgendaItem,
    Attachment,
    Case,
    CaseVersion,
    Document,
    Exemption,
    Position,
    Recusal,
)
from statenshus.decisions.models.cases import LARGEST_ATTACHMENT
from statenshus.kernel import archive as kernel
from statenshus.kernel.archive import Day, Entry, Flag, Hash, Instant, Key, Part, Placed, Rank, Said, Small, Text, line

Version = Annotated[Small, Field(description="Number of one of the case's `versions`.")]


def _name(name: str) -> str:
    if "/" in name or "\\" in name or name in {".", ".."}:
        raise PydanticCustomError("file_name", "not a file name")
    return name


FileName = Annotated[str, line(200, required=True), AfterValidator(_name)]


class DocumentEntry(Entry):
    """A file, kept once a house."""

    sha256: Hash = Field(description="SHA-256 of the content; by it attachments point here.")
    content_type: Annotated[str, line(100)]
    size: kernel.Position = Field(description="How many bytes it has.")
    content: kernel.Bytes

    @field_validator("content")
    @classmethod
    def _as_told(cls, content: bytes, info: ValidationInfo) -> bytes:
        told = (info.data.get("size"), info.data.get("sha256"))
        if len(content) > LARGEST_ATTACHMENT or told != (len(content), sha256(content).hexdigest()):
            raise PydanticCustomError("content", "not what is told")
        return content


class VersionEntry(Entry):
    """What a case says. Once published it is frozen, and its hash says so."""

    number: Small
    title: Annotated[str, line(200, required=True)]
    text: Text = ""
    proposal: Text = ""
    changed: Text = Field("", description="What is other than in the version before.")
    effective_on: Day | None = None
    basis: Text = Field("", description="Legal or budget basis.")
    published_at: Instant | None = None
    published_by: Key | None = Field(None, description="Key of one of `persons`.")
    hash: Hash = ""


class AttachmentEntry(Entry):
    """A file in a version of the case, under its name there."""

    version: Version
    name: FileName
    document: Hash = Field(description="The `sha256` of one of `documents`.")


class ExemptionEntry(Entry):
    """That the case's text, or one of its files, is not public: by which paragraph, why, and until when."""

    file_name: Annotated[str, line(200)] = Field("", description="Which file; left out for the text of the case.")
    paragraph: Literal["§ 13", "§ 14", "§ 15", "§ 18", "§ 23", "§ 24", "§ 25"] = Field(description="Of offentleglova.")
    reason: Text
    until: Day
    recorded_at: Instant
    lifted_at: Instant | None = None


class RecusalEntry(Entry):
    """That somebody may not take part in the case."""

    person: Key = Field(description="Key of one of `persons`.")
    seat: Key = Field(description="Key of one of `seats`.")
    ground: Text
    citation: Annotated[str, line(100)] = "forvaltningsloven § 6"
    by_body: Flag = Field(False, description="True where the body found it so, false where the person did.")
    at: Instant


class PositionEntry(Entry):
    """Where a seat stands before the case is decided. The latest of a seat counts."""

    version: Version
    seat: Key = Field(description="Key of one of `seats`.")
    person: Key = Field(description="Key of one of `persons`.")
    rank: Rank = Field(0, description="The person's place in the seat: 0 holds it, 1, 2, … are deputies.")
    stand: Literal["for", "against", "unsure"]
    comment: Text = ""
    question: Text = Field("", description="A question to whoever prepares the case.")
    at: Instant
    reply: Text = ""
    replied_by: Key | None = Field(None, description="Key of one of `persons`.")
    replied_at: Instant | None = None


class CaseEntry(Entry):
    """A case (sak nn/yyyy) before a body."""

    key: Key
    year: Small
    number: kernel.Position = Field(description="Its number in the year; no two cases of a year have the same.")
    body: Key = Field(description="Key of one of `bodies`.")
    kind: Literal["decision", "discussion", "information"] = "decision"
    title: Annotated[str, line(200, required=True)]
    public_title: Annotated[str, line(200)] = ""
    prepared_by: Key = Field(description="Key of one of `persons`.")
    follows: Key | None = Field(None, description="Key of one of `cases`.")
    urgent: Flag = False
    must_meet: Flag = Field(False, description="True where it can no longer be decided in writing.")
    drafted_at: Instant
    published_at: Instant | None = None
    ended: Literal["", "concluded", "withdrawn"] = ""
    ended_at: Instant | None = None
    withdrawn_because: Text = ""
    versions: list[VersionEntry] = []
    attachments: list[AttachmentEntry] = []
    exemptions: list[ExemptionEntry] = []
    recusals: list[RecusalEntry] = []
    positions: list[PositionEntry] = []


class AgendaItemEntry(Entry):
    """That a case is taken up in a meeting."""

    meeting: Key = Field(description="Key of one of `meetings`.")
    case: Key = Field(description="Key of one of `cases`.")
    position: Placed = None
    minutes: Small = Field(10, description="How many minutes are set aside.")
    notes: Text = Field("", description="What was said.")


_once = _("each once")
_inside = {
    "versions": Part(
        "versions",
        VersionEntry,
        CaseVersion,
        {"published_by": "persons"},
        parent="case",
        called_by=("number",),
        says={
            "decisions_caseversion_number": Said("number", _("the case has this version already"), _once),
            "decisions_caseversion_one_draft": Said(
                "published_at", _("the case has two drafts"), _("one version that is not published")
            ),
            "decisions_caseversion_frozen": Said(
                "published_at",
                _("it is not clear whether it is published"),
                _("“published_at” and “hash” together, or neither"),
            ),
        },
    ),
    "attachments": Part(
        "attachments",
        AttachmentEntry,
        Attachment,
        {"version": "versions", "document": "documents"},
        parent="case",
        says={"decisions_attachment_name": Said("name", _("the version has a file of this name already"), _once)},
    ),
    "exemptions": Part(
        "exemptions",
        ExemptionEntry,
        Exemption,
        parent="case",
        says={"decisions_exemption_once": Said("file_name", _("the same is exempt twice"), _once)},
    ),
    "recusals": Part(
        "recusals",
        RecusalEntry,
        Recusal,
        {"person": "persons", "seat": "seats"},
        parent="case",
        says={"decisions_recusal_once": Said("person", _("the person is disqualified twice"), _once)},
    ),
    "positions": Part(
        "positions",
        PositionEntry,
        Position,
        {"version": "versions", "seat": "seats", "person": "persons", "replied_by": "persons"},
        parent="case",
    ),
}

PARTS = (
    Part(
        "documents",
        DocumentEntry,
        Document,
        called_by=("sha256",),
        says={"decisions_document_once": Said("sha256", _("the house has this file already"), _once)},
    ),
    Part(
        "cases",
        CaseEntry,
        Case,
        {"body": "bodies", "prepared_by": "persons", "follows": "cases"},
        inside=_inside,
        says={
            "decisions_case_number": Said("number", _("another case of the year has this number"), _once),
            "decisions_case_ended": Said(
                "ended", _("it is not clear whether it has ended"), _("“ended” and “ended_at” together, or neither")
            ),
        },
    ),
    Part(
        "agenda_items",
        AgendaItemEntry,
        AgendaItem,
        {"meeting": "meetings", "case": "cases"},
        says={"decisions_agendaitem_once": Said("case", _("the case is on the agenda twice"), _once)},
    ),
)
