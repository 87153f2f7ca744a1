"""From entries to rows: numbers them, follows their keys, and asks the constraints of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model

from statenshus.archive.format import PARTS
from statenshus.archive.progress import Progress, silent
from statenshus.archive.reading.faults import Path
from statenshus.archive.reading.files import HouseFile
from statenshus.archive.writing.constraints import broken, needs
from statenshus.archive.writing.keys import Keys
from statenshus.kernel.archive import Part, call
from statenshus.kernel.events import Event
from statenshus.kernel.houses import House

Row = dict[str, Any]


@dataclass(frozen=True)
class _Numbered:
    """An entry that has the number of its row; `place` counts from 1 in its list."""

    part: Part
    path: Path
    entry: Any
    pk: int
    place: int
    outer: "_Numbered | None" = None

    @property
    def within(self) -> str:
        """The key of what it stands in, or belongs to."""
        if self.outer:
            return self.outer.name
        return str(getattr(self.entry, self.part.within)) if self.part.within else ""

    @property
    def called(self) -> str:
        """How others call it, in what it stands in."""
        return call(getattr(self.entry, name) for name in self.part.called_by)

    @property
    def name(self) -> str:
        """How events call it: its key, or its place, in what it stands in."""
        own = getattr(self.entry, "key", f"#{self.place}")
        return f"{self.outer.name}/{own}" if self.outer else own


@dataclass
class Rows:
    """The rows of each table, in the order they are written; faults are told to the file."""

    house: House
    file: HouseFile
    progress: Progress = silent
    tables: dict[type[Model], list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._paths: dict[type[Model], list[Path]] = {}
        self._subjects: dict[str, dict[str, int]] = {House._meta.label_lower: {"": self.house.pk or 0}}

    def gather(self) -> None:
        """Everything: first all keys, then all that points to them, then what the constraints say."""
        self._keys = Keys(self.house, self.file)
        numbered: list[tuple[Part, list[_Numbered]]] = []
        for part in PARTS:
            outer = self._number(part, [(path, entry, None) for path, entry in self.file.entries.get(part.name, ())])
            numbered.append((part, outer))
            for name, inner in part.inside.items():
                children = [
                    ((*one.path, name, number), entry, one)
                    for one in outer
                    for number, entry in enumerate(getattr(one.entry, name))
                ]
                numbered.append((inner, self._number(inner, children)))
        for part, entries in numbered:
            self._fill(part, entries)
        self._keys.find_of_damaged()
        said = {name: told for part, _entries in numbered for name, told in part.says.items()}
        for model, rows in self.tables.items():
            for number, name in broken(model, self._standing(model), rows):
                told, path = said[name], self._paths[model][number]
                self.file.faults.add(name, (*path, told.field) if told.field else path, told.wrong, told.expected)
        self._fill_events()

    def _number(self, part: Part, given: Sequence[tuple[Path, Any, _Numbered | None]]) -> list[_Numbered]:
        """Give each entry the number of its row, and note its key."""
        names = self._subjects.setdefault(part.model._meta.label_lower, {})
        found, last, place = [], None, 0
        for (path, entry, outer), pk in zip(given, _numbers(part.model, len(given)), strict=True):
            place = place + 1 if outer is last else 1
            last = outer
            one = _Numbered(part, path, entry, pk, place, outer)
            names.setdefault(one.name, pk)
            if part.is_called:
                self._keys.note(part, path, pk, one.called, one.within if part.parent else "")
            found.append(one)
        return found

    def _fill(self, part: Part, entries: list[_Numbered]) -> None:
        """A row for each entry that points to nothing in vain."""
        rows = self.tables.setdefault(part.model, [])
        paths = self._paths.setdefault(part.model, [])
        written = {one.name for one in part.model._meta.concrete_fields} & set(part.entry.model_fields)
        plain = sorted(written - set(part.points_to))
        outside = [
            (name, there.column, there.find({getattr(one.entry, name) for one in entries} - {""}))
            for name, there in part.outside.items()
        ]
        for one in entries:
            given = one.entry.__dict__
            row: Row = {"id": one.pk, "house_id": self.house.pk, **{name: given[name] for name in plain}}
            if "position" in row and row["position"] is None:
                row["position"] = one.place
            if part.alone:
                row[f"{part.alone}_id"] = None
            if one.outer:
                row[f"{part.parent}_id"] = one.outer.pk
            for name, column, found in outside:
                row[column] = found.get(given[name])
            for name, target in part.points_to.items():
                key = given[name]
                row[f"{name}_id"] = key and self._keys.find(target, str(key), (*one.path, name), one.within)
            if all(row[f"{name}_id"] or not given[name] for name in part.points_to):
                rows.append(row)
                paths.append(one.path)
        self.progress(part.name, len(entries), None)

    def _standing(self, model: type[Model]) -> Iterable[Mapping[str, Any]]:
        """What stands in the house already, as far as constraints look at it."""
        if self.house.pk is None:
            return ()
        return model._default_manager.filter(house=self.house).values(*needs(model)).iterator(5000)

    def _fill_events(self) -> None:
        given = self.file.entries.get("events", [])
        rows = []
        for (path, entry), pk in zip(given, _numbers(Event, len(given)), strict=True):
            row = {**entry.__dict__, "id": pk, "house_id": self.house.pk}
            person, subject = row.pop("person"), row.pop("subject")
            row["person_id"] = self._keys.find("persons", person, (*path, "person")) if person else None
            row["subject_id"] = self._subjects.get(entry.subject_type, {}).get(subject, 0)
            rows.append(row)
        self.tables[Event] = rows


def _numbers(model: type[Model], count: int) -> list[int]:
    """So many new primary keys. One query, or none."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]
