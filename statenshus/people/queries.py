"""Readings of people that begin at the actor."""

import hashlib
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.people.models import ApiToken, Person
from statenshus.people.roles import roles_of


def actor_of(request: HttpRequest, house: House, now: datetime) -> Actor | None:
    """Who acts in this house: by token in the API, else by session. None when the asker is not part of it.

    Two queries: the person (with the token) and the roles.
    """
    scopes = None
    is_api = request.path_info.startswith(f"/h/{house.slug}/api/")
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    person: Person | None
    if is_api and scheme.lower() == "bearer":
        token = token_of(secret.strip(), house, now)
        if token is None:
            return None
        person, scopes = token.person, frozenset(token.scopes)
    elif request.user.is_authenticated:
        person = Person.objects.in_house(house).filter(account=request.user.pk).first()
    else:
        person = None
    if person is None:
        return None
    actor = Actor(house, now, person)
    return Actor(house, now, person, roles_of(person, actor.today), scopes)


def token_of(secret: str, house: House, now: datetime) -> ApiToken | None:
    """The token in force with this secret, with its person. One query."""
    return (
        ApiToken.objects.in_house(house)
        .filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            hash=hashlib.sha256(secret.encode()).hexdigest(),
            revoked_at=None,
        )
        .select_related("person")
        .first()
    )
