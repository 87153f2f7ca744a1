"""Experiences and factors in the house file."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import (
    Day,
    Entry,
    Key,
    Lasting,
    Part,
    Placed,
    Said,
    Text,
    ends_too_early,
    line,
)
from statenshus.portfolio.models import Experience, Factor, FactorPoint, Outcome


class OutcomeEntry(Entry):
    """What an experience led to."""

    text: Text
    on: Day | None = None
    position: Placed = None


class ExperienceEntry(Entry):
    """A dated finding, what it led to, and whether it is settled."""

    key: Key
    found_on: Day
    theme: Annotated[str, line(100)] = ""
    text: Text
    settled_on: Day | None = None
    settled_by: Text = Field("", description="How it was settled.")
    position: Placed = None
    outcomes: list[OutcomeEntry] = []


class PointEntry(Entry):
    """A sub-point of a factor."""

    text: Annotated[str, line(300, required=True)]
    position: Placed = None


class FactorEntry(Lasting):
    """What goal attainment, or that results last, depends on, in the house's own words."""

    key: Key
    kind: Literal["goal_attainment", "lasting_results"]
    text: Annotated[str, line(300, required=True)]
    position: Placed = None
    points: list[PointEntry] = []


PARTS = (
    Part(
        "experiences",
        ExperienceEntry,
        Experience,
        inside={"outcomes": Part("outcomes", OutcomeEntry, Outcome, parent="experience")},
        says={
            "portfolio_experience_settled": Said(
                "settled_on",
                _("it is not clear whether it is settled"),
                _("“settled_by” and “settled_on” together, on or after “found_on”, or neither"),
            )
        },
    ),
    Part(
        "factors",
        FactorEntry,
        Factor,
        inside={"points": Part("points", PointEntry, FactorPoint, parent="factor")},
        says=ends_too_early("portfolio_factor_period"),
    ),
)
