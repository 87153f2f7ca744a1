"""The API of mandates: the rules by which a body decides. Periods are half-open: `valid_to` is the first day after."""

from datetime import date
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Schema, Status

from statenshus.decisions.api import router
from statenshus.decisions.models import Mandate
from statenshus.decisions.queries.mandates import told, versions_of
from statenshus.decisions.usecases import mandates as usecases
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body, Person
from statenshus.ui.said import Day, Key, Prose, Said

Days = Annotated[int, Field(ge=0, le=365)]


class MandateOut(Schema):
    """The rules during [valid_from, valid_to), and each of them in a sentence."""

    template: str
    decides: Mandate.Decides
    owner: str | None = Field(None, alias="owner.key")
    quorum: Mandate.Quorum
    majority: Mandate.Majority
    tie: Mandate.Tie
    written: Mandate.Written
    written_days: int
    pull_members: int | None
    notice_days: int
    reservation_days: int
    reading_days: int
    note: str
    source: str
    valid_from: date | None
    valid_to: date | None
    sentences: list[str]

    @staticmethod
    def resolve_sentences(mandate: Mandate) -> list[str]:
        return [rule.sentence for rule in told(mandate)]


class SetMandateIn(Said):
    """The rules from a day on; the project owner by their key, where they decide."""

    valid_from: Day
    template: Mandate.Template | None = None
    decides: Mandate.Decides = Mandate.Decides.GROUP
    owner: Key | None = None
    quorum: Mandate.Quorum = Mandate.Quorum.HALF
    majority: Mandate.Majority = Mandate.Majority.SIMPLE
    tie: Mandate.Tie = Mandate.Tie.CHAIR
    written: Mandate.Written = Mandate.Written.UNANIMOUS
    written_days: Days = 7
    pull_members: Annotated[int, Field(ge=1, le=100)] | None = 1
    notice_days: Days = 7
    reservation_days: Days = 0
    reading_days: Days = 7
    note: Prose = ""
    source: Prose = ""


@router.get("/bodies/{slug:key}/mandates", response=list[MandateOut], operation_id="mandates")
def mandates(request: HouseRequest, key: str) -> list[Mandate]:
    """The rules that a body had up to the day, and as of today those to come; the latest first."""
    return versions_of(_body(request, key), request.actor, request.on)


@router.post("/bodies/{slug:key}/set_mandate", response={201: MandateOut}, operation_id="set_mandate")
def set_mandate(request: HouseRequest, key: str, wanted: SetMandateIn) -> Status[Any]:
    """Set the rules by which a body decides from a day on."""
    by, said = request.actor, wanted.dict()
    named = said.pop("owner")
    owner = get_object_or_404(Person.objects.visible_to(by), key=named) if named else None
    said["template"] = wanted.template or ""
    return Status(201, usecases.set_mandate(_body(request, key), owner=owner, **said, by=by))


def _body(request: HouseRequest, key: str) -> Body:
    return get_object_or_404(Body.objects.visible_to(request.actor), key=key)
