"""Every address of a house, filled in from a house under test; and what stands in an answer."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import connection

from tools.addresses import routes

ROLES = ("manager", "chair", "deputy", "member", "commissioner", "admin")

# What an address names, by the word before it: organisations/<slug:key>/ names an organisation.
SUBJECTS: dict[str, Any] = {
    "organisations": lambda filled: filled.organisations["tax"],
    "participations": lambda filled: filled.organisations["tax"].participations.first(),
    "persons": lambda filled: filled.persons["member"],
    "affiliations": lambda filled: filled.persons["member"].affiliations.first(),
    "grants": lambda filled: filled.persons["admin"].grants.first(),
    "tokens": lambda filled: filled.persons["manager"].tokens.first() or filled.persons["manager"],
    "bodies": lambda filled: filled.bodies["steering"],
    "seats": lambda filled: filled.bodies["steering"].seats.first(),
    "holdings": lambda filled: filled.bodies["steering"].seats.first().holdings.first(),
    "subprojects": lambda filled: filled.subprojects["one"],
    "items": lambda filled: filled.items["theme"],
    "placements": lambda filled: filled.placements["theme"],
    "destinations": lambda filled: filled.placements["theme"],
    "restructurings": lambda filled: filled.restructuring,
    "successors": lambda filled: filled.restructuring.successors.first(),
    "closings": lambda filled: filled.restructuring.closings.first().subproject,
    "leads": lambda filled: filled.persons["member"],
    "experiences": lambda filled: filled.experience,
    "factors": lambda filled: filled.factor,
    "asks": lambda filled: filled.ask,
    "hand_overs": lambda filled: filled.hand_over,
    "participation": lambda filled: filled.bodies["steering"],
    "mailbox": lambda filled: filled.mail,
    "outbox": lambda filled: filled.mail,
    "links": lambda filled: filled.link,
    "jobs": lambda filled: filled.job,
    "mandates": lambda filled: filled.bodies["working"],
    "split": lambda filled: filled.bodies["working"],
    "cases": lambda filled: filled.drafted["case"],
    "attachments": lambda filled: filled.drafted["attachment"],
    "exemptions": lambda filled: filled.drafted["exemption"],
    "positions": lambda filled: filled.drafted["position"],
    "agenda": lambda filled: filled.drafted["item"],
    "meetings": lambda filled: filled.drafted["meeting"],
    "decisions": lambda filled: filled.decision,
    "votings": lambda filled: filled.voting,
    "follow_ups": lambda filled: filled.follow_up,
    "minutes": lambda filled: filled.minutes,
    "einnsyn": lambda filled: filled.meeting,
    "sites": lambda filled: filled.office["site"],
    "floors": lambda filled: filled.office["floor"],
    "zones": lambda filled: filled.office["zone"],
    "places": lambda filled: filled.office["workplace"],
    "closures": lambda filled: filled.office["closure"],
    "visits": lambda filled: filled.office["visit"],
    "feeds": lambda filled: filled.office["feed"],
    "quotas": lambda filled: filled.office["quota"],
    "bookings": lambda filled: filled.office["booking"],
    "approvals": lambda filled: filled.office["asked"],
    "series": lambda filled: filled.office["series"],
    "waiting": lambda filled: filled.office["waiting"],
    "transfers": lambda filled: filled.office["transfer"],
    "travel_factors": lambda filled: filled.office["travel_factor"],
    "seasons": lambda filled: filled.office["season"],
    "wishes": lambda filled: filled.office["wish"],
    "polls": lambda filled: filled.poll,
    "recesses": lambda filled: filled.recess,
    "calendars": lambda filled: filled.busy,
    "rota": lambda filled: filled.rota_member,
    "turns": lambda filled: filled.turn,
    "arenas": lambda filled: filled.arena,
    "gatherings": lambda filled: filled.gathering,
    "years": lambda filled: filled.year,
    "planned_bodies": lambda filled: filled.planned_body,
    "planned_dates": lambda filled: filled.planned_date,
    "fixed_dates": lambda filled: filled.fixed_date,
}
# What else an address may carry.
VALUES = {"ending": "html", "format": "html", "main": "0f2b4c", "accent": "2f6fa7", "kind": "poll", "suffix": "pdf"}
VALUES |= {"of": "desk", "number": "1"}
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """One address of a house."""

    name: str
    route: str

    def of(self, filled: Any) -> str:
        """The path in this house, below /h/<slug>/."""
        path, word = [], ""
        for part in re.split(r"(?<=/)", self.route):
            path.append(PARAMETER.sub(lambda found, word=word: _value(filled, word, *found.groups()), part))
            if part and not PARAMETER.search(part):
                word = part.strip("/")
        return "".join(path)

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    @property
    def has_subject(self) -> bool:
        return any(name not in VALUES for _kind, name in PARAMETER.findall(self.route))


def _value(filled: Any, word: str, converter: str | None, name: str) -> str:
    if name in VALUES:
        return VALUES[name]
    if word not in SUBJECTS:
        raise KeyError(f"Tell tests/architecture/visits.py what {word}/<{name}>/ names, in SUBJECTS or VALUES")
    subject = SUBJECTS[word](filled)
    return str(subject.pk if converter == "int" else subject.key)


def addresses() -> list[Address]:
    """Every address of a house."""
    return [Address(name, route) for name, route in routes("config.house_urls")]


def text_of(answer: Any) -> str:
    """All words of an answer, those within slides and PDF too, without the address asked for."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            text = "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    elif kind.startswith("application/pdf"):
        from pypdf import PdfReader

        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    else:
        text = body.decode("utf-8", "replace")
    return text.replace(answer.wsgi_request.path, "") + answer.headers.get("Content-Disposition", "")


def everything() -> dict[str, tuple[int, str]]:
    """How many rows each table has, and the sum of their hashes; but sessions and the counting of attempts to log in.

    Asked for after each of hundreds of requests, so the statement is planned once a connection.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name = 'everything'")
        if cursor.fetchone()[0] == 0:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            tables = [name for (name,) in cursor.fetchall() if name not in {"django_session", "home_cache"}]
            rows = " UNION ALL ".join(
                f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM \"{table}\" t"
                for table in tables
            )
            cursor.execute(f"PREPARE everything AS {rows}")
        cursor.execute("EXECUTE everything")
        return {table: (count, total) for table, count, total in cursor.fetchall()}


@dataclass
class Form:
    """A form of a page, with what a browser would send as it stands."""

    action: str
    method: str
    values: dict[str, Any] = field(default_factory=dict)
    required: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Finds the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        if not self.found:
            return
        form, name, kind = self.found[-1], given.get("name", ""), given.get("type", "text")
        if tag == "input" and name and kind in {"checkbox", "radio"}:
            if "checked" in given or (kind == "radio" and name not in form.values):
                form.values[name] = given.get("value", "on")
        elif tag == "input" and name and kind != "file":
            form.values[name] = given.get("value", "")
            form.required[name] = kind
        elif tag == "textarea" and name:
            form.values[name], form.required[name], self._area = "", "text", name
        elif tag == "select" and name:
            self._select, form.values[name] = name, ""
        elif tag == "option" and self._select and given.get("value"):
            if "selected" in given or not form.values[self._select]:
                form.values[self._select] = given["value"]
        elif tag == "button" and name:
            form.values.setdefault(name, given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1].values[self._area] += data


def filled_in(form: Form) -> dict[str, Any]:
    """What a person might send: what stands there, and something in each empty field."""
    something = {
        "date": "2023-03-01",
        "number": "1",
        "email": "ny@example.org",
        "url": "https://example.org",
        "tel": "1",
    }
    return {
        name: value or (something.get(form.required[name], "Noe nytt") if name in form.required else value)
        for name, value in form.values.items()
    }
