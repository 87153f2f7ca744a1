"""Who may do what with the links in mail."""

from statenshus.asks.models import Link
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House
from statenshus.people.rules import keeps_record


def see(by: Actor, link: Link) -> bool:
    """One sees that there are links to oneself; those who keep the record see that there are any."""
    return keeps_record(by) or (by.person is not None and by.person.pk == link.person_id)


def revoke_link(by: Actor, link: Link) -> bool:
    """One revokes the links to oneself, and those who keep the record may revoke any."""
    return see(by, link)


def set_link_rule(by: Actor, house: House) -> bool:
    """Those who keep the record decide what may be answered by the link in a mail alone."""
    return keeps_record(by)
