"""Places to meet, what is held there, and who has signed up."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.kernel.archive import Entry, Instant, Key, Part, Said, Small, Text, line
from statenshus.meetings.archive.meetings import ONCE
from statenshus.meetings.models import Arena, Gathering, SignUp


class ArenaEntry(Entry):
    """A place to meet, and how often a year it is to be held."""

    key: Key
    name: Annotated[str, line(100, required=True)]
    kind: Literal["lunch", "cafe", "course", "all_hands", "subproject", "steering", "digital"]
    about: Text = ""
    body: Key | None = Field(None, description="Key of one of `bodies`, whose meetings count too.")
    yearly_goal: Small = 0
    state: Literal["proposed", "running", "closed"] = "proposed"
    proposed_by: Key | None = Field(None, description="Key of one of `persons`.")
    proposed_at: Instant
    closed_because: Annotated[str, line(200)] = ""


class SignUpEntry(Entry):
    """That somebody comes, or waits for a place. `person` is forgotten after a while."""

    person: Key | None = Field(None, description="Key of one of `persons`.")
    organisation: Key | None = Field(None, description="Key of one of `organisations`.")
    state: Literal["comes", "waits", "withdrawn"] = "comes"
    at: Instant
    came: bool | None = None


class GatheringEntry(Entry):
    """Something that is held in an arena."""

    key: Key
    arena: Key = Field(description="Key of one of `arenas`.")
    title: Annotated[str, line(200, required=True)]
    starts_at: Instant
    ends_at: Instant
    place: Annotated[str, line(200)] = ""
    link: Annotated[str, line(200)] = ""
    host: Key | None = Field(None, description="Key of one of `organisations`.")
    capacity: Small | None = None
    called_off_at: Instant | None = None
    called_off_because: Annotated[str, line(200)] = ""
    sign_ups: list[SignUpEntry] = []


PARTS = (
    Part("arenas", ArenaEntry, Arena, {"body": "bodies", "proposed_by": "persons"}),
    Part(
        "gatherings",
        GatheringEntry,
        Gathering,
        {"arena": "arenas", "host": "organisations"},
        inside={
            "sign_ups": Part(
                "sign_ups",
                SignUpEntry,
                SignUp,
                {"person": "persons", "organisation": "organisations"},
                parent="gathering",
                says={"meetings_signup_once": Said("person", _("somebody has signed up twice"), ONCE)},
            )
        },
        says={
            "meetings_gathering_period": Said(
                "ends_at", _("it ends before it begins"), _("a moment after “starts_at”")
            ),
            "meetings_gathering_called_off": Said(
                "called_off_because", _("it is called off without a reason"), _("a reason and a moment, or neither")
            ),
        },
    ),
)
