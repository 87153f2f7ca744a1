"""The shared office of a house under test: one row of each kind, in a time that never comes."""

from base64 import b64decode
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from statenshus.people.models import Person
from statenshus.workplaces.models import (
    Allotment,
    Booking,
    Closure,
    Count,
    CountedWeek,
    Feed,
    Floor,
    Forgetting,
    Hold,
    Look,
    Office,
    OfficeRules,
    Photo,
    Policy,
    Quota,
    RulesAccepted,
    Season,
    Series,
    Site,
    SkippedDay,
    Together,
    Transfer,
    TravelFactor,
    Trip,
    Visit,
    Waiting,
    Wish,
    Workplace,
    Zone,
    ZoneAccess,
)

PICTURE = b64decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAUAmJaQAA3AA/vz0AAA=")
"""One pixel."""
FIRST = datetime(2098, 6, 2, 5, 0, tzinfo=UTC)  # a Monday, at seven in Norway


def furnish(own: dict[str, Any], slug: str, organisations: Any, persons: Any, now: datetime) -> dict[str, Any]:
    """By name: site, floor, zone, workplace, closure, rules, quota, series, booking, asked, waiting, transfer."""
    manager, member = persons["manager"], persons["member"]
    site = Site.objects.create(**own, key="site", name=f"Bygg {slug}", address=f"Gata {slug}", about=f"Inngang {slug}")
    floor = Floor.objects.create(**own, key="floor", site=site, name=f"Etasje {slug}", width=300, depth=200)
    zone = Zone.objects.create(
        **own, key="zone", floor=floor, name=f"Sone {slug}", kind="quiet", rules=f"Vær stille {slug}", width=100
    )
    shut = Zone.objects.create(**own, key="shut", floor=floor, name=f"Skjermet {slug}", kind="confidential", y=100)
    ZoneAccess.objects.create(**own, zone=shut, organisation=organisations["tax"])
    since = {**own, "valid_from": date(2022, 1, 1)}
    desk, other, room = (
        Workplace.objects.create(
            **since, key=key, zone=zone, name=f"{name} {slug}", kind=kind, note=f"Ved vinduet {slug}"
        )
        for key, name, kind in (("desk", "Pult", "desk"), ("other-desk", "Annen pult", "desk"), ("room", "Rom", "room"))
    )
    part = Workplace.objects.create(**since, key="part", zone=zone, name=f"Del {slug}", kind="room", part_of=room)
    seen = {"content": PICTURE, "width": 1, "height": 1, "set_at": now}
    Photo.objects.create(**own, workplace=desk, alt=f"En pult ved et vindu {slug}", **seen)
    closure = Closure.objects.create(
        **own, workplace=other, starts_at=FIRST, ends_at=FIRST + timedelta(days=3), reason=f"Maling {slug}"
    )
    Policy.objects.create(**own, kind="parking", unit="half_day", opens_at=time(6), claim_minutes=None)
    Office.objects.create(**own, forget_after_days=21)
    rules = OfficeRules.objects.create(
        **own,
        number=1,
        text=f"Rydd etter deg, {slug}.",
        consulted_on=date(2023, 1, 10),
        consulted_with=f"Tillitsvalgte {slug}",
        consultation=f"Enige {slug}",
        issued_at=now,
    )
    for who in persons.values():
        RulesAccepted.objects.create(**own, rules=rules, person=who, at=now)
    quota = Quota.objects.create(**since, organisation=organisations["tax"], kind="desk", amount=10)

    def booking(place: Workplace, who: Any, day: int, **said: Any) -> Booking:
        starts = FIRST + timedelta(days=day)
        made = Booking.objects.create(
            **own,
            key=f"b{day}",
            workplace=place,
            person=who,
            organisation=organisations["town"],
            starts_at=starts,
            ends_at=starts + timedelta(hours=5),
            booked_at=now,
            title=f"Arbeid {slug}",
            **said,
        )
        Hold.objects.create(**own, booking=made, workplace=place, starts_at=made.starts_at, ends_at=made.ends_at)
        return made

    series = Series.objects.create(
        **own,
        key="series",
        person=manager,
        organisation=organisations["town"],
        workplace=desk,
        weekdays=[1],
        first_on=FIRST.date(),
        until_on=FIRST.date() + timedelta(days=30),
        starts=time(7),
        ends=time(12),
        title=f"Serie {slug}",
    )
    factor = {**since, "source": f"Kilde til tallet {slug}"}
    travel_factor = TravelFactor.objects.create(**factor, mode="car", grams_per_km=120)
    first = booking(desk, manager, 0, series=series, shown="name")
    Trip.objects.create(**own, booking=first, mode="car", km=240, minutes=200, stated_at=now)
    asked = booking(room, member, 1, asked_at=now)
    offered = booking(desk, manager, 2, offered_until=FIRST)
    waiting = Waiting.objects.create(
        **own,
        key="waiting",
        person=manager,
        kind="desk",
        workplace=desk,
        starts_at=offered.starts_at,
        ends_at=offered.ends_at,
        reason="taken",
        asked_at=now,
        offer=offered,
    )
    SkippedDay.objects.create(
        **own, series=series, on=FIRST.date() + timedelta(days=7), reason="taken", message=f"Opptatt {slug}"
    )
    given = booking(desk, member, 3)
    transfer = Transfer.objects.create(**own, key="transfer", booking=given, giver=member, to=manager, offered_at=now)
    feed = Feed.objects.create(**own, person=manager, workplace=desk, secret_hash=f"{slug:0>64}", made_at=now)
    guest = Person.objects.create(**own, key="guest", name=f"Gjest {slug}", is_guest=True)
    visit = Visit.objects.create(
        **own,
        key="visit",
        person=guest,
        host=manager,
        comes_from=f"Fjernt fra {slug}",
        first_on=FIRST.date(),
        until_on=FIRST.date() + timedelta(days=4),
        secret_hash=f"{slug:1>64}",
        invited_at=now,
    )
    season = Season.objects.create(
        **own,
        key="season",
        name=f"Sesong {slug}",
        first_on=FIRST.date(),
        until_on=FIRST.date() + timedelta(days=90),
        wishes_by=FIRST.date() - timedelta(days=30),
        opened_at=now,
        proposed_at=now,
    )
    wish = Wish.objects.create(
        **own,
        key="wish",
        season=season,
        person=member,
        organisation=organisations["tax"],
        weekdays=[1, 2],
        or_weekdays=[3],
        wished_at=now,
        why={"2": "full"},
    )
    Allotment.objects.create(**own, season=season, wish=wish, weekday=1, workplace=desk)
    Look.objects.create(**own, at=now.date(), person=manager, by=member, where="plan")
    Forgetting.objects.create(**own, at=now, before=date(2023, 1, 1), bookings=1)
    counted = CountedWeek.objects.create(**own, monday=date(2023, 1, 16), counted_at=now)
    for of, what, used in (
        ("all", {}, 12),
        ("zone", {"zone": zone}, 12),
        ("weekday", {"weekday": 1}, None),
        ("agency", {"organisation": organisations["tax"]}, None),
        ("agency", {}, 8),
    ):
        there_was = None if of == "agency" else 40
        Count.objects.create(**own, week=counted, kind="desk", of=of, used=used, there_was=there_was, **what)
    Together.objects.create(**own, week=counted, one=organisations["tax"], other=organisations["town"], days=3)
    return {
        "visit": visit,
        "travel_factor": travel_factor,
        "season": season,
        "wish": wish,
        "site": site,
        "floor": floor,
        "zone": zone,
        "workplace": desk,
        "room": room,
        "part": part,
        "closure": closure,
        "rules": rules,
        "quota": quota,
        "series": series,
        "booking": first,
        "asked": asked,
        "waiting": waiting,
        "transfer": transfer,
        "feed": feed,
    }
