"""Acts on the addresses from which calendar programs read."""

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.kernel.houses import House
from statenshus.people.models import Body
from statenshus.workplaces.models import Feed, Workplace
from statenshus.workplaces.queries.persons import person_of
from statenshus.workplaces.rules import feeds as rules


@transaction.atomic
def make_feed(shown: Workplace | Body | House | None = None, *, by: Actor) -> tuple[Feed, str]:
    """Make an address for what is the actor's own, for the week of a workplace, or for when a body or all bodies meet.

    With it goes the secret, which is not kept.

    Raises NotAllowed by rules.make_feed, and Refused with code:
        already  there is one already: revoke that first
    """
    by.must(rules.make_feed, *([shown] if shown else []))
    secret = secrets.token_urlsafe(32)
    already = Refused("already", _("You have such an address already. Revoke it, and you can make a new one."))
    with refusing({"workplaces_feed_once": already}):
        made = Feed.objects.create(
            house=by.house,
            person=person_of(by),
            workplace=shown if isinstance(shown, Workplace) else None,
            body=shown if isinstance(shown, Body) else None,
            of_house=isinstance(shown, House),
            secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
            made_at=by.now,
        )
    record(by, "workplaces.make_feed", made)
    return made, secret


@transaction.atomic
def revoke_feed(feed: Feed, *, by: Actor) -> Feed:
    """Revoke an address: from now on there is nothing at it.

    Raises NotAllowed by rules.revoke_feed, and Refused with code:
        revoked  it is revoked already
    """
    by.must(rules.revoke_feed, feed)
    feed = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    if feed.revoked_at is not None:
        raise Refused("revoked", _("The address is revoked already."))
    feed.revoked_at = by.now
    feed.save(update_fields=["revoked_at"])
    record(by, "workplaces.revoke_feed", feed)
    return feed
