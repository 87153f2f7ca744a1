"""The chain in the house file."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from statenshus.decisions.models import ChainLink
from statenshus.kernel.archive import Data, Entry, Hash, Instant, Part, Position, Said, line


class ChainLinkEntry(Entry):
    """A link of the chain. Written by the program; “statenshus verify” tells whether all of them hold."""

    number: Position
    kind: Annotated[str, line(20, required=True)]
    subject: Annotated[str, line(80, required=True)]
    at: Instant
    payload: Data = Field(description="What was frozen, by keys, counts and hashes.")
    previous: Hash = Field(description="The hash of the link before; zeros in the first.")
    hash: Hash


_once = _("each once")

PARTS = (
    Part(
        "chain",
        ChainLinkEntry,
        ChainLink,
        says={
            "decisions_chainlink_number": Said("number", _("the chain has this link already"), _once),
            "decisions_chainlink_hash": Said("hash", _("another link has this hash"), _once),
        },
    ),
)
