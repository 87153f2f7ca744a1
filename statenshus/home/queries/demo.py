"""The invented persons of a demonstration, with what each is in plain words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from statenshus.kernel.houses import House
from statenshus.kernel.validity import in_force
from statenshus.people.models import Affiliation, Body, Participation, Person, RoleGrant, SeatHolding
from statenshus.portfolio.models import Placement


@dataclass(frozen=True)
class Guise:
    """Somebody one may enter as."""

    person: Person
    roles: list[str]
    rank: int


@dataclass(frozen=True)
class DemoHouse:
    """A house and who may be entered as in it."""

    house: House
    guises: list[Guise]


def invented() -> "list[Person]":
    """Persons that are invented and whose account leads to no real one. One query."""
    real = Person.objects.filter(account=OuterRef("account"), fictitious=False)
    return list(
        Person.objects.filter(~Exists(real), fictitious=True, account__is_active=True)
        .select_related("house", "account")
        .order_by("house__name", "name", "pk")
    )


def demo_houses(day: date) -> list[DemoHouse]:
    """Every house with its invented persons, those with most to do first. Six queries."""
    persons = invented()
    titles = _titles(persons, day)
    houses: dict[House, list[Guise]] = {}
    for person in persons:
        found = sorted(titles.get(person.pk, [])) or [(9, _("Member of the house"))]
        guise = Guise(person, [text for rank, text in found if rank < 5] or [found[0][1]], found[0][0])
        houses.setdefault(person.house, []).append(guise)
    return [DemoHouse(house, sorted(guises, key=lambda guise: guise.rank)) for house, guises in houses.items()]


def _titles(persons: list[Person], day: date) -> dict[int, list[tuple[int, str]]]:
    titles: dict[int, list[tuple[int, str]]] = {}

    def add(person_id: int | None, rank: int, text: str) -> None:
        titles.setdefault(person_id or 0, []).append((rank, text))

    holdings = (
        SeatHolding.objects.at(day)
        .filter(in_force(day, "seat__"), in_force(day, "seat__body__"), person__in=persons)
        .select_related("seat__body", "seat__organisation")
    )
    for holding in holdings:
        add(holding.person_id, *_seated(holding))
    for placement in Placement.objects.at(day).filter(kind="lead", person__in=persons).told():
        add(placement.person_id, 1, _("Leads the subproject %(name)s") % {"name": placement.subproject})
    for grant in RoleGrant.objects.at(day).filter(person__in=persons):
        add(grant.person_id, 4, _("Administrator"))
    commissions = Participation.objects.at(day).filter(
        organisation=OuterRef("organisation"), kind=Participation.Kind.COMMISSIONER
    )
    works = (
        Affiliation.objects.at(day)
        .filter(person__in=persons)
        .select_related("organisation")
        .annotate(commissions=Exists(commissions))
    )
    for affiliation in works:
        rank = 4 if affiliation.commissions else 5
        text = _("Commissioner") if affiliation.commissions else affiliation.title or _("Caseworker")
        add(affiliation.person_id, rank, f"{text}, {affiliation.organisation}")
    return titles


def _seated(holding: SeatHolding) -> tuple[int, str]:
    body, seat = holding.seat.body, holding.seat
    name = {"organisation": seat.organisation or body}
    if body.kind == Body.Kind.PROJECT_MANAGEMENT:
        return 0, _("Project management, %(organisation)s") % name
    if body.kind == Body.Kind.STEERING_GROUP and holding.rank:
        return 3, _("Deputy in the steering group for %(organisation)s") % name
    if body.kind == Body.Kind.STEERING_GROUP and seat.role == seat.Role.CHAIR:
        return 2, _("Chair of the steering group, %(organisation)s") % name
    if body.kind == Body.Kind.STEERING_GROUP:
        return 2, _("Steering group member for %(organisation)s") % name
    return 4, _("Working group: %(body)s") % {"body": body}
