"""What programs send to the API: texts that can be kept, days that a record can be about, parts of lists."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict, StringConstraints

from statenshus.kernel.houses import check_text
from statenshus.ui.forms import EARLIEST, LATEST, by_clock


def _prose(text: str, *, one_line: bool = False) -> str:
    try:
        check_text(text, one_line=one_line)
    except ValidationError as fault:
        raise ValueError(fault.messages[0]) from fault
    return text


def one_line(text: str) -> str:
    """The text, if it may stand on one line."""
    return _prose(text, one_line=True)


def _moment(said: datetime) -> datetime:
    if not EARLIEST.year <= said.year <= LATEST.year:
        raise ValueError(gettext("Write a day between the years 1800 and 2999."))
    try:
        return by_clock(said) if said.tzinfo is None else said
    except ValidationError as fault:
        raise ValueError(fault.messages[0]) from fault


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(one_line)]
Key = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z0-9-]+$")]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5000), AfterValidator(_prose)]
Article = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50_000), AfterValidator(_prose)]
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
Moment = Annotated[datetime, AfterValidator(_moment)]
"""A moment with its zone; one that is sent without is by the clock of Norway."""


class Said(Schema):
    """What is sent in. An unknown field is a fault."""

    model_config = ConfigDict(extra="forbid")


class AsOf(Schema):
    """As of which day is asked; today when left out."""

    on: date | None = None


class PartOfList(AsOf):
    """Which part of a list is wanted, as of which day."""

    limit: int = Field(100, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)
