"""Who may do what with mails, and who sees them."""

from django.conf import settings

from statenshus.asks.models import Mail
from statenshus.kernel.actors import Actor
from statenshus.people.models import Person
from statenshus.people.rules import keeps_record


def see(by: Actor, mail: Mail) -> bool:
    """One sees the mails to oneself; in a demonstration those who keep the record see all of the house's."""
    return (settings.DEMO and keeps_record(by)) or (by.person is not None and by.person.pk == mail.person_id)


def see_outbox(by: Actor) -> bool:
    """Those who keep the record see to whom mails went and whether they are sent, not what they say."""
    return keeps_record(by)


def send_mail(by: Actor, mail: Mail) -> bool:
    """Mails are sent by the house itself alone."""
    return by.person is None


def retry_mail(by: Actor, mail: Mail) -> bool:
    """Those who keep the record may have a mail sent that has failed."""
    return keeps_record(by)


def choose_mail(by: Actor, person: Person) -> bool:
    """One chooses for oneself alone how often one gets mail."""
    return by.person is not None and by.person.pk == person.pk
