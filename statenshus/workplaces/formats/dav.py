"""CalDAV as it is written: what a program asks (RFC 4918, 4791, 6578), and the answer to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.sax.saxutils import escape

from icalendar import Calendar
from lxml import etree

DAV, CAL, SERVER = "DAV:", "urn:ietf:params:xml:ns:caldav", "http://calendarserver.org/ns/"
PREFIXES = {DAV: "D", CAL: "C", SERVER: "S"}
_NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for name, prefix in PREFIXES.items())
TYPE = "application/xml; charset=utf-8"

QUERY, MULTIGET, SYNC = f"{{{CAL}}}calendar-query", f"{{{CAL}}}calendar-multiget", f"{{{DAV}}}sync-collection"
DATA, ETAG = f"{{{CAL}}}calendar-data", f"{{{DAV}}}getetag"


class Unreadable(Exception):
    """What was sent is not XML, or is not what is asked in this way."""


class Unanswerable(Exception):
    """What is asked is not answered here; the argument names the condition (RFC 3253, 1.6)."""


@dataclass(frozen=True)
class Match:
    """A property has a text, or has it not; or is not there at all, where there is no text."""

    prop: str
    text: str = ""
    is_negated: bool = False
    is_absent: bool = False

    def __call__(self, content: bytes) -> bool:
        (event,) = Calendar.from_ical(content).walk("VEVENT")
        held = event.get(self.prop)
        if self.is_absent:
            return held is None
        if held is None:
            return False
        values = held if isinstance(held, list) else [held]
        # i;ascii-casemap, which is what is meant where none is named (RFC 4791, 9.7.5).
        has = any(self.text.casefold() in str(value).casefold() for value in values)
        return has != self.is_negated


@dataclass(frozen=True)
class Asked:
    """What is asked: which properties, of which events."""

    what: str = ""
    """QUERY, MULTIGET, SYNC, or nothing where the properties of a place are asked."""
    props: tuple[str, ...] = ()
    """In Clark's notation; none where all are."""
    names_only: bool = False
    hrefs: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    nothing: bool = False
    """What is asked for is no event, so there is none."""
    matches: tuple[Match, ...] = ()
    token: str = ""


def asked(content: bytes) -> Asked:
    """What is asked. Raises Unreadable, and Unanswerable.

    No entity is resolved, and nothing fetched: what declares a document type is not read.
    """
    if not content.strip():
        return Asked()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Unreadable from fault
    if root.getroottree().docinfo.doctype:
        raise Unreadable
    prop = root.find(f"{{{DAV}}}prop")
    props = tuple(str(each.tag) for each in prop) if prop is not None else ()
    if root.tag == f"{{{DAV}}}propfind":
        return Asked(props=props, names_only=root.find(f"{{{DAV}}}propname") is not None)
    if root.tag == SYNC:
        return Asked(SYNC, props, token=(root.findtext(f"{{{DAV}}}sync-token") or "").strip())
    if root.tag == MULTIGET:
        hrefs = (unquote(urlsplit((each.text or "").strip()).path) for each in root.iter(f"{{{DAV}}}href"))
        return Asked(MULTIGET, props, hrefs=tuple(hrefs))
    if root.tag == QUERY:
        return _query(root, props)
    raise Unanswerable("supported-report")


def _query(root: Any, props: tuple[str, ...]) -> Asked:
    """Which events: by when they are, and by what they say (RFC 4791, 9.7)."""
    calendar = root.find(f"{{{CAL}}}filter/{{{CAL}}}comp-filter")
    if calendar is None or calendar.get("name") != "VCALENDAR":
        raise Unreadable
    since = until = None
    matches: list[Match] = []
    nothing = calendar.find(f"{{{CAL}}}is-not-defined") is not None
    for part in calendar.findall(f"{{{CAL}}}comp-filter"):
        is_absent = part.find(f"{{{CAL}}}is-not-defined") is not None
        nothing |= (part.get("name") == "VEVENT") == is_absent
        span = part.find(f"{{{CAL}}}time-range")
        if span is not None:
            since, until = _moment(span.get("start")), _moment(span.get("end"))
        inner = part.findall(f"{{{CAL}}}comp-filter")
        # No event here has an alarm in it.
        nothing |= any(each.find(f"{{{CAL}}}is-not-defined") is None for each in inner)
        matches += [_match(each) for each in part.findall(f"{{{CAL}}}prop-filter")]
    return Asked(QUERY, props, since=since, until=until, nothing=nothing, matches=tuple(matches))


def _match(of: Any) -> Match:
    name = str(of.get("name", ""))
    if of.find(f"{{{CAL}}}is-not-defined") is not None:
        return Match(name, is_absent=True)
    if of.find(f"{{{CAL}}}param-filter") is not None or of.find(f"{{{CAL}}}time-range") is not None:
        raise Unanswerable("supported-filter")
    text = of.find(f"{{{CAL}}}text-match")
    if text is None:
        return Match(name)
    if text.get("collation", "i;ascii-casemap") not in {"i;ascii-casemap", "i;octet", "i;unicode-casemap", "default"}:
        raise Unanswerable("supported-collation")
    return Match(name, text.text or "", text.get("negate-condition") == "yes")


def _moment(said: str | None) -> datetime | None:
    if said is None:
        return None
    try:
        return datetime.strptime(said, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError as fault:
        raise Unanswerable("valid-filter") from fault


@dataclass
class Told:
    """What is told of one place: its properties as XML by name, or only that it is not there."""

    href: str
    props: Mapping[str, str | Callable[[], str]] = field(default_factory=dict)
    is_there: bool = True


def multistatus(told: Iterable[Told], wanted: Sequence[str], *, names_only: bool = False, token: str = "") -> bytes:
    """The answer: of each place the properties that are wanted, or all; and by name those it has not."""
    parts = [f'<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus {_NAMESPACES}>']
    for each in told:
        parts.append(f"<D:response><D:href>{escape(quote(each.href))}</D:href>")
        if each.is_there:
            parts += _properties(each.props, wanted, names_only)
        else:
            parts.append("<D:status>HTTP/1.1 404 Not Found</D:status>")
        parts.append("</D:response>")
    if token:
        parts.append(f"<D:sync-token>{escape(token)}</D:sync-token>")
    parts.append("</D:multistatus>")
    return "".join(parts).encode()


def _properties(props: Mapping[str, str | Callable[[], str]], wanted: Sequence[str], names_only: bool) -> Iterable[str]:
    has = [name for name in wanted if name in props] if wanted else [name for name in props if name != DATA]
    if has:
        yield "<D:propstat><D:prop>"
        for name in has:
            held = "" if names_only else props[name]
            yield _element(name, held() if callable(held) else held)
        yield "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
    missing = [name for name in wanted if name not in props]
    if missing:
        yield "<D:propstat><D:prop>"
        yield from (_element(name, "") for name in missing)
        yield "</D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>"


def _element(name: str, inside: str) -> str:
    space, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
    prefix = PREFIXES.get(space)
    if prefix is not None:
        begin = end = f"{prefix}:{local}"
    elif space:
        begin, end = f'X:{local} xmlns:X="{escape(space, {chr(34): "&quot;"})}"', f"X:{local}"
    else:
        begin, end = f'{local} xmlns=""', local
    return f"<{begin}>{inside}</{end}>" if inside else f"<{begin}/>"


def error(condition: str) -> bytes:
    """Why it is not done, by the name that RFC 4918 or 4791 gives the condition."""
    prefix = "C" if condition.startswith(("valid-filter", "supported-filter", "supported-collation")) else "D"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<D:error {_NAMESPACES}><{prefix}:{condition}/></D:error>'.encode()
