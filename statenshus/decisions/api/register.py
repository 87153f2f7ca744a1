"""The API of the register of decisions."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema

from statenshus.decisions.api import router
from statenshus.decisions.models import Decision
from statenshus.decisions.queries import register as queries
from statenshus.decisions.queries.register import Entry
from statenshus.decisions.queries.search import sought
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Body
from statenshus.ui.said import PartOfList


class DecisionOut(Schema):
    """A decision as the actor may read it: where it is exempt for them, without text and basis."""

    key: str = Field(alias="decision.key")
    case: str = Field(alias="decision.case.called")
    title: str
    outcome: Decision.Outcome = Field(alias="decision.outcome")
    text: str
    basis: str
    body: str = Field(alias="decision.body.key")
    decided_by: str = Field(alias="decision.decided_by")
    decided_on: date = Field(alias="decision.decided_on")
    effective_on: date | None = Field(None, alias="decision.effective_on")
    exempt: str
    """By which paragraph of offentleglova the text is exempt today; empty where it is open."""
    whole: bool


class DecisionsOut(Schema):
    """A part of the list, and how long the whole list is; when something is sought, of the newest that say it."""

    count: int
    more: bool
    items: list[DecisionOut]


class FollowUpShownOut(Schema):
    """What somebody shall do because of the decision."""

    key: str
    text: str
    owner: str = Field(alias="owner.key")
    organisation: str | None = Field(None, alias="organisation.key")
    due_on: date
    done_at: datetime | None


class ReservationShownOut(Schema):
    """That a seat does not stand behind the decision."""

    seat: str = Field(alias="seat.key")
    text: str
    at: datetime


class DecisionShownOut(Schema):
    """A decision with who supported it, what follows of it, and its link in the chain."""

    decision: DecisionOut
    result: str
    """The voting in one sentence; empty where nobody voted."""
    supported_by: list[str]
    """The organisations that voted for it; empty where the voting was secret."""
    replaces: str | None
    replaced_by: list[str]
    minutes: str | None
    chain: str | None
    follow_ups: list[FollowUpShownOut]
    reservations: list[ReservationShownOut]


class RegisterIn(PartOfList):
    """What is looked for: words, and by what the register is narrowed."""

    q: str = Field("", max_length=200)
    body: str | None = None
    year: int | None = Field(None, ge=1800, le=2999)
    outcome: Decision.Outcome | None = None


@router.get("/register", response=DecisionsOut, operation_id="register")
def register(request: HouseRequest, wanted: Query[RegisterIn]) -> dict[str, Any]:
    """Decisions, the latest first, or the best first when words are sought. At most nine queries."""
    by = request.actor
    body = get_object_or_404(Body.objects.visible_to(by), key=wanted.body) if wanted.body else None
    asked = sought(wanted.q)
    found = queries.decided(by, body=body, year=wanted.year, outcome=wanted.outcome or "", asked=asked)
    part = found.rows[wanted.offset : wanted.offset + wanted.limit]
    return {"count": found.rows.count(), "more": found.more, "items": queries.entries(by, part, asked)}


@router.get("/decisions/{slug:key}", response=DecisionShownOut, operation_id="decision")
def decision(request: HouseRequest, key: str) -> dict[str, Any]:
    """One decision, as far as the actor may read it."""
    by = request.actor
    rows = Decision.objects.visible_to(by).select_related("case__body", "body", "voting__mandate", "replaces")
    told = queries.of_decision(by, get_object_or_404(rows, key=key))
    shown: Entry = told["entry"]
    replaces = shown.decision.replaces
    return {
        **told,
        "decision": shown,
        "replaces": replaces.key if replaces else None,
        "replaced_by": [each.key for each in told["replaced_by"]],
        "minutes": told["minutes"].key if told["minutes"] else None,
        "chain": told["link"].hash if told["link"] else None,
    }
