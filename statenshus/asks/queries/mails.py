"""Readings of mails: in which language somebody reads, and the address that stops mail."""

import nh3
from django.conf import settings
from django.core import signing

from statenshus.people.models import Person

_READ = {"h2", "h3", "p", "ul", "ol", "li", "a", "strong", "em", "br"}
_STOP = signing.Signer(salt="asks.stop", sep=".")


def language_of(person: Person) -> str:
    """The language that the person has chosen, or the house's."""
    return (person.account.language if person.account else "") or person.house.language


def stop_address(person: Person) -> str:
    """Where the person stops mail by one click, without logging in. It opens nothing else."""
    return f"{settings.BASE_URL}/answer/stop/{_STOP.sign(str(person.pk))}/"


def to_be_stopped(token: str) -> Person | None:
    """Whose mail the address stops. One query."""
    try:
        pk = _STOP.unsign(token)
    except signing.BadSignature:
        return None
    return Person.objects.select_related("house", "account").filter(pk=pk).first()


def mail_address(person: Person) -> str:
    """Where the person gets mail: the address on record, or that of the account; empty where there is none."""
    return person.email or (person.account.email if person.account else "")


def shown(html: str) -> str:
    """The HTML of a mail as a page may show it: what is read, and its links; no looks, nothing active."""
    return nh3.clean(
        html,
        tags=_READ,
        clean_content_tags={"title", "style", "script"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
