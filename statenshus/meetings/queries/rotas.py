"""The rota of a body as its page shows it: the queue, why it is so, and the turns there have been and are to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from statenshus.kernel.actors import Actor
from statenshus.meetings.models import Attendance, Meeting, Premises, RotaAway, RotaMember, Turn
from statenshus.meetings.models.rotas import PARTS
from statenshus.meetings.queries.queue import Member, Place, Taken, head_start, queue
from statenshus.people.models import Body, Organisation, SeatHolding
from statenshus.ui.templatetags.ui import day as told_day

MOST_COMING = 12


@dataclass(frozen=True)
class MeetingToHost:
    """A meeting to come: who is asked or is host, whether they are still there, and whose turn it is otherwise."""

    meeting: Meeting
    turn: Turn | None
    is_gone: bool
    """Whoever took it takes part in the house no more, or in the rota."""
    next: Place | None
    why: list[str]
    skipped: list[Turn]


@dataclass(frozen=True)
class Rota:
    """The queue as of today, the meetings to come, and the turns taken, the latest first."""

    members: list[RotaMember]
    places: list[tuple[RotaMember, Place, list[str]]]
    coming: list[MeetingToHost]
    taken: list[Turn]
    guests: int


def places_for(meeting: Meeting, by: Actor) -> list[Place]:
    """Whose turn the meeting is, the first first. Six queries."""
    return _Known(meeting.body, by).places(meeting.day, meeting)


def head_start_in(body: Body, by: Actor) -> Fraction:
    """What an organisation that joins today is taken to be owed. Six queries."""
    known = _Known(body, by)
    return head_start(known.members(by.today), known.taken)


def rota(body: Body, by: Actor) -> Rota:
    """The rota of the body today. Seven queries, however many take turns and meet.

    For each meeting to come without a host it is told whose turn it is when those before it are taken as proposed.
    """
    known = _Known(body, by)
    members = [row for row in known.rows if row.holds_at(by.today)]
    by_key = {each.organisation.key: each for each in members}
    guests = known.guests(by.today)
    coming = Meeting.objects.in_house(by.house).coming(by.now).filter(body=body).exclude(format=Meeting.Format.REMOTE)
    told, proposed = [], list[Taken]()
    for meeting in list(coming.select_related("body")[:MOST_COMING]) if members else []:
        places = known.places(meeting.day, meeting, proposed)
        each = _to_host(meeting, places, known)
        if each.next is not None:
            could = [place.member.key for place in places if place.shares]
            proposed.append(Taken(meeting.day, each.next.member.key, could))
        told.append(each)
    return Rota(
        members,
        [(by_key[each.member.key], each, reasons(each, guests)) for each in known.places(by.today)],
        told,
        sorted(known.held, key=lambda turn: turn.meeting.starts_at, reverse=True),
        guests,
    )


def hosts_on(body: Body, days: Sequence[date], by: Actor) -> dict[date, Organisation | None]:
    """Whose turn each of the days is, in order, when those before are taken as proposed; None where nobody can.

    Six queries.
    """
    known, proposed, found = _Known(body, by), list[Taken](), dict[date, Organisation | None]()
    by_key = {row.organisation.key: row.organisation for row in known.rows}
    for day in sorted(days):
        places = known.places(day, None, proposed)
        first = next((place for place in places if not place.obstacles), None)
        found[day] = by_key[first.member.key] if first else None
        if first is not None:
            proposed.append(Taken(day, first.member.key, [place.member.key for place in places if place.shares]))
    return found


def _to_host(meeting: Meeting, places: Sequence[Place], known: "_Known") -> MeetingToHost:
    turns = known.turns.get(meeting.pk, [])
    turn = next((each for each in turns if each.state in {Turn.State.ASKED, Turn.State.TAKEN}), None)
    is_gone = turn is not None and turn.organisation.key not in {place.member.key for place in places}
    wanted = turn is None or is_gone
    following = places[0] if wanted and places and not places[0].obstacles else None
    why = reasons(following, known.guests(meeting.day)) if following else []
    skipped = [each for each in turns if each.state == Turn.State.SKIPPED]
    return MeetingToHost(meeting, turn, is_gone, following, why, skipped)


class _Known:
    """All that the queue of a body rests on. Six queries."""

    def __init__(self, body: Body, by: Actor) -> None:
        rows = RotaMember.objects.in_house(by.house).filter(body=body).select_related("organisation", "body")
        self.rows = list(rows)
        hosts = [row.organisation_id for row in self.rows]
        places = Premises.objects.in_house(by.house).filter(organisation__in=hosts)
        self.premises = {each.organisation_id: each for each in places}
        self.away = list(RotaAway.objects.in_house(by.house).filter(member__body=body))
        every = Turn.objects.in_house(by.house).filter(meeting__body=body, meeting__called_off_at=None)
        self.turns: dict[int, list[Turn]] = {}
        for turn in every.select_related("organisation", "meeting__body"):
            self.turns.setdefault(turn.meeting_id, []).append(turn)
        is_taken = [each for turns in self.turns.values() for each in turns if each.state == Turn.State.TAKEN]
        self.taken = [Taken(each.meeting.day, each.organisation.key, each.shared_by) for each in is_taken]
        self.held = [each for each in is_taken if each.meeting.starts_at <= by.now]
        sitting = SeatHolding.objects.in_house(by.house).filter(seat__body=body).beyond(by.today)
        self.sitting = list(sitting.select_related("seat"))
        been = Attendance.objects.in_house(by.house).filter(came=Attendance.Came.ROOM, meeting__host__in=hosts)
        self.been: dict[int, set[int]] = {}
        for host, seat in been.filter(seat__body=body).values_list("meeting__host", "seat"):
            self.been.setdefault(host, set()).add(seat)

    def seats(self, day: date) -> set[int]:
        """The seats in which somebody sits on the day."""
        return {each.seat_id for each in self.sitting if each.holds_at(day) and each.seat.holds_at(day)}

    def guests(self, day: date) -> int:
        """For how many there must be room: those seats, at least one."""
        return max(len(self.seats(day)), 1)

    def members(self, day: date, meeting: Meeting | None = None) -> list[Member]:
        """Those that take turns on the day, with what is known of each, and what it said of the meeting."""
        away = {each.member_id for each in self.away if each.first_on <= day < each.until_on}
        turns = self.turns.get(meeting.pk, []) if meeting is not None else []
        skipped = {each.organisation_id: each.reason for each in turns if each.state == Turn.State.SKIPPED}
        seats = self.seats(day)
        found = []
        for row in self.rows:
            if row.holds_at(day):
                premises, host = self.premises.get(row.organisation_id), row.organisation
                found.append(
                    Member(
                        host.key,
                        str(host),
                        Fraction(row.head_start, PARTS),
                        row.valid_from,
                        premises.capacity if premises else None,
                        premises is not None and premises.is_accessible,
                        row.pk in away,
                        skipped.get(host.pk, ""),
                        len(seats - self.been.get(host.pk, set())),
                    )
                )
        return found

    def places(self, day: date, meeting: Meeting | None = None, proposed: Sequence[Taken] = ()) -> list[Place]:
        """The queue on the day, or for the meeting, when what is proposed before is taken."""
        needs_access = meeting is not None and meeting.needs_access
        taken = [*self.taken, *proposed]
        return queue(self.members(day, meeting), taken, guests=self.guests(day), is_accessible=needs_access)


def reasons(place: Place, guests: int) -> list[str]:
    """Why somebody stands where they do, each in a sentence."""
    return list(_reasons(place, guests))


def _reasons(place: Place, guests: int) -> Iterator[str]:
    if place.last_on is None:
        yield _("Has not been host yet.")
    else:
        yield _("Was last host on %(day)s.") % {"day": told_day(place.last_on)}
    yield balance(place.owed)
    member = place.member
    if "away" in place.obstacles:
        yield _("Is away then.")
    if "unknown" in place.obstacles:
        yield _("It is not said how many the premises take.")
    elif "small" in place.obstacles:
        yield _("The room takes %(capacity)d, and you are %(guests)d.") % {
            "capacity": member.capacity,
            "guests": guests,
        }
    else:
        yield _("The room takes %(capacity)d.") % {"capacity": member.capacity}
    if "inaccessible" in place.obstacles:
        yield _("Not everybody gets in there.")
    elif member.is_accessible:
        yield _("Everybody gets in there.")
    if "skipped" in place.obstacles:
        yield _("Has said that it cannot this time: %(reason)s") % {"reason": member.skipped}
    if member.unvisited:
        said = ngettext(
            "%(count)d of you has not been there.", "%(count)d of you have not been there.", member.unvisited
        )
        yield said % {"count": member.unvisited}


def balance(owed: Fraction) -> str:
    """What is owed, as one says it: to the nearest half turn."""
    halves = round(abs(owed) * 2)
    if not halves:
        return _("Neither ahead nor behind.")
    if halves == 1:
        return _("Half a turn behind.") if owed > 0 else _("Half a turn ahead.")
    if halves == 2:
        return _("One turn behind.") if owed > 0 else _("One turn ahead.")
    said = {"turns": f"{halves // 2}{'½' if halves % 2 else ''}"}
    return _("%(turns)s turns behind.") % said if owed > 0 else _("%(turns)s turns ahead.") % said


def organisations_for(body: Body, by: Actor, day: date) -> list[Organisation]:
    """Those that take part in the house and are not in the rota yet. One query."""
    known = RotaMember.objects.in_house(by.house).at(day).filter(body=body).values("organisation")
    return list(Organisation.objects.visible_to(by).taking_part(day).exclude(pk__in=known))


def swappable(turn: Turn, by: Actor) -> QuerySet[Turn]:
    """The turns of others to come in the same body, with which it may be swapped. One query."""
    rows = Turn.objects.visible_to(by).filter(meeting__body=turn.meeting.body_id, state=Turn.State.TAKEN)
    rows = rows.filter(meeting__starts_at__gt=by.now, meeting__called_off_at=None)
    return rows.exclude(organisation=turn.organisation_id).select_related("organisation", "meeting")


def members_now(turn: Turn, by: Actor) -> list[Organisation]:
    """Those that take turns on the day of the meeting, without the one whose it is. One query."""
    rows = RotaMember.objects.visible_to(by).at(turn.meeting.day).filter(body=turn.meeting.body_id)
    return [row.organisation for row in rows.exclude(organisation=turn.organisation_id).select_related("organisation")]
