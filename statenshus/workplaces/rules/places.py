"""Who may do what with sites, floors, zones, workplaces, and what holds for them."""

from statenshus.kernel.actors import Actor
from statenshus.people.models import Organisation
from statenshus.workplaces.models import Closure, Floor, OfficeRules, Photo, Site, Workplace, Zone
from statenshus.workplaces.rules import hosts, works_here


def add_site(by: Actor) -> bool:
    """House hosts, and those who keep the record, may add a site."""
    return hosts(by)


def edit_site(by: Actor, site: Site) -> bool:
    """House hosts, and those who keep the record, may say what a site is called and how to get in."""
    return hosts(by)


def add_floor(by: Actor, site: Site) -> bool:
    """House hosts, and those who keep the record, may add a floor to a site."""
    return hosts(by)


def edit_floor(by: Actor, floor: Floor) -> bool:
    """House hosts, and those who keep the record, may change a floor and the size of its plan."""
    return hosts(by)


def add_zone(by: Actor, floor: Floor, *organisations: Organisation) -> bool:
    """House hosts, and those who keep the record, may add a zone to a floor."""
    return hosts(by)


def edit_zone(by: Actor, zone: Zone, *organisations: Organisation) -> bool:
    """House hosts, and those who keep the record, may change a zone and for whom it opens."""
    return hosts(by)


def add_workplace(by: Actor, zone: Zone, part_of: Workplace | None = None) -> bool:
    """House hosts, and those who keep the record, may add a workplace to a zone."""
    return hosts(by)


def edit_workplace(by: Actor, workplace: Workplace) -> bool:
    """House hosts, and those who keep the record, may change what a workplace is and has."""
    return hosts(by)


def retire_workplace(by: Actor, workplace: Workplace) -> bool:
    """House hosts, and those who keep the record, may take a workplace out of use from a day."""
    return hosts(by)


def close_workplace(by: Actor, workplace: Workplace) -> bool:
    """House hosts, and those who keep the record, may close a workplace for a time."""
    return hosts(by)


def reopen_workplace(by: Actor, closure: Closure) -> bool:
    """House hosts, and those who keep the record, may open a closed workplace again."""
    return hosts(by)


def set_policy(by: Actor) -> bool:
    """House hosts, and those who keep the record, may say what holds for a kind of workplace."""
    return hosts(by)


def set_office(by: Actor) -> bool:
    """House hosts, and those who keep the record, may say how long it is remembered who was where."""
    return hosts(by)


def issue_rules(by: Actor) -> bool:
    """House hosts, and those who keep the record, may issue rules for the shared office."""
    return hosts(by)


def accept_rules(by: Actor, office_rules: OfficeRules) -> bool:
    """Members of the house accept the rules for themselves."""
    return works_here(by)


def set_photo(by: Actor, workplace: Workplace) -> bool:
    """House hosts, and those who keep the record, show what a workplace looks like."""
    return hosts(by)


def remove_photo(by: Actor, photo: Photo) -> bool:
    """House hosts, and those who keep the record, remove a photo."""
    return hosts(by)
