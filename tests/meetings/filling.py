"""What stands in the meetings of a house under test besides: a poll that is open, and days without meetings."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from statenshus.meetings.models import (
    Arena,
    BusyCalendar,
    FixedDate,
    Gathering,
    Meeting,
    PlannedBody,
    PlannedDate,
    Poll,
    PollAnswer,
    PollDate,
    Premises,
    Recess,
    RotaAway,
    RotaMember,
    SignUp,
    Turn,
    YearPlan,
)
from statenshus.people.models import Body, Organisation, Person
from statenshus.workplaces.models import Workplace

WHEN = datetime(2098, 9, 1, 8, 0, tzinfo=UTC)  # a Monday, at ten in Norway


def add_poll(
    own: dict[str, Any], slug: str, body: Body, persons: dict[str, Person], room: Workplace, now: datetime
) -> dict[str, Any]:
    """Three dates of a time that never comes; of the first the chair has said no, and the deputy yes."""
    poll = Poll.objects.create(
        **own,
        key="when",
        body=body,
        title=f"Når passer det {slug}",
        minutes=90,
        place=f"Møterommet {slug}",
        room=room,
        preparer=persons["manager"],
        answers_by=WHEN - timedelta(days=7),
        opened_at=now,
        opened_by=persons["manager"],
    )
    dates = [PollDate.objects.create(**own, poll=poll, starts_at=WHEN + timedelta(days=n)) for n in range(3)]
    seat = body.seats.get()
    for who, answer in (("chair", "no"), ("deputy", "yes")):
        PollAnswer.objects.create(**own, date=dates[0], seat=seat, person=persons[who], answer=answer, answered_at=now)
    recess = Recess.objects.create(
        **own, key="recess", name=f"Vinterferie {slug}", first_on=date(2098, 2, 17), until_on=date(2098, 2, 22)
    )
    busy = BusyCalendar.objects.create(
        **own,
        key="busy",
        person=persons["manager"],
        address=f"https://kalender.example/{slug}.ics",
        busy=[0, 60],
        added_at=now,
        tried_at=now,
        fault="unreachable",
    )
    return {"poll": poll, "recess": recess, "busy": busy}


def add_rota(
    own: dict[str, Any], slug: str, meeting: Meeting, organisations: dict[str, Organisation], now: datetime
) -> dict[str, Any]:
    """Two that take turns at hosting the body of the meeting, one of them away for a while; the other hosted it."""
    premises = Premises.objects.create(
        **own,
        organisation=organisations["tax"],
        place=f"Skattens hus {slug}",
        capacity=14,
        way_in=f"Ring på {slug}",
        about=f"Dette er oss {slug}",
    )
    first, second = (
        RotaMember.objects.create(
            **own, key=f"rota-{key}", body=meeting.body, organisation=organisations[key], valid_from=date(2022, 1, 1)
        )
        for key in ("tax", "town")
    )
    RotaAway.objects.create(
        **own, member=second, first_on=date(2098, 1, 1), until_on=date(2098, 2, 1), reason=f"Ombygging {slug}"
    )
    turn = Turn.objects.create(
        **own,
        key="turn",
        meeting=meeting,
        organisation=organisations["tax"],
        state="taken",
        asked_at=now,
        answered_at=now,
        shared_by=["tax", "town"],
    )
    return {"premises": premises, "rota_member": first, "turn": turn}


def add_arena(
    own: dict[str, Any], slug: str, persons: dict[str, Person], organisations: dict[str, Organisation], now: datetime
) -> dict[str, Any]:
    """A place to meet, and something to come there, with room for one: one comes, and one waits."""
    arena = Arena.objects.create(
        **own, key="arena", name=f"Lunsj {slug}", kind="lunch", about=f"Suppe {slug}", yearly_goal=4, state="running",
        proposed_by=persons["member"], proposed_at=now,
    )  # fmt: skip
    gathering = Gathering.objects.create(
        **own, key="gathering", arena=arena, title=f"Vårlunsj {slug}", starts_at=WHEN,
        ends_at=WHEN + timedelta(hours=1), place=f"Kantina {slug}", host=organisations["tax"], capacity=1,
    )  # fmt: skip
    for who, state in (("manager", "comes"), ("deputy", "waits")):
        SignUp.objects.create(
            **own, gathering=gathering, person=persons[who], organisation=organisations["tax"], state=state, at=now
        )
    return {"arena": arena, "gathering": gathering}


def add_year(own: dict[str, Any], slug: str, body: Body, organisation: Organisation) -> dict[str, Any]:
    """A year that is being planned: one body that meets twice, and two fixed dates."""
    plan = YearPlan.objects.create(
        **own, key="year", name=f"Året 2099 {slug}", first_on=date(2099, 1, 1), until_on=date(2100, 1, 1)
    )
    planned = PlannedBody.objects.create(
        **own, key="planned", plan=plan, body=body, count=2, least_days=21, most_days=200, weekdays=[1, 2],
        begins=time(9), minutes=120, place=f"Rådhuset {slug}",
    )  # fmt: skip
    fixed = FixedDate.objects.create(
        **own, key="fixed", plan=plan, name=f"Budsjett {slug}", on_day=date(2099, 10, 1), body=body, days_before=14
    )
    FixedDate.objects.create(**own, plan=plan, name=f"Husets dag {slug}", on_day=date(2099, 6, 1))
    dates = [
        PlannedDate.objects.create(
            **own, key=f"date-{n}", of=planned, number=n, on_day=date(2099, 4 * n, 7), host=organisation
        )
        for n in (1, 2)
    ]
    return {"year": plan, "planned_body": planned, "fixed_date": fixed, "planned_date": dates[0]}
