"""Tables of the shared office, one file a noun."""

from statenshus.workplaces.models.bookings import Booking, Hold
from statenshus.workplaces.models.counts import Count, CountedWeek, Together
from statenshus.workplaces.models.feeds import Feed
from statenshus.workplaces.models.looks import Forgetting, Look
from statenshus.workplaces.models.photos import Photo
from statenshus.workplaces.models.places import (
    Closure,
    Equipment,
    Floor,
    Kind,
    Site,
    Workplace,
    Zone,
    ZoneAccess,
)
from statenshus.workplaces.models.policies import (
    Office,
    OfficeRules,
    Policy,
    RulesAccepted,
    office_of,
    policies_of,
)
from statenshus.workplaces.models.quotas import Quota
from statenshus.workplaces.models.seasons import Allotment, Season, Wish
from statenshus.workplaces.models.series import Series, Shown
from statenshus.workplaces.models.trips import Mode, TravelFactor, Trip
from statenshus.workplaces.models.visits import Visit
from statenshus.workplaces.models.waiting import SkippedDay, Transfer, Waiting

__all__ = [
    "Allotment",
    "Booking",
    "Closure",
    "Count",
    "CountedWeek",
    "Equipment",
    "Feed",
    "Floor",
    "Forgetting",
    "Hold",
    "Kind",
    "Look",
    "Mode",
    "Office",
    "OfficeRules",
    "Photo",
    "Policy",
    "Quota",
    "RulesAccepted",
    "Season",
    "Series",
    "Shown",
    "Site",
    "SkippedDay",
    "Together",
    "Transfer",
    "TravelFactor",
    "Trip",
    "Visit",
    "Waiting",
    "Wish",
    "Workplace",
    "Zone",
    "ZoneAccess",
    "office_of",
    "policies_of",
]
