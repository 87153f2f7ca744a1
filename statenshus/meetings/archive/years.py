"""The plan of a year: what is wanted of each body, what is fixed, and the dates."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import Clock, Data, Day, Entry, Flag, Instant, Key, Part, Said, Small, line
from statenshus.meetings.archive.meetings import ONCE
from statenshus.meetings.models import FixedDate, PlannedBody, PlannedDate, YearPlan


class FixedDateEntry(Entry):
    """A date that is given, before which a body is to meet in time; nobody meets on it where none is named."""

    key: Key
    name: Annotated[str, line(100, required=True)]
    on_day: Day
    body: Key | None = Field(None, description="Key of one of `bodies`.")
    days_before: Small = 14


class YearPlanEntry(Entry):
    """A plan of when bodies meet on the days of [first_on, until_on)."""

    key: Key
    name: Annotated[str, line(100, required=True)]
    first_on: Day
    until_on: Day
    state: Literal["open", "adopted", "dropped"] = "open"
    asked_at: Instant | None = None
    proposed_at: Instant | None = None
    shortfall: Small | None = None
    faults: Data = Field({}, description="`found`: what of the proposal is not as it is wanted.")
    ended_at: Instant | None = None
    fixed_dates: list[FixedDateEntry] = []


class PlannedDateEntry(Entry):
    """The day of the number-th meeting of a body."""

    key: Key
    number: Small
    on_day: Day
    is_fixed: Flag = False
    host: Key | None = Field(None, description="Key of one of `organisations`.")
    meeting: Key | None = Field(None, description="Key of one of `meetings`: what came of it.")


class PlannedBodyEntry(Entry):
    """How often a body is to meet, how far apart, on which weekdays, when and where."""

    key: Key
    plan: Key = Field(description="Key of one of `year_plans`.")
    body: Key = Field(description="Key of one of `bodies`.")
    count: Small
    least_days: Small = 7
    most_days: Small = 90
    weekdays: list[Small]
    begins: Clock
    minutes: Small
    format: Literal["physical", "remote", "hybrid"] = "physical"
    place: Annotated[str, line(200)] = ""
    link: Annotated[str, line(200)] = ""
    dates: list[PlannedDateEntry] = []


PARTS = (
    Part(
        "year_plans",
        YearPlanEntry,
        YearPlan,
        inside={"fixed_dates": Part("fixed_dates", FixedDateEntry, FixedDate, {"body": "bodies"}, parent="plan")},
        says={
            "meetings_yearplan_days": Said(
                "until_on", _("it ends before it begins"), _("a day after “first_on”: the first day after the last")
            ),
            "meetings_yearplan_ended": Said(
                "ended_at", _("it is not clear whether it is ended"), _("a moment, unless it is “open”")
            ),
        },
    ),
    Part(
        "planned_bodies",
        PlannedBodyEntry,
        PlannedBody,
        {"plan": "year_plans", "body": "bodies"},
        inside={
            "dates": Part(
                "dates",
                PlannedDateEntry,
                PlannedDate,
                {"host": "organisations", "meeting": "meetings"},
                parent="of",
                says={
                    "meetings_planneddate_number": Said("number", _("the meeting is planned twice"), ONCE),
                    "meetings_planneddate_day": Said("on_day", _("it meets twice on the day"), ONCE),
                },
            )
        },
        says={
            "meetings_plannedbody_once": Said("body", _("it is in the plan twice"), ONCE),
            "meetings_plannedbody_apart": Said(
                "least_days",
                _("how often it meets, for how long and how far apart, cannot be"),
                _("one at least of each, and no more at least than at most"),
            ),
        },
    ),
)
