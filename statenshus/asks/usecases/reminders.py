"""Acts on reminders: the house's rules for them, the day's mail, and the mail at once."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statenshus.asks.models import Ask, Mail, MailChoice, ReminderRules
from statenshus.asks.queries.links import address_of
from statenshus.asks.queries.mails import language_of, mail_address, stop_address
from statenshus.asks.queries.reminders import digests, is_quiet, loud_again
from statenshus.asks.queries.turns import Turn, turns
from statenshus.asks.rules import reminders as rules
from statenshus.asks.usecases.links import make_link
from statenshus.asks.usecases.mails import write_mail
from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.people.models import Person

MOST_DAYS, LATEST_DAY = 5, 60


@transaction.atomic
def set_reminder_rules(
    house: House,
    *,
    hour: time,
    before_days: Iterable[int],
    after_days: Iterable[int],
    quiet_from: time,
    quiet_to: time,
    by: Actor,
) -> ReminderRules:
    """Decide at what hour the house reminds, how many days before and after something is due, and when it is quiet.

    Raises NotAllowed by rules.set_reminder_rules, and Refused with code:
        too_many  over MOST_DAYS days before, or after
        too_far   a day lies over LATEST_DAY days away
        quiet     the hour lies in the quiet hours, so nobody would ever be reminded
    """
    by.must(rules.set_reminder_rules, house)
    House.objects.select_for_update(no_key=True).get(pk=house.pk)
    found = ReminderRules.of(house)
    found.hour, found.quiet_from, found.quiet_to = hour, quiet_from, quiet_to
    found.before_days, found.after_days = sorted(set(before_days), reverse=True), sorted(set(after_days))
    for field in ("before_days", "after_days"):
        days = getattr(found, field)
        if len(days) > MOST_DAYS:
            raise Refused("too_many", _("Choose at most %d days.") % MOST_DAYS, field)
        if max(days, default=0) > LATEST_DAY:
            raise Refused("too_far", _("Choose days at most %d days away.") % LATEST_DAY, field)
    if is_quiet(datetime.combine(by.today, hour, OSLO), found):
        raise Refused("quiet", _("The time of day lies in the quiet hours, so nobody would be reminded."), "hour")
    found.save()
    record(by, "asks.set_reminder_rules", house, hour=hour.isoformat("minutes"))
    return found


@transaction.atomic
def remind(house: House, *, by: Actor) -> list[Mail]:
    """Write the one mail of the day to each for whom it is time and there is news; the mails.

    Who has had the day's mail gets no other, however often this is done: the database keeps one a person and day.

    Raises NotAllowed by rules.remind.
    """
    by.must(rules.remind, house)
    written = []
    for digest in digests(by):
        try:
            mail = _write(digest.person, digest.waiting, digest_on=digest.day, by=by)
        except Refused as refusal:
            if refusal.code != "already":
                raise
        else:
            written += [mail] if mail else []
    if written:
        record(by, "asks.remind", house, persons=len(written))
    return written


@transaction.atomic
def tell_at_once(ask: Ask, *, by: Actor) -> Mail | None:
    """Write to whoever is asked, if it is urgent and they want to be told at once; in quiet hours, when these end.

    It is a part of the act that asks or hands over, and asks no rule of its own. At most six queries where nobody is
    told.
    """
    turn = turns([ask], by)[ask.pk] if ask.urgent else None
    if turn is None or turn.person is None:
        return None
    choice = MailChoice.objects.in_house(by.house).filter(person=turn.person.pk).first()
    if choice is None or not choice.urgent_at_once:
        return None
    send_after = loud_again(by.now, ReminderRules.of(by.house))
    person = Person.objects.select_related("account", "house").get(pk=turn.person.pk)
    return _write(person, [(ask, turn)], send_after=send_after, by=by)


def _write(
    person: Person,
    waiting: Sequence[tuple[Ask, Turn]],
    *,
    digest_on: date | None = None,
    send_after: datetime | None = None,
    by: Actor,
) -> Mail | None:
    """A mail in the person's language that tells of what waits, each with its own link."""
    if not mail_address(person):
        return None
    lines = [
        {
            "ask": ask,
            "turn": turn,
            "late": ask.is_late(by.now),
            "link": address_of(make_link(ask, person=person, by=by)),
        }
        for ask, turn in waiting
    ]
    minutes = sum(ask.minutes for ask, _turn in waiting)
    house = f"{settings.BASE_URL}/h/{by.house.slug}"
    stop = stop_address(person)
    with translation.override(language_of(person)):
        context = {
            "person": person,
            "of": by.house,
            "groups": _grouped(lines),
            "things": _things(len(lines)),
            "time": _time(minutes),
            "all": f"{house}/asks/",
            "choose": f"{house}/asks/mail/",
            "stop": stop,
            "urgent": digest_on is None,
        }
        if digest_on is None:
            subject = _("Urgent: %s") % waiting[0][0].subject_name
        else:
            subject = _("%(things)s (about %(time)s)") % {"things": context["things"], "time": context["time"]}
        return write_mail(
            person,
            subject=subject,
            text=render_to_string("asks/mail/waiting.txt", context).strip() + "\n",
            html=render_to_string("asks/mail/waiting.html", context),
            digest_on=digest_on,
            send_after=send_after,
            unsubscribe=stop,
            kinds=[ask.kind for ask, _turn in waiting],
            by=by,
        )


def _grouped(lines: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """By body, or by what is asked where there is none; the group with the newest first."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        ask = line["ask"]
        name = ask.body.name if ask.body else ask.get_kind_display()
        groups.setdefault(name[:1].upper() + name[1:], []).append(line)
    return list(groups.items())


def _things(count: int) -> str:
    return ngettext("%(count)d thing waits for you", "%(count)d things wait for you", count) % {"count": count}


def _time(minutes: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
