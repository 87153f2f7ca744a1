"""Travel that was spared, in the house file."""

from typing import Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import Entry, Instant, Key, Lasting, Part, Position, Said, ends_too_early
from statenshus.workplaces.archive.places import ONCE
from statenshus.workplaces.models import TravelFactor, Trip

Mode = Literal["car", "bus", "train", "plane", "boat"]


class TravelFactorEntry(Lasting):
    """How many grams of CO₂ a kilometre is reckoned to cost; `source` says where the number is from."""

    mode: Mode
    grams_per_km: Position


class TripEntry(Entry):
    """The journey that a booking spares somebody."""

    booking: Key = Field(description="Key of one of `bookings`.")
    mode: Mode
    km: Position
    minutes: Position = 0
    stated_at: Instant


PARTS = (
    Part(
        "travel_factors",
        TravelFactorEntry,
        TravelFactor,
        says={
            **ends_too_early("workplaces_travelfactor_period"),
            "workplaces_travelfactor_overlap": Said("mode", _("two factors hold at once"), ONCE),
            "workplaces_travelfactor_source": Said(
                "source", _("it is not said where the number is from"), _("who publishes it")
            ),
        },
    ),
    Part(
        "trips",
        TripEntry,
        Trip,
        {"booking": "bookings"},
        says={"workplaces_trip_km": Said("km", _("it is no journey"), _("a kilometre or more"))},
    ),
)
