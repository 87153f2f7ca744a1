"""Acts on the agenda of a meeting: what is taken up, in which order, and what was said."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.decisions.models import AgendaItem, Case, Decision, Voting
from statenshus.decisions.rules import agenda as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.meetings.models import Meeting

LONGEST = 480


@transaction.atomic
def put_on_agenda(meeting: Meeting, *, case: Case, minutes: int = 10, by: Actor) -> AgendaItem:
    """Put a published case last on the agenda of a meeting of its body, with so many minutes for it.

    Raises NotAllowed by rules.put_on_agenda, and Refused with code:
        called_off  the meeting is called off
        other_body  the case is before another body
        not_open    the case is not published, or has ended
        minutes     it is given no time, or more than eight hours
        twice       it is on the agenda already
    """
    by.must(rules.put_on_agenda, meeting, case)
    meeting = _held(meeting)
    if meeting.called_off_at is not None:
        raise Refused("called_off", _("The meeting is called off."))
    if case.body_id != meeting.body_id:
        raise Refused("other_body", _("The case is before another body."), "case")
    if not Case.objects.open().filter(pk=case.pk).exists():
        raise Refused("not_open", _("The case is not published, or has ended."), "case")
    _check_minutes(minutes)
    twice = Refused("twice", _("The case is on the agenda already."), "case")
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    with refusing({"decisions_agendaitem_once": twice}):
        made = AgendaItem.objects.create(house=by.house, meeting=meeting, case=case, position=last + 1, minutes=minutes)
    record(by, "decisions.put_on_agenda", case, meeting=meeting.title, minutes=minutes)
    return made


@transaction.atomic
def take_off_agenda(item: AgendaItem, *, by: Actor) -> None:
    """Take a case off the agenda of a meeting.

    Raises NotAllowed by rules.take_off_agenda, and Refused with code:
        taken_up  it was voted on, or concluded, in the meeting
    """
    by.must(rules.take_off_agenda, item)
    meeting, case = _held(item.meeting), item.case
    same = {"meeting": meeting, "case": case}
    if Voting.objects.filter(**same).exists() or Decision.objects.filter(**same).exists():
        raise Refused("taken_up", _("The case was taken up in the meeting, so it stays on its agenda."))
    item.delete()
    record(by, "decisions.take_off_agenda", case, meeting=meeting.title)


@transaction.atomic
def order_agenda(meeting: Meeting, *, cases: Sequence[Case], minutes: Sequence[int] | None = None, by: Actor) -> None:
    """Take the cases up in this order, each with so many minutes where they are given.

    Raises NotAllowed by rules.order_agenda, and Refused with code:
        not_the_agenda  these are not all that is on the agenda, each once
        minutes         a case is given no time, or more than eight hours
    """
    by.must(rules.order_agenda, meeting, *cases)
    meeting = _held(meeting)
    items = {item.case_id: item for item in meeting.items.select_for_update(of=("self",))}
    if sorted(items) != sorted(case.pk for case in cases) or (minutes is not None and len(minutes) != len(cases)):
        raise Refused("not_the_agenda", _("The agenda has changed in the meantime. Look at it again."))
    for place, case in enumerate(cases, 1):
        item = items[case.pk]
        item.position = place
        if minutes is not None:
            _check_minutes(minutes[place - 1])
            item.minutes = minutes[place - 1]
        item.save(update_fields=["position", "minutes"])
    record(by, "decisions.order_agenda", meeting, count=len(cases))


@transaction.atomic
def note_discussion(item: AgendaItem, *, notes: str, by: Actor) -> AgendaItem:
    """Note what was said about a case in a meeting; the minutes take it from here.

    Raises NotAllowed by rules.note_discussion, and Refused with code:
        not_begun  the meeting has not begun, or was called off
    """
    by.must(rules.note_discussion, item)
    meeting = _held(item.meeting)
    if not meeting.has_begun(by.now):
        raise Refused("not_begun", _("The meeting has not begun, or was called off."))
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("case", "meeting").get(pk=item.pk)
    item.notes = notes.strip()
    item.save(update_fields=["notes"])
    record(by, "decisions.note_discussion", item.case, meeting=meeting.title)
    return item


def _held(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the transaction ends, so that those who change its agenda wait."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)


def _check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST:
        raise Refused("minutes", _("Give it between 1 and 480 minutes."), "minutes")
