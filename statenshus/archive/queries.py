"""A whole house as a file: read table by table, in the order of its rows, and told entry by entry."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from statenshus.archive.format import FORMAT, PARTS, HouseEntry
from statenshus.archive.progress import Progress, silent
from statenshus.archive.rules import houses as rules
from statenshus.archive.writing import text
from statenshus.kernel.actors import Actor
from statenshus.kernel.archive import Part, call
from statenshus.kernel.events import Event
from statenshus.kernel.houses import House

HEADER = """\
# A whole house of Statens hus. An editor completes it by the schema that “statenshus schema” prints:
# yaml-language-server: $schema=statenshus.schema.json
"""
CHUNK = 2000


def export_house(by: Actor, progress: Progress = silent) -> Iterator[str]:
    """The house as the text of a house file, piece by piece, as it stood at one moment.

    The same rows give the same text. Secrets (passwords, tokens for programs) are not in it. One query a
    table, however many rows. Raises NotAllowed by rules.export_house.
    """
    by.must(rules.export_house)
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL statement_timeout = 0")
        house = by.house
        house.refresh_from_db()
        yield f"{HEADER}format: {FORMAT}\nhouse:\n{text.mapping(_fields_of_house(house), '  ')}"
        export = _Export(house, progress)
        for part in export.parts:
            yield from export.section(part)
        yield from export.events()


def _fields_of_house(house: House) -> list[tuple[str, Any]]:
    names = [*(name for name in HouseEntry.model_fields if name != "source"), "source"]
    return [(name, getattr(house, name)) for name in names if getattr(house, name) != ""]


@dataclass
class _Export:
    house: House
    progress: Progress
    keys: dict[str, dict[int, str]] = field(default_factory=dict)
    subjects: dict[str, dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kinds = Event.objects.in_house(self.house).order_by("subject_type")
        self._told_of = set(kinds.values_list("subject_type", flat=True).distinct())

    @property
    def parts(self) -> list[Part]:
        """The lists, without those that say again what stands within another's entries."""
        inner = {part.model for outer in PARTS for part in outer.inside.values()}
        return [part for part in PARTS if part.alone or part.model not in inner]

    def section(self, part: Part) -> Iterator[str]:
        """The list of a part: its name, and its entries."""
        self._note_keys(part)
        inside = {name: self._grouped(inner) for name, inner in part.inside.items()}
        names = self._names(part.model)
        for number, (pk, _parent, fields) in enumerate(self._rows(part), 1):
            if number == 1:
                yield f"\n{part.name}:\n"
            if number % CHUNK == 0:
                self.progress(part.name, number, None)
            own = str(fields[0][1]) if fields and fields[0][0] == "key" else f"#{number}"
            if names is not None:
                names[pk] = own
            for name, children in inside.items():
                if found := children.get(pk):
                    fields.append((name, self._children(part.inside[name], own, found)))
            yield text.entry(_placed(fields, number))

    def events(self) -> Iterator[str]:
        """The log."""
        rows = Event.objects.in_house(self.house).order_by("pk").iterator(CHUNK)
        persons = self.keys["persons"]
        for number, event in enumerate(rows, 1):
            if number == 1:
                yield "\nevents:\n"
            fields = {
                "at": event.at.astimezone(UTC),
                "act": event.act,
                "person": persons.get(event.person_id or 0, ""),
                "person_name": event.person_name,
                "subject_type": event.subject_type,
                "subject": self.subjects.get(event.subject_type, {}).get(event.subject_id, ""),
                "subject_name": event.subject_name,
                "data": event.data,
            }
            yield text.entry([(name, value) for name, value in fields.items() if value not in ("", {})])

    def _names(self, model: type[Model]) -> dict[int, str] | None:
        """Where to note what events call the rows of a table; None where no event tells of one."""
        label = model._meta.label_lower
        return self.subjects.setdefault(label, {}) if label in self._told_of else None

    def _note_keys(self, part: Part) -> None:
        for one in (part, *part.inside.values()):
            if one.is_called:
                by = [f"{name}__key" if name in one.points_to else name for name in one.called_by]
                rows = one.model._default_manager.filter(house=self.house).values_list("pk", *by)
                self.keys[one.name] = {pk: values[0] if len(by) == 1 else call(values) for pk, *values in rows}

    def _grouped(self, part: Part) -> dict[int, list[tuple[int, list[tuple[str, Any]]]]]:
        groups: dict[int, list[tuple[int, list[tuple[str, Any]]]]] = {}
        for pk, parent, fields in self._rows(part):
            groups.setdefault(parent, []).append((pk, fields))
        return groups

    def _children(self, part: Part, outer: str, found: list[tuple[int, list[tuple[str, Any]]]]) -> list[Any]:
        names = self._names(part.model)
        listed = []
        for number, (pk, fields) in enumerate(found, 1):
            if names is not None:
                own = fields[0][1] if fields and fields[0][0] == "key" else f"#{number}"
                names[pk] = f"{outer}/{own}"
            listed.append(_placed(fields, number))
        return listed

    def _rows(self, part: Part) -> Iterator[tuple[int, int, list[tuple[str, Any]]]]:
        """Each row as (its number, that of what it stands in, its fields by their names in the file)."""
        order = _order(part)
        columns = [
            part.outside[n].path if n in part.outside else f"{n}_id" if n in part.points_to else n for n in order
        ]
        parent = f"{part.parent}_id" if part.parent else "pk"
        told = [
            (
                (info := part.entry.model_fields[name]).alias or name,
                None if info.is_required() else info.get_default(call_default_factory=True),
                self.keys[part.points_to[name]] if name in part.points_to else None,
            )
            for name in order
        ]
        rows = part.model._default_manager.filter(house=self.house).order_by("pk")
        if above := part.parent or part.alone:
            rows = rows.filter(**{f"{above}__isnull": bool(part.alone)})
        for pk, outer, *values in rows.values_list("pk", parent, *columns).iterator(CHUNK):
            fields = []
            for (name, default, keys), value in zip(told, values, strict=True):
                if value is not None and value != default:
                    fields.append((name, keys[value] if keys is not None else value))
            yield pk, outer, fields


def _order(part: Part) -> list[str]:
    """The fields of an entry in reading order: its own, then its period, place and source."""
    last = ["valid_from", "valid_to", "position", "source"]
    names = [name for name in part.entry.model_fields if name not in part.inside and name not in last]
    return names + [name for name in last if name in part.entry.model_fields]


def _placed(fields: list[tuple[str, Any]], number: int) -> list[tuple[str, Any]]:
    """Without a place that is the one in the list."""
    return [(name, value) for name, value in fields if name != "position" or value != number]
