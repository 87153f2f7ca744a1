"""Acts on the links in mail."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.asks.models import Ask, Link, LinkRule
from statenshus.asks.rules import links as rules
from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.people.models import Person

AFTER_DUE = timedelta(days=14)
LONGEST = timedelta(days=60)


@transaction.atomic
def make_link(ask: Ask, *, person: Person, by: Actor) -> Link:
    """A link to the ask for the person: that in force, or a new one until AFTER_DUE, at most LONGEST from now.

    It is a part of the act that writes the mail it stands in, and asks no rule of its own. It holds while the ask is
    open and the person is the one who is asked. One query, or two.
    """
    own = Link.objects.in_house(by.house).filter(ask=ask, person=person)
    if standing := own.in_force(by.now).order_by("-expires_at").first():
        return standing
    due = max(ask.due_at, by.now) + AFTER_DUE if ask.due_at else by.now + LONGEST
    expires_at = min(due, by.now + LONGEST)
    return Link.objects.create(house=by.house, ask=ask, person=person, made_at=by.now, expires_at=expires_at)


@transaction.atomic
def revoke_link(link: Link, *, by: Actor) -> Link:
    """Make the link worthless from this moment, as when the mail was sent on to somebody.

    Raises NotAllowed by rules.revoke_link, and Refused with code:
        revoked  it already was
    """
    by.must(rules.revoke_link, link)
    link = Link.objects.select_for_update(of=("self",)).select_related("ask", "person").get(pk=link.pk)
    if link.revoked_at is not None:
        raise Refused("revoked", _("The link is already revoked."))
    link.revoked_at = by.now
    link.save(update_fields=["revoked_at"])
    record(by, "asks.revoke_link", link, ask=link.ask.subject_name, person=link.person.name)
    return link


@transaction.atomic
def set_link_rule(house: House, *, kind: str, by_link: bool, by: Actor) -> LinkRule:
    """Decide whether asks of the kind may be answered by the link in a mail alone, without logging in.

    Raises NotAllowed by rules.set_link_rule.
    """
    by.must(rules.set_link_rule, house)
    House.objects.select_for_update(no_key=True).get(pk=house.pk)
    rule = LinkRule.objects.filter(house=house, kind=kind).first() or LinkRule(house=house, kind=kind)
    rule.by_link = by_link
    rule.save()
    record(by, "asks.set_link_rule", house, kind=kind, by_link=by_link)
    return rule
