"""What stands in the decisions of a house under test: a meeting that was held, what it came to, and its minutes."""

from datetime import UTC, date, datetime
from typing import Any

from statenshus.decisions.models import (
    AgendaItem,
    Case,
    CaseVersion,
    Decision,
    Elector,
    FollowUp,
    Mandate,
    Minutes,
    Voting,
)
from statenshus.decisions.models.cases import fingerprint
from statenshus.decisions.models.chain import freeze, head_of
from statenshus.decisions.queries.chain import case_payload, decision_payload
from statenshus.decisions.queries.minutes import content_of
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Attendance, Meeting
from statenshus.people.models import Body, Person


def add_decision(own: dict[str, Any], slug: str, body: Body, persons: dict[str, Person]) -> dict[str, Any]:
    """A meeting of the body that discussed a case, with a follow-up and minutes that wait for an answer."""
    held = Meeting.objects.create(
        **own,
        key="m2022-9",
        year=2022,
        number=9,
        body=body,
        title=f"Møte {slug}",
        starts_at=datetime(2022, 12, 1, 9, 0, tzinfo=UTC),
        ends_at=datetime(2022, 12, 1, 11, 0, tzinfo=UTC),
        place=f"Rom {slug}",
    )
    Attendance.objects.create(**own, meeting=held, seat=body.seats.get(), person=persons["chair"], rank=0, came="room")
    taken_up = Case.objects.create(
        **own,
        key="2022-9",
        year=2022,
        number=9,
        body=body,
        title=f"Drøftingssak {slug}",
        prepared_by=persons["manager"],
        drafted_at=held.starts_at,
        published_at=held.starts_at,
        ended="concluded",
        ended_at=held.ends_at,
    )
    version = CaseVersion(**own, case=taken_up, number=1, title=taken_up.title, text=f"Saken {slug}")
    version.save()
    version.published_at, version.hash = held.starts_at, version.fingerprint()
    version.save()
    freeze("case", taken_up.key, case_payload(version), by=Actor.operator(own["house"], held.starts_at))
    AgendaItem.objects.create(**own, meeting=held, case=taken_up, notes=f"Sagt {slug}")
    decision = Decision.objects.create(
        **own,
        key=taken_up.key,
        case=taken_up,
        outcome="discussed",
        title=taken_up.title,
        text=f"Drøftet {slug}",
        body=taken_up.body,
        meeting=held,
        decided_by=taken_up.body.name,
        decided_at=held.ends_at,
        decided_on=date(2022, 12, 1),
    )
    freeze("decision", decision.key, decision_payload(decision), by=Actor.operator(own["house"], held.ends_at))
    follow_up = FollowUp.objects.create(
        **own,
        key="2022-9-f1",
        decision=decision,
        text=f"Følg opp {slug}",
        owner=persons["manager"],
        due_on=date(2023, 3, 1),
    )
    content = content_of(held, language="nb", by=Actor.operator(own["house"], held.ends_at))
    minutes = Minutes.objects.create(
        **own,
        key="m2022-9-p1",
        body=held.body,
        meeting=held,
        language="nb",
        content=content,
        hash=fingerprint(content),
        chain_head=head_of(own["house"]),
        written_at=held.ends_at,
        reading_until=datetime(2199, 1, 1, tzinfo=UTC),
    )
    return {"meeting": held, "decision": decision, "follow_up": follow_up, "minutes": minutes}


def add_voting(own: dict[str, Any], slug: str, mandate: Mandate, persons: dict[str, Person]) -> dict[str, Any]:
    """A written procedure that is under way in a body of one seat, which has not voted."""
    body, opened = mandate.body, datetime(2022, 12, 5, 9, 0, tzinfo=UTC)
    case = Case.objects.create(
        **own,
        key="2022-10",
        year=2022,
        number=10,
        body=body,
        title=f"Skriftlig sak {slug}",
        prepared_by=persons["manager"],
        drafted_at=opened,
        published_at=opened,
    )
    version = CaseVersion(**own, case=case, number=1, title=case.title, proposal=f"Forslag {slug}")
    version.save()
    version.published_at, version.hash = opened, version.fingerprint()
    version.save()
    freeze("case", case.key, case_payload(version), by=Actor.operator(own["house"], opened))
    voting = Voting.objects.create(
        **own,
        key="2022-10-v1",
        case=case,
        version=version,
        mandate=mandate,
        round=1,
        form="written",
        quorum=mandate.quorum,
        majority=mandate.majority,
        tie=mandate.tie,
        written="majority",
        pull_members=2,
        base=1,
        required=1,
        opened_at=opened,
        closes_at=datetime(2099, 1, 1, 12, 0, tzinfo=UTC),
    )
    seat = body.seats.get()
    Elector.objects.create(**own, voting=voting, seat=seat, organisation=seat.organisation)
    return {"voting": voting}
