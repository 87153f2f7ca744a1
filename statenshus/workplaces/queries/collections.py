"""What stands in a calendar, event by event: found without writing it, and written once as long as it is the same."""

import hashlib
from collections.abc import Collection as Names
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string
from icalendar import Event, Timezone

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Feed
from statenshus.workplaces.queries.feeds import BACK, block_of, calendar, name_of, own_events
from statenshus.workplaces.queries.free import taken

AHEAD = timedelta(days=400)
MOST_WHOLE = 16
_END = b"END:VCALENDAR\r\n"
_wholes: dict[str, bytes] = {}
"""The last calendars that this process wrote, by their tags."""


@dataclass(frozen=True)
class Entry:
    """An event of a calendar: its name there, when it is, a tag that changes when its text does, and its part."""

    name: str
    starts_at: datetime
    ends_at: datetime
    tag: str
    part: "Part"


class Part(Protocol):
    """Some of what stands in a calendar."""

    def tag(self) -> str:
        """Another whenever any of it is another."""

    def entries(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Entry]:
        """Those that touch [since, until), the first first."""

    def named(self, names: Names[str]) -> Sequence[Entry]:
        """Those of these names that stand in it."""

    def texts(self, entries: Iterable[Entry]) -> Mapping[str, bytes]:
        """The events of these of its own, as RFC 5545 writes them, by name."""

    def changed_since(self, horizon: int) -> Names[str] | None:
        """The names of those written by transactions from this number on; None where that is not known."""


class Written:
    """Events that are few, and written each time."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._texts: dict[str, bytes] = {}
        self._entries = []
        for event in events:
            name, text = str(event["uid"]).partition("@")[0], event.to_ical()
            starts_at, ends_at = (event.decoded(of).astimezone(UTC) for of in ("dtstart", "dtend"))
            self._texts[name] = text
            self._entries.append(Entry(name, starts_at, ends_at, hashlib.sha256(text).hexdigest()[:16], self))

    def tag(self) -> str:
        return hashlib.sha256("".join(each.tag for each in self._entries).encode()).hexdigest()

    def entries(self, since: datetime | None = None, until: datetime | None = None) -> Sequence[Entry]:
        return [
            each
            for each in self._entries
            if (since is None or each.ends_at > since) and (until is None or each.starts_at < until)
        ]

    def named(self, names: Names[str]) -> Sequence[Entry]:
        return [each for each in self._entries if each.name in names]

    def texts(self, entries: Iterable[Entry]) -> Mapping[str, bytes]:
        return {each.name: self._texts[each.name] for each in entries}

    def changed_since(self, horizon: int) -> Names[str] | None:
        return None


@dataclass(frozen=True)
class Collection:
    """What stands at an address; `persons` are the numbers of those whose names it tells."""

    name: str
    parts: Sequence[Part]
    persons: frozenset[int] = frozenset()

    @cached_property
    def tag(self) -> str:
        """Another whenever anything in it is. A query a part."""
        told = "\n".join([self.name, *(part.tag() for part in self.parts)])
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def entries(self, since: datetime | None = None, until: datetime | None = None) -> list[Entry]:
        """Those that touch [since, until). A query a part."""
        return [each for part in self.parts for each in part.entries(since, until)]

    def named(self, names: Iterable[str]) -> list[Entry]:
        """Those of these names that stand in it. A query a part."""
        wanted = set(names)
        return [each for part in self.parts for each in part.named(wanted)]

    def texts(self, entries: Iterable[Entry]) -> dict[str, bytes]:
        """Each by itself as a calendar, by name."""
        head = _head() + _zone()
        return {name: head + text + _END for name, text in self._events(entries)}

    def whole(self) -> bytes:
        """All of it as one calendar that is published; written once as long as it is the same."""
        written = _wholes.get(self.tag)
        if written is None:
            written = self._written()
            while len(_wholes) >= MOST_WHOLE:
                _wholes.pop(next(iter(_wholes)), None)
            _wholes[self.tag] = written
        return written

    def _written(self) -> bytes:
        made = calendar("PUBLISH")
        made.add("name", self.name)
        made.add("x-wr-calname", self.name)
        made.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
        events = [text for _name, text in self._events(self.entries())]
        return b"".join([made.to_ical().removesuffix(_END), _zone() if events else b"", *events, _END])

    def changed_since(self, token: str) -> list[str] | None:
        """The names of those that may have changed since the token was given; None where that is not known.

        Nothing is ever taken out of it but by time: what comes to nothing is cancelled, and stands there as such.
        """
        cluster, horizon, tag = _taken_apart(token)
        if tag == self.tag:
            return []
        if cluster != self._horizon[0]:
            return None
        found: list[str] = []
        for part in self.parts:
            names = part.changed_since(horizon)
            if names is None:
                return None
            found += names
        return found

    def token(self) -> str:
        """Told to whoever has read all of it up to now, to ask what has changed since."""
        cluster, horizon = self._horizon
        return f"urn:x-statenshus:{cluster}:{horizon}:{self.tag}"

    @cached_property
    def _horizon(self) -> tuple[str, int]:
        """Which database this is, and the number of the oldest transaction that is not yet done. One query.

        What a reader does not see yet is written by one from that number on.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT system_identifier::text, pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
                " FROM pg_control_system()"
            )
            cluster, horizon = cursor.fetchone()
        return cluster, horizon

    def _events(self, entries: Iterable[Entry]) -> Iterable[tuple[str, bytes]]:
        wanted = list(entries)
        for part in self.parts:
            yield from part.texts([each for each in wanted if each.part is part]).items()


def collection_of(feed: Feed, by: Actor) -> Collection:
    """What stands at the address. Two queries where it is one's own or of a workplace, and those of `FEED_PARTS`."""
    parts: list[Part] = [part for reading in settings.FEED_PARTS for part in import_string(reading)(feed, by)]
    if feed.workplace is not None:
        spans = taken(by, [feed.workplace], by.now - BACK, by.now + AHEAD)
        persons = frozenset(each.person for each in spans if each.person)
        return Collection(name_of(feed), [Written(block_of(feed, each) for each in spans)], persons)
    if feed.is_own:
        parts.insert(0, Written(own_events(feed, by)))
    return Collection(name_of(feed), parts)


def _taken_apart(token: str) -> tuple[str, int, str]:
    cluster, _, rest = token.removeprefix("urn:x-statenshus:").partition(":")
    horizon, _, tag = rest.partition(":")
    return (cluster, int(horizon), tag) if horizon.isascii() and horizon.isdecimal() else ("", 0, "")


@lru_cache(1)
def _head() -> bytes:
    made = calendar("")
    return made.to_ical().removesuffix(_END)


@lru_cache(1)
def _zone() -> bytes:
    """The clock of Norway, with its changes from summer to winter and back."""
    return Timezone.from_tzid("Europe/Oslo", first_date=date(2000, 1, 1), last_date=date(2038, 1, 1)).to_ical()
