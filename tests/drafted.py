"""What a body of a small house is about to take up, by plain saves: its rules, and a draft with what hangs on it."""

import hashlib
from datetime import date, timedelta
from typing import Any

from statenshus.decisions.models import (
    AgendaItem,
    Attachment,
    Case,
    CaseVersion,
    Document,
    Exemption,
    Mandate,
    Position,
)
from statenshus.meetings.models import Meeting


def draft(own: dict[str, Any], body: Any, preparer: Any, now: Any) -> dict[str, Any]:
    """A draft of 2021 in the body, with a file, an exemption of that, a question, and a place on an agenda.

    A draft, for what is published must have its link in the chain.
    """
    slug = own["house"].slug
    seat = body.seats.get()
    mandate = Mandate.objects.create(**own, body=body, valid_from=date(2022, 1, 1), note=f"Regler {slug}")
    case = Case.objects.create(
        **own, key="2021-1", year=2021, number=1, body=body, title=f"Sak {slug}", prepared_by=preparer, drafted_at=now
    )
    said = {"title": f"Sak {slug}", "text": f"Tekst {slug}", "proposal": f"Forslag {slug}", "basis": f"Hjemmel {slug}"}
    version = CaseVersion.objects.create(**own, case=case, number=1, **said)
    content = f"Vedlegg {slug}".encode()
    document = Document.objects.create(
        **own,
        sha256=hashlib.sha256(content).hexdigest(),
        content_type="text/plain",
        size=len(content),
        content=content,
    )
    attachment = Attachment.objects.create(**own, case=case, version=version, document=document, name=f"{slug}.txt")
    exemption = Exemption.objects.create(
        **own,
        case=case,
        file_name=attachment.name,
        paragraph="§ 14",
        reason=f"Grunn {slug}",
        until=date(2030, 1, 1),
        recorded_at=now,
    )
    position = Position.objects.create(
        **own,
        case=case,
        version=version,
        seat=seat,
        person=preparer,
        rank=0,
        stand="unsure",
        comment=f"Merknad {slug}",
        question=f"Spørsmål {slug}",
        at=now,
    )
    meeting = Meeting.objects.create(
        **own,
        key="m2021-1",
        year=2021,
        number=1,
        body=body,
        title=f"Møte {slug}",
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
    )
    item = AgendaItem.objects.create(**own, meeting=meeting, case=case, position=1, notes=f"Drøftet {slug}")
    return {
        "mandate": mandate,
        "case": case,
        "attachment": attachment,
        "exemption": exemption,
        "position": position,
        "meeting": meeting,
        "item": item,
    }
