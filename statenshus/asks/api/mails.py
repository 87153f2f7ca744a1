"""The API of mails, reminders, the links in mails, and jobs."""

from datetime import datetime, time
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status

from statenshus.asks.api import router
from statenshus.asks.models import KINDS, KindOfAsk, Link, LinkRule, Mail, MailChoice, ReminderRules
from statenshus.asks.queries.jobs import line, of_house
from statenshus.asks.rules import jobs as job_rules
from statenshus.asks.rules import links as link_rules
from statenshus.asks.rules import mails as mail_rules
from statenshus.asks.rules import reminders as reminder_rules
from statenshus.asks.usecases import jobs as job_usecases
from statenshus.asks.usecases import links as link_usecases
from statenshus.asks.usecases import mails as usecases
from statenshus.asks.usecases import reminders as reminder_usecases
from statenshus.kernel.errors import NotAllowed
from statenshus.kernel.middleware import HouseRequest
from statenshus.people.models import Person
from statenshus.ui.said import PartOfList, Said


class OutboxOut(Schema):
    """A mail without what it says: to whom, when, and whether it came off."""

    id: int
    person: str = Field(alias="person.key")
    to: str
    subject: str
    written_at: datetime
    send_after: datetime
    sent_at: datetime | None
    failed_at: datetime | None
    attempts: int
    fault: str


class MailOut(OutboxOut):
    """A mail with what it says."""

    text: str


class MailsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[MailOut]


class OutboxesOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[OutboxOut]


class MailChoiceOut(Schema):
    """How often one gets mail about what waits."""

    rhythm: MailChoice.Rhythm
    urgent_at_once: bool


class ChooseMailIn(Said):
    """How often one wants mail about what waits."""

    rhythm: MailChoice.Rhythm
    urgent_at_once: bool = False


class ReminderRulesOut(Schema):
    """When the house reminds, in Norwegian time."""

    hour: time
    before_days: list[int]
    after_days: list[int]
    quiet_from: time
    quiet_to: time


class SetReminderRulesIn(Said):
    """When the house is to remind, in Norwegian time."""

    hour: time
    before_days: list[int] = Field(max_length=20)
    after_days: list[int] = Field(max_length=20)
    quiet_from: time
    quiet_to: time


class LinkOut(Schema):
    """A link in a mail that is in force; its address is in the mail alone."""

    id: int
    person: str = Field(alias="person.key")
    ask: int = Field(alias="ask_id")
    about: str = Field(alias="ask.subject_name")
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


class LinksOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[LinkOut]


class LinkRuleOut(Schema):
    """Whether asks of a kind may be answered by link alone."""

    kind: KindOfAsk
    by_link: bool


class SetLinkRuleIn(Said):
    """Whether asks of a kind may be answered by link alone."""

    kind: KindOfAsk
    by_link: bool


class JobOut(Schema):
    """A job that has failed, or waits."""

    number: int
    what: str
    attempts: int
    at: datetime | None

    @staticmethod
    def resolve_what(job: Any) -> str:
        return str(job.what)


class LineOut(Schema):
    """The house's jobs: what has failed, what waits, how many run, and how many workers there are."""

    failed: list[JobOut]
    waiting: list[JobOut]
    more: int
    running: int
    workers: int


@router.get("/mailbox", response=MailsOut, operation_id="mailbox")
def mailbox(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The mails to oneself, the latest first. Two queries."""
    found = Mail.objects.visible_to(request.actor).select_related("person")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/outbox", response=OutboxesOut, operation_id="outbox")
def outbox(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """To whom mails of the house went, and whether they came off. Two queries."""
    by = request.actor
    if not by.may(mail_rules.see_outbox):
        raise NotAllowed
    found = Mail.objects.in_house(by.house).select_related("person")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/outbox/{int:pk}/retry_mail", response=OutboxOut, operation_id="retry_mail")
def retry_mail(request: HouseRequest, pk: int) -> Mail:
    """Have a mail that has failed sent after all."""
    by = request.actor
    return usecases.retry_mail(get_object_or_404(Mail.objects.in_house(by.house), pk=pk), by=by)


@router.get("/mail_choice", response=MailChoiceOut, operation_id="mail_choice")
def mail_choice(request: HouseRequest) -> MailChoice:
    """How often one gets mail about what waits. One query."""
    by = request.actor
    own = MailChoice.objects.in_house(by.house).filter(person=by.person.pk if by.person else None)
    return own.first() or MailChoice()


@router.post("/choose_mail", response=MailChoiceOut, operation_id="choose_mail")
def choose_mail(request: HouseRequest, wanted: ChooseMailIn) -> MailChoice:
    """Choose how often one gets mail about what waits."""
    by = request.actor
    person = get_object_or_404(Person.objects.visible_to(by), pk=by.person.pk if by.person else None)
    return usecases.choose_mail(person, **wanted.dict(), by=by)


@router.get("/reminder_rules", response=ReminderRulesOut, operation_id="reminder_rules")
def reminder_rules_of_house(request: HouseRequest) -> ReminderRules:
    """When the house reminds. One query."""
    by = request.actor
    by.must(reminder_rules.set_reminder_rules, by.house)
    return ReminderRules.of(by.house)


@router.post("/set_reminder_rules", response=ReminderRulesOut, operation_id="set_reminder_rules")
def set_reminder_rules(request: HouseRequest, wanted: SetReminderRulesIn) -> ReminderRules:
    """Decide when the house reminds."""
    by = request.actor
    return reminder_usecases.set_reminder_rules(by.house, **wanted.dict(), by=by)


@router.get("/links", response=LinksOut, operation_id="links")
def links(request: HouseRequest, wanted: Query[PartOfList]) -> dict[str, Any]:
    """The links in force to oneself; all of the house for those who keep the record. Two queries."""
    by = request.actor
    found = Link.objects.visible_to(by).in_force(by.now).select_related("ask", "person").order_by("-made_at", "-pk")
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.post("/links/{int:pk}/revoke_link", response=LinkOut, operation_id="revoke_link")
def revoke_link(request: HouseRequest, pk: int) -> Link:
    """Make a link worthless."""
    by = request.actor
    return link_usecases.revoke_link(get_object_or_404(Link.objects.visible_to(by), pk=pk), by=by)


@router.get("/link_rules", response=list[LinkRuleOut], operation_id="link_rules")
def link_rules_of_house(request: HouseRequest) -> list[dict[str, Any]]:
    """Of each kind, whether it may be answered by link alone. One query."""
    by = request.actor
    by.must(link_rules.set_link_rule, by.house)
    lets = LinkRule.of(by.house)
    return [{"kind": kind, "by_link": lets[kind]} for kind in KINDS]


@router.post("/set_link_rule", response=LinkRuleOut, operation_id="set_link_rule")
def set_link_rule(request: HouseRequest, wanted: SetLinkRuleIn) -> LinkRule:
    """Decide whether asks of a kind may be answered by link alone."""
    by = request.actor
    return link_usecases.set_link_rule(by.house, **wanted.dict(), by=by)


@router.get("/jobs", response=LineOut, operation_id="jobs")
def jobs(request: HouseRequest) -> Any:
    """The house's jobs that have failed, wait or run. Five queries."""
    by = request.actor
    by.must(job_rules.see)
    return line(by)


@router.post("/jobs/{int:pk}/retry_job", response={204: None}, operation_id="retry_job")
def retry_job(request: HouseRequest, pk: int) -> Status[None]:
    """Put a job that has failed back in line."""
    by = request.actor
    job_usecases.retry_job(get_object_or_404(of_house(by), pk=pk), by=by)
    return Status(204, None)
