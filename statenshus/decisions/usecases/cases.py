"""Acts on cases: drafted, published in frozen versions, followed by newer ones, withdrawn."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.asks.usecases import asks as ask_acts
from statenshus.decisions.models import Attachment, Case, CaseVersion, Voting
from statenshus.decisions.models.chain import freeze
from statenshus.decisions.queries.chain import case_payload
from statenshus.decisions.queries.drafts import state_of
from statenshus.decisions.queries.electors import electorate, is_advised
from statenshus.decisions.rules import cases as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.people.models import Body, Person

DAYS_FOR_A_POSITION = 7


@transaction.atomic
def draft_case(
    body: Body,
    *,
    kind: str = Case.Kind.DECISION,
    title: str,
    public_title: str = "",
    text: str = "",
    proposal: str = "",
    basis: str = "",
    effective_on: date | None = None,
    prepared_by: Person | None = None,
    follows: Case | None = None,
    urgent: bool = False,
    by: Actor,
) -> Case:
    """Draft a case for the body under the next number of the year; it is prepared by the actor unless another is named.

    Numbers run without gaps within house and year: the house is held while one is given.

    Raises NotAllowed by rules.draft_case, and Refused with code:
        nobody   it is not said who prepares it, and the actor is nobody
        outside  the body does not exist today
    """
    by.must(rules.draft_case, body, *[each for each in (prepared_by, follows) if each])
    preparer = prepared_by or by.person
    if preparer is None:
        raise Refused("nobody", _("Say who prepares the case."), "prepared_by")
    if not body.holds_at(by.today):
        raise Refused("outside", _("The body does not exist today."))
    House.objects.select_for_update(no_key=True).get(pk=by.house.pk)
    year = by.today.year
    last = Case.objects.filter(house=by.house, year=year).aggregate(last=Max("number"))["last"] or 0
    made = Case.objects.create(
        house=by.house,
        key=f"{year}-{last + 1}",
        year=year,
        number=last + 1,
        body=body,
        kind=kind,
        title=title,
        public_title=public_title,
        prepared_by_id=preparer.pk,
        follows=follows,
        urgent=urgent,
        drafted_at=by.now,
    )
    CaseVersion.objects.create(
        house=by.house,
        case=made,
        number=1,
        title=title,
        text=text,
        proposal=proposal,
        basis=basis,
        effective_on=effective_on,
    )
    record(by, "decisions.draft_case", made, body=body.name)
    return made


@transaction.atomic
def edit_case(
    case: Case,
    *,
    kind: str,
    title: str,
    public_title: str = "",
    text: str = "",
    proposal: str = "",
    basis: str = "",
    effective_on: date | None = None,
    prepared_by: Person | None = None,
    follows: Case | None = None,
    urgent: bool = False,
    seen: str = "",
    by: Actor,
) -> Case:
    """Write the draft of a case that is not published anew. `seen` is the state it was in when it was read.

    Who prepares it stays unless another is named.

    Raises NotAllowed by rules.edit_case, and Refused with code:
        frozen   it is published, so a change is a new version
        ended    it has been withdrawn
        changed  somebody has changed the draft since it was read
        later    it would follow itself, or a later case
    """
    by.must(rules.edit_case, case, *[each for each in (prepared_by, follows) if each])
    case = _locked(case)
    if case.published_at is not None:
        raise Refused("frozen", _("The case is published and frozen. A change is a new version."))
    if case.ended_at is not None:
        raise Refused("ended", _("The case has ended."))
    draft = case.versions.get(published_at=None)
    _check_seen(draft, seen)
    if follows is not None and (follows.year, follows.number) >= (case.year, case.number):
        raise Refused("later", _("A case can only follow an earlier one."), "follows")
    case.kind, case.title, case.public_title = kind, title, public_title
    case.prepared_by, case.follows, case.urgent = prepared_by or case.prepared_by, follows, urgent
    case.save(update_fields=["kind", "title", "public_title", "prepared_by", "follows", "urgent"])
    draft.title, draft.text, draft.proposal = title, text, proposal
    draft.basis, draft.effective_on = basis, effective_on
    draft.save(update_fields=["title", "text", "proposal", "basis", "effective_on"])
    record(by, "decisions.edit_case", case)
    return case


@transaction.atomic
def publish_case(case: Case, *, due_at: datetime | None = None, by: Actor) -> CaseVersion:
    """Freeze the draft of the case with its hash, put it in the chain, and ask each seat where it stands.

    A seat is asked that is not asked already: at a new version those that have answered are asked again, and what
    waits for the others goes on. Nothing is asked about information. Without `due_at` there are seven days.

    Raises NotAllowed by rules.publish_case, and Refused with code:
        ended      it has ended
        not_draft  all of it is published already
        empty      it is for decision, and nothing is proposed
        voting     it is being voted on
        advised    the group has advised, and the project owner has yet to decide
        past       the time for answering has passed already
    """
    by.must(rules.publish_case, case)
    case = _locked(case)
    if case.ended_at is not None:
        raise Refused("ended", _("The case has ended."))
    _check_not_voted_on(case)
    draft = case.versions.filter(published_at=None).first()
    if draft is None:
        raise Refused("not_draft", _("All of the case is published already."))
    if case.kind == Case.Kind.DECISION and not draft.proposal.strip():
        raise Refused("empty", _("Write what is proposed first: the case is for decision."), "proposal")
    if due_at is not None and due_at <= by.now:
        raise Refused("past", _("The time for answering has passed already."), "due_at")
    draft.hash, draft.published_at = draft.fingerprint(), by.now
    draft.published_by_id = by.person.pk if by.person else None
    draft.save(update_fields=["hash", "published_at", "published_by"])
    case.title, case.published_at = draft.title, case.published_at or by.now
    case.save(update_fields=["title", "published_at"])
    draft.case = case
    freeze("case", case.key, case_payload(draft), by=by)
    if case.kind != Case.Kind.INFORMATION:
        _ask_for_positions(case, due_at or by.now + timedelta(days=DAYS_FOR_A_POSITION), by)
    record(by, "decisions.publish_case", case, version=draft.number)
    return draft


def _ask_for_positions(case: Case, due_at: datetime, by: Actor) -> None:
    """Ask every seat where it stands, but those with nobody to answer, and those that are asked already."""
    waiting = Ask.objects.in_house(by.house).open().about(case).of_kind(KindOfAsk.POSITION)
    asked = set(waiting.values_list("seat", flat=True))
    for seat, out in electorate(case, by):
        if not out and seat.pk not in asked:
            ask_acts.ask(
                case,
                kind=KindOfAsk.POSITION,
                seat=seat,
                path=f"decisions/cases/{case.key}/",
                due_at=due_at,
                urgent=case.urgent,
                by=by,
            )


@transaction.atomic
def revise_case(
    case: Case,
    *,
    title: str,
    text: str = "",
    proposal: str = "",
    basis: str = "",
    effective_on: date | None = None,
    changed: str,
    seen: str = "",
    by: Actor,
) -> CaseVersion:
    """Draft the next version of a published case, saying what is changed; what is attached is taken along.

    A draft that is there already is written anew; `seen` is the state it was in when it was read. It may be drafted
    while the case is voted on, but not published.

    Raises NotAllowed by rules.revise_case, and Refused with code:
        unpublished  it is not published, so it is still edited
        ended        it has ended
        unsaid       it is not said what is changed
        changed      somebody has changed the draft since it was read
    """
    by.must(rules.revise_case, case)
    case = _locked(case)
    if case.ended_at is not None:
        raise Refused("ended", _("The case has ended."))
    if case.published_at is None:
        raise Refused("unpublished", _("The case is not published. Edit the draft."))
    if not changed.strip():
        raise Refused("unsaid", _("Say what is changed, for those who have read it before."), "changed")
    draft = case.versions.filter(published_at=None).first()
    if draft is not None:
        _check_seen(draft, seen)
    elif seen:
        raise Refused("changed", _("The draft you were writing on has been published. See what it says now."))
    said = {"title": title, "text": text, "proposal": proposal, "basis": basis, "effective_on": effective_on}
    if draft is None:
        draft = _next_version(case, {**said, "changed": changed.strip()})
    else:
        for name, value in {**said, "changed": changed.strip()}.items():
            setattr(draft, name, value)
        draft.save(update_fields=[*said, "changed"])
    record(by, "decisions.revise_case", case, version=draft.number)
    return draft


def _next_version(case: Case, said: dict[str, object]) -> CaseVersion:
    """A draft after the latest version, with what was attached to that."""
    before = case.versions.latest("number")
    draft = CaseVersion.objects.create(house=case.house, case=case, number=before.number + 1, **said)
    for each in before.attachments.select_related("document"):
        Attachment.objects.create(
            house=case.house, case=case, version=draft, document=each.document, name=each.name, source=each.source
        )
    return draft


@transaction.atomic
def withdraw_case(case: Case, *, reason: str, by: Actor) -> Case:
    """Withdraw the case, saying why. Its number stays its own, and what waits for an answer about it is taken back.

    Raises NotAllowed by rules.withdraw_case, and Refused with code:
        reason   it is not said why
        ended    it has ended
        voting   it is being voted on
        advised  the group has advised, and the project owner has yet to decide
    """
    by.must(rules.withdraw_case, case)
    case = _locked(case)
    if not reason.strip():
        raise Refused("reason", _("Say why the case is withdrawn."), "reason")
    if case.ended_at is not None:
        raise Refused("ended", _("The case has ended."))
    _check_not_voted_on(case)
    case.ended, case.ended_at, case.withdrawn_because = Case.Ended.WITHDRAWN, by.now, reason.strip()
    case.save(update_fields=["ended", "ended_at", "withdrawn_because"])
    ask_acts.withdraw_asks(case, by=by)
    record(by, "decisions.withdraw_case", case)
    return case


def _locked(case: Case) -> Case:
    """The case as it is now, held until the transaction ends, so that those who change it wait for each other."""
    return Case.objects.select_for_update(of=("self",)).select_related("body").get(pk=case.pk)


def _check_not_voted_on(case: Case) -> None:
    rounds = list(Voting.objects.filter(case=case).select_related("mandate").order_by("-round")[:1])
    if rounds and rounds[0].closed_at is None:
        raise Refused("voting", _("The case is being voted on. Close the voting, or call it off, first."))
    if is_advised(case, rounds):
        raise Refused("advised", _("The group has given its advice. Now the project owner decides."))


def _check_seen(draft: CaseVersion, seen: str) -> None:
    """Raise Refused where the draft is no longer in the state in which it was read."""
    if seen and seen != state_of(draft):
        message = _("Somebody has changed the draft since you opened it. What you wrote is kept below.")
        raise Refused("changed", message)
