"""What has no approved minutes yet."""

from django.db.models import Exists, OuterRef

from statenshus.decisions.models import Minutes, Voting
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting
from statenshus.people.models import Seat, SeatHolding
from statenshus.people.rules import keeps_record

MOST = 100


def without_minutes(by: Actor) -> list[Meeting | Voting]:
    """Meetings that were held and written procedures that have ended without approved minutes, the latest first.

    Of the bodies whose work the actor leads, at most MOST of each. At most three queries.
    """
    approved = Minutes.objects.in_house(by.house).exclude(approved_at=None)
    meetings = Meeting.objects.in_house(by.house).filter(starts_at__lte=by.now, called_off_at=None)
    meetings = meetings.exclude(Exists(approved.filter(meeting=OuterRef("pk"))))
    votings = Voting.objects.in_house(by.house).filter(form=Voting.Form.WRITTEN).exclude(closed_at=None)
    votings = votings.exclude(Exists(approved.filter(voting=OuterRef("pk"))))
    if not keeps_record(by):
        chairs = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(rank=0, seat__role=Seat.Role.CHAIR)
        led = set(chairs.filter(person=by.person.pk if by.person else 0).values_list("seat__body", flat=True))
        meetings, votings = meetings.filter(body__in=led), votings.filter(case__body__in=led)
    held = list(meetings.select_related("body")[:MOST])
    ended = list(votings.select_related("case__body").order_by("-closed_at", "-pk")[:MOST])
    return sorted([*held, *ended], key=_when, reverse=True)


def _when(subject: Meeting | Voting) -> float:
    moment = subject.starts_at if isinstance(subject, Meeting) else subject.closed_at
    return moment.timestamp() if moment else 0.0
