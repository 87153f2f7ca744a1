"""What minutes say, read from the record once and then frozen: names, days and outcomes, in the house's language.

What is exempt when they are written is marked in the content with its paragraph, and all of a case that is not for
everybody stands in its item, so that the public variant can leave it out.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from statenshus.decisions.models import AgendaItem, Case, CaseVersion, Decision, Elector, Exemption, Mandate, Voting
from statenshus.decisions.models.minutes import Minutes
from statenshus.decisions.queries.openness import WHOLE, exempt_at
from statenshus.decisions.queries.sentences import result_of
from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import Attendance, Meeting
from statenshus.people.models import Seat, SeatHolding

FORMAT = 1
Content = dict[str, Any]


def content_of(subject: Meeting | Voting, *, language: str, by: Actor) -> Content:
    """What minutes of a meeting, or of a written procedure, say. The queries grow with the cases taken up."""
    with override(language):
        if isinstance(subject, Meeting):
            return _of_meeting(subject, language, by)
        return _of_written(subject, language, by)


def _of_meeting(meeting: Meeting, language: str, by: Actor) -> Content:
    day = meeting.starts_at.astimezone(OSLO).date()
    mandate = Mandate.objects.in_house(by.house).at(day).filter(body=meeting.body_id).first()
    attendance = _attendance(meeting)
    told = {"called": meeting.called, "body": meeting.body.name}
    return {
        "format": FORMAT,
        "kind": "meeting",
        "title": _("Minutes of meeting %(called)s, %(body)s") % told,
        "language": language,
        "house": by.house.name,
        "body": meeting.body.name,
        "key": meeting.key,
        "called": meeting.called,
        "name": meeting.title,
        "starts_at": _moment(meeting.starts_at),
        "ends_at": _moment(meeting.ends_at),
        "format_of_meeting": meeting.get_format_display(),
        "place": meeting.place,
        "host": meeting.host.name if meeting.host else "",
        "attendance": attendance,
        "seats": len(attendance),
        "present": sum(each["came"] in {"room", "link"} for each in attendance),
        "required": mandate.required(len(attendance)) if mandate and attendance else None,
        "items": [_item(item.case, by, meeting=meeting, notes=item.notes) for item in _agenda(meeting, by)],
    }


def _of_written(voting: Voting, language: str, by: Actor) -> Content:
    case = voting.case
    return {
        "format": FORMAT,
        "kind": "written",
        "title": _("Minutes of the written procedure in case %(called)s, %(body)s")
        % {"called": case.called, "body": case.body.name},
        "language": language,
        "house": by.house.name,
        "body": case.body.name,
        "key": voting.key,
        "called": case.called,
        "opened_at": _moment(voting.opened_at),
        "closes_at": _moment(voting.closes_at),
        "closed_at": _moment(voting.closed_at),
        "rule": voting.get_written_display(),
        "seats": voting.base,
        "required": voting.required,
        "items": [_item(case, by, voting=voting)],
    }


def _attendance(meeting: Meeting) -> list[Content]:
    """Every seat of the body on the day of the meeting, with who sat in it or should have."""
    day = meeting.starts_at.astimezone(OSLO).date()
    seats = Seat.objects.in_house(meeting.house).at(day).filter(body=meeting.body_id).select_related("organisation")
    holdings = SeatHolding.objects.in_house(meeting.house).at(day).filter(seat__body=meeting.body_id, rank=0)
    holders = {holding.seat_id: holding.person.name for holding in holdings.select_related("person")}
    rows = Attendance.objects.in_house(meeting.house).filter(meeting=meeting).select_related("person")
    answered = {row.seat_id: row for row in rows}
    return [_seat(seat, answered.get(seat.pk), holders.get(seat.pk, "")) for seat in seats]


def _seat(seat: Seat, row: Attendance | None, holder: str) -> Content:
    came = row.came if row else ""
    is_there = came in {"room", "link"}
    regrets = row is not None and row.answer == Attendance.Answer.REGRETS
    return {
        "seat": seat.key,
        "organisation": _organisation(seat),
        "chair": seat.role == Seat.Role.CHAIR,
        "person": row.person.name if row and row.person and is_there else holder,
        "deputy": bool(row and is_there and row.rank),
        "came": came if is_there else ("regrets" if regrets else "absent"),
        "note": row.note if row else "",
    }


def _agenda(meeting: Meeting, by: Actor) -> "QuerySet[AgendaItem]":
    return AgendaItem.objects.in_house(by.house).filter(meeting=meeting).select_related("case__body")


def _item(
    case: Case, by: Actor, *, meeting: Meeting | None = None, voting: Voting | None = None, notes: str = ""
) -> Content:
    """A case as it was taken up: in the meeting, or by the written procedure."""
    electors = Elector.objects.in_house(by.house).select_related("seat__organisation", "organisation", "person")
    rows = Voting.objects.in_house(by.house).filter(case=case).exclude(closed_at=None).order_by("round")
    rows = rows.select_related("version", "mandate__owner").prefetch_related(Prefetch("electors", electors))
    votings = list(rows.filter(meeting=meeting) if meeting else rows.filter(pk__in=[voting.pk] if voting else []))
    published = CaseVersion.objects.in_house(by.house).filter(case=case).exclude(published_at=None)
    version = votings[-1].version if votings else published.last()
    exempt = {
        row.file_name: {"paragraph": row.paragraph, "until": row.until.isoformat()}
        for row in exempt_at(Exemption.objects.in_house(by.house).filter(case=case), by.today)
    }
    files = version.attachments.values_list("name", flat=True) if version else []
    decision = _decided(case, by, meeting, votings)
    advises = votings[-1].mandate if votings and decision is None else None
    return {
        "case": case.key,
        "called": case.called,
        "kind": case.get_kind_display(),
        "title": version.title if version else case.title,
        "public_title": case.shown_title,
        "exempt": exempt.get(WHOLE),
        "proposal": version.proposal if version else "",
        "notes": notes,
        "files": [{"name": name, "exempt": exempt.get(name)} for name in files],
        "recusals": [
            {
                "person": row.person.name,
                "organisation": _organisation(row.seat),
                "ground": row.ground,
                "citation": row.citation,
                "by_body": row.by_body,
            }
            for row in case.recusals.select_related("person", "seat__organisation")
        ],
        "votings": [_voting(each) for each in votings],
        "owner": advises.owner.name if advises and advises.owner and _is_advice(votings[-1]) else "",
        "decision": _decision(decision, votings) if decision else None,
    }


def _decided(case: Case, by: Actor, meeting: Meeting | None, votings: list[Voting]) -> Decision | None:
    """What the case came to in the meeting, or by the voting."""
    found = Decision.objects.in_house(by.house).filter(case=case).select_related("replaces__case").first()
    if found is None:
        return None
    is_here = found.meeting_id == meeting.pk if meeting else False
    return found if is_here or found.voting_id in {voting.pk for voting in votings} else None


def _is_advice(voting: Voting) -> bool:
    return voting.mandate.decides == Mandate.Decides.OWNER and voting.outcome in {"adopted", "rejected"}


def _voting(voting: Voting) -> Content:
    """How it was voted: each seat's vote where the voting was open, only whether it voted where it was secret."""
    return {
        "voting": voting.key,
        "secret": voting.secret,
        "result": result_of(voting),
        "outcome": voting.outcome,
        "closed_at": _moment(voting.closed_at),
        "counts": {
            "for": voting.count_for,
            "against": voting.count_against,
            "blank": voting.count_blank,
            "abstain": voting.count_abstain,
            "silent": voting.count_silent,
        },
        "seats": [_elector(each, secret=voting.secret) for each in voting.electors.all()],
    }


def _elector(elector: Elector, *, secret: bool) -> Content:
    told = {
        "seat": elector.seat.key,
        "organisation": str(elector.organisation or "") or _organisation(elector.seat),
        "person": elector.person.name if elector.person else "",
        "deputy": bool(elector.rank),
        "voted": elector.at is not None,
        "out": elector.out,
    }
    if not secret:
        told |= {"choice": elector.choice, "said": str(elector.get_choice_display()) if elector.choice else ""}
        told |= {"agrees": elector.agrees}
    return told


def _decision(decision: Decision, votings: list[Voting]) -> Content:
    voting = next((each for each in votings if each.pk == decision.voting_id), None)
    return {
        "decision": decision.key,
        "outcome": decision.outcome,
        "outcome_said": str(decision.get_outcome_display()),
        "text": decision.text,
        "decided_by": decision.decided_by,
        "decided_on": decision.decided_on.isoformat(),
        "supported_by": supporters(voting.electors.all()) if voting else [],
        "effective_on": decision.effective_on.isoformat() if decision.effective_on else None,
        "basis": decision.basis,
        "replaces": decision.replaces.case.called if decision.replaces else "",
        "reservations": [
            {"organisation": _organisation(row.seat), "person": row.person.name, "text": row.text}
            for row in decision.reservations.select_related("person", "seat__organisation")
        ],
        "follow_ups": [
            {
                "text": row.text,
                "owner": row.owner.name,
                "organisation": str(row.organisation or ""),
                "due_on": row.due_on.isoformat(),
            }
            for row in decision.follow_ups.select_related("owner", "organisation")
        ],
    }


def supporters(electors: Iterable[Elector]) -> list[str]:
    """Whose seats voted for it. Where the voting was secret nobody's did, as far as anybody knows."""
    return [str(each.organisation or "") or _organisation(each.seat) for each in electors if each.choice == "for"]


def readers_in(content: Content) -> list[str]:
    """The keys of the seats that took part, and so are asked: present in the meeting, or able to answer in writing."""
    if content["kind"] == "meeting":
        return [each["seat"] for each in content["attendance"] if each["came"] in {"room", "link"}]
    return [
        each["seat"]
        for item in content["items"]
        for voting in item["votings"]
        for each in voting["seats"]
        if not each["out"]
    ]


def remarks_on(previous: Minutes | None) -> list[Content]:
    """What was remarked on the minutes that newer ones replace. One query."""
    if previous is None:
        return []
    kept = previous.content.get("remarks", [])
    rows = previous.answers.filter(approves=False).select_related("person", "seat__organisation")
    return kept + [
        {
            "version": previous.version,
            "organisation": _organisation(row.seat),
            "person": row.person.name,
            "remark": row.remark,
        }
        for row in rows
    ]


def _organisation(seat: Seat) -> str:
    """What a seat is called: by its organisation, or by its role where it has none."""
    return str(seat.organisation) if seat.organisation else str(seat.get_role_display())


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(OSLO).isoformat(timespec="minutes") if moment else None
