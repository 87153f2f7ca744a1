"""Acts on places: sites, their floors, and the zones of those."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.people.models import Organisation
from statenshus.workplaces.models import Floor, Site, Zone, ZoneAccess
from statenshus.workplaces.rules import places as rules


@transaction.atomic
def add_site(*, name: str, address: str = "", about: str = "", source: str = "", by: Actor) -> Site:
    """Add a building or an address with workplaces.

    Raises NotAllowed by rules.add_site.
    """
    by.must(rules.add_site)
    made = Site.objects.create(
        house=by.house,
        key=Site.objects.free_key(by.house, name),
        name=name,
        address=address,
        about=about,
        source=source,
        position=(Site.objects.in_house(by.house).aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    record(by, "workplaces.add_site", made)
    return made


@transaction.atomic
def edit_site(site: Site, *, name: str, address: str = "", about: str = "", source: str = "", by: Actor) -> Site:
    """Say what a site is called, where it is, and how to get in.

    Raises NotAllowed by rules.edit_site.
    """
    by.must(rules.edit_site, site)
    site = Site.objects.select_for_update().get(pk=site.pk)
    site.name, site.address, site.about, site.source = name, address, about, source
    site.save(update_fields=["name", "address", "about", "source"])
    record(by, "workplaces.edit_site", site)
    return site


@transaction.atomic
def add_floor(site: Site, *, name: str, level: int, width: int, depth: int, by: Actor) -> Floor:
    """Add a floor to the site, with a plan of so many decimetres.

    Raises NotAllowed by rules.add_floor.
    """
    by.must(rules.add_floor, site)
    key = Floor.objects.free_key(by.house, f"{site.key} {name}")
    made = Floor.objects.create(house=by.house, key=key, site=site, name=name, level=level, width=width, depth=depth)
    record(by, "workplaces.add_floor", made)
    return made


@transaction.atomic
def edit_floor(floor: Floor, *, name: str, level: int, width: int, depth: int, by: Actor) -> Floor:
    """Change a floor and the size of its plan.

    Raises NotAllowed by rules.edit_floor, and Refused with code:
        outside  a zone or a workplace would stand outside the plan
    """
    by.must(rules.edit_floor, floor)
    floor = Floor.objects.select_for_update(of=("self",)).get(pk=floor.pk)
    floor.name, floor.level, floor.width, floor.depth = name, level, width, depth
    for zone in floor.zones.prefetch_related("workplaces"):
        for drawn in (zone, *zone.workplaces.all()):
            _must_fit(drawn, floor)
    floor.save(update_fields=["name", "level", "width", "depth"])
    record(by, "workplaces.edit_floor", floor)
    return floor


@transaction.atomic
def add_zone(
    floor: Floor,
    *,
    name: str,
    kind: str,
    about: str = "",
    organisations: Sequence[Organisation] = (),
    x: int,
    y: int,
    width: int,
    depth: int,
    by: Actor,
) -> Zone:
    """Add a zone to the floor, that opens for the organisations alone, or for all where none is named.

    Raises NotAllowed by rules.add_zone, and Refused with code:
        outside  it would stand outside the plan of the floor
    """
    by.must(rules.add_zone, floor, *organisations)
    made = Zone(
        house=by.house,
        key=Zone.objects.free_key(by.house, name),
        floor=floor,
        name=name,
        kind=kind,
        rules=about,
        position=(floor.zones.aggregate(last=Max("position"))["last"] or 0) + 1,
        x=x,
        y=y,
        width=width,
        depth=depth,
    )
    _must_fit(made, floor)
    made.save()
    _open_for(made, organisations)
    record(by, "workplaces.add_zone", made, organisations=[each.name for each in organisations])
    return made


@transaction.atomic
def edit_zone(
    zone: Zone,
    *,
    name: str,
    kind: str,
    about: str = "",
    organisations: Sequence[Organisation] = (),
    x: int,
    y: int,
    width: int,
    depth: int,
    by: Actor,
) -> Zone:
    """Change a zone and for whom it opens; what is booked already stays booked.

    Raises NotAllowed by rules.edit_zone, and Refused with code:
        outside  it would stand outside the plan of the floor
    """
    by.must(rules.edit_zone, zone, *organisations)
    zone = Zone.objects.select_for_update(of=("self",)).select_related("floor").get(pk=zone.pk)
    zone.name, zone.kind, zone.rules = name, kind, about
    zone.x, zone.y, zone.width, zone.depth = x, y, width, depth
    _must_fit(zone, zone.floor)
    zone.save(update_fields=["name", "kind", "rules", "x", "y", "width", "depth"])
    _open_for(zone, organisations)
    record(by, "workplaces.edit_zone", zone, organisations=[each.name for each in organisations])
    return zone


def _open_for(zone: Zone, organisations: Sequence[Organisation]) -> None:
    zone.accesses.exclude(organisation__in=organisations).delete()
    for organisation in organisations:
        ZoneAccess.objects.get_or_create(house=zone.house, zone=zone, organisation=organisation)


def _must_fit(drawn: Any, floor: Floor) -> None:
    if drawn.x + drawn.width > floor.width or drawn.y + drawn.depth > floor.depth:
        message = _("%(what)s would stand outside the plan, which is %(width)d × %(depth)d dm.")
        said = {"what": drawn, "width": floor.width, "depth": floor.depth}
        raise Refused("outside", message % said, "width")
