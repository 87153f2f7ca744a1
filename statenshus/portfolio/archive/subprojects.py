"""Subprojects, items and placements in the house file."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import (
    Entry,
    Key,
    Lasting,
    LongKey,
    Part,
    Placed,
    Said,
    Text,
    ends_too_early,
    line,
)
from statenshus.portfolio.models import Item, Placement, Subproject


class SubprojectEntry(Lasting):
    """A part of the pilot, from one day to another."""

    key: Key
    name: Annotated[str, line(200, required=True)]
    summary: Text = ""
    position: Placed = None


class ItemEntry(Entry):
    """A thing that has its place in a subproject."""

    key: Key
    name: Annotated[str, line(200, required=True)]
    kind: Literal["theme", "task", "deliverable", "agreement", "other"]
    description: Text = ""


class PlacementEntry(Lasting):
    """That an item, a member or a lead stands in a subproject from day to day."""

    key: LongKey
    subproject: Key = Field(description="Key of one of `subprojects`.")
    kind: Literal["item", "member", "lead"] = Field(
        description="An item has `item`; a lead has `person`; a member has `person`, `organisation` or both."
    )
    item: Key | None = Field(None, description="Key of one of `items`.")
    person: Key | None = Field(None, description="Key of one of `persons`.")
    organisation: Key | None = Field(None, description="On behalf of whom: key of one of `organisations`.")
    position: Placed = None


_apart = _("periods without a day in common")

PARTS = (
    Part(
        "subprojects",
        SubprojectEntry,
        Subproject,
        says={
            **ends_too_early("portfolio_subproject_period"),
            "portfolio_subproject_name": Said("name", _("two subprojects have the same name at once"), _apart),
        },
    ),
    Part("items", ItemEntry, Item),
    Part(
        "placements",
        PlacementEntry,
        Placement,
        {
            "subproject": "subprojects",
            "item": "items",
            "person": "persons",
            "organisation": "organisations",
        },
        says={
            **ends_too_early("portfolio_placement_period"),
            "portfolio_placement_what": Said(
                "kind",
                _("what is placed does not fit the kind"),
                _("an item has only “item”, a lead has “person”, a member has “person” or “organisation”"),
            ),
            "portfolio_placement_lead": Said(
                "subproject", _("the subproject has two leads at once"), _("one lead at a time")
            ),
            "portfolio_placement_item": Said("item", _("the item is in the same subproject twice at once"), _apart),
            "portfolio_placement_person": Said(
                "person", _("the person is a member of the same subproject twice at once"), _apart
            ),
            "portfolio_placement_organisation": Said(
                "organisation", _("the organisation is a member of the same subproject twice at once"), _apart
            ),
        },
    ),
)
