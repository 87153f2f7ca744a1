"""Who may do what with seasons."""

from statenshus.kernel.actors import Actor
from statenshus.workplaces.models import Season, Wish, Workplace, Zone
from statenshus.workplaces.rules import hosts, works_here


def open_season(by: Actor) -> bool:
    """House hosts, and those who keep the record, open a season for wishes."""
    return hosts(by)


def wish_for_season(by: Actor, season: Season, zone: Zone | None = None) -> bool:
    """Members of the house wish for themselves."""
    return works_here(by)


def withdraw_wish(by: Actor, wish: Wish) -> bool:
    """One may take back one's own wish."""
    return by.person is not None and wish.person_id == by.person.pk


def propose_season(by: Actor, season: Season) -> bool:
    """House hosts, and those who keep the record, ask for a proposal."""
    return hosts(by)


def work_out_season(by: Actor, season: Season) -> bool:
    """The house itself works the proposal out."""
    return by.person is None


def set_allotment(by: Actor, wish: Wish, workplace: Workplace | None = None) -> bool:
    """House hosts, and those who keep the record, decide by hand what somebody gets."""
    return hosts(by)


def decide_season(by: Actor, season: Season) -> bool:
    """House hosts, and those who keep the record, decide what is proposed."""
    return hosts(by)


def take_up_season(by: Actor, season: Season) -> bool:
    """The house itself books what is decided."""
    return by.person is None


def call_off_season(by: Actor, season: Season) -> bool:
    """House hosts, and those who keep the record, call a season off."""
    return hosts(by)
