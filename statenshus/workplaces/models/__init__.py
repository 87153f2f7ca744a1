"""Tables of the shared office, one file a noun."""

from statenshus.workplaces.models.bookings import Booking, Hold
from statenshus.workplaces.models.counts import Feed, Forgetting, Look, TravelAvoided, TravelFactor, WeekCount
from statenshus.workplaces.models.guests import Visit
from statenshus.workplaces.models.places import (
    Closure,
    Equipment,
    Floor,
    Kind,
    Photo,
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
from statenshus.workplaces.models.quotas import Allotment, Quota, Season, Wish
from statenshus.workplaces.models.series import Series, Shown
from statenshus.workplaces.models.waiting import SkippedDay, Transfer, Waiting

__all__ = [
    "Allotment",
    "Booking",
    "Closure",
    "Equipment",
    "Feed",
    "Floor",
    "Forgetting",
    "Hold",
    "Kind",
    "Look",
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
    "Transfer",
    "TravelAvoided",
    "TravelFactor",
    "Visit",
    "Waiting",
    "WeekCount",
    "Wish",
    "Workplace",
    "Zone",
    "ZoneAccess",
    "office_of",
    "policies_of",
]
