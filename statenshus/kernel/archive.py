"""What each capability says its part of the house file in: entries, the types of their fields, and lists.

An entry is one thing in the file, named like the row it becomes; a field is named like its column, but a
period is written `from` and `until`. What a field points to is told by the other's key.
"""

import re
from base64 import b64decode
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Annotated, Any, NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 100_000
ONE_LINE = r"^[^\t\n\r]*$"
KEY = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
EMAIL = r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$"
WEB_ADDRESS = r"^$|^https?://[^\s]+$"
SHA256 = r"^$|^[0-9a-f]{64}$"
_DAY = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_CLOCK = re.compile(r"\A[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?\Z")


def _day(value: Any) -> Any:
    if value is None or type(value) is date:
        return value
    try:
        if isinstance(value, str) and _DAY.match(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("day", "not a day")


def _instant(value: Any) -> Any:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) > 10 else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise PydanticCustomError("instant", "not an instant")
    return found


def _clock(value: Any) -> Any:
    try:
        if isinstance(value, str) and _CLOCK.match(value):
            return time.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("clock", "not a time of day")


def _bytes(value: Any) -> Any:
    try:
        if isinstance(value, str):
            return b64decode("".join(value.split()), validate=True)
    except ValueError:
        pass
    raise PydanticCustomError("base64", "not base64")


def _flag(value: Any) -> Any:
    if not isinstance(value, bool):
        raise PydanticCustomError("flag", "not true or false")
    return value


def _number(value: Any) -> Any:
    if type(value) is not int:
        raise PydanticCustomError("number", "not a whole number")
    return value


Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2023-01-31"]})
]
Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
Clock = Annotated[
    time, BeforeValidator(_clock), WithJsonSchema({"type": "string", "format": "time", "examples": ["08:00"]})
]
Bytes = Annotated[bytes, BeforeValidator(_bytes), WithJsonSchema({"type": "string", "contentEncoding": "base64"})]
Flag = Annotated[bool, BeforeValidator(_flag)]
Position = Annotated[int, BeforeValidator(_number), Field(ge=0, le=2_147_483_647)]
Small = Annotated[int, BeforeValidator(_number), Field(ge=0, le=32_767)]
Rank = Small
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]


def line(longest: int, *, required: bool = False) -> StringConstraints:
    """One line of at most so many characters; if required, at least one."""
    return StringConstraints(min_length=int(required), max_length=longest, pattern=ONE_LINE)


def key(longest: int = 60) -> StringConstraints:
    """A short name in small letters a–z, digits and single hyphens."""
    return StringConstraints(pattern=KEY, max_length=longest)


Key = Annotated[str, key()]
LongKey = Annotated[str, key(80)]
Hash = Annotated[str, StringConstraints(pattern=SHA256, max_length=64)]
WebAddress = Annotated[str, StringConstraints(pattern=WEB_ADDRESS, max_length=200)]
Data = dict[str, Any]
"""What a program keeps as JSON; it stays as it is, but for the order of its fields."""
Email = Annotated[str, StringConstraints(pattern=EMAIL, max_length=254)]
Placed = Annotated[
    Position | None,
    Field(description="Where it stands among its kind. Not told: its place in the list, from 1."),
]


class Fields(BaseModel):
    """Fields of one thing in the file. One that is not in the format is a fault; an empty one counts as left out."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, given: Any) -> Any:
        if isinstance(given, dict) and None in given.values():
            return {name: value for name, value in given.items() if value is not None}
        return given


class Entry(Fields):
    """One thing in the file, with the source that it rests on."""

    source: Text = Field("", description="Where this is known from.")


class Lasting(Entry):
    """An entry that holds from one day to another."""

    valid_from: Day | None = Field(None, alias="from", description="The first day; left out where nobody knows it.")
    valid_to: Day | None = Field(
        None, alias="until", description="The first day after the last; left out while it lasts."
    )


class Said(NamedTuple):
    """What a fault tells: the field it is told of, what is wrong, and what is expected."""

    field: str
    wrong: str | Promise
    expected: str | Promise


@dataclass(frozen=True)
class Outside:
    """A field that names something outside the house: which column it fills, and how it is read and found."""

    column: str
    path: str
    find: Callable[[Collection[str]], Mapping[str, int]]


@dataclass(frozen=True)
class Part:
    """One list of the house file: what its entries are, and the table whose rows they become."""

    name: str
    entry: type[Entry]
    model: type[models.Model]
    points_to: Mapping[str, str] = field(default_factory=dict)
    """Foreign keys, and the list in which each finds its key."""
    inside: Mapping[str, "Part"] = field(default_factory=dict)
    """Lists within an entry, by field."""
    parent: str = ""
    """For a list within an entry: the foreign key to what it stands in, within which its keys count."""
    alone: str = ""
    """A foreign key that its rows have empty; those that have it stand within the entries that it points to."""
    within: str = ""
    """The field that tells in what the things stand that it points to, where it does not stand there itself."""
    called_by: tuple[str, ...] = ("key",)
    """The fields by which others call its entries, joined by a slash; those that are left out are passed over."""
    outside: Mapping[str, Outside] = field(default_factory=dict)
    says: Mapping[str, Said] = field(default_factory=dict)
    """What it means to break each constraint of the table."""

    @property
    def is_called(self) -> bool:
        """Whether others may point to its entries."""
        return set(self.called_by) <= set(self.entry.model_fields)


def call(values: Iterable[Any]) -> str:
    """How an entry is called by others, from its values of `called_by`."""
    return "/".join(str(value) for value in values if value is not None)


def ends_too_early(constraint: str) -> dict[str, Said]:
    """What it means to break the constraint that a period is not empty."""
    expected = _("a day after “from”: “until” is the first day after the last")
    return {constraint: Said("until", _("it ends before it has lasted a day"), expected)}
