"""The part of the house file that tells who is in the house."""

from collections.abc import Collection
from typing import Annotated, Literal

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from statenshus.kernel.archive import (
    Email,
    Entry,
    Flag,
    Instant,
    Key,
    Lasting,
    Outside,
    Part,
    Placed,
    Rank,
    Said,
    Text,
    ends_too_early,
    line,
)
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
from statenshus.people.models.organisations import valid_orgnr


def _orgnr(number: str) -> str:
    if number and not valid_orgnr(number):
        raise PydanticCustomError("orgnr", "not an organisation number")
    return number


OrgNr = Annotated[str, line(9), AfterValidator(_orgnr)]
OverlapExpected = _("periods without a day in common")


class OrganisationEntry(Entry):
    """An agency, municipality, university or company, with its card in its own words."""

    key: Key
    name: Annotated[str, line(200, required=True)] = Field(description="Official name.")
    short_name: Annotated[str, line(60)] = Field("", description="What people call it.")
    kind: Literal["state_agency", "municipality", "county", "university", "company", "ministry"]
    orgnr: OrgNr = Field("", description="Organisation number in Enhetsregisteret: nine digits in quotes.")
    address: Annotated[str, line(300)] = ""
    website: Annotated[str, line(200)] = ""
    who_we_are: Text = ""
    what_we_do: Text = Field("", description="What it does here, in the house's region.")
    whom_to_call: Text = ""
    what_we_can_share: Text = ""
    what_we_struggle_with: Text = ""
    register_name: Annotated[str, line(300)] = Field("", description="Name in Enhetsregisteret when it was read.")
    register_form: Annotated[str, line(100)] = Field(
        "", description="Organisation form in Enhetsregisteret when it was read."
    )
    register_read_at: Instant | None = Field(None, description="When Enhetsregisteret was read.")


class ParticipationEntry(Lasting):
    """That an organisation takes part in the house, in one kind, from day to day."""

    organisation: Key = Field(description="Key of one of `organisations`.")
    kind: Literal["active", "support", "project_management", "commissioner", "observer"]
    position: Placed = None


class PersonEntry(Entry):
    """Somebody in the house."""

    key: Key
    name: Annotated[str, line(200, required=True)]
    email: Email = ""
    phone: Annotated[str, line(30)] = ""
    about: Text = ""
    skills: list[Annotated[str, line(60, required=True)]] = Field([], max_length=100)
    fictitious: Flag = Field(False, description="Invented for a demonstration.")
    is_guest: Flag = Field(False, description="On a visit: in no list of persons, and forgotten when it is over.")
    login: Email = Field(
        "", description="E-mail of the account the person logs in by; made, without a password, if there is none."
    )


class AffiliationEntry(Lasting):
    """That a person works at an organisation, as what, from day to day."""

    person: Key = Field(description="Key of one of `persons`.")
    organisation: Key = Field(description="Key of one of `organisations`.")
    title: Annotated[str, line(100)] = ""


class GrantEntry(Lasting):
    """A role given to a person, that follows from no seat."""

    person: Key = Field(description="Key of one of `persons`.")
    role: Literal["administrator", "host"]


class BodyEntry(Lasting):
    """A group that meets."""

    key: Key
    name: Annotated[str, line(200, required=True)]
    kind: Literal["steering_group", "working_group", "project_management"]
    purpose: Text = ""
    position: Placed = None


class SeatEntry(Lasting):
    """A place in a body, bound to an organisation."""

    key: Key
    body: Key = Field(description="Key of one of `bodies`.")
    organisation: Key | None = Field(None, description="Key of one of `organisations`.")
    role: Literal["chair", "member", "secretary"] = "member"
    position: Placed = None


class HoldingEntry(Lasting):
    """Who sits in a seat from day to day."""

    seat: Key = Field(description="Key of one of `seats`.")
    person: Key = Field(description="Key of one of `persons`.")
    rank: Rank = Field(0, description="0 holds the seat; 1, 2, … are called in that order when the holder cannot.")


def accounts_of(emails: Collection[str]) -> dict[str, int]:
    """The account of each address, made without a password where there is none. At most three queries."""
    wanted = {email: email.lower() for email in emails}
    accounts = Account.objects.filter(email__in=wanted.values())
    found = dict(accounts.values_list("email", "pk"))
    locked = make_password(None)
    missing = sorted(set(wanted.values()) - set(found))
    Account.objects.bulk_create(Account(email=email, password=locked) for email in missing)
    if missing:
        found = dict(accounts.values_list("email", "pk"))
    return {email: found[low] for email, low in wanted.items()}


PARTS = (
    Part(
        "organisations",
        OrganisationEntry,
        Organisation,
        says={
            "people_organisation_orgnr": Said(
                "orgnr", _("another organisation has this number"), _("each organisation once")
            )
        },
    ),
    Part(
        "participations",
        ParticipationEntry,
        Participation,
        {"organisation": "organisations"},
        says={
            **ends_too_early("people_participation_period"),
            "people_participation_overlap": Said(
                "organisation", _("it takes part in the same way twice at once"), OverlapExpected
            ),
        },
    ),
    Part(
        "persons",
        PersonEntry,
        Person,
        outside={"login": Outside("account_id", "account__email", accounts_of)},
        says={
            "people_person_account": Said(
                "login", _("another person logs in by this account"), _("one account, one person in the house")
            )
        },
    ),
    Part(
        "affiliations",
        AffiliationEntry,
        Affiliation,
        {"person": "persons", "organisation": "organisations"},
        says={
            **ends_too_early("people_affiliation_period"),
            "people_affiliation_overlap": Said(
                "person", _("the person works at the same organisation twice at once"), OverlapExpected
            ),
        },
    ),
    Part(
        "grants",
        GrantEntry,
        RoleGrant,
        {"person": "persons"},
        says={
            **ends_too_early("people_rolegrant_period"),
            "people_rolegrant_overlap": Said(
                "person", _("the person has the same role twice at once"), OverlapExpected
            ),
            "people_rolegrant_role": Said("role", _("there is no such role"), "administrator, host"),
        },
    ),
    Part("bodies", BodyEntry, Body, says=ends_too_early("people_body_period")),
    Part(
        "seats",
        SeatEntry,
        Seat,
        {"body": "bodies", "organisation": "organisations"},
        says=ends_too_early("people_seat_period"),
    ),
    Part(
        "holdings",
        HoldingEntry,
        SeatHolding,
        {"seat": "seats", "person": "persons"},
        says={
            **ends_too_early("people_seatholding_period"),
            "people_seatholding_rank": Said("rank", _("two have the same place in a seat at once"), OverlapExpected),
            "people_seatholding_person": Said(
                "person", _("the person is in the same seat twice at once"), OverlapExpected
            ),
        },
    ),
)
