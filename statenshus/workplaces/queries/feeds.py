"""What a calendar program reads: RFC 5545, one UID for a booking for ever, and what is cancelled told."""

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.houses import House
from statenshus.people.queries import acting_as
from statenshus.workplaces.models import Booking, Feed
from statenshus.workplaces.queries.free import Taken

PRODID = "-//statenshus//statenshus//NO"
BACK = timedelta(days=14)


def feed_behind(secret: str) -> Feed | None:
    """The feed that the secret opens: not revoked, of a person whose account is not closed. One query.

    What it shows of is read when it is asked for.
    """
    rows = Feed.objects.standing().filter(secret_hash=hashlib.sha256(secret.encode()).hexdigest())
    feed = rows.select_related("house", "person__account").first()
    if feed is None or (feed.person.account is not None and not feed.person.account.is_active):
        return None
    feed.person.house = feed.house
    return feed


def reader_of(feed: Feed, now: datetime) -> Actor:
    """As whom it is read: its person, with their roles where these decide what is told. One query then, or none."""
    if feed.workplace_id is None:
        return Actor(feed.house, now, feed.person)
    return acting_as(feed.person, feed.house, now)


def calendar(method: str) -> Calendar:
    """An empty calendar that is published, or sent with another method (RFC 5546), or with none."""
    made = Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    if method:
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


def name_of(feed: Feed) -> str:
    """What the calendar is called."""
    if feed.workplace is not None or feed.body is not None:
        return f"{feed.workplace or feed.body}, {feed.house.name}"
    if feed.of_house:
        return _("What happens in %(house)s") % {"house": feed.house.name}
    return _("What is mine in %(house)s") % {"house": feed.house.name}


def own_events(feed: Feed, by: Actor) -> list[Event]:
    """The bookings of the person as events, the first first. One query."""
    rows = Booking.objects.in_house(by.house).filter(person=feed.person_id, offered_until=None)
    rows = rows.filter(ends_at__gt=by.now - BACK).select_related("workplace__zone__floor__site", "house")
    return [_event(booking) for booking in rows.order_by("starts_at", "pk")]


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


def block_of(feed: Feed, span: Taken) -> Event:
    """A time at which a workplace is taken, without what would tell of whom. No query."""
    summary = f"{span.label}: {span.title}" if span.title else span.label
    told = f"{feed.workplace_id} {span.starts_at.isoformat()} {summary}"
    made = Event()
    made.add("uid", uid_of(hashlib.sha256(told.encode()).hexdigest()[:32], feed.house))
    made.add("dtstamp", span.starts_at)
    made.add("dtstart", clock_of(span.starts_at))
    made.add("dtend", clock_of(span.ends_at))
    made.add("summary", summary)
    return made
