"""Who may do what with accounts and tokens."""

from statenshus.kernel.actors import Actor, Role
from statenshus.people.models import ApiToken, Person
from statenshus.people.rules import keeps_record


def see(by: Actor, token: ApiToken) -> bool:
    """One sees one's own tokens; nobody sees another's."""
    return by.person is not None and by.person.pk == token.person_id


def invite_person(by: Actor, person: Person) -> bool:
    """Those who keep the record may invite, but only an administrator may invite an administrator.

    Whoever hands over the link could use it, and must not come to more than they already may. A program may not.
    """
    if by.scopes is not None:
        return False
    is_administrator = person.grants.filter(role="administrator").exclude(valid_to__lte=by.today).exists()
    return Role.ADMINISTRATOR in by.roles if is_administrator else keeps_record(by)


def accept_invitation(by: Actor, person: Person) -> bool:
    """Only the invited person, by the link that was handed over."""
    return by.person is not None and by.person.pk == person.pk


def issue_token(by: Actor, person: Person) -> bool:
    """One issues tokens to oneself alone, signed in; a token makes no tokens."""
    return by.scopes is None and by.person is not None and by.person.pk == person.pk


def revoke_token(by: Actor, token: ApiToken) -> bool:
    """One revokes one's own tokens."""
    return see(by, token)
