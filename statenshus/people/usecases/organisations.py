"""Acts on organisations and how they take part."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, must_be_valid, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Organisation, Participation
from statenshus.people.registers import Entry
from statenshus.people.rules import organisations as rules


@transaction.atomic
def register_organisation(
    *,
    name: str,
    kind: str,
    short_name: str = "",
    orgnr: str = "",
    address: str = "",
    website: str = "",
    source: str = "",
    by: Actor,
) -> Organisation:
    """Put a new organisation on the house's record, under a short name made from what people call it.

    It takes no part in the house until it joins.

    Raises NotAllowed by rules.register_organisation, and Refused with code:
        invalid      a field is not what it should be: empty, too long, markup, no such organisation number
        orgnr_taken  another organisation of the house has the number
    """
    by.must(rules.register_organisation)
    made = Organisation(
        house=by.house,
        key=Organisation.objects.free_key(by.house, short_name or name),
        name=name,
        kind=kind,
        short_name=short_name,
        orgnr=orgnr,
        address=address,
        website=website,
        source=source,
    )
    _write(made)
    record(by, "people.register_organisation", made, name=name, kind=kind, orgnr=orgnr)
    return made


@transaction.atomic
def describe_organisation(organisation: Organisation, *, by: Actor, **facts: str) -> Organisation:
    """Change the official facts that are given, of Organisation.FACTS. The short name in addresses stays.

    Raises NotAllowed by rules.describe_organisation, and Refused with code:
        invalid      a field is not what it should be: empty, too long, markup, no such organisation number
        orgnr_taken  another organisation of the house has the number
    """
    by.must(rules.describe_organisation, organisation)
    kept, changes = _change(organisation, Organisation.FACTS, facts)
    record(by, "people.describe_organisation", kept, changes=changes)
    return kept


@transaction.atomic
def write_card(organisation: Organisation, *, by: Actor, **texts: str) -> Organisation:
    """Write the texts that are given, of Organisation.CARD, in the organisation's own words; the event keeps the old.

    Raises NotAllowed by rules.write_card, and Refused with code:
        invalid  a text is too long, or has hidden control characters
    """
    by.must(rules.write_card, organisation)
    kept, changes = _change(organisation, Organisation.CARD, texts)
    record(by, "people.write_card", kept, changes=changes)
    return kept


@transaction.atomic
def copy_from_register(organisation: Organisation, *, entry: Entry, by: Actor) -> Organisation:
    """Take number, official name, address and form from an entry of Enhetsregisteret.

    A name that differs in capitals only is left as we write it, for the register writes all names in capitals.

    Raises NotAllowed by rules.copy_from_register, and Refused with code:
        other_number  the entry is of another organisation number than ours
        orgnr_taken   another organisation of the house has the number
        invalid       the entry says something that cannot stand in our record
    """
    by.must(rules.copy_from_register, organisation)
    if organisation.orgnr not in ("", entry.orgnr):
        raise Refused(
            "other_number",
            _("%(name)s has another organisation number than the one we have.") % {"name": entry.name},
            "orgnr",
        )
    facts = {
        "orgnr": entry.orgnr,
        "name": organisation.name if organisation.name.casefold() == entry.name.casefold() else entry.name,
        "address": entry.address or organisation.address,
        "register_name": entry.name,
        "register_form": entry.form,
    }
    kept, changes = _change(organisation, facts, facts, register_read_at=by.now)
    record(by, "people.copy_from_register", kept, orgnr=entry.orgnr, changes=changes)
    return kept


@transaction.atomic
def join(
    organisation: Organisation,
    *,
    kind: str,
    valid_from: date,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Participation:
    """Let the organisation take part in the house, in one kind, during [valid_from, valid_to), shown after the others.

    Raises NotAllowed by rules.join, and Refused with code:
        backwards  it would leave before it joins
        overlap    it already takes part in that kind on one of those days
        invalid    there is no such kind
    """
    by.must(rules.join, organisation)
    last = Participation.objects.in_house(by.house).aggregate(last=Max("position"))["last"] or 0
    made = Participation(
        house=by.house,
        organisation=organisation,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        position=last + 1,
    )
    _write_participation(made)
    record(by, "people.join", organisation, **_told(made))
    return made


@transaction.atomic
def leave(participation: Participation, *, valid_to: date, by: Actor) -> Participation:
    """End the participation, `valid_to` being the first day without it. A planned end may only be moved nearer.

    Raises NotAllowed by rules.leave, and Refused with code:
        ended      it has ended already
        later      it is to end sooner than that as it is
        backwards  it would leave before it joined
        overlap    it also takes part in that kind by another row on one of those days
        invalid    there is no such kind
    """
    by.must(rules.leave, participation)
    kept = _locked(participation)
    if kept.valid_to and kept.valid_to <= by.today:
        raise Refused("ended", _("This participation has ended already. Correct it instead."))
    if kept.valid_to and kept.valid_to < valid_to:
        raise Refused("later", _("This participation is to end sooner than that. Correct it instead."), "valid_to")
    kept.valid_to = valid_to
    _write_participation(kept)
    record(by, "people.leave", kept.organisation, participation=kept.pk, **_told(kept))
    return kept


@transaction.atomic
def correct_participation(
    participation: Participation,
    *,
    kind: str,
    valid_from: date | None,
    valid_to: date | None,
    source: str = "",
    by: Actor,
) -> Participation:
    """Put right how and when the organisation took part; the event keeps what stood there before.

    `valid_from` is None where nobody knows the first day, `valid_to` while it lasts.

    Raises NotAllowed by rules.correct_participation, and Refused with code:
        backwards  it would leave before it joined
        overlap    it also takes part in that kind by another row on one of those days
        invalid    there is no such kind
    """
    by.must(rules.correct_participation, participation)
    kept = _locked(participation)
    before = _told(kept)
    kept.kind, kept.valid_from, kept.valid_to, kept.source = kind, valid_from, valid_to, source
    _write_participation(kept)
    record(by, "people.correct_participation", kept.organisation, participation=kept.pk, before=before, **_told(kept))
    return kept


def _change(
    organisation: Organisation, fields: Iterable[str], given: dict[str, str], **unsaid: Any
) -> tuple[Organisation, dict[str, dict[str, str]]]:
    """The row, locked, with the given fields written, and what changed from what to what."""
    if stray := given.keys() - set(fields):
        raise TypeError(f"not to be changed here: {', '.join(sorted(stray))}")
    kept = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changes = {
        field: {"from": getattr(kept, field), "to": value}
        for field, value in given.items()
        if getattr(kept, field) != value
    }
    for field, value in {**given, **unsaid}.items():
        setattr(kept, field, value)
    _write(kept)
    return kept, changes


def _write(organisation: Organisation) -> None:
    taken = Refused("orgnr_taken", _("Another organisation in the house has this number."), "orgnr")
    must_be_valid(organisation)
    with refusing({"people_organisation_orgnr": taken}):
        organisation.save()


def _locked(participation: Participation) -> Participation:
    return Participation.objects.select_for_update(of=["self"]).select_related("organisation").get(pk=participation.pk)


def _write_participation(participation: Participation) -> None:
    backwards = Refused("backwards", _("The last day is before the first."), "valid_to")
    overlap = Refused("overlap", _("The organisation already takes part in this way on one of those days."), "kind")
    must_be_valid(participation)
    with refusing({"people_participation_period": backwards, "people_participation_overlap": overlap}):
        participation.save()


def _told(participation: Participation) -> dict[str, str | None]:
    first, after = participation.valid_from, participation.valid_to
    return {
        "kind": participation.kind,
        "valid_from": first.isoformat() if first else None,
        "valid_to": after.isoformat() if after else None,
    }
