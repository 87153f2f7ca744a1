"""Acts on ways in: invitations to persons, and tokens for programs."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from statenshus.kernel.actors import OSLO, Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people import accounts
from statenshus.people.models import Account, ApiToken, Person
from statenshus.people.rules import accounts as rules

SCOPES = (
    "people:read",
    "people:write",
    "asks:read",
    "asks:write",
    "workplaces:read",
    "workplaces:write",
    "meetings:read",
    "meetings:write",
    "decisions:read",
    "decisions:write",
    "portfolio:read",
    "portfolio:write",
    "reports:read",
)
LONGEST_TOKEN = timedelta(days=366)


@transaction.atomic
def invite_person(person: Person, *, email: str, by: Actor) -> str | None:
    """Give the person an account with this address, and a link to open it with; the link is handed over by hand.

    The link holds for seven days and can be used once; a new one makes the old one worthless. An address that
    already has an account, in this house or another, is linked and gets no link: its owner logs in as usual,
    and nobody else can open it by an invitation.

    Raises NotAllowed by rules.invite_person, and Refused with code:
        has_account  the person's account is already in use
        other        the person already has an account, with another address
        taken        somebody else in the house has the account with that address
    """
    by.must(rules.invite_person, person)
    address = email.strip().lower()
    person = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
    account = person.account
    if account and accounts.is_opened(account):
        raise Refused("has_account", _("The person already has an account, and logs in with it."), "email")
    if account and account.email != address:
        raise Refused("other", _("The person was invited with another address: %s.") % account.email, "email")
    if account is None:
        account = Account.objects.filter(email=address).first() or Account.objects.create_user(address)
        person.account, person.email = account, person.email or address
        taken = Refused("taken", _("Somebody else in the house already has this address."), "email")
        with refusing({"people_person_account": taken}):
            person.save(update_fields=["account", "email"])
    opens = not accounts.is_opened(account) and not account.persons.exclude(pk=person.pk).exists()
    record(by, "people.invite_person", person, link=opens)
    return accounts.invitation(account, person, by.now) if opens else None


@transaction.atomic
def accept_invitation(person: Person, *, link: str, password: str, by: Actor) -> Account:
    """Open the account with a password of one's own choice; the invitation cannot be used again.

    Raises NotAllowed by rules.accept_invitation, and Refused with code:
        stale  the invitation has been used, has been replaced by a newer one, is over seven days old, or is not whole
    """
    by.must(rules.accept_invitation, person)
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    account = accounts.invited(link, by.now).account
    assert account is not None
    account.set_password(password)
    account.save(update_fields=["password"])
    record(by, "people.accept_invitation", person)
    return account


@transaction.atomic
def issue_token(
    person: Person, *, name: str, scopes: Iterable[str], expires_on: date, by: Actor
) -> tuple[ApiToken, str]:
    """Make a key for a program that acts as the person within the scopes, until the end of the day before `expires_on`.

    The secret is in the answer and nowhere else: the record keeps its SHA-256 only.

    Raises NotAllowed by rules.issue_token, and Refused with code:
        no_scope  no scope is named, or one that does not exist
        past      it would expire before it could be used
        too_long  it would last over LONGEST_TOKEN
    """
    by.must(rules.issue_token, person)
    named = sorted(set(scopes))
    if not named or not set(named) <= set(SCOPES):
        raise Refused("no_scope", _("Choose what the program may do."), "scopes")
    if expires_on <= by.today:
        raise Refused("past", _("The last day cannot be before today."), "expires_on")
    if expires_on - by.today > LONGEST_TOKEN:
        raise Refused("too_long", _("A token lasts at most a year. Issue a new one when it expires."), "expires_on")
    secret = secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        house=by.house,
        person=person,
        name=name,
        hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=named,
        created_at=by.now,
        expires_at=datetime.combine(expires_on, time(), OSLO),
    )
    record(by, "people.issue_token", made, scopes=named, expires_on=expires_on.isoformat())
    return made, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor) -> ApiToken:
    """Make the token worthless from this moment.

    Raises NotAllowed by rules.revoke_token, and Refused with code:
        revoked  it already was
    """
    by.must(rules.revoke_token, token)
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        raise Refused("revoked", _("The token is already revoked."))
    token.revoked_at = by.now
    token.save(update_fields=["revoked_at"])
    record(by, "people.revoke_token", token)
    return token
