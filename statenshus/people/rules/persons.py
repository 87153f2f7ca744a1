"""Who may do what with persons."""

from statenshus.kernel.actors import Actor, Role
from statenshus.people.models import Affiliation, Organisation, Person, RoleGrant
from statenshus.people.rules import keeps_record


def see(by: Actor, person: Person) -> bool:
    """Everybody in the house sees its persons, but not its guests: where they work, sit, and are to be reached."""
    return Role.MEMBER in by.roles and not person.is_guest


def add_person(by: Actor) -> bool:
    """Those who keep the record may add a person to the house."""
    return keeps_record(by)


def edit_person(by: Actor, person: Person) -> bool:
    """One keeps one's own page; those who keep the record keep everybody's."""
    return keeps_record(by) or (by.person is not None and by.person.pk == person.pk)


def affiliate(by: Actor, person: Person, organisation: Organisation | None = None) -> bool:
    """Those who keep the record may say where a person works."""
    return keeps_record(by)


def end_affiliation(by: Actor, affiliation: Affiliation) -> bool:
    """Those who keep the record may say that a person no longer works somewhere."""
    return keeps_record(by)


def grant_role(by: Actor, person: Person) -> bool:
    """Administrators may give a role."""
    return Role.ADMINISTRATOR in by.roles


def withdraw_role(by: Actor, grant: RoleGrant) -> bool:
    """Administrators may take a role back."""
    return Role.ADMINISTRATOR in by.roles
