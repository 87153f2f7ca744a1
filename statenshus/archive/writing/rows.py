"""From entries to rows: finds what each key points to, numbers the rows, and asks the constraints of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from statenshus.archive.format import PARTS
from statenshus.archive.progress import Progress, silent
from statenshus.archive.reading.faults import Path, one_of, shown
from statenshus.archive.reading.files import HouseFile
from statenshus.archive.writing.constraints import broken, needs
from statenshus.kernel.archive import Part
from statenshus.kernel.events import Event
from statenshus.kernel.houses import House

Key = tuple[str, str]
"""(what it stands in, key); what stands in nothing has an empty first."""


@dataclass
class _Standing:
    """One entry on its way to a row."""

    path: Path
    entry: Any
    pk: int
    within: str = ""
    parent: int | None = None
    place: int = 0


@dataclass
class Rows:
    """The rows of each table, in the order they are written; `faults` are told to the file."""

    house: House
    file: HouseFile
    progress: Progress = silent
    tables: dict[type[Model], list[dict[str, Any]]] = field(default_factory=dict)
    keys: dict[str, dict[Key, int]] = field(default_factory=dict)
    subjects: dict[str, dict[str, int]] = field(default_factory=dict)
    _paths: dict[type[Model], list[Path]] = field(default_factory=dict)

    def gather(self) -> None:
        """Everything, whole: first all keys, then all that points to them, then what the constraints say."""
        self._keys_of_house()
        standing = [found for part in PARTS for found in self._stand(part, self.file.entries.get(part.name, ()))]
        for part, entries in standing:
            self._write(part, entries)
        for model, rows in self.tables.items():
            self._ask_constraints(model, rows)
        self._events()

    def _keys_of_house(self) -> None:
        """The keys that stand in the house already: one query a list, none for a new house."""
        for part in _keyed(PARTS):
            known = self.keys.setdefault(part.name, {})
            if self.house.pk:
                outer = f"{part.parent}__key" if part.parent else "key"
                rows = part.model._default_manager.filter(house=self.house).values_list(outer, "key", "pk")
                known.update({(within if part.parent else "", key): pk for within, key, pk in rows})

    def _stand(
        self, part: Part, given: Iterable[tuple[Path, Any]], outer: "_Standing | None" = None
    ) -> list[tuple[Part, list[_Standing]]]:
        """Number the entries of a list and of the lists within it, and note their keys."""
        listed = list(given)
        numbers = _numbers(part.model, len(listed))
        found = [
            _Standing(path, entry, pk, place=place)
            for place, ((path, entry), pk) in enumerate(zip(listed, numbers, strict=True), 1)
        ]
        has_key = "key" in part.entry.model_fields
        names = self.subjects.setdefault(part.model._meta.label_lower, {})
        for one in found:
            names[one.entry.key if has_key else f"#{one.place}"] = one.pk
            if has_key:
                self._note(part, one)
        result = [(part, found)]
        for name, inner in part.inside.items():
            result.append((inner, self._within(name, inner, found)))
        return result

    def _within(self, name: str, part: Part, outer: list[_Standing]) -> list[_Standing]:
        pairs = [(one, n, entry) for one in outer for n, entry in enumerate(getattr(one.entry, name), 1)]
        numbers = _numbers(part.model, len(pairs))
        names = self.subjects.setdefault(part.model._meta.label_lower, {})
        found = []
        for (one, place, entry), pk in zip(pairs, numbers, strict=True):
            made = _Standing((*one.path, name, place - 1), entry, pk, one.entry.key, one.pk, place)
            names[f"{one.entry.key}/{getattr(entry, 'key', f'#{place}')}"] = pk
            if hasattr(entry, "key"):
                self._note(part, made)
            found.append(made)
        return found

    def _note(self, part: Part, one: _Standing) -> None:
        known, key = self.keys[part.name], (one.within, one.entry.key)
        if known.setdefault(key, one.pk) != one.pk:
            given = shown(one.entry.key)
            wrong = _("the key %(given)s stands in the file or the house already") % {"given": given}
            expected = _("a key of its own: a file adds to a house, and changes nothing in it")
            self.file.faults.add("duplicate_key", (*one.path, "key"), wrong, expected)

    def _write(self, part: Part, entries: list[_Standing]) -> None:
        rows = self.tables.setdefault(part.model, [])
        paths = self._paths.setdefault(part.model, [])
        columns = [f for f in part.model._meta.concrete_fields if f.name not in ("id", "house", part.parent)]
        plain = [f.name for f in columns if f.name not in part.points_to and f.name in part.entry.model_fields]
        pointing = [(name, f"{name}_id", target) for name, target in part.points_to.items()]
        outside = [
            (name, there.column, there.find({getattr(one.entry, name) for one in entries} - {""}))
            for name, there in part.outside.items()
        ]
        has_place = "position" in plain
        for one in entries:
            given = one.entry.__dict__
            row: dict[str, Any] = {"id": one.pk, "house_id": self.house.pk}
            row.update({name: given[name] for name in plain})
            if has_place and row["position"] is None:
                row["position"] = one.place
            if part.parent:
                row[f"{part.parent}_id"] = one.parent
            for name, column, accounts in outside:
                row[column] = accounts[given[name]] if given[name] else None
            whole = True
            for name, column, target in pointing:
                row[column] = self._found(one, name, target) if given[name] is not None else None
                whole = whole and (row[column] is not None or given[name] is None)
            if whole:
                rows.append(row)
                paths.append(one.path)

    def _found(self, one: _Standing, name: str, target: str) -> int | None:
        """What the field points to; a fault if there is no such thing."""
        key, known = getattr(one.entry, name), self.keys[target]
        within = (one.within or one.entry.restructuring) if target == "successors" else ""
        pk = known.get((within, key))
        lost = {(target, key), ("restructurings", within)} & self.file.unreadable
        if pk is None and not lost:
            wrong = _("there is no %(key)s in “%(list)s”") % {"key": shown(key), "list": target}
            expected = one_of([k for w, k in known if w == within], key)
            self.file.faults.add("unknown_key", (*one.path, name), wrong, expected)
        return pk

    def _ask_constraints(self, model: type[Model], rows: list[dict[str, Any]]) -> None:
        standing: Iterable[Mapping[str, Any]] = ()
        if self.house.pk:
            standing = model._default_manager.filter(house=self.house).values(*needs(model)).iterator(5000)
        said = {name: told for part in _all(PARTS) if part.model is model for name, told in part.says.items()}
        for number, name in broken(model, standing, rows):
            told = said[name]
            path = self._paths[model][number]
            self.file.faults.add(name, (*path, told.field) if told.field else path, told.wrong, told.expected)
        self.progress("check", len(rows), None)

    def _events(self) -> None:
        rows = self.tables.setdefault(Event, [])
        given = self.file.entries.get("events", [])
        persons = self.keys["persons"]
        for (path, entry), pk in zip(given, _numbers(Event, len(given)), strict=True):
            row = {**entry.__dict__, "id": pk, "house_id": self.house.pk}
            person, subject = row.pop("person"), row.pop("subject")
            row["person_id"] = persons.get(("", person)) if person else None
            if person and row["person_id"] is None and ("persons", person) not in self.file.unreadable:
                wrong = _("there is no %(key)s in “%(list)s”") % {"key": shown(person), "list": "persons"}
                self.file.faults.add("unknown_key", (*path, "person"), wrong, one_of([k for _w, k in persons], person))
            row["subject_id"] = self._subject(row["subject_type"], subject)
            rows.append(row)

    def _subject(self, kind: str, name: str) -> int:
        """The number of what an event is about; 0 where it is no more."""
        if kind == House._meta.label_lower:
            return self.house.pk or 0
        return self.subjects.get(kind, {}).get(name, 0)


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


def _all(parts: Iterable[Part]) -> Iterable[Part]:
    for part in parts:
        yield part
        yield from part.inside.values()


def _keyed(parts: Iterable[Part]) -> list[Part]:
    return [part for part in _all(parts) if "key" in part.entry.model_fields]
