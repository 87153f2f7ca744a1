"""Whom the link of a guest is for."""

import hashlib

from django.conf import settings

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Visit


def visit_behind(secret: str) -> Visit | None:
    """The visit that the secret opens, also one that is revoked or over. One query."""
    rows = Visit.objects.filter(secret_hash=hashlib.sha256(secret.encode()).hexdigest())
    return rows.select_related("house", "person__house", "person__account", "host__account", "host__house").first()


def address_of(secret: str) -> str:
    """Where the link leads."""
    return f"{settings.BASE_URL}/visit/{secret}/"


def closed_because(visit: Visit, by: Actor) -> str:
    """Why the link opens nothing now: revoked, or over; empty where it does. No query."""
    if visit.revoked_at is not None:
        return "revoked"
    return "over" if visit.until_on < by.today else ""
