"""Statens hus Narvik as its status deck of 31 January 2023 told of it, as rows."""

from datetime import UTC, date, datetime
from pathlib import Path

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.people.models import Body, Organisation, Participation, Person
from statenshus.portfolio.models import (
    Closing,
    Destination,
    Experience,
    Factor,
    FactorPoint,
    Item,
    Outcome,
    Placement,
    ProposedLead,
    Restructuring,
    StageChange,
    Subproject,
    Successor,
)

DAY = date(2023, 1, 31)
STATEMENTS = (Path(__file__).with_name("seed_statements.txt")).read_text().splitlines()
SEED = Path(__file__).resolve().parents[3] / "shared/seed/statens-hus-narvik-2023-01-31.txt"


def narvik() -> Actor:
    """The house on record, and its operator on the day."""
    house = House.objects.create(slug="narvik", name="Statens hus Narvik", first_year=2021, source="Presentasjonen")
    own = {"house": house, "source": "Presentasjonen av 31. januar 2023"}
    found = _organisations(own)
    _experiences(own)
    _change(own, found)
    _factors(own)
    return Actor.operator(house, datetime(2023, 1, 31, 9, tzinfo=UTC))


def _organisations(own):
    told = [
        ("kdd", "Kommunal- og distriktsdepartementet", "KDD", "ministry", "commissioner"),
        ("udi", "Utlendingsdirektoratet", "UDI", "state_agency", "active"),
        ("skatt", "Skatteetaten", "", "state_agency", "active"),
        ("brreg", "Brønnøysundregistrene", "", "state_agency", "active"),
        ("uit", "UiT Norges arktiske universitet", "UiT", "university", "active"),
        ("politiet", "Politiet", "", "state_agency", "active"),
        ("kommunen", "Narvik kommune", "", "municipality", "project_management"),
        ("futurum", "Futurum", "", "company", "support"),
    ]
    found = {}
    for place, (key, name, short, kind, part) in enumerate(told):
        found[key] = Organisation.objects.create(**own, key=key, name=name, short_name=short, kind=kind)
        Participation.objects.create(**own, organisation=found[key], kind=part, position=place)
    return found


def _experiences(own):
    lines = STATEMENTS[11:21]
    outcomes = {0: lines[1:3]}
    for place, text in enumerate([lines[0], *lines[3:]]):
        made = Experience.objects.create(
            **own, key=f"erfaring-{place}", found_on=DAY, theme=f"Tema {place}", text=text, position=place
        )
        for led in outcomes.get(place, []):
            Outcome.objects.create(**own, experience=made, text=led)


def _change(own, organisations):
    names = ["Samarbeid og samhandling", "Kompetanseheving og rekruttering", "Vertskap og attraktivitet"]
    names.append("Tjenesteutvikling og innovasjon")
    parts = [
        Subproject.objects.create(**own, key=f"del-{at}", name=name, position=at) for at, name in enumerate(names)
    ]
    steering = Body.objects.create(**own, key="styring", name="Styringsgruppen", kind="steering_group")
    change = Restructuring.objects.create(**own, key="fire-til-tre", title="Fra fire til tre")
    StageChange.objects.create(
        **own, restructuring=change, stage="discussed", on=date(2022, 12, 1), body=steering
    )
    StageChange.objects.create(**own, restructuring=change, stage="proposed", on=DAY)
    joined = _successor(own, change, 0, "Samhandling og kompetanseheving")
    hosted = _successor(own, change, 1, "Vertskap, attraktivitet og rekruttering")
    _successor(own, change, 2, names[3], is_new=False, subproject=parts[3])
    moves = [
        (parts[0], "Samhandling", joined),
        (parts[1], "Kompetanseheving", joined),
        (parts[1], "Rekruttering", hosted),
        (parts[2], "Attraktivitet", hosted),
    ]
    for part in parts[:3]:
        Closing.objects.create(**own, restructuring=change, subproject=part)
    for part, name, to in moves:
        item = Item.objects.create(**own, key=name.lower(), name=name, kind="theme")
        placed = Placement.objects.create(**own, key=name.lower(), subproject=part, kind="item", item=item)
        Destination.objects.create(**own, restructuring=change, placement=placed, successor=to)
    leads = [("Gaute Skoglund", "kommunen"), ("Ida Mari Larsen", "kommunen"), ("Bjørn Erik Rønhaug", "futurum")]
    for place, (name, at) in enumerate(leads):
        person = Person.objects.create(**own, key=f"leder-{place}", name=name)
        ProposedLead.objects.create(
            **own, restructuring=change, person=person, organisation=organisations[at], position=place
        )


def _successor(own, change, position, name, **more):
    return Successor.objects.create(
        **own, restructuring=change, key=f"ny-{position}", name=name, position=position, **more
    )


def _factors(own):
    lines = STATEMENTS[STATEMENTS.index("Sentrale nøkkelfaktorer for måloppnåelse:") :]
    lasting = {
        "Sterk forankring": ["Ledelsen i førersetet", "Eierskap og relevans", "Innlemming i egne virksomhetsplaner"],
        "Tidlig rolle- og ressursavklaring": ["Brukerstyrt implementering"],
        "Løpende evaluering / gevinstmåling": ["Målbare indikatorer"],
        "Synliggjøring og markedsføring": ["Effektmål", "Resultater"],
    }
    for place, text in enumerate(lines[1:6]):
        Factor.objects.create(**own, key=f"faktor-{place}", kind="goal_attainment", text=text, position=place)
    for place, (text, points) in enumerate(lasting.items()):
        made = Factor.objects.create(**own, key=f"varig-{place}", kind="lasting_results", text=text, position=place)
        for at, point in enumerate(points):
            FactorPoint.objects.create(**own, factor=made, text=point, position=at)
