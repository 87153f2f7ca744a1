"""The API of organisations and how they take part. Periods are half-open: `valid_to` is the first day after."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.people import registers
from statenshus.people.api import router
from statenshus.people.models import Organisation, Participation
from statenshus.people.rules import organisations as rules
from statenshus.people.usecases import organisations as usecases
from statenshus.ui.said import Prose, Said


class ParticipationOut(Schema):
    """That an organisation takes part in the house, in one way, during [valid_from, valid_to)."""

    id: int
    kind: Participation.Kind
    valid_from: date | None
    valid_to: date | None
    source: str


class OrganisationOut(Schema):
    """An organisation: its facts, its card in its own words, and what Enhetsregisteret said when last asked."""

    key: str
    name: str
    short_name: str
    kind: Organisation.Kind
    orgnr: str
    address: str
    website: str
    source: str
    who_we_are: str
    what_we_do: str
    whom_to_call: str
    what_we_can_share: str
    what_we_struggle_with: str
    register_name: str
    register_form: str
    register_read_at: datetime | None


class OrganisationsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[OrganisationOut]


class TakingPartOut(OrganisationOut):
    """An organisation with all its participations, those that last first."""

    participations: list[ParticipationOut]


class PartOfList(Schema):
    """Which part of the list is wanted."""

    limit: int = Field(100, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)
    taking_part: bool = Field(False, description="Only those that take part in the house on the day `on`.")


class FactsIn(Said):
    """The official facts. `orgnr` is nine digits or empty."""

    name: str = Field(max_length=200)
    short_name: str = Field("", max_length=60)
    kind: Organisation.Kind
    orgnr: str = Field("", max_length=9)
    address: str = Field("", max_length=300)
    website: str = Field("", max_length=200)
    source: str = Field("", max_length=2000)


class CardIn(Said):
    """The card in the organisation's own words; what is left out stays as it is."""

    who_we_are: Prose | None = None
    what_we_do: Prose | None = None
    whom_to_call: Prose | None = None
    what_we_can_share: Prose | None = None
    what_we_struggle_with: Prose | None = None


class OrgnrIn(Said):
    """Which entry of Enhetsregisteret."""

    orgnr: str = Field(max_length=9)


class JoinIn(Said):
    """How the organisation takes part, during [valid_from, valid_to)."""

    kind: Participation.Kind
    valid_from: date
    valid_to: date | None = None
    source: str = Field("", max_length=2000)


class LeaveIn(Said):
    """The first day without the organisation: the day after its last."""

    valid_to: date


class ParticipationIn(Said):
    """How it should have been recorded; `valid_from` is null where nobody knows the first day."""

    kind: Participation.Kind
    valid_from: date | None
    valid_to: date | None
    source: str = Field("", max_length=2000)


@router.get("/organisations", response=OrganisationsOut, operation_id="organisations")
def organisations(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The organisations by the names that are shown; with `taking_part` those that do as of the day. Two queries."""
    found = Organisation.objects.visible_to(request.actor)
    if wanted.taking_part:
        found = found.taking_part(request.on)
    shown = found.alphabetical()[wanted.offset : wanted.offset + wanted.limit]
    return {"count": found.count(), "items": shown}


@router.get("/organisations/{key}", response=TakingPartOut, operation_id="organisation")
def organisation(request: HouseRequest, key: str) -> TakingPartOut:
    """One organisation with its participations. Two queries."""
    found = _organisation(request, key)
    parts = Participation.objects.visible_to(request.actor).filter(organisation=found).latest_first()
    facts = OrganisationOut.from_orm(found).dict()
    return TakingPartOut(**facts, participations=[ParticipationOut.from_orm(part) for part in parts])


@router.post("/organisations", response={201: OrganisationOut}, operation_id="register_organisation")
def register_organisation(request: HouseRequest, facts: FactsIn) -> Status[Organisation]:
    """Put a new organisation on record."""
    return Status(201, usecases.register_organisation(**facts.dict(), by=request.actor))


@router.post(
    "/organisations/{key}/describe_organisation", response=OrganisationOut, operation_id="describe_organisation"
)
def describe_organisation(request: HouseRequest, key: str, facts: FactsIn) -> Organisation:
    """Change the official facts."""
    return usecases.describe_organisation(_organisation(request, key), **facts.dict(), by=request.actor)


@router.post("/organisations/{key}/write_card", response=OrganisationOut, operation_id="write_card")
def write_card(request: HouseRequest, key: str, card: CardIn) -> Organisation:
    """Write the card in the organisation's own words."""
    return usecases.write_card(_organisation(request, key), **card.dict(exclude_none=True), by=request.actor)


@router.post("/organisations/{key}/copy_from_register", response=OrganisationOut, operation_id="copy_from_register")
def copy_from_register(request: HouseRequest, key: str, wanted: OrgnrIn) -> Organisation:
    """Take the official facts from Enhetsregisteret; 409 with unknown, removed or unreachable when it cannot be."""
    subject = _organisation(request, key)
    request.actor.must(rules.copy_from_register, subject)
    return usecases.copy_from_register(subject, entry=registers.find(wanted.orgnr), by=request.actor)


@router.post("/organisations/{key}/join", response={201: ParticipationOut}, operation_id="join")
def join(request: HouseRequest, key: str, wanted: JoinIn) -> Status[Participation]:
    """Let the organisation into the house."""
    return Status(201, usecases.join(_organisation(request, key), **wanted.dict(), by=request.actor))


@router.post("/participations/{int:pk}/leave", response=ParticipationOut, operation_id="leave")
def leave(request: HouseRequest, pk: int, wanted: LeaveIn) -> Participation:
    """End a participation."""
    return usecases.leave(_participation(request, pk), valid_to=wanted.valid_to, by=request.actor)


@router.post(
    "/participations/{int:pk}/correct_participation", response=ParticipationOut, operation_id="correct_participation"
)
def correct_participation(request: HouseRequest, pk: int, wanted: ParticipationIn) -> Participation:
    """Put right how and when the organisation took part."""
    return usecases.correct_participation(_participation(request, pk), **wanted.dict(), by=request.actor)


def _organisation(request: HouseRequest, key: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.actor), key=key)


def _participation(request: HouseRequest, pk: int) -> Participation:
    return get_object_or_404(Participation.objects.visible_to(request.actor), pk=pk)
