"""An office to book in: a floor with an open and a confidential zone, desks, and a room with two parts."""

from datetime import date, datetime, time

from statenshus.kernel.actors import OSLO
from statenshus.workplaces.models import Floor, Site, Workplace, Zone, ZoneAccess
from tests.houses import START


def office(filled, desks=3):
    """By key: site, floor, open, confidential, desk-1…, room, left, right, hidden (a desk for the police alone)."""
    own = {"house": filled.house, "source": f"Kilde {filled.house.slug}"}
    slug = filled.house.slug
    site = Site.objects.create(**own, key="site", name=f"Bygg {slug}")
    floor = Floor.objects.create(**own, key="floor", site=site, name=f"Etasje {slug}", width=300, depth=200)
    made = {"site": site, "floor": floor}
    for key in ("open", "confidential", "meeting"):
        made[key] = Zone.objects.create(**own, key=key, floor=floor, name=f"Sone {key} {slug}", kind=key)
    ZoneAccess.objects.create(**own, zone=made["confidential"], organisation=filled.organisations["town"])
    place = {**own, "valid_from": START}
    for number in range(1, desks + 1):
        key = f"desk-{number}"
        made[key] = Workplace.objects.create(
            **place, key=key, zone=made["open"], name=f"Pult {number} {slug}", position=number
        )
    made["hidden"] = Workplace.objects.create(
        **place, key="hidden", zone=made["confidential"], name=f"Skjermet pult {slug}"
    )
    made["room"] = Workplace.objects.create(
        **place, key="room", zone=made["meeting"], name=f"Storsal {slug}", kind="room", capacity=20
    )
    for key in ("left", "right"):
        made[key] = Workplace.objects.create(
            **place, key=key, zone=made["meeting"], name=f"Sal {key} {slug}", kind="room", part_of=made["room"]
        )
    return made


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of the day in Norway."""
    return datetime.combine(day, time(hour, minute), OSLO)
