"""Acts on arenas, and on what is held there."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from statenshus.asks.queries.mails import language_of, mail_address, stop_address
from statenshus.asks.usecases.mails import write_mail
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.meetings.models import Arena, Gathering, SignUp
from statenshus.meetings.rules import arenas as rules
from statenshus.people.models import Body, Organisation
from statenshus.workplaces.queries.persons import organisation_of, person_of

KEPT = timedelta(days=90)
"""So long it is known who came."""


@transaction.atomic
def propose_arena(house: House, *, name: str, kind: str, about: str = "", body: Body | None = None, by: Actor) -> Arena:
    """Propose a place to meet. It is held when it is taken up.

    Raises NotAllowed by rules.propose_arena.
    """
    by.must(rules.propose_arena, house)
    made = Arena.objects.create(
        house=by.house,
        name=name.strip(),
        kind=kind,
        about=about.strip(),
        body=body,
        proposed_by=person_of(by),
        proposed_at=by.now,
    )
    record(by, "meetings.propose_arena", made)
    return made


@transaction.atomic
def take_up_arena(arena: Arena, *, yearly_goal: int, by: Actor) -> Arena:
    """Take the arena up, to be held so many times a year. Said again the goal is another.

    Raises NotAllowed by rules.take_up_arena, and Refused with code:
        closed  it is closed
        goal    it would be held at no time
    """
    by.must(rules.take_up_arena, arena)
    arena = _locked(arena)
    if yearly_goal < 1:
        raise Refused("goal", _("Say how many times a year."), "yearly_goal")
    arena.state, arena.yearly_goal = Arena.State.RUNNING, yearly_goal
    arena.save(update_fields=["state", "yearly_goal"])
    record(by, "meetings.take_up_arena", arena, goal=yearly_goal)
    return arena


@transaction.atomic
def close_arena(arena: Arena, *, reason: str, by: Actor) -> Arena:
    """Close the arena, or turn the proposal down, for a reason. What is announced there stands.

    Raises NotAllowed by rules.close_arena, and Refused with code:
        closed  it is closed already
        reason  no reason is given
    """
    by.must(rules.close_arena, arena)
    if not reason.strip():
        raise Refused("reason", _("Say why."), "reason")
    arena = _locked(arena)
    arena.state, arena.closed_because = Arena.State.CLOSED, reason.strip()
    arena.save(update_fields=["state", "closed_because"])
    record(by, "meetings.close_arena", arena, reason=arena.closed_because)
    return arena


@transaction.atomic
def announce_gathering(
    arena: Arena,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    link: str = "",
    host: Organisation | None = None,
    capacity: int | None = None,
    by: Actor,
) -> Gathering:
    """Announce what is held in the arena during [starts_at, ends_at); one that is over may be put on record.

    Raises NotAllowed by rules.announce_gathering, and Refused with code:
        not_running  the arena is not taken up, or is closed
        backwards    it would end before it begins
        where        there is neither place nor link
    """
    by.must(rules.announce_gathering, arena, *([host] if host else []))
    arena = Arena.objects.select_for_update(of=("self",)).get(pk=arena.pk)
    if not arena.is_running:
        raise Refused("not_running", _("The place to meet is not taken up, or is closed."))
    if not place.strip() and not link.strip():
        raise Refused("where", _("Give a place or a link."), "place")
    backwards = Refused("backwards", _("It must end after it begins."), "ends_at")
    with refusing({"meetings_gathering_period": backwards}):
        made = Gathering.objects.create(
            house=by.house,
            arena=arena,
            title=title.strip(),
            starts_at=starts_at,
            ends_at=ends_at,
            place=place.strip(),
            link=link.strip(),
            host=host,
            capacity=capacity,
        )
    record(by, "meetings.announce_gathering", made, starts_at=starts_at.isoformat())
    return made


@transaction.atomic
def call_off_gathering(gathering: Gathering, *, reason: str, by: Actor) -> Gathering:
    """Call it off, for a reason; those who have signed up are told by mail.

    Raises NotAllowed by rules.call_off_gathering, and Refused with code:
        called_off  it is called off already
        begun       it has begun
        reason      no reason is given
    """
    by.must(rules.call_off_gathering, gathering)
    if not reason.strip():
        raise Refused("reason", _("Say why."), "reason")
    gathering = _coming(gathering, by)
    gathering.called_off_at, gathering.called_off_because = by.now, reason.strip()
    gathering.save(update_fields=["called_off_at", "called_off_because"])
    for each in gathering.sign_ups.exclude(state=SignUp.State.WITHDRAWN).exclude(person=None):
        _tell(each, gathering, by)
    record(by, "meetings.call_off_gathering", gathering, reason=reason.strip())
    return gathering


@transaction.atomic
def sign_up(gathering: Gathering, *, by: Actor) -> SignUp:
    """Sign up; where it is full, wait for a place. It is locked, so that no more come than there is room.

    Raises NotAllowed by rules.sign_up, and Refused with code:
        called_off  it is called off
        begun       it has begun
        already     the actor has signed up already
    """
    by.must(rules.sign_up, gathering)
    gathering = _coming(gathering, by)
    person = person_of(by)
    coming = gathering.sign_ups.filter(state=SignUp.State.COMES).count()
    is_full = gathering.capacity is not None and coming >= gathering.capacity
    already = Refused("already", _("You have signed up already."))
    with refusing({"meetings_signup_once": already}):
        made = SignUp.objects.create(
            house=by.house,
            gathering=gathering,
            person=person,
            organisation=organisation_of(person, by.today),
            state=SignUp.State.WAITS if is_full else SignUp.State.COMES,
            at=by.now,
        )
    record(by, "meetings.sign_up", gathering)
    return made


@transaction.atomic
def withdraw_sign_up(sign_up: SignUp, *, by: Actor) -> SignUp:
    """Come after all not; whoever has waited longest gets the place, and is told by mail.

    Raises NotAllowed by rules.withdraw_sign_up, and Refused with code:
        called_off  it is called off
        begun       it has begun
        withdrawn   it is withdrawn already
    """
    by.must(rules.withdraw_sign_up, sign_up)
    gathering = _coming(sign_up.gathering, by)
    sign_up = SignUp.objects.get(pk=sign_up.pk)
    if sign_up.state == SignUp.State.WITHDRAWN:
        raise Refused("withdrawn", _("You have withdrawn already."))
    had_place = sign_up.state == SignUp.State.COMES
    sign_up.state = SignUp.State.WITHDRAWN
    sign_up.save(update_fields=["state"])
    following = gathering.sign_ups.filter(state=SignUp.State.WAITS).first() if had_place else None
    if following is not None:
        following.state = SignUp.State.COMES
        following.save(update_fields=["state"])
        _tell(following, gathering, by)
    record(by, "meetings.withdraw_sign_up", gathering)
    return sign_up


@transaction.atomic
def note_came(gathering: Gathering, *, came: Collection[int], by: Actor) -> int:
    """Note of those who signed up who came, by their numbers; how many did. Said again it is put right.

    Raises NotAllowed by rules.note_came, and Refused with code:
        not_begun  it has not begun, or is called off
    """
    by.must(rules.note_came, gathering)
    gathering = Gathering.objects.select_for_update(of=("self",)).get(pk=gathering.pk)
    if not gathering.has_begun(by.now):
        raise Refused("not_begun", _("It has not begun, or is called off."))
    standing = gathering.sign_ups.exclude(state=SignUp.State.WITHDRAWN)
    standing.update(came=False)
    count = standing.filter(pk__in=came).update(came=True)
    record(by, "meetings.note_came", gathering, count=count)
    return count


@transaction.atomic
def forget_sign_ups(house: House, *, by: Actor) -> int:
    """Forget who signed up for what ended more than ninety days ago; from which organisations is kept. How many.

    Raises NotAllowed by rules.forget_sign_ups.
    """
    by.must(rules.forget_sign_ups, house)
    old = SignUp.objects.in_house(by.house).filter(gathering__ends_at__lt=by.now - KEPT).exclude(person=None)
    count = old.update(person=None)
    if count:
        record(by, "meetings.forget_sign_ups", by.house, count=count)
    return count


def _tell(told: SignUp, gathering: Gathering, by: Actor) -> None:
    """That one has a place now, or that it is called off; by mail, where there is an address."""
    person = told.person
    if person is None or not mail_address(person):
        return
    with translation.override(language_of(person)):
        context = {
            "gathering": gathering,
            "person": person,
            "of": by.house,
            "link": f"{settings.BASE_URL}/h/{by.house.slug}/meetings/gatherings/{gathering.key}/",
        }
        is_off = gathering.called_off_at is not None
        write_mail(
            person,
            subject=(_("Called off: %s") if is_off else _("You have a place: %s")) % gathering.title,
            text=render_to_string("meetings/mail/gathering.txt", context).strip() + "\n",
            html=render_to_string("meetings/mail/gathering.html", context),
            unsubscribe=stop_address(person),
            by=by,
        )


def _locked(arena: Arena) -> Arena:
    arena = Arena.objects.select_for_update(of=("self",)).get(pk=arena.pk)
    if arena.state == Arena.State.CLOSED:
        raise Refused("closed", _("It is closed already."))
    return arena


def _coming(gathering: Gathering, by: Actor) -> Gathering:
    gathering = Gathering.objects.select_for_update(of=("self",)).select_related("arena").get(pk=gathering.pk)
    if gathering.called_off_at is not None:
        raise Refused("called_off", _("It is called off."))
    if gathering.has_begun(by.now):
        raise Refused("begun", _("It has begun."))
    return gathering
