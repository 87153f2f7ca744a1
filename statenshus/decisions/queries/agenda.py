"""The agenda of a meeting, as the actor may read it."""

from dataclasses import dataclass

from statenshus.decisions.models import AgendaItem
from statenshus.decisions.queries.cases import Shown, listed
from statenshus.decisions.queries.stages import FETCHED
from statenshus.decisions.rules import leads
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Meeting


@dataclass(frozen=True)
class ItemShown:
    """A case on the agenda, under the title that the actor may read."""

    item: AgendaItem
    shown: Shown

    @property
    def notes(self) -> str:
        """What was said about it; nothing where the case is not for the actor."""
        return "" if self.shown.hidden else self.item.notes


@dataclass(frozen=True)
class Agenda:
    """What is taken up in a meeting, and how long it takes."""

    meeting: Meeting
    items: list[ItemShown]
    minutes: int
    may_lead: bool
    has_begun: bool


def of_meeting(by: Actor, meeting: Meeting) -> Agenda:
    """What the meeting's page says of its agenda. At most eight queries, however many cases there are."""
    rows = AgendaItem.objects.visible_to(by).filter(meeting=meeting).select_related("case__body", "case__prepared_by")
    items = list(rows.prefetch_related(*(f"case__{each}" for each in FETCHED)))
    shown = listed([item.case for item in items], by, by.today)
    return Agenda(
        meeting,
        [ItemShown(item, each) for item, each in zip(items, shown, strict=True)],
        sum(item.minutes for item in items),
        meeting.called_off_at is None and leads(by, meeting.body),
        meeting.has_begun(by.now),
    )
