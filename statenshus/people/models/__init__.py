"""Tables of people, one file a noun."""

from statenshus.people.models.accounts import Account, ApiToken
from statenshus.people.models.bodies import Body, Seat, SeatHolding
from statenshus.people.models.organisations import Organisation, Participation
from statenshus.people.models.persons import Affiliation, Person, RoleGrant

__all__ = [
    "Account",
    "Affiliation",
    "ApiToken",
    "Body",
    "Organisation",
    "Participation",
    "Person",
    "RoleGrant",
    "Seat",
    "SeatHolding",
]
