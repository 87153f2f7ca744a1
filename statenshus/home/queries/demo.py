"""The invented persons of a demonstration, with what each is in plain words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from statenshus.kernel.houses import House
from statenshus.kernel.validity import in_force
from statenshus.people.models import Affiliation, Body, Participation, Person, RoleGrant, SeatHolding
from statenshus.portfolio.models import Placement

# What a person is, the one with most to do first.
MANAGES, LEADS, CHAIRS, SITS, STANDS_IN, ADMINISTERS, COMMISSIONS, IN_A_WORKING_GROUP, WORKS, LEAST = range(10)


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
    """One of each sort, those with most to do first."""
    others: list[Guise]


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
        found = sorted(set(titles.get(person.pk, []))) or [(LEAST, _("Member of the house"))]
        said = [text for rank, text in found if rank < IN_A_WORKING_GROUP] or [text for _rank, text in found]
        houses.setdefault(person.house, []).append(Guise(person, said, found[0][0]))
    return [_told(house, sorted(guises, key=lambda guise: guise.rank)) for house, guises in houses.items()]


def _told(house: House, guises: list[Guise]) -> DemoHouse:
    first = {guise.rank: guise for guise in reversed(guises)}
    return DemoHouse(house, [first[rank] for rank in sorted(first)], [g for g in guises if g is not first[g.rank]])


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
        add(placement.person_id, LEADS, _("Leads the subproject %(name)s") % {"name": placement.subproject})
    for grant in RoleGrant.objects.at(day).filter(person__in=persons):
        add(grant.person_id, ADMINISTERS, _("Administrator"))
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
        rank = COMMISSIONS if affiliation.commissions else WORKS
        text = _("Commissioner") if affiliation.commissions else affiliation.title or _("Caseworker")
        add(affiliation.person_id, rank, f"{text}, {affiliation.organisation}")
    return titles


def _seated(holding: SeatHolding) -> tuple[int, str]:
    body, seat = holding.seat.body, holding.seat
    name = {"organisation": seat.organisation or body}
    if body.kind == Body.Kind.PROJECT_MANAGEMENT:
        return MANAGES, _("Project management, %(organisation)s") % name
    if body.kind == Body.Kind.STEERING_GROUP and holding.rank:
        return STANDS_IN, _("Deputy in the steering group for %(organisation)s") % name
    if body.kind == Body.Kind.STEERING_GROUP and seat.role == seat.Role.CHAIR:
        return CHAIRS, _("Chair of the steering group, %(organisation)s") % name
    if body.kind == Body.Kind.STEERING_GROUP:
        return SITS, _("Steering group member for %(organisation)s") % name
    return IN_A_WORKING_GROUP, _("Sits in %(body)s") % {"body": body}
