"""Seasons in the house file: what is wished for, and what is given out."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import Day, Entry, Flag, Instant, Key, Part, Said, Small, line
from statenshus.workplaces.archive.places import ONCE, AgencyKey, KindOfPlace, PersonKey
from statenshus.workplaces.models import Allotment, Season, Wish

SeasonKey = Field(description="Key of one of `seasons`.")


class SeasonEntry(Entry):
    """The days of [first_on, until_on), for which places are given out by weekday."""

    key: Key
    name: Annotated[str, line(100, required=True)]
    kind: KindOfPlace = "desk"
    first_on: Day
    until_on: Day
    wishes_by: Day
    opened_at: Instant
    asked_at: Instant | None = None
    proposed_at: Instant | None = None
    is_best: Flag = False
    decided_at: Instant | None = None
    called_off_at: Instant | None = None


class WishEntry(Entry):
    """That somebody wishes for a place on some weekdays of a season."""

    key: Key
    season: Key = SeasonKey
    person: Key = PersonKey
    organisation: Key | None = AgencyKey
    weekdays: list[Small]
    or_weekdays: list[Small] = []
    zone: Key | None = Field(None, description="Key of one of `zones`.")
    accessible: Flag = False
    shown: Literal["name", "agency", "busy"] = "busy"
    wished_at: Instant
    why: dict[str, str] = Field({}, description="By weekday, a code of why there is no place.")


class AllotmentEntry(Entry):
    """The place that is given on a weekday; left out where a host has decided that there is none."""

    season: Key = SeasonKey
    wish: Key = Field(description="Key of one of `wishes`.")
    weekday: Small
    workplace: Key | None = Field(None, description="Key of one of `workplaces`.")
    is_by_hand: Flag = False


PARTS = (
    Part(
        "seasons",
        SeasonEntry,
        Season,
        says={
            "workplaces_season_days": Said(
                "first_on", _("the days are not in order"), _("the last day for wishes, the first day, the last day")
            ),
            "workplaces_season_end": Said(
                "called_off_at", _("it is both decided and called off"), _("one of the two, or neither")
            ),
        },
    ),
    Part(
        "wishes",
        WishEntry,
        Wish,
        {"season": "seasons", "person": "persons", "organisation": "organisations", "zone": "zones"},
        says={
            "workplaces_wish_once": Said("person", _("somebody wishes twice"), ONCE),
            "workplaces_wish_weekdays": Said("weekdays", _("nothing is wished for"), _("a weekday at least")),
        },
    ),
    Part(
        "allotments",
        AllotmentEntry,
        Allotment,
        {"season": "seasons", "wish": "wishes", "workplace": "workplaces"},
        says={
            "workplaces_allotment_once": Said("weekday", _("the day is told of twice"), ONCE),
            "workplaces_allotment_taken": Said("workplace", _("two are to have it on one day"), ONCE),
            "workplaces_allotment_none": Said(
                "workplace", _("nothing is given, and nobody decided so"), _("a place, or “is_by_hand”")
            ),
        },
    ),
)
