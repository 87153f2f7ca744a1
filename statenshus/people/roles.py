"""Which roles a person holds in a house on a day, and what each is, in a sentence.

Roles follow from seats, leads and participation; those of administrator and of house host are given as such.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Value
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Role
from statenshus.kernel.validity import in_force
from statenshus.people.models import Affiliation, Body, Participation, Person, RoleGrant, Seat, SeatHolding
from statenshus.ui.templatetags.ui import day as in_words

SENTENCES: dict[Role, Promise] = {
    Role.MEMBER: _("Sees everything in the house that is not a draft, and keeps their own page."),
    Role.STEERING: _("Sits in the steering group, for the organisation of the seat."),
    Role.DEPUTY: _("Is called when the holder of a seat in the steering group cannot attend."),
    Role.MANAGEMENT: _("Sits in the project management, and keeps the record of the house."),
    Role.COMMISSIONER: _(
        "Works for the organisation that commissioned the pilot. Reads, but changes only their own page."
    ),
    Role.HOST: _("Runs the shared office: its places, what holds in it, its quotas, seasons and guests."),
    Role.ADMINISTRATOR: _("Gives and withdraws roles, and manages the house itself."),
}


def roles_of(person: Person, day: date) -> frozenset[Role]:
    """The person's roles on the day. One query, however many seats there are."""
    seats = SeatHolding.objects.sitting(day).filter(person=person).order_by()
    commissions = Participation.objects.at(day).filter(
        in_force(day, "organisation__affiliations__"),
        kind=Participation.Kind.COMMISSIONER,
        organisation__affiliations__person=person,
    )
    grants = RoleGrant.objects.at(day).filter(person=person)
    found = seats.values_list("seat__body__kind", "rank").union(
        commissions.order_by().values_list("kind", Value(0)), grants.values_list("role", Value(0))
    )
    return frozenset([Role.MEMBER, *(role for kind, rank in found if (role := _role_of(kind, rank)))])


def _role_of(kind: str, rank: int) -> Role | None:
    """The role that a seat of that rank in a body of that kind, a commission or a grant carries, if any."""
    if kind == Body.Kind.STEERING_GROUP:
        return Role.DEPUTY if rank else Role.STEERING
    carried: dict[str, Role] = {
        Body.Kind.PROJECT_MANAGEMENT: Role.MANAGEMENT,
        Participation.Kind.COMMISSIONER: Role.COMMISSIONER,
        RoleGrant.Role.HOST: Role.HOST,
        RoleGrant.Role.ADMINISTRATOR: Role.ADMINISTRATOR,
    }
    return carried.get(kind)


def holds(day: date) -> dict[Role, Exists]:
    """The condition that a row of Person holds each role on the day, but for that of member, which all hold.

    The same as roles_of, for finding many persons by a role rather than the roles of one.
    """
    seated = SeatHolding.objects.sitting(day).filter(person=OuterRef("pk"))
    steering = seated.filter(seat__body__kind=Body.Kind.STEERING_GROUP)
    commissions = Participation.objects.at(day).filter(
        organisation=OuterRef("organisation"), kind=Participation.Kind.COMMISSIONER
    )
    works = Affiliation.objects.at(day).filter(person=OuterRef("pk"))
    grants = RoleGrant.objects.at(day).filter(person=OuterRef("pk"))
    return {
        Role.STEERING: Exists(steering.filter(rank=0)),
        Role.DEPUTY: Exists(steering.filter(rank__gt=0)),
        Role.MANAGEMENT: Exists(seated.filter(seat__body__kind=Body.Kind.PROJECT_MANAGEMENT)),
        Role.COMMISSIONER: Exists(works.filter(Exists(commissions))),
        Role.HOST: Exists(grants.filter(role=RoleGrant.Role.HOST)),
        Role.ADMINISTRATOR: Exists(grants.filter(role=RoleGrant.Role.ADMINISTRATOR)),
    }


@dataclass(frozen=True)
class Place:
    """A place that a person has in a body on a day, told in sentences."""

    body: Body
    sentence: str
    others: str
    """Who is called when the holder cannot; empty for a deputy."""


def places_of(person: Person, day: date) -> list[Place]:
    """What the person sits in on the day, in the order of the bodies. Two queries."""
    own = SeatHolding.objects.sitting(day).filter(person=person).select_related("seat__body", "seat__organisation")
    mine = list(own.order_by("seat__body__position", "rank", "pk"))
    beside = SeatHolding.objects.at(day).filter(seat__in=[holding.seat_id for holding in mine]).select_related("person")
    sitting: dict[int, list[SeatHolding]] = {}
    for holding in beside.order_by("rank", "pk"):
        sitting.setdefault(holding.seat_id, []).append(holding)
    return [_place(holding, sitting[holding.seat_id]) for holding in mine]


def _place(mine: SeatHolding, sitting: list[SeatHolding]) -> Place:
    seat = mine.seat
    holder = next((holding.person for holding in sitting if holding.rank == 0), None)
    deputies = [holding for holding in sitting if holding.rank]
    said: dict[str, object] = {"body": seat.body.name, "holder": holder}
    if mine.rank:
        said["number"] = deputies.index(mine) + 1
        what = gettext("Is deputy %(number)d for %(holder)s in %(body)s") if holder else None
        what = what or gettext("Is deputy %(number)d for a vacant seat in %(body)s")
    elif seat.role == Seat.Role.CHAIR:
        what = gettext("Chairs %(body)s")
    elif seat.role == Seat.Role.SECRETARY:
        what = gettext("Is secretary of %(body)s")
    else:
        what = gettext("Sits in %(body)s")
    told = what % said
    if seat.organisation:
        told = gettext("%(what)s for %(organisation)s") % {"what": told, "organisation": seat.organisation}
    if mine.valid_from:
        told = gettext("%(what)s since %(day)s") % {"what": told, "day": in_words(mine.valid_from)}
    if mine.valid_to:
        last = in_words(mine.valid_to - timedelta(days=1))
        told = gettext("%(what)s, until and including %(day)s") % {"what": told, "day": last}
    return Place(seat.body, f"{told}.", "" if mine.rank else _who_is_called(deputies))


def _who_is_called(deputies: list[SeatHolding]) -> str:
    each = [
        gettext("deputy %(number)d is %(name)s") % {"number": number, "name": holding.person}
        for number, holding in enumerate(deputies, 1)
    ]
    told = "; ".join(each) if each else gettext("there is no deputy")
    return f"{told[0].upper()}{told[1:]}."
