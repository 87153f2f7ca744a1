"""Who may do what with arenas, and with what is held there."""

from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.meetings.models import Arena, Gathering, SignUp
from statenshus.people.models import Organisation
from statenshus.people.rules import keeps_record
from statenshus.workplaces.rules import works_here


def looks_after(by: Actor, arena: Arena) -> bool:
    """Those who keep the record, and whoever proposed the arena."""
    return keeps_record(by) or (by.person is not None and arena.proposed_by_id == by.person.pk)


def propose_arena(by: Actor, house: House) -> bool:
    """Any member of the house proposes a place to meet."""
    return works_here(by)


def take_up_arena(by: Actor, arena: Arena) -> bool:
    """Those who keep the record take it up, and set its goal for a year."""
    return keeps_record(by)


def close_arena(by: Actor, arena: Arena) -> bool:
    """Those who keep the record close it."""
    return keeps_record(by)


def announce_gathering(by: Actor, arena: Arena, *host: Organisation) -> bool:
    """Those who keep the record, and whoever proposed the arena, announce what is held there."""
    return looks_after(by, arena)


def call_off_gathering(by: Actor, gathering: Gathering) -> bool:
    """Those who keep the record, and whoever proposed the arena, call it off."""
    return looks_after(by, gathering.arena)


def sign_up(by: Actor, gathering: Gathering) -> bool:
    """Any member of the house signs up."""
    return works_here(by)


def withdraw_sign_up(by: Actor, sign_up: SignUp) -> bool:
    """One withdraws oneself."""
    return by.person is not None and sign_up.person_id == by.person.pk


def note_came(by: Actor, gathering: Gathering) -> bool:
    """Those who keep the record, and whoever proposed the arena, note who came."""
    return looks_after(by, gathering.arena)


def forget_sign_ups(by: Actor, house: House) -> bool:
    """The house itself forgets."""
    return by.person is None
