"""Places in the house file, and what holds for them."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import (
    Bytes,
    Clock,
    Day,
    Entry,
    Flag,
    Instant,
    Key,
    Lasting,
    Part,
    Placed,
    Position,
    Said,
    Small,
    Text,
    ends_too_early,
    line,
)
from statenshus.workplaces.models import (
    Closure,
    Floor,
    Office,
    OfficeRules,
    Photo,
    Policy,
    Quota,
    RulesAccepted,
    Site,
    Workplace,
    Zone,
    ZoneAccess,
)

KindOfPlace = Literal["desk", "room", "booth", "parking"]
PersonKey: Any = Field(description="Key of one of `persons`.")
AgencyKey: Any = Field(None, description="Key of one of `organisations`.")
PlaceKey: Any = Field(description="Key of one of `workplaces`.")


ONCE = _("each once")
_after = _("a moment after the first")
_both = _("“ended” and “ended_at” together, or neither")


def ends(constraint: str) -> dict[str, Said]:
    return {constraint: Said("ended_at", _("it is not clear how it ended"), _both)}


def period(constraint: str, field: str = "ends_at") -> dict[str, Said]:
    return {constraint: Said(field, _("it ends before it begins"), _after)}


class SiteEntry(Entry):
    """A building or an address with workplaces."""

    key: Key
    name: Annotated[str, line(100, required=True)]
    address: Annotated[str, line(200)] = ""
    about: Text = Field("", description="How to get in, and where to park.")
    position: Placed = None


class DrawnEntry(Entry):
    """Something with a place in the plan of its floor, in decimetres from the upper left corner."""

    x: Small = 0
    y: Small = 0
    width: Small = 16
    depth: Small = 8


class FloorEntry(DrawnEntry):
    """A floor of a site, with the size of its plan."""

    key: Key
    site: Key = Field(description="Key of one of `sites`.")
    name: Annotated[str, line(100, required=True)]
    level: int = Field(0, strict=True, ge=-100, le=1000)


class ZoneAccessEntry(Entry):
    """That a zone opens for an organisation; one that names none opens for all."""

    organisation: Key = Field(description="Key of one of `organisations`.")


class ZoneEntry(DrawnEntry):
    """A part of a floor where the same holds."""

    key: Key
    floor: Key = Field(description="Key of one of `floors`.")
    name: Annotated[str, line(100, required=True)]
    kind: Literal["open", "quiet", "confidential", "meeting", "public"] = "open"
    rules: Text = ""
    position: Placed = None
    accesses: list[ZoneAccessEntry] = []


class ClosureEntry(Entry):
    """That a workplace is closed for a time."""

    starts_at: Instant
    ends_at: Instant
    reason: Annotated[str, line(200, required=True)]


class PhotoEntry(Entry):
    """What a workplace looks like, in WebP, and what is seen."""

    alt: Annotated[str, line(200, required=True)]
    content: Bytes
    width: Small
    height: Small
    set_at: Instant


class WorkplaceEntry(DrawnEntry, Lasting):
    """A desk, a room, a booth or a parking place."""

    key: Key
    zone: Key = Field(description="Key of one of `zones`.")
    part_of: Key | None = Field(None, description="Key of one of `workplaces`, told before this.")
    name: Annotated[str, line(100, required=True)]
    kind: KindOfPlace = "desk"
    capacity: Small = 1
    equipment: list[Literal["screen", "docking", "camera", "whiteboard", "raised", "hearing", "charging"]] = []
    accessible: Flag = False
    network: Literal["open", "agency", "secure"] = "open"
    note: Annotated[str, line(200)] = ""
    position: Placed = None
    closures: list[ClosureEntry] = []
    photo: list[PhotoEntry] = Field([], max_length=1, description="One at most.")


class PolicyEntry(Entry):
    """What holds for workplaces of a kind."""

    kind: KindOfPlace
    unit: Literal["half_day", "minutes"] = "minutes"
    opens_at: Clock
    midday_at: Clock
    closes_at: Clock
    weekdays: list[Small] = [1, 2, 3, 4, 5]
    buffer_minutes: Small = 0
    days_ahead: Small = 60
    longest_minutes: Position = 600
    most_open: Small = 20
    approval: Literal["none", "host"] = "none"
    claim_minutes: Small | None = None
    offer_minutes: Small = 120


class OfficeEntry(Entry):
    """What holds for the office as a whole; at most one."""

    forget_after_days: Small = 14


class AcceptedEntry(Entry):
    """That a person has accepted the rules."""

    person: Key = PersonKey
    at: Instant


class OfficeRulesEntry(Entry):
    """The rules of the office in a version."""

    number: Small
    text: Text
    consulted_on: Day | None = None
    consulted_with: Text = ""
    consultation: Text = ""
    issued_at: Instant
    accepted: list[AcceptedEntry] = []


class QuotaEntry(Lasting):
    """How much of a kind of workplace an agency may use."""

    organisation: Key = Field(description="Key of one of `organisations`.")
    kind: KindOfPlace = "desk"
    per: Literal["week", "month"] = "week"
    amount: Small | None = None
    share_percent: Small | None = None
    over: Literal["warn", "refuse"] = "warn"
    lifted_days: Small = 1


PARTS = (
    Part("sites", SiteEntry, Site),
    Part("floors", FloorEntry, Floor, {"site": "sites"}),
    Part(
        "zones",
        ZoneEntry,
        Zone,
        {"floor": "floors"},
        inside={
            "accesses": Part(
                "accesses",
                ZoneAccessEntry,
                ZoneAccess,
                {"organisation": "organisations"},
                parent="zone",
                says={"workplaces_zoneaccess_once": Said("organisation", _("it is told of twice"), ONCE)},
            )
        },
    ),
    Part(
        "workplaces",
        WorkplaceEntry,
        Workplace,
        {"zone": "zones", "part_of": "workplaces"},
        inside={
            "closures": Part(
                "closures", ClosureEntry, Closure, parent="workplace", says=period("workplaces_closure_period")
            ),
            "photo": Part("photo", PhotoEntry, Photo, parent="workplace"),
        },
        says={
            **ends_too_early("workplaces_workplace_period"),
        },
    ),
    Part(
        "policies",
        PolicyEntry,
        Policy,
        says={
            "workplaces_policy_kind": Said("kind", _("the kind is told of twice"), ONCE),
            "workplaces_policy_hours": Said("midday_at", _("it does not open before it closes"), _after),
        },
    ),
    Part("office", OfficeEntry, Office, says={"workplaces_office_once": Said("", _("it is told of twice"), ONCE)}),
    Part(
        "office_rules",
        OfficeRulesEntry,
        OfficeRules,
        inside={
            "accepted": Part(
                "accepted",
                AcceptedEntry,
                RulesAccepted,
                {"person": "persons"},
                parent="rules",
                says={"workplaces_rulesaccepted_once": Said("person", _("the person is told of twice"), ONCE)},
            )
        },
        says={
            "workplaces_officerules_number": Said("number", _("the version is told of twice"), ONCE),
            "workplaces_officerules_consulted": Said(
                "consulted_on",
                _("it is not clear with whom it was discussed"),
                _("“consulted_on” and “consulted_with” together, or neither"),
            ),
        },
    ),
    Part(
        "quotas",
        QuotaEntry,
        Quota,
        {"organisation": "organisations"},
        says={
            **ends_too_early("workplaces_quota_period"),
            "workplaces_quota_overlap": Said("organisation", _("it has two quotas of the kind at once"), ONCE),
            "workplaces_quota_measure": Said(
                "amount", _("it is not clear how much"), _("either “amount” or “share_percent”")
            ),
        },
    ),
)
