"""Acts on persons: who they are, where they work, and the roles they are given."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.kernel.validity import ending
from statenshus.people import accounts
from statenshus.people.models import Affiliation, Organisation, Person, RoleGrant, SeatHolding
from statenshus.people.rules import persons as rules

MOST_SKILLS = 30


@transaction.atomic
def add_person(
    *,
    name: str,
    email: str = "",
    phone: str = "",
    about: str = "",
    skills: Iterable[str] = (),
    fictitious: bool = False,
    source: str = "",
    by: Actor,
) -> Person:
    """Put a person on record, under a short name made of the name. It gives no way in: that is invite_person.

    Raises NotAllowed by rules.add_person, and Refused with code:
        skills  there are more than MOST_SKILLS
    """
    by.must(rules.add_person)
    made = Person.objects.create(
        house=by.house,
        key=Person.objects.free_key(by.house, name),
        name=name,
        email=email,
        phone=phone,
        about=about,
        skills=_distinct(skills),
        fictitious=fictitious,
        source=source,
    )
    record(by, "people.add_person", made)
    return made


@transaction.atomic
def edit_person(
    person: Person, *, name: str, email: str, phone: str, about: str, skills: Iterable[str], by: Actor
) -> Person:
    """Change what is said of the person. The short name stays, so that links to it do.

    The event tells which fields changed, not what stood there: what a person takes away is to be gone.

    Raises NotAllowed by rules.edit_person, and Refused with code:
        skills  there are more than MOST_SKILLS
    """
    by.must(rules.edit_person, person)
    said = {"name": name, "email": email, "phone": phone, "about": about, "skills": _distinct(skills)}
    changed = [field for field, value in said.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, said[field])
    person.save(update_fields=changed)
    record(by, "people.edit_person", person, changed=changed)
    return person


@transaction.atomic
def affiliate(
    person: Person,
    *,
    organisation: Organisation,
    title: str = "",
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Affiliation:
    """Say that the person works at the organisation during [valid_from, valid_to).

    One may work at several at once, but not twice at the same.

    Raises NotAllowed by rules.affiliate, and Refused with code:
        backwards  the last day is before the first
        overlap    the person already works there on one of those days
    """
    by.must(rules.affiliate, person, organisation)
    overlap = Refused("overlap", _("The person already works there on one of those days."), "organisation")
    with refusing({"people_affiliation_period": _backwards(), "people_affiliation_overlap": overlap}):
        made = Affiliation.objects.create(
            house=by.house,
            person=person,
            organisation=organisation,
            title=title,
            valid_from=valid_from,
            valid_to=valid_to,
            source=source,
        )
    record(by, "people.affiliate", person, organisation=str(organisation), valid_from=valid_from.isoformat())
    return made


@transaction.atomic
def end_affiliation(affiliation: Affiliation, *, on: date, by: Actor) -> Affiliation:
    """Say that the person no longer works there from the day `on`.

    Whoever no longer works at an organisation no longer sits for it: the person leaves its seats on the same
    day, where no other row says that they still work there.

    Raises NotAllowed by rules.end_affiliation, and Refused with code:
        backwards  it would end before it begins
        ended      it has already ended by then
    """
    by.must(rules.end_affiliation, affiliation)
    person = Person.objects.select_for_update(no_key=True).get(pk=affiliation.person_id)
    affiliation.refresh_from_db()
    with ending(affiliation, on):
        affiliation.save(update_fields=["valid_to"])
    works = Affiliation.objects.filter(person=person, organisation=affiliation.organisation_id)
    sits = SeatHolding.objects.filter(person=person, seat__organisation=affiliation.organisation_id).beyond(on)
    left = [
        holding
        for holding in sits.select_related("seat__body", "seat__organisation")
        if not works.cover(max(on, holding.valid_from or on), holding.valid_to)
    ]
    SeatHolding.objects.filter(pk__in=[holding.pk for holding in left]).cut(on)
    record(
        by,
        "people.end_affiliation",
        person,
        organisation=str(affiliation.organisation),
        on=on.isoformat(),
        seats=[str(holding.seat) for holding in left],
    )
    return affiliation


@transaction.atomic
def grant_role(
    person: Person, *, role: str, valid_from: date, valid_to: date | None = None, source: str = "", by: Actor
) -> RoleGrant:
    """Give the person a role during [valid_from, valid_to).

    An invitation that was handed over before is withdrawn: whoever had it in hand would come to the role.

    Raises NotAllowed by rules.grant_role, and Refused with code:
        backwards  the last day is before the first
        overlap    the person already has the role on one of those days
        no_way_in  the person has no account, and could not use it
    """
    by.must(rules.grant_role, person)
    if person.account is None:
        raise Refused("no_way_in", _("The person has no account yet. Invite them first."))
    accounts.withdraw_invitations(person.account)
    overlap = Refused("overlap", _("The person already has the role on one of those days."), "valid_from")
    with refusing({"people_rolegrant_period": _backwards(), "people_rolegrant_overlap": overlap}):
        made = RoleGrant.objects.create(
            house=by.house, person=person, role=role, valid_from=valid_from, valid_to=valid_to, source=source
        )
    record(by, "people.grant_role", person, role=role, valid_from=valid_from.isoformat())
    return made


@transaction.atomic
def withdraw_role(grant: RoleGrant, *, on: date, by: Actor) -> RoleGrant:
    """Take the role back from the day `on`.

    A house is never without an administrator: another one, with an account and with no end in sight, must have
    the role from that day. Two who take it from each other at once cannot both succeed.

    Raises NotAllowed by rules.withdraw_role, and Refused with code:
        backwards  it would end before it begins
        ended      it has already ended by then
        last       nobody else would be administrator from that day on
    """
    by.must(rules.withdraw_role, grant)
    House.objects.select_for_update(no_key=True).get(pk=by.house.pk)
    grant.refresh_from_db()
    with ending(grant, on):
        others = RoleGrant.objects.in_house(by.house).exclude(pk=grant.pk).exclude(person=grant.person_id)
        others = others.at(on).standing().filter(role=grant.role, person__account__is_active=True)
        if grant.role == RoleGrant.Role.ADMINISTRATOR and not others.exists():
            raise Refused("last", _("The house would be without an administrator. Give somebody else the role first."))
        grant.save(update_fields=["valid_to"])
    record(by, "people.withdraw_role", grant.person, role=grant.role, on=on.isoformat())
    return grant


def _backwards() -> Refused:
    return Refused("backwards", _("The last day is before the first."), "valid_to")


def _distinct(skills: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(skill.strip() for skill in skills if skill.strip()))
    if len(found) > MOST_SKILLS:
        raise Refused("skills", _("Name at most %(most)d skills.") % {"most": MOST_SKILLS}, "skills")
    return found
