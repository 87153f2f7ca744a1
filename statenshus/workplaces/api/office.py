"""The API of what holds in the office: policies, rules and quotas."""

from datetime import date, datetime, time
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, Schema, Status

from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Organisation
from statenshus.ui.said import Day, Key, Prose, Said
from statenshus.workplaces.api import EndIn, router
from statenshus.workplaces.models import Kind, OfficeRules, Policy, Quota, policies_of
from statenshus.workplaces.queries.quotas import states
from statenshus.workplaces.usecases import office as office_acts
from statenshus.workplaces.usecases import quotas as quota_acts

Weekday = Annotated[int, Field(ge=1, le=7)]


class PolicyOut(Schema):
    """What holds for workplaces of a kind."""

    kind: Kind
    unit: Policy.Unit
    opens_at: time
    midday_at: time
    closes_at: time
    weekdays: list[int]
    buffer_minutes: int
    days_ahead: int
    longest_minutes: int
    most_open: int
    approval: Policy.Approval
    claim_minutes: int | None
    offer_minutes: int


class SetPolicyIn(Said):
    """What is to hold for workplaces of a kind."""

    unit: Policy.Unit
    opens_at: time
    midday_at: time
    closes_at: time
    weekdays: list[Weekday] = Field(max_length=7)
    buffer_minutes: int = Field(ge=0, le=240)
    days_ahead: int = Field(ge=0, le=730)
    longest_minutes: int = Field(ge=15, le=1440)
    most_open: int = Field(ge=1, le=500)
    approval: Policy.Approval
    claim_minutes: int | None = Field(None, ge=1, le=600)
    offer_minutes: int = Field(ge=5, le=2880)


class SetOfficeIn(Said):
    """How many days it is remembered who was where."""

    forget_after_days: int = Field(ge=7, le=90)


class OfficeOut(Schema):
    """How many days it is remembered who was where."""

    forget_after_days: int


class IssueRulesIn(Said):
    """The rules, and when and with whom they were discussed."""

    text: Prose
    consulted_on: Day | None = None
    consulted_with: Prose = ""
    consultation: Prose = ""


class RulesOut(Schema):
    """The rules in a version."""

    number: int
    text: str
    consulted_on: date | None
    consulted_with: str
    consultation: str
    issued_at: datetime


class QuotaOut(Schema):
    """A quota and how much of it is used, in days or hours, in the week or month of the day."""

    id: int = Field(alias="quota.pk")
    organisation: str = Field(alias="quota.organisation.key")
    kind: Kind = Field(alias="quota.kind")
    per: Quota.Per = Field(alias="quota.per")
    over: Quota.Over = Field(alias="quota.over")
    used: float
    allowed: float
    unit: str


class SetQuotaIn(Said):
    """How much of a kind an agency, by its key, may use from a day: an amount, or per cent of all there is."""

    organisation: Key
    kind: Kind
    per: Quota.Per
    amount: int | None = Field(None, ge=0, le=10_000)
    share_percent: int | None = Field(None, ge=0, le=100)
    over: Quota.Over = Quota.Over.WARN
    lifted_days: int = Field(1, ge=0, le=60)
    valid_from: Day


class EndedOut(Schema):
    """The last day of a quota is on record; `valid_to` is the first day after."""

    id: int
    valid_to: date | None


@router.get("/policies", response=list[PolicyOut], operation_id="policies")
def policies(request: HouseRequest) -> list[Policy]:
    """What holds for each kind of workplace. One query."""
    return list(policies_of(request.actor.house).values())


@router.post("/policies/{of}/set_policy", response=PolicyOut, operation_id="set_policy")
def set_policy(request: HouseRequest, of: Kind, wanted: SetPolicyIn) -> Policy:
    """Say what holds for a kind of workplace."""
    return office_acts.set_policy(kind=of, **wanted.dict(), by=request.actor)


@router.post("/office/set_office", response=OfficeOut, operation_id="set_office")
def set_office(request: HouseRequest, wanted: SetOfficeIn) -> Any:
    """Say how long it is remembered who was where."""
    return office_acts.set_office(**wanted.dict(), by=request.actor)


@router.get("/rules", response=list[RulesOut], operation_id="office_rules")
def office_rules(request: HouseRequest) -> Any:
    """The rules of the office, the newest version first."""
    return OfficeRules.objects.in_house(request.actor.house)


@router.post("/rules", response={201: RulesOut}, operation_id="issue_rules")
def issue_rules(request: HouseRequest, wanted: IssueRulesIn) -> Status[OfficeRules]:
    """Issue the rules of the office in a new version."""
    return Status(201, office_acts.issue_rules(**wanted.dict(), by=request.actor))


@router.post("/rules/{int:number}/accept_rules", response=RulesOut, operation_id="accept_rules")
def accept_rules(request: HouseRequest, number: int) -> OfficeRules:
    """Accept the rules for oneself."""
    found = get_object_or_404(OfficeRules.objects.in_house(request.actor.house), number=number)
    office_acts.accept_rules(found, by=request.actor)
    return found


@router.get("/quotas", response=list[QuotaOut], operation_id="quotas")
def quotas(request: HouseRequest) -> Any:
    """Every quota that holds on the day, and how much of it is used."""
    return states(request.actor, request.on)


@router.post("/quotas", response={201: EndedOut}, operation_id="set_quota")
def set_quota(request: HouseRequest, wanted: SetQuotaIn) -> Status[Quota]:
    """Say how much of a kind an agency may use."""
    said = wanted.dict()
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), key=said.pop("organisation"))
    return Status(201, quota_acts.set_quota(organisation, **said, by=request.actor))


@router.post("/quotas/{int:pk}/end_quota", response=EndedOut, operation_id="end_quota")
def end_quota(request: HouseRequest, pk: int, wanted: EndIn) -> Quota:
    """End a quota."""
    found = get_object_or_404(Quota.objects.visible_to(request.actor), pk=pk)
    return quota_acts.end_quota(found, on=wanted.valid_to, by=request.actor)
