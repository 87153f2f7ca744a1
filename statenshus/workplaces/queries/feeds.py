"""What a calendar program reads: RFC 5545, one UID for a booking for ever, and what is cancelled told."""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.houses import House
from statenshus.workplaces.models import Booking, Feed
from statenshus.workplaces.queries.free import taken

PRODID = "-//statenshus//statenshus//NO"
BACK, AHEAD = timedelta(days=14), timedelta(days=400)


def feed_behind(secret: str) -> Feed | None:
    """The feed that the secret opens: not revoked, of a person whose account is not closed. One query."""
    rows = Feed.objects.standing().filter(secret_hash=hashlib.sha256(secret.encode()).hexdigest())
    feed = rows.select_related("house", "person__account", "person__house", "workplace").first()
    if feed is None or (feed.person.account is not None and not feed.person.account.is_active):
        return None
    return feed


def calendar(method: str) -> Calendar:
    """An empty calendar that is published, or sent with another method (RFC 5546)."""
    made = Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("method", method)
    return made


def uid_of(key: str, house: House) -> str:
    """What the thing of the house with the key is called in every calendar, for ever."""
    return f"{key}@{house.slug}.{urlsplit(settings.BASE_URL).hostname or 'localhost'}"


def clock_of(at: datetime) -> datetime:
    """The moment as a calendar writes it: by the clock of Norway, or of the world in the hour that is passed twice.

    There the clock of Norway means the first of the two (RFC 5545, 3.3.5).
    """
    local = at.astimezone(OSLO)
    return local.astimezone(UTC) if local.fold else local


def calendar_of(feed: Feed, by: Actor) -> tuple[bytes, set[int]]:
    """The calendar, and the numbers of the persons whose names it tells. Five queries, and those of `FEED_PARTS`."""
    made = calendar("PUBLISH")
    made.add("name", _name(feed))
    made.add("x-wr-calname", _name(feed))
    made.add("refresh-interval", timedelta(hours=1), {"VALUE": "DURATION"})
    persons: set[int] = set()
    if feed.workplace is None:
        for booking in _own(feed, by):
            made.add_component(_event(booking))
        for reading in settings.FEED_PARTS:
            for event in import_string(reading)(feed.person, by):
                made.add_component(event)
    else:
        for each in taken(by, [feed.workplace], by.now - BACK, by.now + AHEAD):
            persons |= {each.person} if each.person else set()
            summary = f"{each.label}: {each.title}" if each.title else each.label
            made.add_component(_block(feed, summary, each.starts_at, each.ends_at, by.now))
    made.add_missing_timezones()
    return made.to_ical(), persons


def _name(feed: Feed) -> str:
    if feed.workplace is not None:
        return f"{feed.workplace.name}, {feed.house.name}"
    return _("What is mine in %(house)s") % {"house": feed.house.name}


def _own(feed: Feed, by: Actor) -> list[Booking]:
    rows = Booking.objects.in_house(by.house).filter(person=feed.person_id, offered_until=None)
    rows = rows.filter(ends_at__gt=by.now - BACK).select_related("workplace__zone__floor__site", "house")
    return list(rows.order_by("starts_at", "pk"))


def _event(booking: Booking) -> Event:
    """A booking; one that was left early ends when it was left, and one that came to nothing is cancelled."""
    left = booking.ended == Booking.Ended.LEFT
    made = Event()
    made.add("uid", uid_of(booking.key, booking.house))
    made.add("dtstamp", booking.ended_at or booking.booked_at)
    made.add("sequence", booking.sequence)
    made.add("dtstart", clock_of(booking.starts_at))
    made.add("dtend", clock_of((booking.ended_at if left else None) or booking.ends_at))
    made.add("summary", f"{booking.workplace.name}: {booking.title}" if booking.title else booking.workplace.name)
    made.add("location", f"{booking.workplace.name}, {booking.workplace.zone.floor}")
    made.add("url", f"{settings.BASE_URL}/h/{booking.house.slug}/workplaces/bookings/{booking.key}/")
    came_to_nothing = booking.ended_at is not None and not left
    tentative = "CONFIRMED" if booking.is_settled or left else "TENTATIVE"
    made.add("status", "CANCELLED" if came_to_nothing else tentative)
    return made


def invitation(booking: Booking, to: str) -> str:
    """The booking as an event in a mail to its address: a request that is accepted already, or a cancelling.

    RFC 5546; its UID is that of the feed. No query where the place with its site, and the house, are read.
    """
    return in_mail(_event(booking), booking.house, to)


def in_mail(event: Event, house: House, to: str, *, comes: bool = True) -> str:
    """The event as it is sent to somebody (RFC 5546): a request, or a cancelling where it is cancelled. No query."""
    event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}", {"CN": house.name})
    partstat = "ACCEPTED" if comes else "NEEDS-ACTION"
    event.add("attendee", f"mailto:{to}", {"PARTSTAT": partstat, "RSVP": "FALSE"})
    made = calendar("CANCEL" if event["STATUS"] == "CANCELLED" else "REQUEST")
    made.add_component(event)
    made.add_missing_timezones()
    return made.to_ical().decode()


def _block(feed: Feed, summary: str, starts_at: datetime, ends_at: datetime, now: datetime) -> Event:
    """A time at which a workplace is taken, without what would tell of whom."""
    made = Event()
    told = f"{feed.workplace_id} {starts_at.isoformat()} {summary}"
    made.add("uid", uid_of(hashlib.sha256(told.encode()).hexdigest()[:32], feed.house))
    made.add("dtstamp", starts_at)
    made.add("dtstart", clock_of(starts_at))
    made.add("dtend", clock_of(ends_at))
    made.add("summary", summary)
    return made
