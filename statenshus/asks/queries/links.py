"""The address of a link in mail, and what stands behind it."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing

from statenshus.asks.models import Link, LinkRule
from statenshus.asks.queries.turns import holding_for
from statenshus.kernel.actors import Actor

_ANSWER = signing.Signer(salt="asks.link", sep=".")


def address_of(link: Link) -> str:
    """The address that opens the link: the number of its row, signed. Whoever has it can open it."""
    return f"{settings.BASE_URL}/answer/{_ANSWER.sign(str(link.pk))}/"


def link_behind(token: str) -> Link | None:
    """The link that the address opens, with its ask and person, be it in force or not. One query."""
    try:
        pk = _ANSWER.unsign(token)
    except signing.BadSignature:
        return None
    rows = Link.objects.select_related("house", "person__account", "person__house", "ask__body", "ask__seat")
    return rows.filter(pk=pk).first()


@dataclass(frozen=True)
class Standing:
    """What a link opens at a moment: `closed` says why nothing, and is empty where the ask is open to the person."""

    closed: str
    by_link: bool = False


def standing(link: Link, by: Actor) -> Standing:
    """What the link opens for the actor, who is its person.

    Nothing when it is revoked or expired, the ask has ended, the person's account is closed, or somebody else is
    asked by now. At most five queries.
    """
    ask, account = link.ask, link.person.account
    if link.revoked_at is not None or (account is not None and not account.is_active):
        return Standing("revoked")
    if ask.ended_at is not None:
        return Standing("answered" if ask.answered_by_id == link.person_id else "ended")
    if by.now >= link.expires_at:
        return Standing("expired")
    is_asked = ask.person_id == link.person_id if ask.seat_id is None else holding_for(by, ask) is not None
    if not is_asked:
        return Standing("not_yours")
    return Standing("", by_link=LinkRule.of(link.house)[ask.kind] and ask.kind in settings.ASK_FORMS)
