"""Which roles a person holds in a house on a day, and what each is, in a sentence.

Roles follow from seats, leads and participation; only the administrator's is given as such.
"""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import Role
from statenshus.people.models import Affiliation, Body, Participation, Person, RoleGrant, SeatHolding

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
    seated = SeatHolding.objects.sitting(day).filter(person=OuterRef("pk"))
    steering = seated.filter(seat__body__kind=Body.Kind.STEERING_GROUP)
    commissions = Participation.objects.at(day).filter(
        organisation=OuterRef("organisation"), kind=Participation.Kind.COMMISSIONER
    )
    works = Affiliation.objects.at(day).filter(person=OuterRef("pk"))
    found = (
        Person.objects.filter(pk=person.pk)
        .annotate(
            steering=Exists(steering.filter(rank=0)),
            deputy=Exists(steering.filter(rank__gt=0)),
            management=Exists(seated.filter(seat__body__kind=Body.Kind.PROJECT_MANAGEMENT)),
            commissioner=Exists(works.filter(Exists(commissions))),
            administrator=Exists(RoleGrant.objects.at(day).filter(person=OuterRef("pk"), role="administrator")),
        )
        .values("steering", "deputy", "management", "commissioner", "administrator")
        .get()
    )
    return frozenset([Role.MEMBER, *(Role(name) for name, held in found.items() if held)])
