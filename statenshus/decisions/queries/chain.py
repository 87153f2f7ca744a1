"""What the chain tells of each frozen thing: keys, counts, moments and hashes alone, never a text or a name.

A payload tells enough for somebody outside to reach the outcome anew. It is made of the rows alone, so that a row that
was changed afterwards no longer says what its link says; nothing that may rightly change later stands in it.
"""

from datetime import UTC, datetime
from typing import Any

from django.db import models

from statenshus.decisions.models import CaseVersion, Decision, Elector, Minutes, Pull, Reservation, Voting
from statenshus.decisions.models.cases import fingerprint

Payload = dict[str, Any]


def case_payload(version: CaseVersion) -> Payload:
    """A published version of a case. What it says is told by its hash. No query but for what it points to."""
    return {
        "case": version.case.key,
        "body": version.case.body.key,
        "kind": version.case.kind,
        "version": version.number,
        "hash": version.hash,
        "changed": _hashed(version.changed),
        "published_at": _moment(version.published_at),
        "published_by": _key(version.published_by),
    }


def voting_payload(voting: Voting) -> Payload:
    """A voting that has ended: its rules, who could vote, what was cast, and what it came to.

    In a secret voting: who has voted and the counts, not who said what, nor when. Two queries, or none where electors
    and pulls were fetched before.
    """
    electors = sorted(_rows(voting, "electors", "seat", "person", "organisation", "recorded_by"), key=_by_seat)
    pulls = sorted(_rows(voting, "pulls", "seat", "person"), key=_by_seat)
    return {
        "voting": voting.key,
        "case": voting.case.key,
        "body": voting.case.body.key,
        "version": voting.version.number,
        "version_hash": voting.version.hash,
        "round": voting.round,
        "form": voting.form,
        "meeting": _key(voting.meeting),
        "secret": voting.secret,
        "rules": {
            "quorum": voting.quorum,
            "majority": voting.majority,
            "tie": voting.tie,
            "written": voting.written,
            "pull_members": voting.pull_members,
        },
        "base": voting.base,
        "required": voting.required,
        "opened_at": _moment(voting.opened_at),
        "closes_at": _moment(voting.closes_at),
        "closed_at": _moment(voting.closed_at),
        "closed_early": voting.closed_early,
        "electors": [_elector(each, secret=voting.secret) for each in electors],
        "pulls": [_pull(each) for each in pulls],
        "counts": {
            "for": voting.count_for,
            "against": voting.count_against,
            "blank": voting.count_blank,
            "abstain": voting.count_abstain,
            "silent": voting.count_silent,
            "disagree": sum(each.at is not None and not each.agrees for each in electors),
        },
        "outcome": voting.outcome,
        "by_chair": voting.by_chair,
        "called_off_because": _hashed(voting.called_off_because),
    }


def _elector(elector: Elector, *, secret: bool) -> Payload:
    told = {
        "seat": elector.seat.key,
        "organisation": _key(elector.organisation),
        "chair": elector.chair,
        "out": elector.out,
        "voted": elector.at is not None,
        "person": _key(elector.person),
        "rank": elector.rank,
        "recorded_by": _key(elector.recorded_by),
    }
    if not secret:
        told |= {"choice": elector.choice, "agrees": elector.agrees, "at": _moment(elector.at)}
    return told


def _pull(pull: Pull) -> Payload:
    return {
        "seat": pull.seat.key,
        "person": pull.person.key,
        "reason": _hashed(pull.reason),
        "at": _moment(pull.at),
    }


def decision_payload(decision: Decision) -> Payload:
    """A decision: what it rests on, and a hash of what it says."""
    return {
        "decision": decision.key,
        "case": decision.case.key,
        "body": decision.body.key,
        "outcome": decision.outcome,
        "hash": fingerprint(said_in(decision)),
        "voting": _key(decision.voting),
        "meeting": _key(decision.meeting),
        "owner": _key(decision.owner),
        "decided_at": _moment(decision.decided_at),
        "decided_on": decision.decided_on.isoformat(),
        "effective_on": decision.effective_on.isoformat() if decision.effective_on else None,
        "replaces": _key(decision.replaces),
    }


def said_in(decision: Decision) -> Payload:
    """What of a decision its hash is over."""
    return {
        "decision": decision.key,
        "title": decision.title,
        "text": decision.text,
        "basis": decision.basis,
        "decided_by": decision.decided_by,
    }


def reservation_payload(reservation: Reservation) -> Payload:
    """A reservation: whose, against what, and a hash of its text."""
    return {
        "decision": reservation.decision.key,
        "seat": reservation.seat.key,
        "person": reservation.person.key,
        "hash": fingerprint(reservation.text),
        "at": _moment(reservation.at),
    }


def minutes_payload(minutes: Minutes) -> Payload:
    """Minutes and what the seats said of them. One query, or none where the answers were fetched before."""
    answers = sorted(_rows(minutes, "answers", "seat", "person"), key=_by_seat)
    return {
        "minutes": minutes.key,
        "body": minutes.body.key,
        "meeting": _key(minutes.meeting),
        "voting": _key(minutes.voting),
        "version": minutes.version,
        "language": minutes.language,
        "hash": minutes.hash,
        "chain_head": minutes.chain_head,
        "written_at": _moment(minutes.written_at),
        "reading_until": _moment(minutes.reading_until),
        "approved_at": _moment(minutes.approved_at),
        "answers": [
            {
                "seat": each.seat.key,
                "person": each.person.key,
                "rank": each.rank,
                "approves": each.approves,
                "remark": _hashed(each.remark),
                "at": _moment(each.at),
            }
            for each in answers
        ],
    }


def _rows(row: models.Model, name: str, *related: str) -> list[Any]:
    """What belongs to the row, with what it points to: one query, or none where it was fetched before."""
    manager = getattr(row, name)
    fetched = name in getattr(row, "_prefetched_objects_cache", {})
    return list(manager.all() if fetched else manager.select_related(*related))


def _by_seat(row: Any) -> str:
    key: str = row.seat.key
    return key


def _key(row: Any) -> str | None:
    return row.key if row else None


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _hashed(text: str) -> str | None:
    """The hash of a text; None where there is none, so that its being empty is told too."""
    return fingerprint(text) if text else None
