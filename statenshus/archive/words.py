"""Small things that reading, checking and writing a house file share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from statenshus.archive.faults import Path

Progress = Callable[[str, int, int | None], None]
"""Told of long work: what is done, how many, and of how many where that is known."""


def silent(what: str, done: int, of: int | None) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Placed:
    """A value of the file in the current format: the list it belongs to, and where it was written.

    `renamed` tells which field of an earlier format a field was made from, for faults.
    """

    section: str
    path: Path
    value: Any
    renamed: Mapping[str, str] = field(default_factory=dict)

    def written(self, loc: Path) -> Path:
        """A place within the value, as it was written."""
        return (self.renamed.get(str(loc[0]), loc[0]), *loc[1:]) if loc else loc
