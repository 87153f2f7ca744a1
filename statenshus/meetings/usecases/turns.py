"""Acts on turns: an organisation is asked to host a meeting, takes it, lets it pass, gives it away or swaps it."""

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, KindOfAsk
from statenshus.asks.models.asks import seats_of
from statenshus.asks.usecases import asks as ask_acts
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.meetings.models import Meeting, Premises, Turn
from statenshus.meetings.queries.rotas import places_for
from statenshus.meetings.rules import rotas as rules
from statenshus.meetings.usecases.inviting import tell_calendars
from statenshus.people.models import Organisation, Seat, SeatHolding

STATE = Turn.State


@transaction.atomic
def offer_turn(meeting: Meeting, *, organisation: Organisation, by: Actor) -> Turn:
    """Ask the organisation to host the meeting: its seat in the body answers. Any may be asked, not only the next.

    Where somebody is asked already, or has taken it and has left since, that is let go.

    Raises NotAllowed by rules.offer_turn, and Refused with code:
        called_off  the meeting is called off
        begun       it has begun
        remote      it is by link, and needs no host
        taken       another has taken it
        no_turns    it takes no turns
        nobody      nobody sits for it in the body, so there is nobody to ask
    """
    by.must(rules.offer_turn, meeting, organisation)
    meeting = _locked(meeting, by)
    places = {place.member.key: place for place in places_for(meeting, by)}
    if organisation.key not in places:
        raise Refused("no_turns", _("%(name)s takes no turns.") % {"name": organisation}, "organisation")
    for turn in meeting.turns.filter(state__in=[STATE.ASKED, STATE.TAKEN]).select_related("organisation"):
        if turn.state == STATE.TAKEN and turn.organisation.key in places:
            raise Refused("taken", _("%(name)s is host already.") % {"name": turn.organisation})
        _end(turn, STATE.GIVEN, "", by)
    could = [key for key, place in places.items() if place.shares]
    made = _ask(meeting, organisation, sorted({*could, organisation.key}), by)
    record(by, "meetings.offer_turn", meeting, organisation=str(organisation))
    return made


@transaction.atomic
def accept_turn(turn: Turn, *, by: Actor) -> Turn:
    """Be host of the meeting: it is held at one's premises, unless a room of the house is kept for it.

    Those who are called are told of the place; what they have answered stands.

    Raises NotAllowed by rules.accept_turn, and Refused with code:
        answered    it is answered already
        called_off  the meeting is called off
        begun       it has begun
        remote      it is by link, and needs no host
    """
    by.must(rules.accept_turn, turn)
    turn = _asked(turn, by)
    _settle(turn, "taken", by)
    _end(turn, STATE.TAKEN, "", by)
    _be_host(turn.meeting, turn.organisation, by)
    record(by, "meetings.accept_turn", turn.meeting, organisation=str(turn.organisation))
    return turn


@transaction.atomic
def skip_turn(turn: Turn, *, reason: str, by: Actor) -> Turn:
    """Let the turn pass this time: the organisation is owed its part of it all the same, so it comes sooner next time.

    Raises NotAllowed by rules.skip_turn, and Refused with code:
        answered    it is answered already
        reason      no reason is given
        called_off  the meeting is called off
        begun       it has begun
        remote      it is by link, and needs no host
    """
    by.must(rules.skip_turn, turn)
    if not reason.strip():
        raise Refused("reason", _("Say why it cannot."), "reason")
    turn = _asked(turn, by)
    _settle(turn, "skipped", by)
    _end(turn, STATE.SKIPPED, reason.strip(), by)
    record(by, "meetings.skip_turn", turn.meeting, organisation=str(turn.organisation), reason=turn.reason)
    return turn


@transaction.atomic
def hand_over_turn(turn: Turn, *, to: Organisation, by: Actor) -> Turn:
    """Give the turn, asked or taken, to another that takes turns: its seat is asked.

    Raises NotAllowed by rules.hand_over_turn, and Refused with code:
        answered    it has passed already
        called_off  the meeting is called off
        begun       it has begun
        remote      it is by link, and needs no host
        self        it is that organisation's already
        no_turns    the other takes no turns
        nobody      nobody sits for the other in the body
    """
    by.must(rules.hand_over_turn, turn, to)
    meeting = _locked(turn.meeting, by)
    turn = _standing(turn)
    if turn.organisation_id == to.pk:
        raise Refused("self", _("It is theirs already."), "to")
    places = {place.member.key for place in places_for(meeting, by)}
    if to.key not in places:
        raise Refused("no_turns", _("%(name)s takes no turns.") % {"name": to}, "to")
    _settle(turn, "given", by)
    _end(turn, STATE.GIVEN, str(to)[:200], by)
    if meeting.host_id == turn.organisation_id:
        meeting.host = None
        meeting.save(update_fields=["host"])
    made = _ask(meeting, to, turn.shared_by, by)
    record(by, "meetings.hand_over_turn", meeting, organisation=str(turn.organisation), to=str(to))
    return made


@transaction.atomic
def swap_turns(turn: Turn, *, other: Turn, by: Actor) -> tuple[Turn, Turn]:
    """Let two that have each taken a turn host each other's meeting. Each still has had one.

    Raises NotAllowed by rules.swap_turns, and Refused with code:
        answered    one of them is not taken
        self        they are the same organisation's, or of two bodies
        called_off  one of the meetings is called off
        begun       one of them has begun
        remote      one of them is by link, and needs no host
    """
    by.must(rules.swap_turns, turn, other)
    first, second = sorted((turn, other), key=lambda each: each.meeting_id)
    for each in (first, second):
        _locked(each.meeting, by)
    first, second = _standing(first), _standing(second)
    if {first.state, second.state} != {STATE.TAKEN}:
        raise Refused("answered", _("Only turns that are taken can be swapped."), "other")
    if first.organisation_id == second.organisation_id or first.meeting.body_id != second.meeting.body_id:
        raise Refused("self", _("Choose a turn of another organisation."), "other")
    first.organisation, second.organisation = second.organisation, first.organisation
    for each in (first, second):
        each.save(update_fields=["organisation"])
        _be_host(each.meeting, each.organisation, by)
    record(by, "meetings.swap_turns", turn.meeting, one=str(first.organisation), other=str(second.organisation))
    return first, second


def _locked(meeting: Meeting, by: Actor) -> Meeting:
    """The meeting, locked, if a host can be found for it."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body", "host")
    meeting = rows.get(pk=meeting.pk)
    if meeting.called_off_at is not None:
        raise Refused("called_off", _("The meeting is called off."))
    if meeting.has_begun(by.now):
        raise Refused("begun", _("The meeting has begun."))
    if meeting.format == Meeting.Format.REMOTE:
        raise Refused("remote", _("The meeting is by link, and needs no host."))
    return meeting


def _standing(turn: Turn) -> Turn:
    turn = Turn.objects.select_related("meeting__body", "meeting__host", "organisation").get(pk=turn.pk)
    if turn.state not in {STATE.ASKED, STATE.TAKEN}:
        raise Refused("answered", _("That turn has passed already."))
    return turn


def _asked(turn: Turn, by: Actor) -> Turn:
    _locked(turn.meeting, by)
    turn = _standing(turn)
    if turn.state != STATE.ASKED:
        raise Refused("answered", _("That is answered already."))
    return turn


def _ask(meeting: Meeting, organisation: Organisation, shared_by: list[str], by: Actor) -> Turn:
    """Ask the organisation's seat in the body; of several the first in which somebody sits."""
    sitting = SeatHolding.objects.in_house(by.house).sitting(by.today).filter(seat__body=meeting.body_id)
    rows = Seat.objects.in_house(by.house).filter(pk__in=sitting.values("seat"), organisation=organisation)
    seat = rows.select_related("organisation", "body").first()
    if seat is None:
        message = _("Nobody sits for %(name)s in %(body)s, so there is nobody to ask.")
        raise Refused("nobody", message % {"name": organisation, "body": meeting.body})
    twice = Refused("taken", _("Another is asked, or is host already."))
    with refusing({"meetings_turn_one": twice}):
        made = Turn.objects.create(
            house=by.house, meeting=meeting, organisation=organisation, asked_at=by.now, shared_by=shared_by
        )
    path = f"meetings/bodies/{meeting.body.key}/rota/"
    ask_acts.ask(made, kind=KindOfAsk.HOST, seat=seat, path=path, due_at=meeting.starts_at, by=by)
    return made


def _settle(turn: Turn, answer: str, by: Actor) -> None:
    """The ask is answered where whoever acts sits for the organisation; else it is taken back when the turn ends."""
    asked = Ask.objects.in_house(by.house).open().about(turn)
    seats = Seat.objects.in_house(by.house).filter(asks__in=asked).select_related("organisation", "body")
    for seat in seats.filter(pk__in=seats_of(by).values("seat")):
        ask_acts.settle(turn, kind=KindOfAsk.HOST, seat=seat, answer=answer, by=by)


def _end(turn: Turn, how: str, reason: str, by: Actor) -> None:
    """What it has come to; nobody is asked any more."""
    turn.state, turn.answered_at, turn.reason = how, by.now, reason
    turn.save(update_fields=["state", "answered_at", "reason"])
    ask_acts.withdraw_asks(turn, by=by)


def _be_host(meeting: Meeting, host: Organisation, by: Actor) -> None:
    """The meeting is at the host's, unless a room of the house is kept for it; those who are called are told."""
    meeting.host = host
    premises = Premises.objects.in_house(by.house).filter(organisation=host).first()
    if premises is not None and meeting.booking is None and meeting.place != premises.place:
        meeting.place, meeting.version = premises.place, meeting.version + 1
    meeting.save(update_fields=["host", "place", "version"])
    tell_calendars(meeting, by=by)
