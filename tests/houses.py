"""A small whole house for tests, filled the same way under any slug; every text carries the slug as a canary."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from statenshus.asks.models import Ask, Link, Mail
from statenshus.kernel.actors import Actor, Role
from statenshus.kernel.houses import House
from statenshus.kernel.jobs import enqueue
from statenshus.people.models import (
    Account,
    Affiliation,
    Body,
    Organisation,
    Participation,
    Person,
    RoleGrant,
    Seat,
    SeatHolding,
)
from statenshus.portfolio.models import (
    Closing,
    Experience,
    Factor,
    FactorPoint,
    Item,
    Outcome,
    Placement,
    Restructuring,
    Stage,
    StageChange,
    Subproject,
    Successor,
)
from tests.asks.filling import add_asks
from tests.decisions.filling import add_decision, add_voting
from tests.drafted import draft
from tests.keeping import kept
from tests.meetings.filling import add_arena, add_poll, add_rota, add_year
from tests.offices import furnish

NEVER = datetime(2199, 1, 1, tzinfo=UTC)
NOW = datetime(2023, 1, 31, 9, 0, tzinfo=UTC)
TODAY = date(2023, 1, 31)
START = date(2022, 1, 1)
ORGNRS = {"tax": "974761076", "registers": "974760673", "town": "959469059", "ministry": "972417858"}


class Filled(SimpleNamespace):
    """A filled house: its rows by name, and `actor("manager")` for any of its persons."""

    house: House

    def actor(self, who: str = "manager", now: datetime = NOW, **changes: Any) -> Actor:
        from statenshus.people.roles import roles_of

        person = self.persons[who]
        roles = changes.pop("roles", None) or roles_of(person, now.date())
        return Actor(self.house, now, person, frozenset(Role(r) for r in roles), **changes)


def fill(slug: str, *, decided: bool = True) -> Filled:
    """A house with four organisations, six persons with accounts, three bodies, two subprojects and a proposal.

    Persons: manager (project management), chair and deputy (steering group seats of tax), member (working
    group, leads subproject one), commissioner (ministry), admin (administrator). Each has the account
    <who>@<slug>.example. Where it has `decided`: a meeting that was held, a draft, a written procedure, an office.
    """
    return kept((slug, decided), lambda: _fill(slug, decided))


@transaction.atomic
def _fill(slug: str, decided: bool) -> Filled:
    house = House.objects.create(
        slug=slug, name=f"Huset {slug}", place=f"By {slug}", first_year=2021, source=f"Kilde {slug}"
    )
    own = {"house": house, "source": f"Kilde {slug}"}
    since = {"valid_from": START}

    def organisation(key: str, kind: str, part: str) -> Organisation:
        made = Organisation.objects.create(
            **own,
            key=key,
            name=f"{key.title()} {slug}",
            kind=kind,
            orgnr=ORGNRS[key],
            who_we_are=f"Hvem {slug}",
        )
        Participation.objects.create(**own, **since, organisation=made, kind=part)
        return made

    organisations = {
        "tax": organisation("tax", "state_agency", "active"),
        "registers": organisation("registers", "state_agency", "active"),
        "town": organisation("town", "municipality", "project_management"),
        "ministry": organisation("ministry", "ministry", "commissioner"),
    }

    def person(key: str, at: str) -> Person:
        account = Account.objects.create_user(f"{key}@{slug}.example")
        made = Person.objects.create(
            **own,
            key=key,
            name=f"{key.title()} {slug}",
            email=account.email,
            account=account,
            skills=[f"evne-{slug}", key],
        )
        Affiliation.objects.create(**own, **since, person=made, organisation=organisations[at], title=f"Rolle {slug}")
        return made

    persons = {
        "manager": person("manager", "town"),
        "chair": person("chair", "tax"),
        "deputy": person("deputy", "tax"),
        "member": person("member", "registers"),
        "commissioner": person("commissioner", "ministry"),
        "admin": person("admin", "town"),
    }
    RoleGrant.objects.create(**own, **since, person=persons["admin"], role="administrator")

    def body(key: str, kind: str, seat_of: str, *sitting: str) -> Body:
        made = Body.objects.create(
            **own, **since, key=key, name=f"{key.title()} {slug}", kind=kind, purpose=f"Formål {slug}"
        )
        seat = Seat.objects.create(**own, **since, key=f"{key}-1", body=made, organisation=organisations[seat_of])
        for rank, who in enumerate(sitting):
            SeatHolding.objects.create(**own, **since, seat=seat, person=persons[who], rank=rank)
        return made

    bodies = {
        "steering": body("steering", "steering_group", "tax", "chair", "deputy"),
        "management": body("management", "project_management", "town", "manager"),
        "working": body("working", "working_group", "registers", "member"),
    }

    one = Subproject.objects.create(**own, **since, key="one", name=f"En {slug}", position=1)
    two = Subproject.objects.create(**own, **since, key="two", name=f"To {slug}", position=2)
    theme = Item.objects.create(**own, key="theme", name=f"Tema {slug}", kind="theme")
    task = Item.objects.create(**own, key="task", name=f"Oppgave {slug}", kind="task")
    placements = {
        "theme": Placement.objects.create(**own, **since, key="p-theme", subproject=one, kind="item", item=theme),
        "task": Placement.objects.create(**own, **since, key="p-task", subproject=two, kind="item", item=task),
        "lead": Placement.objects.create(
            **own,
            **since,
            key="p-lead",
            subproject=one,
            kind="lead",
            person=persons["member"],
            organisation=organisations["registers"],
        ),
        "member": Placement.objects.create(
            **own,
            **since,
            key="p-member",
            subproject=two,
            kind="member",
            person=persons["chair"],
            organisation=organisations["tax"],
        ),
    }
    change = Restructuring.objects.create(**own, key="change", title=f"Endring {slug}", reason=f"Grunn {slug}")
    StageChange.objects.create(
        **own, restructuring=change, stage=Stage.DISCUSSED, on=date(2022, 12, 1), body=bodies["steering"]
    )
    StageChange.objects.create(**own, restructuring=change, stage=Stage.PROPOSED, on=date(2023, 1, 15))
    Closing.objects.create(**own, restructuring=change, subproject=one)
    Closing.objects.create(**own, restructuring=change, subproject=two)
    Successor.objects.create(**own, restructuring=change, key="joined", name=f"Samlet {slug}")
    found = Experience.objects.create(
        **own, key="found", found_on=date(2022, 6, 1), theme=f"Tema {slug}", text=f"Erfaring {slug}"
    )
    Outcome.objects.create(**own, experience=found, text=f"Førte til {slug}")
    factor = Factor.objects.create(**own, key="factor", kind="lasting_results", text=f"Faktor {slug}")
    FactorPoint.objects.create(**own, factor=factor, text=f"Punkt {slug}")

    waiting = add_asks(own, slug, bodies["steering"].seats.get(), persons)

    # mails, links and jobs
    asked = Ask.objects.create(
        **own,
        kind="poll",
        person=persons["manager"],
        subject_type="people.body",
        subject_key="steering",
        subject_name=f"Møtedag {slug}",
        path="people/bodies/steering/",
        text=f"Hvilke dager passer? {slug}",
        minutes=1,
        opened_at=NOW,
    )
    link = Link.objects.create(**own, ask=asked, person=persons["manager"], made_at=NOW, expires_at=NEVER)
    mail = Mail.objects.create(
        **own,
        person=persons["manager"],
        to=persons["manager"].email,
        subject=f"Noe venter {slug}",
        text=f"Brev {slug}",
        html=f"<p>Brev {slug}</p>",
        language="nb",
        message_id=f"<1@{slug}.example>",
        written_at=NOW,
        send_after=NOW,
        failed_at=NOW,
        attempts=1,
        fault=f"550 {slug}",
    )
    enqueue("asks.send_mail", house, mail_id=mail.pk)
    job = ProcrastinateJob.objects.filter(args__house_id=house.pk).latest("pk")
    for status in ("doing", "failed"):
        ProcrastinateJob.objects.filter(pk=job.pk).update(status=status)

    taken_up: dict[str, Any] = {}
    if decided:
        taken_up = add_decision(own, slug, bodies["steering"], persons)
        taken_up["drafted"] = drafted = draft(own, bodies["working"], persons["member"], NOW)
        taken_up |= add_voting(own, slug, drafted["mandate"], persons)
        taken_up["office"] = furnish(own, slug, organisations, persons, NOW)
        taken_up |= add_poll(own, slug, bodies["steering"], persons, taken_up["office"]["room"], NOW)
        taken_up |= add_rota(own, slug, taken_up["meeting"], organisations, NOW)
        taken_up |= add_year(own, slug, bodies["steering"], organisations["tax"])
        taken_up |= add_arena(own, slug, persons, organisations, NOW)

    return Filled(
        house=house,
        mail=mail,
        link=link,
        job=job,
        organisations=organisations,
        persons=persons,
        bodies=bodies,
        subprojects={"one": one, "two": two},
        items={"theme": theme, "task": task},
        placements=placements,
        restructuring=change,
        experience=found,
        factor=factor,
        **taken_up,
        **waiting,
    )
