"""A meeting as calendar programs read it: RFC 5545, one UID for ever, and RFC 5546 in mail."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import BigIntegerField, Func, QuerySet, TextField, Value
from django.db.models.functions import MD5
from icalendar import Event

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.asks.queries.turns import turns
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Gathering, Invitation, Meeting, SignUp
from statenshus.meetings.queries.meetings import COMES
from statenshus.people.models import Body, Person
from statenshus.workplaces.models import Feed
from statenshus.workplaces.queries.collections import Entry, Part, Written
from statenshus.workplaces.queries.feeds import BACK, clock_of, in_mail, uid_of

MOST_KEPT = 20_000
_kept: dict[str, bytes] = {}
"""What a row of the table says as an event, kept by this process as long as the row is the same."""


class Row(Func):
    """Which row of the table of meetings it is, and by which transaction it was written: another after any change."""

    template = "md5(concat_ws(' ', meetings_meeting.xmin, meetings_meeting.ctid, meetings_meeting.key))"
    output_field = TextField()


class Age(Func):
    """How many transactions ago the row of the table of meetings was written."""

    template = "age(meetings_meeting.xmin)"
    output_field = BigIntegerField()


class Begun(Func):
    """How many transactions have begun up to now."""

    template = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
    output_field = BigIntegerField()


def invited(meeting: Meeting, by: Actor) -> dict[int, Ask | None]:
    """The persons in whose calendars the meeting is to stand, by number, and what each is asked; nothing if they come.

    Those who come, and those who are asked now; nobody before the notice, or where it is called off. Five queries at
    most.
    """
    if meeting.noticed_at is None or meeting.called_off_at is not None:
        return {}
    asks = list(Ask.objects.in_house(by.house).open().about(meeting).of_kind(KindOfAsk.ATTENDANCE))
    whose = turns(asks, by)
    found: dict[int, Ask | None] = {who.pk: ask for ask in asks if (who := whose[ask.pk].person) is not None}
    coming = meeting.attendances.filter(answer__in=COMES, person__isnull=False)
    return found | dict.fromkeys(coming.values_list("person", flat=True))


def event_of(meeting: Meeting, *, sequence: int, stamp: datetime, cancelled: bool) -> Event:
    """The meeting as an event, for those who may take part by its link. Wants `house`. No query."""
    page = f"{settings.BASE_URL}/h/{meeting.house.slug}/meetings/meetings/{meeting.key}/"
    made = Event()
    made.add("uid", uid_of(meeting.key, meeting.house))
    made.add("dtstamp", stamp)
    made.add("sequence", sequence)
    made.add("dtstart", clock_of(meeting.starts_at))
    made.add("dtend", clock_of(meeting.ends_at))
    made.add("summary", meeting.title)
    where = meeting.place or meeting.link
    if where:
        made.add("location", where)
    made.add("description", "\n".join([*([meeting.link] if meeting.link else []), page]))
    made.add("url", page)
    tentative = "CONFIRMED" if meeting.noticed_at else "TENTATIVE"
    made.add("status", "CANCELLED" if cancelled or meeting.called_off_at else tentative)
    return made


def invitation(invited: Invitation, to: str, *, comes: bool) -> str:
    """What is sent to the address: a request, or that it is taken back. Wants `meeting__house`. No query.

    No answer is asked for by the calendar program, for nobody would read it: one answers by the link in the mail.
    """
    return in_mail(_told(invited), invited.meeting.house, to, comes=comes)


def of_feed(feed: Feed, by: Actor) -> list[Part]:
    """What stands of meetings in a calendar: those of a body or the house, or those to which the person is called.

    None in that of a workplace. One query where it is the person's own.
    """
    if feed.is_own:
        return [Written([*_called_to(feed.person, by), *_signed_up_for(feed.person, by)])]
    if feed.of_house or feed.body is not None:
        return [Meetings(by, feed.body)]
    return []


class Meetings:
    """The meetings of a body, or of the house: which they are is read each time, what each says once while it stands.

    Which row of the table it is, and by which transaction it was written, tells whether it is the same. All meetings
    there ever were stand in it.
    """

    def __init__(self, by: Actor, body: Body | None) -> None:
        rows = Meeting.objects.visible_to(by)
        self._rows, self._now = rows.filter(body=body) if body is not None else rows, by.now

    def tag(self) -> str:
        """One query, which sends one row."""
        told = MD5(StringAgg(Row(), Value(""), order_by="pk"))
        return self._rows.order_by().aggregate(tag=told)["tag"] or ""

    def entries(self, since: datetime | None = None, until: datetime | None = None) -> list[Entry]:
        """One query."""
        rows = self._rows
        if since is not None:
            rows = rows.filter(ends_at__gt=since)
        if until is not None:
            rows = rows.filter(starts_at__lt=until)
        return self._entries(rows)

    def named(self, names: Collection[str]) -> list[Entry]:
        """One query."""
        return self._entries(self._rows.filter(key__in=names))

    def _entries(self, rows: QuerySet[Meeting]) -> list[Entry]:
        found = rows.order_by("starts_at", "pk").annotate(row=Row())
        return [Entry(*row, self) for row in found.values_list("key", "starts_at", "ends_at", "row")]

    def texts(self, entries: Iterable[Entry]) -> dict[str, bytes]:
        """One query if any of it is not kept. What was written since it was found is told as it is now."""
        found = {each.name: _kept.get(each.tag) for each in entries}
        missing = [name for name, text in found.items() if text is None]
        if missing:
            rows = self._rows.select_related("house").annotate(row=Row())
            if len(_kept) + len(missing) > MOST_KEPT:
                _kept.clear()
            for meeting in rows.filter(key__in=missing):
                sequence = meeting.version + (meeting.called_off_at is not None)
                made = event_of(meeting, sequence=sequence, stamp=self._now, cancelled=False).to_ical()
                found[meeting.key] = _kept[meeting.row] = made
        return {name: text for name, text in found.items() if text is not None}

    def changed_since(self, horizon: int) -> list[str]:
        """One query."""
        rows = self._rows.annotate(age=Age()).filter(age__lte=Begun() - horizon)
        return list(rows.order_by("pk").values_list("key", flat=True))


def _called_to(person: Person, by: Actor) -> Sequence[Event]:
    """The meetings of which somebody is told, also those taken back. One query."""
    rows = Invitation.objects.in_house(by.house).filter(person=person, meeting__ends_at__gt=by.now - BACK)
    return [_told(row) for row in rows.select_related("meeting__house").order_by("meeting__starts_at", "pk")]


def _signed_up_for(person: Person, by: Actor) -> Iterable[Event]:
    """What is held in arenas to which somebody has signed up and has a place. One query."""
    rows = SignUp.objects.in_house(by.house).filter(person=person, state=SignUp.State.COMES)
    rows = rows.filter(gathering__ends_at__gt=by.now - BACK).select_related("gathering__house")
    return [_gathering(row.gathering, row.at) for row in rows.order_by("gathering__starts_at", "pk")]


def _gathering(held: Gathering, stamp: datetime) -> Event:
    made = Event()
    made.add("uid", uid_of(held.key, held.house))
    made.add("dtstamp", held.called_off_at or stamp)
    made.add("sequence", int(held.called_off_at is not None))
    made.add("dtstart", clock_of(held.starts_at))
    made.add("dtend", clock_of(held.ends_at))
    made.add("summary", held.title)
    made.add("location", held.place or held.link)
    made.add("url", f"{settings.BASE_URL}/h/{held.house.slug}/meetings/gatherings/{held.key}/")
    made.add("status", "CANCELLED" if held.called_off_at else "CONFIRMED")
    return made


def _told(row: Invitation) -> Event:
    return event_of(row.meeting, sequence=row.sequence, stamp=row.told_at, cancelled=row.taken_back_at is not None)
