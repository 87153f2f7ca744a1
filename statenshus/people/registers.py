"""Enhetsregisteret, the national register of legal entities: the only place of people that speaks to the network.

Never called but when somebody looks an organisation up. Whatever goes wrong is a Refused with a plain
sentence, and writing by hand goes on. Shapes: https://data.brreg.no/enhetsregisteret/api (NLOD).
"""

import time
from dataclasses import dataclass
from typing import Annotated, TypeVar

import httpx
from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, ValidationError

from statenshus.kernel.errors import Refused
from statenshus.people.models import Organisation
from statenshus.people.models.organisations import valid_orgnr

CONNECT_SECONDS = 2.0
WHOLE_SECONDS = 5.0
LARGEST_BYTES = 1_000_000
LONGEST_NAME = 180
MOST_HITS = 10

Kind = Organisation.Kind
# Forms that tell the kind by themselves; a suggestion, for people to judge.
KINDS = {
    "KOMM": Kind.MUNICIPALITY,
    "FYLK": Kind.COUNTY,
    "STAT": Kind.STATE_AGENCY,
    "AS": Kind.COMPANY,
    "ASA": Kind.COMPANY,
}
MUNICIPAL_SECTOR = "6500"


class NotRead(Refused):
    """The register gave nothing to use.

    NotRead
    ├── Unknown      it has no such number (404)
    ├── Removed      it had, and has struck it (410)
    └── Unreachable  no network, time-out, an error of its own, or an answer that makes no sense
    """


class Unknown(NotRead):
    """The register has no such number."""

    def __init__(self, orgnr: str) -> None:
        message = _("Enhetsregisteret has no organisation with the number %(orgnr)s.")
        super().__init__("unknown", message % {"orgnr": orgnr}, "orgnr")


class Removed(NotRead):
    """The register has struck the organisation."""

    def __init__(self, orgnr: str) -> None:
        message = _("The organisation with the number %(orgnr)s has been removed from Enhetsregisteret.")
        super().__init__("removed", message % {"orgnr": orgnr}, "orgnr")


class Unreachable(NotRead):
    """The register cannot be asked now."""

    def __init__(self) -> None:
        message = _("Enhetsregisteret gives no usable answer just now. Write by hand, or try again later.")
        super().__init__("unreachable", message)


@dataclass(frozen=True)
class Entry:
    """What the register says of an organisation."""

    orgnr: str
    name: str
    form_code: str
    form: str
    address: str
    kind: str
    """Our kind where the register's words make it likely, else empty."""


_Text = Annotated[str, Field(max_length=300)]


class _Form(BaseModel):
    kode: _Text
    beskrivelse: _Text = ""


class _Address(BaseModel):
    adresse: list[_Text | None] = []
    postnummer: _Text | None = None
    poststed: _Text | None = None
    land: _Text | None = None
    landkode: _Text | None = None

    @property
    def line(self) -> str:
        place = " ".join(part for part in (self.postnummer, self.poststed) if part)
        abroad = self.land if self.landkode not in (None, "NO") else None
        return ", ".join(part for part in (*self.adresse, place, abroad) if part)


class _Sector(BaseModel):
    kode: _Text = ""


class _Unit(BaseModel):
    organisasjonsnummer: Annotated[str, Field(pattern="^[0-9]{9}$")]
    navn: Annotated[str, Field(min_length=1, max_length=300)]
    organisasjonsform: _Form
    forretningsadresse: _Address | None = None
    beliggenhetsadresse: _Address | None = None
    postadresse: _Address | None = None
    institusjonellSektorkode: _Sector | None = None  # noqa: N815
    slettedato: _Text | None = None

    @property
    def entry(self) -> Entry:
        address = self.forretningsadresse or self.beliggenhetsadresse or self.postadresse
        return Entry(
            orgnr=self.organisasjonsnummer,
            name=self.navn,
            form_code=self.organisasjonsform.kode,
            form=self.organisasjonsform.beskrivelse or self.organisasjonsform.kode,
            address=address.line[:300] if address else "",
            kind=self.likely_kind,
        )

    @property
    def likely_kind(self) -> str:
        name, code = self.navn.upper(), self.organisasjonsform.kode
        if code not in ("ORGL", "STAT"):
            return KINDS.get(code, "")
        if self.institusjonellSektorkode and self.institusjonellSektorkode.kode == MUNICIPAL_SECTOR:
            return ""
        if name.endswith("DEPARTEMENTET"):
            return Kind.MINISTRY
        return Kind.UNIVERSITY if name.startswith("UNIVERSITETET") else Kind.STATE_AGENCY


class _Hits(BaseModel):
    enheter: list[_Unit] = []


class _Page(BaseModel):
    embedded: _Hits = Field(default=_Hits(), alias="_embedded")


Shape = TypeVar("Shape", bound=BaseModel)


def find(orgnr: str) -> Entry:
    """The entry with this number, among units and then among sub-units.

    At most two requests, none for an impossible number. Raises Unknown, Removed or Unreachable.
    """
    if not valid_orgnr(orgnr):
        raise Unknown("".join(filter(str.isprintable, orgnr[:20])))
    unit = _read(_Unit, f"/enheter/{orgnr}", "enhet", orgnr) or _read(
        _Unit, f"/underenheter/{orgnr}", "underenhet", orgnr
    )
    if unit is None:
        raise Unknown(orgnr)
    if unit.slettedato:
        raise Removed(orgnr)
    if unit.organisasjonsnummer != orgnr:
        raise Unreachable
    return unit.entry


def search(name: str) -> list[Entry]:
    """The units whose names are nearest, at most ten, in the register's order. One request. Raises Unreachable."""
    params = {"navn": name[:LONGEST_NAME], "size": str(MOST_HITS)}
    page = _read(_Page, "/enheter", "enhet", "", params)
    return [unit.entry for unit in page.embedded.enheter[:MOST_HITS]] if page else []


def _read(shape: type[Shape], path: str, noun: str, orgnr: str, params: dict[str, str] | None = None) -> Shape | None:
    """The answer in its shape, or None at 404."""
    accept = f"application/vnd.enhetsregisteret.{noun}.v1+json, application/json;q=0.9"
    headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": "statenshus"}
    timeout = httpx.Timeout(WHOLE_SECONDS, connect=CONNECT_SECONDS)
    ends = time.monotonic() + WHOLE_SECONDS
    body = bytearray()
    try:
        url = f"{settings.ENHETSREGISTERET_URL}{path}"
        with httpx.stream("GET", url, params=params, headers=headers, timeout=timeout) as answer:
            if answer.status_code == httpx.codes.NOT_FOUND:
                return None
            if answer.status_code == httpx.codes.GONE:
                raise Removed(orgnr)
            if answer.status_code != httpx.codes.OK:
                raise Unreachable
            # Raw, so that nothing small can unpack to something large.
            for part in answer.iter_raw():
                body += part
                if len(body) > LARGEST_BYTES or time.monotonic() > ends:
                    raise Unreachable
        return shape.model_validate_json(bytes(body))
    except (httpx.HTTPError, httpx.InvalidURL, ValidationError) as fault:
        raise Unreachable from fault
