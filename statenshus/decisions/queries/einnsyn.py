"""A meeting in the shape that eInnsyn takes: field names and enumerations of its API, exempt parts left out.

Shape of felleslosninger/einnsyn-api-spec, OpenAPI 1.0, of which the fields stand in its Moetemappe, Moetesak, Vedtak,
Votering and Moetedokument. It is only shown: nothing is ever sent. A written procedure has no meeting; it becomes a
Moetemappe of its own whose `moetested` says so, for eInnsyn has no other place for a decision of a body.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from statenshus.decisions.models import AgendaItem, Case, CaseVersion, Decision, Elector, Minutes, Voting
from statenshus.decisions.queries.openness import WHOLE, Exempted, exempted
from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import Meeting

Told = dict[str, Any]

IN_WRITING = "Skriftlig saksbehandling"
KINDS = {"decision": "moete", "discussion": "annet", "information": "orientering"}
"""What kind of case each of ours is to eInnsyn."""
VOTES = {"for": "Ja", "against": "Nei", "blank": "Blankt"}
"""Who abstains has not voted, and eInnsyn has no word for it: they are left out."""


def moetemappe(by: Actor, subject: Meeting | Voting) -> Told:
    """The meeting, or the written procedure, with its cases, decisions and documents, for anybody to see.

    Four queries, and at most four for each case.
    """
    if isinstance(subject, Meeting):
        items = AgendaItem.objects.in_house(by.house).filter(meeting=subject, case__in=Case.objects.visible_to(by))
        cases = [item.case for item in items.select_related("case__body")]
        told = _meeting(by, subject)
        minutes = Minutes.objects.in_house(by.house).filter(meeting=subject)
    else:
        cases, told = [subject.case], _written(by, subject)
        minutes = Minutes.objects.in_house(by.house).filter(voting=subject)
    hidden = exempted(by, cases)
    voting = subject if isinstance(subject, Voting) else None
    meeting = subject if isinstance(subject, Meeting) else None
    told["moetesak"] = [_case(by, case, hidden.get(case.key, {}), meeting, voting) for case in cases]
    told["moetedokument"] = [_document(by, each) for each in minutes.exclude(approved_at=None)]
    return told


def _meeting(by: Actor, meeting: Meeting) -> Told:
    beside = Meeting.objects.in_house(by.house).filter(body=meeting.body_id, called_off_at=None)
    before = beside.filter(starts_at__lt=meeting.starts_at).order_by("-starts_at").first()
    after = beside.filter(starts_at__gt=meeting.starts_at).order_by("starts_at").first()
    return _kept(
        {
            "entity": "Moetemappe",
            "externalId": f"{by.house.slug}:{meeting.key}",
            **_titled(meeting.title),
            "moetenummer": meeting.called,
            "utvalg": meeting.body.name,
            "moetedato": _moment(meeting.starts_at),
            "moetested": meeting.place,
            "referanseForrigeMoete": f"{by.house.slug}:{before.key}" if before else None,
            "referanseNesteMoete": f"{by.house.slug}:{after.key}" if after else None,
        }
    )


def _written(by: Actor, voting: Voting) -> Told:
    assert voting.closed_at is not None
    return {
        "entity": "Moetemappe",
        "externalId": f"{by.house.slug}:{voting.key}",
        **_titled(f"{IN_WRITING} av sak {voting.case.called}"),
        "moetenummer": f"S-{voting.case.called}-{voting.round}",
        "utvalg": voting.case.body.name,
        "moetedato": _moment(voting.closed_at),
        "moetested": IN_WRITING,
    }


def _case(by: Actor, case: Case, hidden: Exempted, meeting: Meeting | None, voting: Voting | None) -> Told:
    versions = CaseVersion.objects.in_house(by.house).filter(case=case).exclude(published_at=None)
    version = versions.order_by("-number").first()
    is_open = WHOLE not in hidden
    told = {
        "entity": "Moetesak",
        "externalId": f"{by.house.slug}:{case.key}",
        **_titled(case.shown_title),
        "moetesakstype": KINDS[case.kind],
        "moetesaksaar": case.year,
        "moetesakssekvensnummer": case.number,
        "utvalg": case.body.name,
    }
    if version is not None and is_open:
        told["innstilling"] = _text(version.proposal)
        told["utredning"] = {
            "entity": "Utredning",
            "saksbeskrivelse": _text(version.text),
            "innstilling": _text(version.proposal),
            "utredningsdokument": [
                _file(name, number)
                for number, name in enumerate(version.attachments.values_list("name", flat=True), 1)
                if name not in hidden
            ],
        }
    decisions = Decision.objects.in_house(by.house).filter(case=case).select_related("voting")
    found = decisions.filter(meeting=meeting) if meeting else decisions.filter(voting=voting)
    if is_open and (decision := found.first()):
        told["vedtak"] = _decision(by, decision)
    return told


def _decision(by: Actor, decision: Decision) -> Told:
    electors: Iterable[Elector] = []
    if decision.voting_id and decision.voting and not decision.voting.secret:
        rows = Elector.objects.in_house(by.house).filter(voting=decision.voting_id, choice__in=VOTES)
        electors = rows.select_related("person", "seat__organisation", "organisation")
    return {
        "entity": "Vedtak",
        "externalId": f"{by.house.slug}:vedtak:{decision.key}",
        "vedtakstekst": _text(decision.text or str(decision.get_outcome_display())),
        "dato": decision.decided_on.isoformat(),
        "votering": [
            _kept(
                {
                    "entity": "Votering",
                    "moetedeltaker": {
                        "entity": "Moetedeltaker",
                        "moetedeltakerNavn": each.person.name if each.person else "",
                        "moetedeltakerFunksjon": "Varamedlem" if each.rank else ("Leder" if each.chair else "Medlem"),
                    },
                    "stemme": VOTES[each.choice],
                    "representerer": str(each.organisation or each.seat.organisation or ""),
                }
            )
            for each in electors
        ],
    }


def _document(by: Actor, minutes: Minutes) -> Told:
    approved = minutes.approved_at or minutes.written_at
    return {
        "entity": "Moetedokument",
        "externalId": f"{by.house.slug}:{minutes.key}",
        **_titled(str(minutes)),
        "moetedokumenttype": "moeteprotokoll",
        "beskrivelse": f"Godkjent {approved.astimezone(OSLO).date().isoformat()}. SHA-256 {minutes.hash}",
        "dokumentbeskrivelse": [_file(f"protokoll-{minutes.key}.pdf", 1)],
    }


def _file(name: str, number: int) -> Told:
    return {
        "entity": "Dokumentbeskrivelse",
        "tittel": name,
        "tittelSensitiv": name,
        "dokumentnummer": number,
        "tilknyttetRegistreringSom": "hoveddokument" if number == 1 else "vedlegg",
    }


def _titled(title: str) -> dict[str, str]:
    """Both titles say what anybody may read: what is exempt never leaves the house."""
    return {"offentligTittel": title, "offentligTittelSensitiv": title}


def _text(text: str) -> Told:
    return {"entity": "Moetesaksbeskrivelse", "tekstInnhold": text, "tekstFormat": "text/markdown"}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _kept(told: Told) -> Told:
    return {name: value for name, value in told.items() if value not in (None, "")}
