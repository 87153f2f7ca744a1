"""Acts on what stands in a subproject: items, members, leads."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from statenshus.kernel.actors import Actor
from statenshus.kernel.errors import Refused, refusing
from statenshus.kernel.events import record
from statenshus.people.models import Organisation, Person
from statenshus.portfolio.models import Destination, Item, Placement, Subproject
from statenshus.portfolio.rules import placements as rules


@transaction.atomic
def add_item(
    subproject: Subproject,
    *,
    name: str,
    kind: str,
    description: str = "",
    valid_from: date | None,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Placement:
    """Make an item and place it in the subproject during [valid_from, valid_to).

    Raises NotAllowed by rules.add_item, and Refused with code:
        backwards           it would leave before it comes
        outside_subproject  the subproject does not last all of those days
    """
    by.must(rules.add_item, subproject)
    key = Item.objects.free_key(by.house, name)
    item = Item.objects.create(house=by.house, key=key, name=name, kind=kind, description=description, source=source)
    made = _place(by, subproject, "item", {}, valid_from=valid_from, valid_to=valid_to, item=item, source=source)
    record(by, "portfolio.add_item", subproject, item=name, kind=kind, placement=made.key)
    return made


@transaction.atomic
def edit_item(item: Item, *, name: str, kind: str, description: str = "", source: str = "", by: Actor) -> Item:
    """Say anew what the item is, wherever it stands. Its address stays.

    Raises NotAllowed by rules.edit_item.
    """
    by.must(rules.edit_item, item)
    before = item.name
    item.name, item.kind, item.description, item.source = name, kind, description, source
    item.save(update_fields=["name", "kind", "description", "source"])
    record(by, "portfolio.edit_item", item, before=before)
    return item


@transaction.atomic
def place_item(
    item: Item,
    *,
    subproject: Subproject,
    valid_from: date | None,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Placement:
    """Place the item in one more subproject, or in one again, during [valid_from, valid_to).

    Raises NotAllowed by rules.place_item, and Refused with code:
        backwards           it would leave before it comes
        outside_subproject  the subproject does not last all of those days
        placed              it stands there already on one of those days
    """
    by.must(rules.place_item, item, subproject)
    made = _place(by, subproject, "item", _placed(), valid_from=valid_from, valid_to=valid_to, item=item, source=source)
    record(by, "portfolio.place_item", item, subproject=subproject.name, placement=made.key)
    return made


@transaction.atomic
def appoint_lead(
    subproject: Subproject,
    *,
    person: Person,
    organisation: Organisation | None = None,
    valid_from: date | None,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Placement:
    """Let the person lead the subproject during [valid_from, valid_to), on behalf of the organisation if one is named.

    Raises NotAllowed by rules.appoint_lead, and Refused with code:
        backwards           the lead would end before starting
        outside_subproject  the subproject does not last all of those days
        led                 somebody leads it already on one of those days
    """
    by.must(rules.appoint_lead, subproject, person, organisation)
    made = _place(
        by,
        subproject,
        "lead",
        _led(),
        valid_from=valid_from,
        valid_to=valid_to,
        person=person,
        organisation=organisation,
        source=source,
    )
    record(by, "portfolio.appoint_lead", subproject, lead=str(made), placement=made.key)
    return made


@transaction.atomic
def add_member(
    subproject: Subproject,
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    valid_from: date | None,
    valid_to: date | None = None,
    source: str = "",
    by: Actor,
) -> Placement:
    """Let a person, an organisation, or a person on behalf of one be a member during [valid_from, valid_to).

    Raises NotAllowed by rules.add_member, and Refused with code:
        nobody              neither person nor organisation is named
        backwards           the membership would end before it starts
        outside_subproject  the subproject does not last all of those days
        member              they are a member already on one of those days
    """
    by.must(rules.add_member, subproject, person, organisation)
    if person is None and organisation is None:
        raise Refused("nobody", _("Name a person, an organisation, or both."), "person")
    made = _place(
        by,
        subproject,
        "member",
        _member(),
        valid_from=valid_from,
        valid_to=valid_to,
        person=person,
        organisation=organisation,
        source=source,
    )
    record(by, "portfolio.add_member", subproject, member=str(made), placement=made.key)
    return made


@transaction.atomic
def end_placement(placement: Placement, *, valid_to: date, by: Actor) -> Placement:
    """Let what stands in a subproject leave it, `valid_to` being the first day without; an end it has may be moved.

    Raises NotAllowed by rules.end_placement, and Refused with code:
        restructured  a decided restructuring set its end
        backwards     it would leave before it came
        outside_subproject  the subproject ends before that
        led           with a later end, somebody else leads on one of those days
        member        with a later end, they are a member a second time on one of those days
        placed        with a later end, the item stands there a second time on one of those days
    """
    by.must(rules.end_placement, placement)
    subproject = _locked(by, placement.subproject_id)
    placement = Placement.objects.in_house(by.house).told().get(pk=placement.pk)
    if Destination.objects.in_house(by.house).filter(placement=placement, restructuring__decided_on__isnull=False):
        raise Refused(
            "restructured",
            _("This last day follows from a decided change of the subprojects. Undo that decision instead."),
        )
    _must_end_within(subproject, valid_to)
    placement.valid_to = valid_to
    with refusing(_backwards() | _led() | _member() | _placed()):
        placement.save(update_fields=["valid_to"])
    last_day = (valid_to - timedelta(days=1)).isoformat()
    record(by, "portfolio.end_placement", subproject, what=str(placement), placement=placement.key, last_day=last_day)
    return placement


def _place(
    by: Actor,
    subproject: Subproject,
    kind: str,
    clash: dict[str, Refused],
    *,
    valid_from: date | None,
    valid_to: date | None,
    **what: Any,
) -> Placement:
    locked = _locked(by, subproject.pk)
    _must_start_within(locked, valid_from)
    _must_end_within(locked, valid_to)
    name = what.get("item") or what.get("person") or what.get("organisation")
    theirs = Placement.objects.in_house(by.house).filter(subproject=locked, kind=kind)
    last = theirs.aggregate(last=Max("position"))["last"]
    with refusing(_backwards() | clash):
        return Placement.objects.create(
            house=by.house,
            key=Placement.objects.free_key(by.house, f"{locked.key[:25]} {name}"),
            subproject=locked,
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
            position=0 if last is None else last + 1,
            **what,
        )


def _locked(by: Actor, pk: int) -> Subproject:
    return Subproject.objects.in_house(by.house).select_for_update().get(pk=pk)


def _must_start_within(subproject: Subproject, valid_from: date | None) -> None:
    """An unknown first day lies before every known one."""
    first = subproject.valid_from
    if first and (valid_from is None or valid_from < first):
        message = _("The subproject does not start until %(day)s.") % {"day": date_format(first)}
        raise Refused("outside_subproject", message, "valid_from")


def _must_end_within(subproject: Subproject, valid_to: date | None) -> None:
    if subproject.valid_to and (valid_to is None or valid_to > subproject.valid_to):
        last = date_format(subproject.valid_to - timedelta(days=1))
        raise Refused("outside_subproject", _("The subproject ends on %(day)s.") % {"day": last}, "valid_to")


def _backwards() -> dict[str, Refused]:
    return {"portfolio_placement_period": Refused("backwards", _("The last day is before the first."), "valid_to")}


def _led() -> dict[str, Refused]:
    message = _("Somebody else leads the subproject on one of those days.")
    return {"portfolio_placement_lead": Refused("led", message, "valid_from")}


def _placed() -> dict[str, Refused]:
    message = _("This already stands in the subproject on one of those days.")
    return {"portfolio_placement_item": Refused("placed", message, "subproject")}


def _member() -> dict[str, Refused]:
    refusal = Refused("member", _("They are already a member on one of those days."), "person")
    return dict.fromkeys(("portfolio_placement_person", "portfolio_placement_organisation"), refusal)
