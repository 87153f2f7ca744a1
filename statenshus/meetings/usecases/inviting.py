"""Telling those who are called to a meeting, in a mail with the event for their own calendar."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, KindOfAsk, MailChoice
from statenshus.asks.queries.links import address_of
from statenshus.asks.queries.mails import language_of, mail_address, stop_address
from statenshus.asks.usecases.links import make_link
from statenshus.asks.usecases.mails import write_mail
from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Invitation, Meeting
from statenshus.meetings.queries.calendars import invitation, invited
from statenshus.people.models import Person


@transaction.atomic
def tell_calendars(meeting: Meeting, *, by: Actor) -> list[Invitation]:
    """Let the meeting stand in the calendars of those who come or are asked, as it is now, and in no other.

    Whoever is new is told, and whoever was told of an older version; from whoever neither comes nor is asked any more
    it is taken back. Said again nobody is told anything. No mail goes to those who want none; what is told stands in
    their feed all the same. It is a part of the act that changes the meeting or who comes, and asks no rule of its own.
    """
    meeting = Meeting.objects.select_related("body", "house").get(pk=meeting.pk)
    wanted = invited(meeting, by)
    known = {each.person_id: each for each in meeting.invitations.select_for_update()}
    told = []
    for pk in sorted({*wanted, *known}):
        row = known.get(pk) or Invitation(house=by.house, meeting=meeting, person_id=pk, told_at=by.now)
        is_new = row.pk is None or (row.taken_back_at is not None)
        if pk in wanted and (is_new or row.version < meeting.version):
            row.taken_back_at = None
        elif pk not in wanted and row.taken_back_at is None:
            row.taken_back_at = by.now
        else:
            continue
        is_first = row.pk is None
        row.sequence = 0 if is_first else row.sequence + 1
        row.version, row.told_at = meeting.version, by.now
        row.save()
        _tell(row, meeting, is_new=is_new, asked=wanted.get(pk), by=by)
        told.append(row)
    return told


def _tell(row: Invitation, meeting: Meeting, *, is_new: bool, asked: Ask | None, by: Actor) -> None:
    person = Person.objects.select_related("account", "house").get(pk=row.person_id)
    choice = MailChoice.objects.in_house(by.house).filter(person=person).first()
    address = mail_address(person)
    if not address or (choice is not None and choice.rhythm == MailChoice.Rhythm.NEVER):
        return
    row.meeting, is_over = meeting, row.taken_back_at is not None
    comes = asked is None and not is_over
    with translation.override(language_of(person)):
        context = {
            "meeting": meeting,
            "person": person,
            "of": by.house,
            "is_over": is_over,
            "is_new": is_new,
            "comes": comes,
            "answer": address_of(make_link(asked, person=person, by=by)) if asked else "",
            "link": f"{settings.BASE_URL}/h/{by.house.slug}/meetings/meetings/{meeting.key}/",
        }
        write_mail(
            person,
            subject=_subject(row, is_new) % meeting.title,
            text=render_to_string("meetings/mail/meeting.txt", context).strip() + "\n",
            html=render_to_string("meetings/mail/meeting.html", context),
            calendar=invitation(row, address, comes=comes),
            kinds=[KindOfAsk.ATTENDANCE],
            unsubscribe=stop_address(person),
            by=by,
        )


def _subject(row: Invitation, is_new: bool) -> str:
    if row.meeting.called_off_at is not None:
        return _("Called off: %s")
    if row.taken_back_at is not None:
        return _("Out of your calendar: %s")
    return _("Meeting: %s") if is_new else _("Changed: %s")
