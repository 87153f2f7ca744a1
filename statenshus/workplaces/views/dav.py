"""What calendar programs ask by CalDAV, outside any house: to read what stands at a secret address, and no more."""

import base64
import binascii
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from statenshus.asks.queries.mails import language_of
from statenshus.kernel import clock
from statenshus.ui.pages import tagged
from statenshus.workplaces.formats import dav
from statenshus.workplaces.formats.dav import CAL, DAV, SERVER, Told
from statenshus.workplaces.models import Feed
from statenshus.workplaces.queries.collections import Collection, Entry, collection_of
from statenshus.workplaces.queries.feeds import feed_behind, reader_of
from statenshus.workplaces.usecases.looks import note_looks

READS = ("OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT")
ROOT = "/dav/"
EVENT = "text/calendar; charset=utf-8; component=vevent"


def well_known(request: HttpRequest) -> HttpResponse:
    """Where to begin (RFC 6764)."""
    return HttpResponsePermanentRedirect(ROOT)


@csrf_exempt
def collection(request: HttpRequest, path: str = "") -> HttpResponse:
    """Whoever gives the secret of an address as the password reads it: the beginning, the calendar, or one event."""
    if request.method == "OPTIONS":
        return _said(HttpResponse())
    feed = feed_behind(_password(request))
    if feed is None:
        response = HttpResponse(status=401)
        response["WWW-Authenticate"] = 'Basic realm="Statens hus", charset="UTF-8"'
        return _said(response)
    if request.method not in READS:
        return _said(HttpResponse(dav.error("need-privileges"), content_type=dav.TYPE, status=403))
    by = reader_of(feed, clock.now())
    with translation.override(language_of(feed.person)):
        found = collection_of(feed, by)
        if found.persons:
            note_looks(persons=found.persons - {feed.person_id}, where="feed", by=by)
        try:
            return _said(_answer(request, path, feed, found))
        except dav.Unreadable:
            return _said(HttpResponse(status=400))
        except dav.Unanswerable as condition:
            return _said(HttpResponse(dav.error(str(condition)), content_type=dav.TYPE, status=403))


def _said(response: HttpResponse) -> HttpResponse:
    """What is done here, which every answer tells."""
    response["DAV"], response["Allow"] = "1, calendar-access", ", ".join(READS)
    return response


def _password(request: HttpRequest) -> str:
    scheme, _, told = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(told, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _answer(request: HttpRequest, path: str, feed: Feed, found: Collection) -> HttpResponse:
    base = f"{ROOT}{feed.pk}/"
    here = ROOT + path
    if here == ROOT and request.method == "PROPFIND":
        return _propfind(request, [_beginning(base)], lambda: [_calendar(base, found)])
    if here == ROOT and request.method == "REPORT":
        raise dav.Unanswerable("supported-report")
    if here.rstrip("/") + "/" == base:
        if request.method == "PROPFIND":
            return _propfind(request, [_calendar(base, found)], lambda: _events(base, found, found.entries()))
        if request.method == "REPORT":
            return _report(request, base, found)
        return tagged(request, found.tag, found.whole, "text/calendar; charset=utf-8")
    entry = _named(base, found, [here]).get(here)
    if entry is None:
        return HttpResponse(status=404)
    if request.method == "PROPFIND":
        return _propfind(request, _events(base, found, [entry]), list)
    if request.method == "REPORT":
        raise dav.Unanswerable("supported-report")
    return tagged(request, entry.tag, lambda: found.texts([entry])[entry.name], EVENT)


def _propfind(request: HttpRequest, here: Iterable[Told], below: Callable[[], Iterable[Told]]) -> HttpResponse:
    asked = dav.asked(request.body)
    if asked.what:
        raise dav.Unreadable
    told = [*here, *(below() if request.headers.get("Depth", "1") != "0" else [])]
    content = dav.multistatus(told, asked.props, names_only=asked.names_only)
    return HttpResponse(content, content_type=dav.TYPE, status=207)


def _report(request: HttpRequest, base: str, found: Collection) -> HttpResponse:
    asked = dav.asked(request.body)
    token, missing = "", []
    if asked.what == dav.SYNC:
        token = found.token()
        changed = found.changed_since(asked.token) if asked.token else None
        if asked.token and changed is None:
            raise dav.Unanswerable("valid-sync-token")
        entries = found.entries() if changed is None else found.named(changed)
    elif asked.what == dav.MULTIGET:
        named = _named(base, found, asked.hrefs)
        entries = list(named.values())
        missing = [Told(href, is_there=False) for href in asked.hrefs if href not in named]
    elif asked.what == dav.QUERY:
        entries = [] if asked.nothing else found.entries(asked.since, asked.until)
        if asked.matches:
            texts = found.texts(entries)
            entries = [each for each in entries if all(match(texts[each.name]) for match in asked.matches)]
    else:
        raise dav.Unreadable
    told = [*_events(base, found, entries, wanted=asked.props), *missing]
    content = dav.multistatus(told, asked.props, names_only=asked.names_only, token=token)
    return HttpResponse(content, content_type=dav.TYPE, status=207)


def _named(base: str, found: Collection, hrefs: Iterable[str]) -> dict[str, Entry]:
    """Those of the addresses at which an event stands."""
    names = {href.removeprefix(base).removesuffix(".ics"): href for href in hrefs}
    named = {f"{base}{each.name}.ics": each for each in found.named(names)}
    return {href: named[href] for href in names.values() if href in named}


def _beginning(base: str) -> Told:
    """Where a program begins: who is asking is whoever has the secret, and below stands the one calendar."""
    props = {
        f"{{{DAV}}}resourcetype": "<D:collection/><D:principal/>",
        f"{{{DAV}}}displayname": "Statens hus",
        f"{{{DAV}}}current-user-principal": f"<D:href>{ROOT}</D:href>",
        f"{{{DAV}}}principal-URL": f"<D:href>{ROOT}</D:href>",
        f"{{{DAV}}}principal-collection-set": f"<D:href>{ROOT}</D:href>",
        f"{{{CAL}}}calendar-home-set": f"<D:href>{ROOT}</D:href>",
        f"{{{DAV}}}current-user-privilege-set": _PRIVILEGES,
    }
    return Told(ROOT, props)


_PRIVILEGES = "<D:privilege><D:read/></D:privilege><D:privilege><D:read-current-user-privilege-set/></D:privilege>"
_REPORTS = "".join(
    f"<D:supported-report><D:report><{name}/></D:report></D:supported-report>"
    for name in ("C:calendar-query", "C:calendar-multiget", "D:sync-collection")
)


def _calendar(base: str, found: Collection) -> Told:
    props: dict[str, Any] = {
        f"{{{DAV}}}resourcetype": "<D:collection/><C:calendar/>",
        f"{{{DAV}}}displayname": escape(found.name),
        f"{{{DAV}}}current-user-principal": f"<D:href>{ROOT}</D:href>",
        f"{{{DAV}}}owner": f"<D:href>{ROOT}</D:href>",
        f"{{{DAV}}}current-user-privilege-set": _PRIVILEGES,
        f"{{{DAV}}}supported-report-set": _REPORTS,
        f"{{{DAV}}}getcontenttype": "text/calendar; charset=utf-8",
        dav.ETAG: lambda: f'"{found.tag}"',
        f"{{{DAV}}}sync-token": lambda: escape(found.token()),
        f"{{{SERVER}}}getctag": lambda: f'"{found.tag}"',
        f"{{{CAL}}}supported-calendar-component-set": '<C:comp name="VEVENT"/>',
        f"{{{CAL}}}supported-calendar-data": '<C:calendar-data content-type="text/calendar" version="2.0"/>',
        f"{{{CAL}}}supported-collation-set": "<C:supported-collation>i;ascii-casemap</C:supported-collation>",
        f"{{{CAL}}}calendar-description": escape(found.name),
    }
    return Told(base, props)


def _events(base: str, found: Collection, entries: Iterable[Entry], wanted: Iterable[str] = ()) -> Iterable[Told]:
    """What is told of each event; what it says only where that is wanted."""
    entries = list(entries)
    texts = found.texts(entries) if dav.DATA in wanted else {}
    for each in entries:
        props: dict[str, Any] = {
            dav.ETAG: f'"{each.tag}"',
            f"{{{DAV}}}getcontenttype": EVENT,
            f"{{{DAV}}}resourcetype": "",
            f"{{{DAV}}}current-user-principal": f"<D:href>{ROOT}</D:href>",
            f"{{{DAV}}}current-user-privilege-set": _PRIVILEGES,
        }
        if each.name in texts:
            props[dav.DATA] = escape(texts[each.name].decode(), {"\r": "&#13;"})
        yield Told(f"{base}{each.name}.ics", props)
