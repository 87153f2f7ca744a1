"""What workers do for meetings: a notice that nobody answered ends when the meeting begins."""

from django.utils.translation import gettext_lazy as _

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.kernel.actors import Actor
from statenshus.kernel.jobs import enqueue, every, job
from statenshus.meetings.models import Meeting
from statenshus.meetings.usecases import meetings as usecases


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
