"""The shared office of the demonstration's house: invented, and says so; made by the ordinary acts at first start."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.houses import House
from statenshus.people.models import Organisation, Person
from statenshus.people.roles import roles_of
from statenshus.workplaces.models import Site, Workplace, Zone, policies_of
from statenshus.workplaces.queries.hours import day_of, halves, next_day
from statenshus.workplaces.usecases.bookings import book, check_in
from statenshus.workplaces.usecases.counting import count_weeks
from statenshus.workplaces.usecases.office import accept_rules, issue_rules
from statenshus.workplaces.usecases.places import add_floor, add_site, add_zone
from statenshus.workplaces.usecases.quotas import set_quota
from statenshus.workplaces.usecases.seasons import open_season
from statenshus.workplaces.usecases.wishes import wish_for_season
from statenshus.workplaces.usecases.workplaces import add_workplace

INVENTED = "Oppdiktet for demonstrasjonen."
RULES = """Kontorfellesskapet er for alle i huset.

- Rydd pulten når du går. Den er din for dagen, ikke for godt.
- Snakk lavt i stille sone. Ring fra telefonboksen.
- Saker med taushetsplikt hører hjemme i skjermet sone.
- Sjekk inn når du kommer, så andre ser hva som er ledig.
- Andre ser bare det du selv velger å vise. Hvem som var hvor, blir slettet etter to uker.
"""
ZONES = (
    ("Åpen sone", Zone.Kind.OPEN, "Her er det lov å snakke sammen.", (0, 0, 160, 110)),
    ("Stille sone", Zone.Kind.QUIET, "Her er det stille. Telefonen tas i telefonboksen.", (160, 0, 140, 110)),
    ("Skjermet sone", Zone.Kind.CONFIDENTIAL, "For dem som arbeider med taushetsplikt.", (0, 110, 110, 90)),
    ("Møterom", Zone.Kind.MEETING, "", (110, 110, 190, 90)),
)
WEEKS = timedelta(weeks=3)
"""So long ago the office was opened."""
CAME = (7, 12, 11, 9, 5, 0, 0)
WISHED: tuple[tuple[list[int], list[int]], ...]
WISHED = (([2, 3], [4]), ([2, 3, 4], []), ([2, 3], [1]), ([2], [5]), ([2, 3, 4], [1]))
DESKS = {"Åpen sone": 8, "Stille sone": 5, "Skjermet sone": 3}


@transaction.atomic
def furnish(house: House, now: datetime) -> bool:
    """Let the house have an office, once, if it has the demonstration's persons; whether it got one."""
    lead = Person.objects.in_house(house).filter(key="demo-prosjektleder").first()
    if lead is None or Site.objects.in_house(house).exists():
        return False
    by = _actor(lead, now - WEEKS)
    site = add_site(
        name="Demohuset",
        address="Oppdiktet adresse",
        about="Meld deg i resepsjonen. Sykkelparkering i bakgården. (Oppdiktet for demonstrasjonen.)",
        source=INVENTED,
        by=by,
    )
    floor = add_floor(site, name="2. etasje", level=2, width=300, depth=200, by=by)
    shielded = list(Organisation.objects.in_house(house).filter(key__in=["udi", "politiet", "skatteetaten"]))
    zones = {}
    for name, kind, about, (x, y, width, depth) in ZONES:
        only = shielded if kind == Zone.Kind.CONFIDENTIAL else []
        drawn = {"x": x, "y": y, "width": width, "depth": depth}
        zones[name] = add_zone(floor, name=name, kind=kind, about=about, organisations=only, **drawn, by=by)
    for name, number in DESKS.items():
        _add_desks(zones[name], number, by)
    _add_rooms(zones["Møterom"], zones["Stille sone"], by)
    written = issue_rules(
        text=RULES,
        consulted_on=by.today,
        consulted_with="Demo: de tillitsvalgte i etatene",
        consultation="Demo: Enighet om reglene. Ordningen skal evalueres etter et halvt år.",
        by=by,
    )
    for person in Person.objects.in_house(house).filter(fictitious=True):
        if person.key != "demo-skog":
            accept_rules(written, by=_actor(person, now - WEEKS))
    _use(house, now)
    _set_quotas(house, _actor(lead, now))
    _book(house, now)
    _wish(house, _actor(lead, now))
    return True


def _add_desks(zone: Zone, number: int, by: Actor) -> None:
    for n in range(number):
        add_workplace(
            zone,
            name=f"{zone.name.split()[0]} pult {n + 1}",
            kind="desk",
            equipment=["screen", "docking", *(["raised"] if n % 2 else [])],
            accessible=n == 0,
            network="secure" if zone.kind == Zone.Kind.CONFIDENTIAL else "agency",
            note="Ved vinduet" if n == 0 else "",
            x=zone.x + 12 + (n % 4) * 34,
            y=zone.y + 24 + (n // 4) * 42,
            width=16,
            depth=8,
            valid_from=by.today.replace(month=1, day=1),
            by=by,
        )


def _add_rooms(meeting: Zone, quiet: Zone, by: Actor) -> None:
    since: dict[str, Any] = {"valid_from": by.today.replace(month=1, day=1), "by": by}
    hall = add_workplace(
        meeting, name="Storsalen", kind="room", capacity=40, equipment=["screen", "camera", "hearing"], accessible=True,
        x=118, y=128, width=100, depth=64, **since,
    )  # fmt: skip
    for n, name in enumerate(("Storsalen vest", "Storsalen øst")):
        add_workplace(
            meeting, name=name, kind="room", part_of=hall, capacity=18, equipment=["screen"], accessible=True,
            x=122 + n * 48, y=140, width=44, depth=48, **since,
        )  # fmt: skip
    add_workplace(
        meeting, name="Ofoten", kind="room", capacity=8, equipment=["screen", "camera", "whiteboard"], accessible=True,
        x=226, y=128, width=66, depth=30, **since,
    )  # fmt: skip
    add_workplace(
        meeting, name="Rombaken", kind="room", capacity=4, equipment=["whiteboard"], x=226, y=164, width=66, depth=28,
        **since,
    )  # fmt: skip
    add_workplace(quiet, name="Telefonboksen", kind="booth", x=272, y=86, width=20, depth=18, **since)


def _set_quotas(house: House, by: Actor) -> None:
    for key, amount in (("udi", 10), ("skatteetaten", 8)):
        organisation = Organisation.objects.in_house(house).filter(key=key).first()
        if organisation is not None:
            said: dict[str, Any] = {
                "kind": "desk",
                "per": "week",
                "amount": amount,
                "valid_from": by.today,
                "source": INVENTED,
            }
            set_quota(organisation, **said, by=by)


def _book(house: House, now: datetime) -> None:
    """Some have booked for the next open day: shown in each of the three ways."""
    desks = list(Workplace.objects.in_house(house).filter(kind="desk", zone__kind="open"))
    policy = policies_of(house)["desk"]
    whole = next_day(policy, now)
    slots = {slot.name: slot for slot in halves(policy, whole.starts_at.astimezone(OSLO).date())}
    said = (("demo-fjell", "name", "day"), ("demo-fjord", "agency", "morning"), ("demo-foss", "busy", "afternoon"))
    for desk, (key, shown, part) in zip(desks, said, strict=False):
        person = Person.objects.in_house(house).filter(key=key).first()
        if person is not None and slots[part].ends_at > now:
            book(
                desk, starts_at=slots[part].starts_at, ends_at=slots[part].ends_at, shown=shown, by=_actor(person, now)
            )


def _use(house: House, now: datetime) -> None:
    """So many came on each weekday of the weeks before, in the open and the quiet zone; then the weeks are counted."""
    persons = list(Person.objects.in_house(house).filter(fictitious=True).exclude(key="demo-skog"))
    desks = list(Workplace.objects.in_house(house).filter(kind="desk", zone__kind__in=["open", "quiet"]))
    policy, came = policies_of(house)["desk"], 0
    first = day_of(now - WEEKS) + timedelta(days=1)
    for day in (first + timedelta(days=n) for n in range(WEEKS.days - 1)):
        slots = {slot.name: slot for slot in halves(policy, day)}
        for desk in desks[: CAME[day.isoweekday() - 1]] if slots else []:
            person, slot = persons[came % len(persons)], slots[("day", "morning", "afternoon")[came % 3]]
            made = book(
                desk,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                by=_actor(person, slot.starts_at - timedelta(days=1)),
            )
            check_in(made, by=_actor(person, slot.starts_at))
            came += 1
    count_weeks(by=Actor(house, now, None))


def _wish(house: House, by: Actor) -> None:
    """A season is open for wishes, and some have wished: most for the same days, as people do."""
    first_on = by.today + timedelta(days=30)
    season = open_season(
        name="Demo: neste halvår",
        first_on=first_on,
        until_on=first_on + timedelta(days=180),
        wishes_by=by.today + timedelta(days=14),
        by=by,
    )
    quiet = Zone.objects.in_house(house).filter(kind=Zone.Kind.QUIET).first()
    persons = Person.objects.in_house(house).filter(fictitious=True).exclude(key="demo-skog").order_by("key")
    for number, person in enumerate(persons):
        days, others = WISHED[number % len(WISHED)]
        rather = quiet if number % 3 == 0 else None
        wish_for_season(season, weekdays=days, or_weekdays=others, zone=rather, by=_actor(person, by.now))


def _actor(person: Person, now: datetime) -> Actor:
    return Actor(person.house, now, person, roles_of(person, now.astimezone(OSLO).date()))
