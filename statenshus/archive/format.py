"""Format 2 of the house file: the house, the parts of each capability, and the events. Printed as JSON Schema."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from statenshus.asks import archive as asks
from statenshus.decisions import archive as decisions
from statenshus.kernel.archive import Entry, Fields, Instant, Key, Part, key, line
from statenshus.meetings import archive as meetings
from statenshus.people import archive as people
from statenshus.portfolio import archive as portfolio
from statenshus.workplaces import archive as workplaces

FORMAT = 2
# In the order in which they are written: what others point to before them.
PARTS: tuple[Part, ...] = (
    *people.PARTS,
    *workplaces.PARTS,
    *meetings.PARTS,
    *decisions.PARTS,
    *portfolio.PARTS,
    *asks.PARTS,
)
BY_NAME = {part.name: part for part in PARTS}
COLOUR = r"^#[0-9a-f]{6}$"


class HouseEntry(Entry):
    """The house. For one that stands already, `slug` is enough: a file adds to it and does not change it."""

    slug: Annotated[str, key(40)] = Field(description="Short name in addresses: /h/<slug>/.")
    name: Annotated[str, line(100, required=True)] | None = Field(None, description="Needed for a new house.")
    place: Annotated[str, line(100)] | None = None
    municipality_number: Annotated[str, line(4)] | None = Field(None, description="Four digits in quotation marks.")
    first_year: int | None = Field(None, ge=1900, le=2200, strict=True, description="Needed for a new house.")
    language: Literal["nb", "nn"] | None = Field(None, description="Language of documents.")
    main_colour: str | None = Field(None, pattern=COLOUR)
    accent_colour: str | None = Field(None, pattern=COLOUR)


class EventEntry(Fields):
    """That an act was done: who did what to what, when. Written by the program; kept so that an export is whole."""

    at: Instant
    act: Annotated[str, line(60, required=True)]
    person: Key | None = Field(None, description="Key of one of `persons`; left out for the operator.")
    person_name: Annotated[str, line(200)] = ""
    subject_type: Annotated[str, line(60, required=True)]
    subject: Annotated[str, line(200)] = Field(
        "",
        description="Key of the subject, or #3 for the third in its list, or outer-key/#3 for the third in a list "
        "within an entry of this file; left out where it is no more.",
    )
    subject_name: Annotated[str, line(300)] = ""
    data: dict[str, Any] = {}


def whole_file() -> type[BaseModel]:
    """The model of a whole file, for the schema: files are read entry by entry."""
    lists: dict[str, Any] = {
        name: (list[entry], Field([], description=" ".join((entry.__doc__ or "").split())))  # type: ignore[valid-type]
        for name, entry in ENTRIES.items()
    }
    return create_model(
        "HouseFile",
        __config__=ConfigDict(extra="forbid", title="House file of Statens hus"),
        __doc__="A house, or what is added to one.",
        format=(Literal[2], Field(description="Stands first.")),
        house=(HouseEntry, Field(description="Which house.")),
        **lists,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of format 2."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole_file().model_json_schema()}


ENTRIES: dict[str, type[BaseModel]] = {**{part.name: part.entry for part in PARTS}, "events": EventEntry}
