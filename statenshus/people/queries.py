"""Readings of people that begin at the actor."""

import hashlib
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import NotKnown
from statenshus.kernel.houses import House
from statenshus.people.models import ApiToken, Person
from statenshus.people.roles import roles_of


def actor_of(request: HttpRequest, house: House | None, now: datetime, *, by_token: bool = False) -> Actor | None:
    """Who acts in this house: by the token sent, where tokens are taken, else by session.

    None when the asker is not part of the house, or there is none. Two queries: the person (with the
    token) and the roles; one more when a token is used for the first time on a day. Raises NotKnown for a
    token that is none, or no longer one, whatever the house.
    """
    scopes = None
    person: Person | None = None
    if by_token and "Authorization" in request.headers:
        scheme, _, secret = request.headers["Authorization"].partition(" ")
        token = token_of(secret.strip(), now) if scheme.lower() == "bearer" else None
        if token is None:
            raise NotKnown
        if token.house == house:
            person, scopes = token.person, frozenset(token.scopes)
            _note_use(token, now)
    elif house and request.user.is_authenticated:
        person = Person.objects.in_house(house).filter(account=request.user.pk).first()
    if house is None or person is None:
        return None
    actor = Actor(house, now, person)
    return Actor(house, now, person, roles_of(person, actor.today), scopes)


def token_of(secret: str, now: datetime) -> ApiToken | None:
    """The token in force with this secret, with its person, whose account must be open, and house. One query."""
    return (
        ApiToken.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            hash=hashlib.sha256(secret.encode()).hexdigest(),
            revoked_at=None,
            person__account__is_active=True,
        )
        .select_related("person", "house")
        .first()
    )


def _note_use(token: ApiToken, now: datetime) -> None:
    day = now.astimezone(OSLO).date()
    if token.last_used_on != day:
        token.last_used_on = day
        token.save(update_fields=["last_used_on"])
