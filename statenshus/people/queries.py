"""Readings of people that begin at the actor."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from statenshus.kernel.actors import OSLO, Actor, Role
from statenshus.kernel.errors import NotKnown
from statenshus.kernel.houses import House
from statenshus.kernel.validity import in_force
from statenshus.people.models import Affiliation, ApiToken, Body, Organisation, Participation, Person, Seat, SeatHolding
from statenshus.people.models.persons import PersonQuerySet
from statenshus.people.roles import holds, roles_of


def actor_of(request: HttpRequest, house: House | None, now: datetime, *, by_token: bool = False) -> Actor | None:
    """Who acts in this house: by the token sent, where tokens are taken, else by session.

    None when the asker is not part of the house, or there is none. Two queries: the person (with the
    token) and the roles; one more when a token is used for the first time on a day. Raises NotKnown for a
    token that is none, or no longer one, whatever the house.
    """
    scopes = None
    person: Person | None = None
    if by_token and "Authorization" in request.headers:
        scheme, _space, secret = request.headers["Authorization"].partition(" ")
        token = token_of(secret.strip(), now) if scheme.lower() == "bearer" else None
        if token is None:
            raise NotKnown
        if token.house == house:
            person, scopes = token.person, frozenset(token.scopes)
            _note_use(token, now)
    elif house and request.user.is_authenticated:
        person = Person.objects.in_house(house).filter(account=request.user.pk).first()
    if house is None or person is None:
        return None
    return acting_as(person, house, now, scopes)


def acting_as(person: Person, house: House, now: datetime, scopes: frozenset[str] | None = None) -> Actor:
    """The person in their house at the moment, with the roles of the day, and within the scopes if any. One query."""
    actor = Actor(house, now, person)
    return Actor(house, now, person, roles_of(person, actor.today), scopes)


def token_of(secret: str, now: datetime) -> ApiToken | None:
    """The token in force with this secret, with its person, whose account must be open, and house. One query."""
    return (
        ApiToken.objects.filter(
            Q(expires_at=None) | Q(expires_at__gt=now),
            hash=hashlib.sha256(secret.encode()).hexdigest(),
            revoked_at=None,
            person__account__is_active=True,
        )
        .select_related("person", "house")
        .first()
    )


def _note_use(token: ApiToken, now: datetime) -> None:
    day = now.astimezone(OSLO).date()
    if token.last_used_on != day:
        token.last_used_on = day
        token.save(update_fields=["last_used_on"])


LATEST = 10
MOST_PEOPLE = 50
HEADINGS: dict[str, Promise] = {
    Participation.Kind.ACTIVE: _("Active participants"),
    Participation.Kind.SUPPORT: _("Support"),
    Participation.Kind.PROJECT_MANAGEMENT: _("Project management"),
    Participation.Kind.COMMISSIONER: _("Commissioner"),
    Participation.Kind.OBSERVER: _("Observers"),
}


@dataclass(frozen=True)
class Group:
    """Those who take part in one way, in the house's own order."""

    kind: str
    heading: Promise
    participations: list[Participation]


@dataclass(frozen=True)
class Step:
    """That an organisation joined on a day, or left after one."""

    on: date
    joined: bool
    participation: Participation
    planned: bool


@dataclass(frozen=True)
class Part:
    """One participation of an organisation: whether it holds on the day, and whether it can still be ended."""

    participation: Participation
    now: bool
    open: bool


def participants(by: Actor, day: date) -> list[Group]:
    """Who takes part in the house on the day, by kind; kinds with nobody left out. One query."""
    found = list(Participation.objects.visible_to(by).at(day).select_related("organisation"))
    groups = (Group(kind, heading, [p for p in found if p.kind == kind]) for kind, heading in HEADINGS.items())
    return [group for group in groups if group.participations]


def comings_and_goings(by: Actor, day: date, *, most: int | None = LATEST) -> list[Step]:
    """Who joined and left, the last first, at most `most`; up to the day, and as of today with what is planned.

    Two queries.
    """
    rows = Participation.objects.visible_to(by).select_related("organisation")
    joined = rows.exclude(valid_from=None).order_by("-valid_from", "-pk")
    left = rows.exclude(valid_to=None).order_by("-valid_to", "-pk")
    if day != by.today:
        joined, left = joined.filter(valid_from__lte=day), left.filter(valid_to__lte=day)
    steps = [(p.valid_from, True, p) for p in joined[:most]] + [(p.valid_to, False, p) for p in left[:most]]
    steps.sort(key=lambda step: (step[0], step[1], step[2].pk), reverse=True)
    return [
        Step(on if has_joined else on - timedelta(days=1), has_joined, p, planned=on > by.today)
        for on, has_joined, p in steps[:most]
        if on
    ]


def parts_of(by: Actor, organisation: Organisation, day: date) -> list[Part]:
    """How the organisation takes and took part, what lasts first; up to the day, and as of today with what is planned.

    One query.
    """
    rows = Participation.objects.visible_to(by).filter(organisation=organisation).latest_first()
    if day != by.today:
        rows = rows.exclude(valid_from__gt=day)
    return [Part(row, row.holds_at(day), row.valid_to is None or row.valid_to > by.today) for row in rows]


def people_of(by: Actor, organisation: Organisation, day: date) -> list[Affiliation]:
    """Who works at the organisation on the day, by name, at most MOST_PEOPLE and one more. One query."""
    works = Affiliation.objects.visible_to(by).at(day).filter(organisation=organisation)
    return list(works.select_related("person").order_by("person", "pk")[: MOST_PEOPLE + 1])


def seats_of(by: Actor, organisation: Organisation, day: date) -> QuerySet[Seat]:
    """The organisation's seats on the day with `sitting`: who holds them and the deputies in order. Two queries."""
    sitting = SeatHolding.objects.visible_to(by).at(day).select_related("person").order_by("rank")
    seats = Seat.objects.visible_to(by).at(day).filter(in_force(day, "body__"), organisation=organisation)
    return (
        seats.select_related("body")
        .order_by("body__position", "body__name", "position", "pk")
        .prefetch_related(Prefetch("holdings", queryset=sitting, to_attr="sitting"))
    )


def directory(
    by: Actor,
    day: date,
    *,
    name: str = "",
    organisation: Organisation | None = None,
    role: str = "",
    skill: str = "",
    everybody: bool = False,
) -> tuple[PersonQuerySet, bool]:
    """Who is found on the day, in alphabetical order; and whether names had to be like rather than equal.

    By words that begin words of the name, where they work, a role of the house or "body:<key>", and the beginning
    of a skill. At most two queries, beside the one that reads the persons.
    """
    found = Person.objects.visible_to(by)
    if not everybody:
        found = found.present(day)
    if organisation:
        found = found.working_at(organisation.pk, day)
    if role.startswith("body:"):
        sits = SeatHolding.objects.in_house(by.house).sitting(day).filter(seat__body__key=role.removeprefix("body:"))
        found = found.filter(Exists(sits.filter(person=OuterRef("pk"))))
    elif role:
        found = found.filter(holds(day)[Role(role)])
    if skill.strip():
        wanted = skill.strip().casefold()
        found = found.filter(skills__overlap=[each for each in skills(by) if each.casefold().startswith(wanted)])
    if name.strip():
        named = found.named(name)
        return (named, False) if named.exists() else (found.like(name), True)
    return found, False


def skills(by: Actor) -> list[str]:
    """Every skill that somebody in the house has, in alphabetical order. One query."""
    each = Func(F("skills"), function="unnest")
    found = Person.objects.visible_to(by).order_by().annotate(each=each).values_list("each", flat=True).distinct()
    return sorted(found, key=str.casefold)


@dataclass(frozen=True)
class SeatShown:
    """A seat on a day: who holds it, who is called instead in which order, who is to come, and who sat before."""

    seat: Seat
    holder: SeatHolding | None
    deputies: list[SeatHolding]
    coming: list[SeatHolding]
    former: list[SeatHolding]


def seats_in(body: Body, day: date) -> list[SeatShown]:
    """Every seat that the body ever had, with who sits in it on the day. Two queries."""
    seats = list(body.seats.select_related("organisation"))
    sitting: dict[int, list[SeatHolding]] = {seat.pk: [] for seat in seats}
    holdings = SeatHolding.objects.in_house(body.house).filter(seat__body=body).select_related("person")
    for holding in holdings.order_by("rank", "pk"):
        sitting[holding.seat_id].append(holding)
    return [_seat_shown(seat, sitting[seat.pk], day) for seat in seats]


def _seat_shown(seat: Seat, holdings: list[SeatHolding], day: date) -> SeatShown:
    now = [holding for holding in holdings if holding.holds_at(day)]
    former = [holding for holding in holdings if holding.valid_to and holding.valid_to <= day]
    return SeatShown(
        seat,
        next((holding for holding in now if holding.rank == 0), None),
        [holding for holding in now if holding.rank],
        [holding for holding in holdings if holding.valid_from and holding.valid_from > day],
        sorted(former, key=lambda holding: holding.valid_to or date.max, reverse=True),
    )


@dataclass(frozen=True)
class BodyShown:
    """A body on a day: how many seats it has, how many of them nobody holds, and who chairs it."""

    body: Body
    seats: int
    vacant: int
    chair: Person | None


def standing_bodies(by: Actor, day: date) -> list[BodyShown]:
    """The bodies that exist on the day. Three queries."""
    bodies = list(Body.objects.visible_to(by).at(day))
    seats = list(Seat.objects.visible_to(by).at(day).filter(body__in=bodies))
    held = SeatHolding.objects.visible_to(by).at(day).filter(seat__in=seats, rank=0).select_related("person")
    holders = {holding.seat_id: holding.person for holding in held}
    return [_body_shown(body, [seat for seat in seats if seat.body_id == body.pk], holders) for body in bodies]


def _body_shown(body: Body, seats: list[Seat], holders: dict[int, Person]) -> BodyShown:
    vacant = sum(seat.pk not in holders for seat in seats)
    chairs = [holders[seat.pk] for seat in seats if seat.role == Seat.Role.CHAIR and seat.pk in holders]
    return BodyShown(body, len(seats), vacant, chairs[0] if chairs else None)
