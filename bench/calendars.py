"""A calendar of 2,000 meetings, beside icalendar alone, and beside Radicale serving the same by WSGI."""

import base64
import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.core.wsgi import get_wsgi_application
from icalendar import Calendar

from bench import houses
from bench.timing import Row, taking_turns
from statenshus.kernel.actors import OSLO, Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Account, Body, Person
from statenshus.workplaces.queries.feeds import feed_behind
from statenshus.workplaces.usecases.feeds import make_feed

EVENTS = 2_000
SPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
Ask = Callable[..., tuple[str, dict[str, str], bytes]]


def measured() -> Iterator[Row]:
    secret, first = _filled()
    feed = feed_behind(secret)
    assert feed is not None
    ours = _program(get_wsgi_application(), secret)
    _status, _headers, whole = ours("GET", f"/feed/{secret}.ics")
    assert whole.count(b"BEGIN:VEVENT") == EVENTS
    base = f"/dav/{feed.pk}/"
    with tempfile.TemporaryDirectory() as folder:
        theirs = _radicale(folder, whole)
        yield from _compared(ours, base, theirs, "/x/cal/", whole, first)


def _compared(ours: Ask, base: str, theirs: Ask, other: str, whole: bytes, first: datetime) -> Iterator[Row]:
    span = f'start="{first:%Y%m%dT000000Z}" end="{first + timedelta(days=1):%Y%m%dT000000Z}"'
    inside = f'<C:comp-filter name="VEVENT"><C:time-range {span}/></C:comp-filter>'
    day = (
        f"<C:calendar-query {SPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop>"
        f'<C:filter><C:comp-filter name="VCALENDAR">{inside}</C:comp-filter></C:filter></C:calendar-query>'
    )
    tokens = [_token(ask("REPORT", at, _sync(""))[2]) for ask, at in ((ours, base), (theirs, other))]
    etag = ours("GET", base)[1]["ETag"]

    def bare() -> None:
        made = Calendar()
        for event in events:
            made.add_component(event)
        made.to_ical()

    events = list(Calendar.from_ical(whole).walk("VEVENT"))
    asked: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "GET of all": (lambda: ours("GET", base), lambda: theirs("GET", other)),
        "one day": (lambda: ours("REPORT", base, day), lambda: theirs("REPORT", other, day)),
        "sync without change": (
            lambda: ours("REPORT", base, _sync(tokens[0])),
            lambda: theirs("REPORT", other, _sync(tokens[1])),
        ),
    }
    for what, (mine, peer) in asked.items():
        a, b, least = taking_turns(mine, peer, bare, rounds=9, warm=1)
        yield Row(
            f"{EVENTS:,} meetings by CalDAV: {what}",
            a,
            "so many times as fast as Radicale",
            b / a,
            "≥ 10×",
            b >= 10 * a,
        )
        if what == "GET of all":
            yield Row("the same, written by icalendar alone", least, "so much slower than all by CalDAV", least / a)
    yield Row("the same, not changed (304)", taking_turns(lambda: ours("GET", base, etag=etag), rounds=21)[0])


def _sync(token: str) -> str:
    return (
        f"<D:sync-collection {SPACES}><D:sync-token>{token}</D:sync-token><D:sync-level>1</D:sync-level>"
        "<D:prop><D:getetag/></D:prop></D:sync-collection>"
    )


def _token(content: bytes) -> str:
    return content.decode().rpartition("sync-token>")[0].rpartition("</")[0].rpartition("sync-token>")[2]


def _filled() -> tuple[str, datetime]:
    """A house whose one body meets every day; the secret of its calendar, and the day of its first meeting."""
    house = houses.empty("kalender")
    body = Body.objects.create(house=house, key="b", name="Styringsgruppen", kind="steering_group")
    account = Account.objects.create_user("bench@kalender.example")
    person = Person.objects.create(house=house, key="bench", name="Bench", account=account)
    first = datetime.combine(houses.NOW.date() - timedelta(days=EVENTS // 2), time(9), tzinfo=OSLO)
    Meeting.objects.bulk_create(
        Meeting(
            house=house, key=f"m-{n}", year=2000, number=n, body=body, title=f"Møte {n}, om det som venter; og mer",
            place="Rådhuset, rom 3", starts_at=first + timedelta(days=n), ends_at=first + timedelta(days=n, hours=2),
            noticed_at=houses.NOW,
        )
        for n in range(EVENTS)
    )  # fmt: skip
    _feed, secret = make_feed(body, by=Actor(house, houses.NOW, person, frozenset({"member"})))
    return secret, first + timedelta(days=EVENTS // 2)


def _radicale(folder: str, whole: bytes) -> Ask:
    from radicale import Application, config

    settings = config.load()
    settings.update(
        {
            "storage": {"filesystem_folder": folder, "_filesystem_fsync": "False"},
            "auth": {"type": "none"},
            "logging": {"level": "critical"},
        },
        "bench",
        privileged=True,
    )
    ask = _program(Application(settings), "x")
    status, _headers, content = ask("PUT", "/x/cal/", whole.replace(b"METHOD:PUBLISH\r\n", b"").decode())
    assert status.startswith("201"), (status, content)
    return ask


def _program(application: Any, password: str) -> Ask:
    """A calendar program that asks the application as a web server would."""
    told = "Basic " + base64.b64encode(f"x:{password}".encode()).decode()

    def ask(method: str, path: str, body: str = "", etag: str = "") -> tuple[str, dict[str, str], bytes]:
        content, answer = body.encode(), {}
        surroundings = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": "",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "HTTP_AUTHORIZATION": told, "HTTP_DEPTH": "1", "CONTENT_TYPE": "application/xml",
            "CONTENT_LENGTH": str(len(content)), "HTTP_HOST": "localhost", "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(content), "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0),
            "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        if etag:
            surroundings["HTTP_IF_NONE_MATCH"] = etag

        def begin(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> None:
            answer["status"], answer["headers"] = status, dict(headers)

        parts = application(surroundings, begin)
        got = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        assert answer["status"][0] in "23", (method, path, answer["status"], got[:300])
        return answer["status"], answer["headers"], got

    return ask
