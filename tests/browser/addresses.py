"""Every address that may be a page, found in the URLconf, so that a new page is looked at without being asked for."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from procrastinate.contrib.django.models import ProcrastinateJob

from statenshus.asks.models import Ask, HandOver, Link, Mail
from statenshus.decisions.models import AgendaItem, Attachment, Exemption, Position
from statenshus.kernel.houses import House
from statenshus.people.models import Affiliation, ApiToken, Participation, RoleGrant, SeatHolding
from statenshus.workplaces.models import Closure, Feed, Quota, TravelFactor

# What stands in for <slug:key> behind each path segment, by tests.houses.fill.
KEYS = {
    "organisations": "tax",
    "persons": "member",
    "bodies": "steering",
    "subprojects": "one",
    "restructurings": "change",
    "experiences": "found",
    "factors": "factor",
    "items": "theme",
    "placements": "p-theme",
    "seats": "steering-1",
    "closings": "one",
    "successors": "joined",
    "leads": "chair",
    "participation": "steering",
    "decisions": "2022-9",
    "votings": "2022-10-v1",
    "follow_ups": "2022-9-f1",
    "minutes": "m2022-9-p1",
    "einnsyn": "m2022-9",
    "links": "poll",
    "mandates": "working",
    "split": "working",
    "cases": "2021-1",
    "meetings": "m2021-1",
    "sites": "site",
    "floors": "floor",
    "zones": "zone",
    "places": "desk",
    "policies": "desk",
    "bookings": "b0",
    "approvals": "b1",
    "series": "series",
    "waiting": "waiting",
    "transfers": "transfer",
    "visits": "visit",
    "seasons": "season",
    "wishes": "wish",
    "polls": "when",
    "recesses": "recess",
    "calendars": "busy",
    "rota": "rota-tax",
    "turns": "turn",
    "arenas": "arena",
    "gatherings": "gathering",
    "years": "year",
    "planned_bodies": "planned",
    "planned_dates": "date-1",
    "fixed_dates": "fixed",
}
# What stands in for <int:pk>: the house's first of these.
ROWS = {
    "affiliations": Affiliation,
    "grants": RoleGrant,
    "holdings": SeatHolding,
    "participations": Participation,
    "tokens": ApiToken,
    "asks": Ask,
    "hand_overs": HandOver,
    "mailbox": Mail,
    "outbox": Mail,
    "links": Link,
    "attachments": Attachment,
    "exemptions": Exemption,
    "positions": Position,
    "agenda": AgendaItem,
    "closures": Closure,
    "quotas": Quota,
    "travel_factors": TravelFactor,
    "feeds": Feed,
}
# The queue's jobs know their house by its number alone.
JOBS = "jobs"
OUTSIDE = [
    "/",
    "/account/",
    "/accounts/login/",
    "/accounts/logout/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/set/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/reauthenticate/",
    "/answer/1.x/",
    "/answer/stop/1.x/",
    "/finnes-ikke/",
]


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The routes inside a house, API and generated files apart."""
    resolver = resolver or get_resolver(settings.HOUSE_URLCONF)
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route) if not route.startswith("api/") else ()
        elif isinstance(pattern, URLPattern) and not route.startswith("colours/"):
            yield route


def address(route: str, house: str = "vaarthus") -> str:
    """A route with its parts filled in; a part that nobody knows is a KeyError that says which."""
    parts = route.split("/")
    for at, part in enumerate(parts):
        if re.fullmatch(r"<(slug|str):\w+>", part):
            if parts[at - 1] not in KEYS:
                raise KeyError(f"{route}: say in tests/browser/addresses.py what stands behind {parts[at - 1]}/")
            parts[at] = KEYS[parts[at - 1]]
        elif part == "<int:pk>" and parts[at - 1] == JOBS:
            number = House.objects.get(slug=house).pk
            parts[at] = str(ProcrastinateJob.objects.filter(args__house_id=number)[0].pk)
        elif part == "<int:pk>":
            row = ROWS[parts[at - 1]].objects.filter(house__slug=house).order_by("pk")[0]
            parts[at] = str(row.pk)
        elif part == "<int:number>":
            parts[at] = "1"
        # A file to take away, not a page.
        parts[at] = parts[at].replace("<deck_ending:ending>", "pdf").replace("<minutes_suffix:suffix>", "pdf")
    return f"/h/{house}/" + "/".join(parts)
