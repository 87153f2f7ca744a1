"""Calling the API as a program does: by token, with a key for each write."""

import hashlib
import json
import re
import secrets
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.utils import timezone

from config.api import api
from statenshus.people.models import ApiToken
from tests.architecture.visits import SUBJECTS, VALUES
from tests.houses import NOW, Filled

ALL = [
    "people:read",
    "people:write",
    "asks:read",
    "asks:write",
    "workplaces:read",
    "workplaces:write",
    "meetings:read",
    "meetings:write",
    "decisions:read",
    "decisions:write",
    "portfolio:read",
    "portfolio:write",
    "reports:read",
    "reports:write",
]
METHODS = ("get", "post", "put", "patch", "delete")


class Program:
    """A program with a token in one house; paths are below /h/<slug>/api/v1/."""

    def __init__(self, filled: Filled, who: str = "manager", scopes: list[str] | None = None) -> None:
        secret = secrets.token_urlsafe(32)
        self.token = ApiToken(
            house=filled.house,
            person=filled.persons[who],
            name="Test",
            hash=hashlib.sha256(secret.encode()).hexdigest(),
            scopes=ALL if scopes is None else scopes,
            created_at=NOW,
            # Used today already, so that a call which changes nothing changes nothing at all.
            last_used_on=timezone.localdate(),
        )
        ApiToken.objects.bulk_create([self.token])  # also one without a scope, which the house itself issues to nobody
        self.client, self.base = Client(), f"/h/{filled.house.slug}/api/v1/"
        self.authorization = f"Bearer {secret}"

    def call(self, method: str, path: str, body: Any = None, key: str | None = "", **headers: str) -> Any:
        """The answer. A write carries a new key unless one is given; None sends none."""
        sent = {"Authorization": self.authorization, **headers}
        if method != "get" and key is not None:
            sent["Idempotency-Key"] = key or secrets.token_urlsafe(18)
        content = {} if method == "get" else {"data": json.dumps(body or {}), "content_type": "application/json"}
        return getattr(self.client, method)(path if path.startswith("/") else self.base + path, headers=sent, **content)


def operations() -> Iterator[tuple[str, str, str]]:
    """Every operation: its name, method and path, the path below api/v1/."""
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        for method, operation in methods.items():
            yield operation["operationId"], method, path.lstrip("/")


def path_of(path: str, filled: Filled) -> str:
    """The path with what it names in this house."""
    parts = path.split("/")
    for number, part in enumerate(parts):
        found = re.fullmatch(r"\{(?:(\w+):)?(\w+)\}", part)
        if found and found[2] in ("of", "number"):
            parts[number] = VALUES[found[2]]
        elif found:
            subject = SUBJECTS[parts[number - 1]](filled)
            parts[number] = str(subject.pk if found[2] in {"pk", "id"} else subject.key)
    return "/".join(parts)
