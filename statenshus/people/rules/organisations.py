"""Who may do what with organisations."""

from statenshus.kernel.actors import Actor, Role
from statenshus.people.models import Affiliation, Organisation, Participation
from statenshus.people.rules import keeps_record


def register_organisation(by: Actor) -> bool:
    """Those who keep the record may put a new organisation on it."""
    return keeps_record(by)


def describe_organisation(by: Actor, organisation: Organisation) -> bool:
    """Those who keep the record may write an organisation's official facts."""
    return keeps_record(by)


def copy_from_register(by: Actor, organisation: Organisation) -> bool:
    """Those who keep the record may take an organisation's facts from Enhetsregisteret."""
    return keeps_record(by)


def write_card(by: Actor, organisation: Organisation) -> bool:
    """Those who keep the record write its card, and so do those who work there today, the commissioner apart."""
    if keeps_record(by):
        return True
    if by.person is None or Role.COMMISSIONER in by.roles:
        return False
    return (
        Affiliation.objects.visible_to(by).at(by.today).filter(person=by.person.pk, organisation=organisation).exists()
    )


def join(by: Actor, organisation: Organisation) -> bool:
    """Those who keep the record may let an organisation into the house."""
    return keeps_record(by)


def leave(by: Actor, participation: Participation) -> bool:
    """Those who keep the record may end a participation."""
    return keeps_record(by)


def correct_participation(by: Actor, participation: Participation) -> bool:
    """Those who keep the record may correct how and when an organisation took part."""
    return keeps_record(by)
