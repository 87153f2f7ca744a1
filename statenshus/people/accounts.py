"""How accounts come to be: by invitation from a house, not by signing up. The door for single sign-on.

An invitation is a signed text: whose account, until when, and the state that the account was in. Opening the
account changes its state, and so does a new invitation; that is why each can be used once, and only the last.
"""

from datetime import datetime, timedelta

from allauth.account.adapter import DefaultAccountAdapter
from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from statenshus.kernel.errors import Refused
from statenshus.people.models import Account, Person

LIFETIME = timedelta(days=7)
_SALT = "people.invitation"


class Adapter(DefaultAccountAdapter):
    """Closed to those who are not invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def is_opened(account: Account) -> bool:
    """Somebody has chosen a password for it, or entered it in another way."""
    return account.has_usable_password() or account.last_login is not None


def withdraw_invitations(account: Account) -> None:
    """Make every invitation to an account that is not opened worthless."""
    if not is_opened(account):
        account.set_unusable_password()
        account.save(update_fields=["password"])


def invitation(account: Account, person: Person, now: datetime) -> str:
    """A new invitation to open the account; those before it are withdrawn."""
    withdraw_invitations(account)
    said = {"person": person.pk, "until": int((now + LIFETIME).timestamp()), "state": _state(account)}
    return signing.dumps(said, salt=_SALT)


def invited(link: str, now: datetime) -> Person:
    """The person whose account the invitation opens. One query.

    Raises Refused("stale") when it opens none, or none any longer.
    """
    stale = Refused(
        "stale", _("The invitation has been used, is too old, or the link is incomplete. Ask for a new one.")
    )
    try:
        said = signing.loads(link, salt=_SALT)
    except signing.BadSignature:
        raise stale from None
    person = Person.objects.select_related("account", "house").filter(pk=said["person"]).first()
    account = person.account if person else None
    if person is None or account is None or now.timestamp() >= said["until"] or not account.is_active:
        raise stale
    if is_opened(account) or not constant_time_compare(_state(account), said["state"]):
        raise stale
    return person


def _state(account: Account) -> str:
    return salted_hmac(_SALT, f"{account.pk}:{account.password}").hexdigest()[:32]
