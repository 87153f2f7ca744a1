"""When somebody is reminded of what waits, with manners: pure timing, and whose mail it is time for.

Days are those of Norway. A working day is neither Saturday, Sunday nor a Norwegian holiday.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import holidays
from django.db.models import Max

from statenshus.asks.models import Ask, Link, Mail, MailChoice, ReminderRules
from statenshus.asks.queries.mails import mail_address
from statenshus.asks.queries.turns import Turn, turns
from statenshus.kernel.actors import OSLO, Actor
from statenshus.people.models import Person

_DAY = timedelta(days=1)
_NORWAY = holidays.country_holidays("NO", language="no")


def is_working_day(day: date) -> bool:
    """Neither Saturday, Sunday nor a Norwegian holiday."""
    return day.weekday() < 5 and day not in _NORWAY


def holiday_on(day: date) -> str:
    """What the Norwegian holiday is called that the day is; empty where it is none."""
    return str(_NORWAY.get(day) or "")


def working_day(day: date, step: timedelta = _DAY) -> date:
    """The day itself if it is a working day, else the next; or, with a negative step, the one before."""
    while not is_working_day(day):
        day += step
    return day


def is_first_of_week(day: date) -> bool:
    """Whether it is the first working day of its week."""
    return is_working_day(day) and day == working_day(day - day.weekday() * _DAY)


def is_quiet(moment: datetime, rules: ReminderRules) -> bool:
    """Within the house's quiet hours, which begin at quiet_from and may go on past midnight; none if they are equal."""
    at, begins, ends = moment.astimezone(OSLO).time(), rules.quiet_from, rules.quiet_to
    return begins <= at < ends if begins <= ends else at >= begins or at < ends


def loud_again(moment: datetime, rules: ReminderRules) -> datetime:
    """The moment itself, or the end of the quiet hours it is in, also on the two days a year when the clock changes."""
    if not is_quiet(moment, rules):
        return moment
    today = moment.astimezone(OSLO).date()
    ends = (
        datetime.combine(day, rules.quiet_to, OSLO).replace(fold=fold).astimezone(UTC)
        for day in (today, today + _DAY)
        for fold in (0, 1)
    )
    return next(end for end in ends if end > moment and not is_quiet(end, rules))


def digest_day(now: datetime, rules: ReminderRules, rhythm: str) -> date | None:
    """The day whose one mail of reminders may be written now; None when it is not the day or the hour for one.

    From the house's hour on working days, outside quiet hours; for those who want it weekly on the first of the week.
    """
    local = now.astimezone(OSLO)
    day = local.date()
    if (
        rhythm == MailChoice.Rhythm.NEVER
        or not is_working_day(day)
        or local.time() < rules.hour
        or is_quiet(now, rules)
    ):
        return None
    return None if rhythm == MailChoice.Rhythm.WEEKLY and not is_first_of_week(day) else day


def reminder_days(due_at: datetime | None, rules: ReminderRules) -> set[date]:
    """The days on which one is reminded of what is due at the moment; due at midnight means by the end of the day.

    Before it is due a day that is no working day gives way to the one before, after it to the next.
    """
    if due_at is None:
        return set()
    due = (due_at - timedelta(seconds=1)).astimezone(OSLO).date()
    before = {working_day(due - days * _DAY, -_DAY) for days in rules.before_days}
    return before | {working_day(due + days * _DAY) for days in rules.after_days}


def is_news(told_on: date | None, due_at: datetime | None, day: date, rules: ReminderRules, rhythm: str) -> bool:
    """Whether an ask makes it worth writing the mail of the day: never told of, or it is to be reminded of.

    `told_on` is the last day on which a mail told of it. What was to be reminded of on days since then counts, so
    that nothing is lost when no worker ran. A weekly mail stands for all days until the next.
    """
    if told_on is None:
        return True
    reached = _stands_until(told_on, rhythm)
    return any(reached < each <= _stands_until(day, rhythm) for each in reminder_days(due_at, rules))


def _stands_until(day: date, rhythm: str) -> date:
    """The last day for which the mail of a day reminds."""
    if rhythm == MailChoice.Rhythm.WEEKLY and is_first_of_week(day):
        return working_day(day + (7 - day.weekday()) * _DAY) - _DAY
    return day


@dataclass(frozen=True)
class Digest:
    """What waits for somebody, for whom it is time for a mail: the asks with whose turn each is, newest first."""

    person: Person
    day: date
    waiting: list[tuple[Ask, Turn]]


def digests(by: Actor) -> list[Digest]:
    """For whom it is time for the mail of the day, and what it tells: all that waits for them. Five queries and turns.

    Those without an address are left out, and those who have had the day's mail.
    """
    rules = ReminderRules.of(by.house)
    if digest_day(by.now, rules, MailChoice.Rhythm.DAILY) is None:
        return []
    asks = {ask.pk: ask for ask in Ask.objects.in_house(by.house).open().select_related("body")}
    whose = turns(list(asks.values()), by)
    waiting: dict[int, list[tuple[Ask, Turn]]] = {}
    for pk, turn in whose.items():
        if turn.person is not None:
            waiting.setdefault(turn.person.pk, []).append((asks[pk], turn))
    persons = Person.objects.in_house(by.house).filter(pk__in=waiting).select_related("account", "house")
    rhythms = dict(MailChoice.objects.in_house(by.house).values_list("person", "rhythm"))
    last = dict(Mail.objects.in_house(by.house).values_list("person").annotate(Max("digest_on")).order_by())
    told = _told(by, asks, last)
    found = []
    for person in persons:
        rhythm = rhythms.get(person.pk, MailChoice.Rhythm.DAILY)
        day = digest_day(by.now, rules, rhythm)
        if day is None or not mail_address(person) or last.get(person.pk) == day:
            continue
        own = waiting[person.pk]
        if any(is_news(told.get((ask.pk, person.pk)), ask.due_at, day, rules, rhythm) for ask, _turn in own):
            own.sort(key=lambda pair: (pair[0].opened_at, pair[0].pk), reverse=True)
            found.append(Digest(person, day, own))
    return found


def _told(by: Actor, asks: Iterable[int], last: dict[int, date | None]) -> dict[tuple[int, int], date]:
    """Of each ask and person, the last day on which a mail told of it: that of its link, or of a digest since."""
    links = Link.objects.in_house(by.house).filter(ask__in=asks).order_by("made_at")
    made = {(ask, person): at for ask, person, at in links.values_list("ask", "person", "made_at")}
    found = {}
    for (ask, person), at in made.items():
        day = at.astimezone(OSLO).date()
        found[ask, person] = max(day, last.get(person) or day)
    return found
