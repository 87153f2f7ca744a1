"""What the command line calls."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from statenshus.archive import format, queries
from statenshus.archive.progress import Progress, silent
from statenshus.archive.reading.files import read_file
from statenshus.archive.usecases.houses import import_house
from statenshus.kernel.actors import Actor
from statenshus.kernel.houses import House


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    house: House
    is_new: bool
    rows: dict[str, int]

    @property
    def count(self) -> int:
        """How many rows were written."""
        return sum(self.rows.values())

    def __str__(self) -> str:
        say = _("%(house)s: read, %(count)d entries.") if self.is_new else _("%(house)s: %(count)d entries added.")
        return say % {"house": self.house.name, "count": self.count}


def import_file(path: Path, now: datetime, progress: Progress = silent) -> Imported:
    """Write the house of the file, or add to it. Raises Faulty, a Refused whose text tells every fault."""
    file = read_file(path, progress)
    if file.house is None:
        file.refuse_faults()
    house = House.objects.filter(slug=file.slug).first() or House(slug=file.slug)
    event = import_house(file, progress=progress, by=Actor.operator(house, now))
    return Imported(house, event.data["is_new"], event.data["rows"])


def export_file(slug: str, path: Path, now: datetime, progress: Progress = silent) -> int:
    """Write the house to the file, which is replaced when all is written; how many entries there were.

    Raises House.DoesNotExist.
    """
    house = House.objects.get(slug=slug)
    partial = path.with_name(path.name + ".part")
    count = 0
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as into:
            for text in queries.export_house(Actor.operator(house, now), progress):
                count += 1
                into.write(text)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return count


def print_schema() -> str:
    """The JSON Schema of the house file, as text."""
    return json.dumps(format.schema(), ensure_ascii=False, indent=2)
