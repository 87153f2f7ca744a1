"""A meeting as calendar programs read it: RFC 5545, one UID for ever, and RFC 5546 in mail."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from icalendar import Event

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.asks.queries.turns import turns
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Invitation, Meeting
from statenshus.meetings.queries.meetings import COMES
from statenshus.people.models import Person
from statenshus.workplaces.queries.feeds import BACK, clock_of, in_mail, uid_of


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


def of_person(person: Person, by: Actor) -> Sequence[Event]:
    """The meetings of which somebody is told, as events of their own feed, also those taken back. One query."""
    rows = Invitation.objects.in_house(by.house).filter(person=person, meeting__ends_at__gt=by.now - BACK)
    rows = rows.select_related("meeting__house").order_by("meeting__starts_at", "pk")
    return [_told(row) for row in rows]


def _told(row: Invitation) -> Event:
    return event_of(row.meeting, sequence=row.sequence, stamp=row.told_at, cancelled=row.taken_back_at is not None)
