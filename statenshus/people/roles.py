"""Which roles a person holds in a house on a day, and what each is, in a sentence.

Roles follow from seats, leads and participation; only the administrator's is given as such.
"""

from datetime import date

from django.db.models import Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Role
from statenshus.kernel.validity import in_force
from statenshus.people.models import Body, Participation, Person, RoleGrant, SeatHolding

SENTENCES: dict[Role, Promise] = {
    Role.MEMBER: _("Sees everything in the house that is not a draft, and keeps their own page."),
    Role.STEERING: _("Sits in the steering group, for the organisation of the seat."),
    Role.DEPUTY: _("Is called when the holder of a seat in the steering group cannot."),
    Role.MANAGEMENT: _("Sits in the project management, and keeps the record of the house."),
    Role.COMMISSIONER: _(
        "Works for the organisation that commissioned the pilot: reads, and changes nothing but their own page."
    ),
    Role.ADMINISTRATOR: _("Gives and takes roles, and keeps the house itself."),
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
        RoleGrant.Role.ADMINISTRATOR: Role.ADMINISTRATOR,
    }
    return carried.get(kind)
