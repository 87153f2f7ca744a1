"""What workers do for meetings: a notice that nobody answered ends when the meeting begins,
and when the time for answering a poll is over, it is asked that a date be chosen.
"""

from contextlib import suppress

from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.jobs import enqueue, every, job
from statenshus.meetings.models import BusyCalendar, Meeting, Poll, YearPlan
from statenshus.meetings.usecases import arenas as arena_acts
from statenshus.meetings.usecases import busy as busy_acts
from statenshus.meetings.usecases import meetings as usecases
from statenshus.meetings.usecases import poll_answers as poll_acts
from statenshus.meetings.usecases import years as year_acts


@every("*/5 * * * *", "meetings.look_for_begun", _("Look for meetings that have begun"))
def look_for_begun(by: Actor) -> None:
    """Put in line, each by itself, those of which something is asked still; a fault in one keeps no other open."""
    asked = Ask.objects.in_house(by.house).open().of_kind(KindOfAsk.ATTENDANCE).filter(due_at__lte=by.now)
    for meeting in Meeting.objects.in_house(by.house).before(by.now).filter(key__in=asked.values("subject_key")):
        once = f"meetings.lapse_notice:{meeting.pk}"
        enqueue("meetings.lapse_notice", by.house, once=once, key=meeting.key)


@job("meetings.lapse_notice", _("Let what is not answered to a notice lapse"))
def lapse_notice(by: Actor, key: str) -> None:
    """Let it lapse, unless the meeting has been moved or called off since."""
    meeting = Meeting.objects.in_house(by.house).filter(key=key).first()
    if meeting is not None and meeting.has_begun(by.now):
        usecases.lapse_notice(meeting, by=by)


@every("*/5 * * * *", "meetings.look_for_answered", _("Look for polls for which the time to answer is over"))
def look_for_answered(by: Actor) -> None:
    """Ask for each, once, that a date be chosen."""
    asked = Ask.objects.in_house(by.house).of_kind(KindOfAsk.CHOOSE_DATE)
    over = Poll.objects.in_house(by.house).open().filter(answers_by__lte=by.now)
    for poll in over.exclude(key__in=asked.values("subject_key")):
        once = f"meetings.ask_to_choose:{poll.pk}"
        enqueue("meetings.ask_to_choose", by.house, once=once, key=poll.key)


@job("meetings.ask_to_choose", _("Ask that a date be chosen"))
def ask_to_choose(by: Actor, key: str) -> None:
    """Ask, unless a date has been chosen or more time given since."""
    poll = Poll.objects.in_house(by.house).open().filter(key=key, answers_by__lte=by.now).first()
    if poll is not None:
        poll_acts.ask_to_choose(poll, by=by)


@every("23 * * * *", "meetings.look_for_calendars", _("Look for calendars that are to be read again"))
def look_for_calendars(by: Actor) -> None:
    """Put each in line by itself: a slow one keeps no other waiting for long."""
    for calendar in BusyCalendar.objects.in_house(by.house).exclude(address=""):
        once = f"meetings.read_calendar:{calendar.pk}"
        enqueue("meetings.read_calendar", by.house, once=once, key=calendar.key)


@job("meetings.read_calendar", _("Read when somebody is busy"))
def read_calendar(by: Actor, key: str) -> None:
    """Read it, unless it has been taken out since."""
    calendar = BusyCalendar.objects.in_house(by.house).filter(key=key).first()
    if calendar is not None:
        busy_acts.read_calendar(calendar, by=by)


@job("meetings.settle_year", _("Work out when bodies meet in a year"))
def settle_year(by: Actor, key: str) -> None:
    """Work it out, unless it has been adopted or dropped since."""
    plan = YearPlan.objects.in_house(by.house).filter(key=key).first()
    if plan is not None:
        with suppress(Refused):
            year_acts.settle_year(plan, by=by)


@every("17 3 * * *", "meetings.forget_sign_ups", _("Forget who came to what was held long ago"))
def forget_sign_ups(by: Actor) -> None:
    """From which organisations is kept."""
    arena_acts.forget_sign_ups(by.house, by=by)
