"""How full it was, in the house file: what is told, and what is not, as it stands."""

from typing import Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import Day, Entry, Instant, Key, Part, Position, Said, Small
from statenshus.workplaces.archive.places import ONCE, AgencyKey, KindOfPlace
from statenshus.workplaces.models import Count, CountedWeek, Together


class CountEntry(Entry):
    """How much of a kind was used in the week; `used` is left out where it is not told."""

    kind: KindOfPlace
    of: Literal["all", "zone", "weekday", "agency", "guests"]
    zone: Key | None = Field(None, description="Key of one of `zones`.")
    weekday: Small | None = None
    organisation: Key | None = AgencyKey
    used: Position | None = None
    there_was: Position | None = None


class TogetherEntry(Entry):
    """On how many days two agencies were both in the house."""

    one: Key = Field(description="Key of one of `organisations`.")
    other: Key = Field(description="Key of one of `organisations`.")
    days: Small


class CountedWeekEntry(Entry):
    """A week that is over and has been counted."""

    monday: Day
    counted_at: Instant
    travel_km: Position | None = None
    travel_minutes: Position | None = None
    travel_grams: Position | None = None
    counts: list[CountEntry] = []
    together: list[TogetherEntry] = []


PARTS = (
    Part(
        "counted_weeks",
        CountedWeekEntry,
        CountedWeek,
        inside={
            "counts": Part(
                "counts",
                CountEntry,
                Count,
                {"zone": "zones", "organisation": "organisations"},
                parent="week",
                says={
                    "workplaces_count_once": Said("of", _("the same is counted twice"), ONCE),
                    "workplaces_count_of": Said(
                        "of", _("it is not clear what is counted"), _("what “of” says, and no more")
                    ),
                },
            ),
            "together": Part(
                "together",
                TogetherEntry,
                Together,
                {"one": "organisations", "other": "organisations"},
                parent="week",
                says={
                    "workplaces_together_once": Said("other", _("the same is counted twice"), ONCE),
                    "workplaces_together_days": Said("days", _("a week has seven days"), _("0 to 7")),
                },
            ),
        },
        says={"workplaces_countedweek_once": Said("monday", _("the same is counted twice"), ONCE)},
    ),
)
