"""A place's day as a screen beside its door tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Workplace
from statenshus.workplaces.queries.free import Taken, taken
from statenshus.workplaces.queries.hours import midnight


@dataclass(frozen=True)
class Part:
    """Some of the day, [starts_at, ends_at), in which one thing is to be told."""

    starts_at: datetime
    ends_at: datetime
    label: str
    """Whose it is, as far as a corridor may know; empty where it is free."""
    now: datetime
    is_last: bool = False
    """Whether it lasts until midnight."""

    @property
    def is_now(self) -> bool:
        """Whether it is what holds now."""
        return self.starts_at <= self.now < self.ends_at


def day_on_screen(workplace: Workplace, by: Actor) -> list[Part]:
    """The day from midnight to midnight, without a gap: what is free and what is taken. Four queries.

    Names are for colleagues, not for a corridor: an agency is told where it was chosen to be, and no more.
    """
    at, end = midnight(by.today), midnight(by.today + timedelta(days=1))
    parts: list[Part] = []
    for each in taken(by, [workplace], at, end):
        starts_at, ends_at = max(each.starts_at, at), min(each.ends_at, end)
        if starts_at > at:
            parts.append(Part(at, starts_at, "", by.now))
        if ends_at > starts_at:
            parts.append(Part(starts_at, ends_at, _told(each), by.now))
        at = max(at, ends_at)
    if at < end:
        parts.append(Part(at, end, "", by.now, is_last=True))
    return parts


def _told(each: Taken) -> str:
    return _("Taken") if each.person or each.booking else each.label
