"""The API of persons. Periods are half-open: `valid_to` is the first day after.

Invitations and tokens have no API: a program makes no ways in.
"""

from datetime import date
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Schema, Status
from pydantic import AfterValidator, StringConstraints

from statenshus.kernel.middleware import HouseRequest
from statenshus.people import queries
from statenshus.people.api import router
from statenshus.people.forms.persons import HouseRole
from statenshus.people.models import Affiliation, Organisation, Person, RoleGrant
from statenshus.people.usecases import persons as usecases
from statenshus.ui.said import Day, Key, Line, PartOfList, Prose, Said


def _address(text: str) -> str:
    try:
        if text:
            validate_email(text)
    except ValidationError as fault:
        raise ValueError("This is no e-mail address.") from fault
    return text


Email = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254), AfterValidator(_address)]
Skill = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00,]*$")]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, max_length=30, pattern=r"^[0-9+() ]*$")]


class PersonOut(Schema):
    """Somebody in the house."""

    key: str
    name: str
    email: str
    phone: str
    about: str
    skills: list[str]
    fictitious: bool
    source: str


class AffiliationOut(Schema):
    """That a person works at an organisation during [valid_from, valid_to)."""

    id: int
    person: str = Field(alias="person.key")
    organisation: str = Field(alias="organisation.key")
    title: str
    valid_from: date | None
    valid_to: date | None


class GrantOut(Schema):
    """That a person is given a role during [valid_from, valid_to)."""

    id: int
    person: str = Field(alias="person.key")
    role: str
    valid_from: date | None
    valid_to: date | None


class PersonsOut(Schema):
    """A part of the list, and how long the whole list is."""

    count: int
    items: list[PersonOut]


class PersonDetailOut(Schema):
    """A person with where they work and worked, and the roles they were given."""

    person: PersonOut
    affiliations: list[AffiliationOut]
    grants: list[GrantOut]


class PersonsWanted(PartOfList):
    """Whom to find: by words that begin words of the name, by workplace, role of the house, beginning of a skill."""

    name: str = Field("", max_length=100, pattern=r"^[^\x00]*$")
    organisation: str = Field("", max_length=60, pattern=r"^[a-z0-9-]*$")
    role: HouseRole | None = None
    skill: str = Field("", max_length=60, pattern=r"^[^\x00]*$")
    everybody: bool = Field(False, description="Also those who neither work nor sit anywhere on the day.")


class EditPersonIn(Said):
    """What is said of a person."""

    name: Line
    email: Email = ""
    phone: Phone = ""
    about: Prose = ""
    skills: list[Skill] = []


class AffiliateIn(Said):
    """Where a person works, by the organisation's key, during [valid_from, valid_to)."""

    organisation: Key
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=r"^[^\x00]*$")] = ""
    valid_from: Day
    valid_to: Day | None = None


class GrantRoleIn(Said):
    """A role, held during [valid_from, valid_to)."""

    role: RoleGrant.Role
    valid_from: Day
    valid_to: Day | None = None


class EndIn(Said):
    """The first day without it: the day after its last."""

    valid_to: Day


@router.get("/persons", response=PersonsOut, operation_id="directory")
def directory(request: HouseRequest, wanted: Query[PersonsWanted]) -> dict[str, Any]:
    """Who is found as of the day, in the Norwegian alphabet; where nobody has the name, those with one like it."""
    by, organisation = request.actor, None
    if wanted.organisation:
        organisation = get_object_or_404(Organisation.objects.visible_to(by), key=wanted.organisation)
    found, _is_like = queries.directory(
        by,
        request.on,
        name=wanted.name,
        organisation=organisation,
        role=wanted.role.value if wanted.role else "",
        skill=wanted.skill,
        everybody=wanted.everybody,
    )
    return {"count": found.count(), "items": found[wanted.offset : wanted.offset + wanted.limit]}


@router.get("/persons/{slug:key}", response=PersonDetailOut, operation_id="person")
def person(request: HouseRequest, key: str) -> dict[str, Any]:
    """One person, with every workplace and given role on record. Three queries."""
    shown = _person(request, key)
    works = shown.affiliations.select_related("person", "organisation").order_by("valid_from", "pk")
    return {"person": shown, "affiliations": works, "grants": shown.grants.select_related("person")}


@router.post("/persons", response={201: PersonOut}, operation_id="add_person")
def add_person(request: HouseRequest, wanted: EditPersonIn) -> Status[Person]:
    """Put a person on record."""
    return Status(201, usecases.add_person(**wanted.dict(), by=request.actor))


@router.post("/persons/{slug:key}/edit_person", response=PersonOut, operation_id="edit_person")
def edit_person(request: HouseRequest, key: str, wanted: EditPersonIn) -> Person:
    """Change what is said of a person."""
    return usecases.edit_person(_person(request, key), **wanted.dict(), by=request.actor)


@router.post("/persons/{slug:key}/affiliate", response={201: AffiliationOut}, operation_id="affiliate")
def affiliate(request: HouseRequest, key: str, wanted: AffiliateIn) -> Status[Affiliation]:
    """Say where a person works."""
    shown = _person(request, key)
    said = wanted.dict()
    organisation = get_object_or_404(Organisation.objects.visible_to(request.actor), key=said.pop("organisation"))
    return Status(201, usecases.affiliate(shown, organisation=organisation, **said, by=request.actor))


@router.post("/affiliations/{int:pk}/end_affiliation", response=AffiliationOut, operation_id="end_affiliation")
def end_affiliation(request: HouseRequest, pk: int, wanted: EndIn) -> Affiliation:
    """Say that a person no longer works somewhere; they leave its seats on the same day."""
    row = get_object_or_404(Affiliation.objects.visible_to(request.actor), pk=pk)
    return usecases.end_affiliation(row, on=wanted.valid_to, by=request.actor)


@router.post("/persons/{slug:key}/grant_role", response={201: GrantOut}, operation_id="grant_role")
def grant_role(request: HouseRequest, key: str, wanted: GrantRoleIn) -> Status[RoleGrant]:
    """Give a person a role."""
    return Status(201, usecases.grant_role(_person(request, key), **wanted.dict(), by=request.actor))


@router.post("/grants/{int:pk}/withdraw_role", response=GrantOut, operation_id="withdraw_role")
def withdraw_role(request: HouseRequest, pk: int, wanted: EndIn) -> RoleGrant:
    """Take a role back."""
    grant = get_object_or_404(RoleGrant.objects.visible_to(request.actor), pk=pk)
    return usecases.withdraw_role(grant, on=wanted.valid_to, by=request.actor)


def _person(request: HouseRequest, key: str) -> Person:
    return get_object_or_404(Person.objects.visible_to(request.actor), key=key)
