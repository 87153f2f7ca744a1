"""From bytes to entries: reads a house file entry by entry, and gathers every fault on the way."""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from statenshus.archive.format import ENTRIES, FORMAT, HouseEntry
from statenshus.archive.progress import Progress, silent
from statenshus.archive.reading.faults import Enough, Faults, Faulty, Path, one_of, shown, told
from statenshus.archive.reading.loader import Loader, lines
from statenshus.archive.reading.upgrades import Placed, from_format_1

LARGEST = 1024 * 1024 * 1024
"""A whole house with all that is attached to its cases; read at once, so there must be room for it in memory."""
PIECE = 1024 * 1024
STEP = 2000


@dataclass
class HouseFile:
    """What a file says: its house, and (path, entry) for each list. `faults` are those found so far."""

    name: str
    data: bytes
    faults: Faults = field(default_factory=Faults)
    house: HouseEntry | None = None
    entries: dict[str, list[tuple[Path, Any]]] = field(default_factory=dict)
    damaged: list[Placed] = field(default_factory=list)
    """Entries that have faults; what points to them is not at fault for that."""
    keys: dict[str, set[str]] = field(default_factory=dict)
    twice: dict[str, set[str]] = field(default_factory=dict)
    """The keys of each list, also of what is damaged, and those that stand more than once."""
    reached: int = 0
    """How many characters were read."""

    @property
    def slug(self) -> str:
        """The short name of the house."""
        return self.house.slug if self.house else ""

    def __len__(self) -> int:
        return sum(len(found) for found in self.entries.values())

    def refuse_faults(self) -> None:
        """Raise Faulty, with the line of each, if there are faults."""
        if len(self.faults):
            unplaced = [fault.path for fault in self.faults if fault.line is None and fault.path]
            found = lines(self.data, unplaced, self.reached)
            for fault in self.faults:
                fault.line = fault.line or found.get(fault.path)
            raise Faulty(self.name, self.faults)


def read_file(path: FilePath, progress: Progress = silent) -> HouseFile:
    """The file at the path. Raises Faulty for one that is too large, not UTF-8 or not YAML; keeps other faults."""
    size = path.stat().st_size
    if size > LARGEST:
        file = HouseFile(path.name, b"")
        wrong = _("the file is too large: %(size)s MB") % {"size": size // 1024 // 1024}
        file.faults.add("too_large", (), wrong, _("at most %(most)s MB") % {"most": LARGEST // 1024 // 1024})
        file.refuse_faults()
    return read(path.read_bytes(), path.name, progress)


def read(data: bytes, name: str, progress: Progress = silent) -> HouseFile:
    """What the bytes say, entry by entry. Raises Faulty when they cannot be read to the end."""
    file = HouseFile(name, data)
    try:
        _must_be_utf8(file)
        for found in _placed(file):
            _take(file, found)
            if (count := len(file)) % STEP == 0:
                progress("read", count, None)
        if file.house is None and not any(fault.path[:1] == ("house",) for fault in file.faults):
            file.faults.add("missing", ("house",), _("it is missing"), _("the house, with its “slug”"))
    except Enough:
        file.refuse_faults()
    return file


def _must_be_utf8(file: HouseFile) -> None:
    """Stop at the first byte that is not text. Looked for in pieces: all of it as text would need its room again."""
    decoder = getincrementaldecoder("utf-8")()
    for begins in range(0, len(file.data) + 1, PIECE):
        piece, held = file.data[begins : begins + PIECE], len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=len(piece) < PIECE)
        except UnicodeDecodeError as fault:
            line = 1 + file.data.count(b"\n", 0, begins - held + fault.start)
            file.faults.add("encoding", (), _("the file is not UTF-8"), _("text saved as UTF-8"), line)
            file.faults.stop()


def _placed(file: HouseFile) -> Iterator[Placed]:
    """The entries of the file, brought to the current format."""
    loader = Loader(file.data, file.faults)
    try:
        yield from _current(file, loader.entries())
    finally:
        file.reached = loader.reached


def _current(file: HouseFile, source: Iterator[tuple[str, int | None, Any]]) -> Iterator[Placed]:
    name, number, value = next(source, ("", None, None))
    if name != "format" or number is not None:
        file.faults.add("no_format", (), _("the format is not told first"), f"format: {FORMAT}", 1)
        file.faults.stop()
    if value == FORMAT and type(value) is int:
        yield from (
            Placed(name, (name,) if number is None else (name, number), value) for name, number, value in source
        )
    elif value == 1 and type(value) is int:
        yield from from_format_1(source)
    else:
        wrong = _("there is no format %(given)s") % {"given": shown(value)}
        file.faults.add("format", ("format",), wrong, _("%(now)s, or %(before)s") % {"now": FORMAT, "before": 1})
        file.faults.stop()


def _take(file: HouseFile, found: Placed) -> None:
    section, path = found.section, found.path
    if section == "house":
        file.house = _checked(file, HouseEntry, found)  # type: ignore[assignment]
    elif section not in ENTRIES:
        names = {*ENTRIES, "format", "house"}
        if not any(fault.path == path[:1] for fault in file.faults):
            file.faults.add("unknown_field", path[:1], _("there is no field of this name"), one_of(names, section))
    elif len(path) == 1:
        if found.value not in (None, []):
            wrong = _("%(given)s is not a list") % {"given": shown(found.value)}
            file.faults.add("not_list", path, wrong, _("lines that begin with a hyphen"))
    else:
        _once(file, found)
        entry = _checked(file, ENTRIES[section], found)
        if entry is not None:
            file.entries.setdefault(section, []).append((path, entry))
        elif isinstance(found.value, dict):
            file.damaged.append(found)


def _once(file: HouseFile, found: Placed) -> None:
    """A key stands once in its list."""
    key = found.value.get("key") if isinstance(found.value, dict) else None
    if isinstance(key, str):
        known = file.keys.setdefault(found.section, set())
        if key in known:
            wrong = _("the key %(given)s stands in the list already") % {"given": shown(key)}
            file.twice.setdefault(found.section, set()).add(key)
            file.faults.add("duplicate_key", (*found.path, "key"), wrong, _("a key of its own"))
        known.add(key)


def _checked(file: HouseFile, model: type[BaseModel], found: Placed) -> BaseModel | None:
    try:
        return model.model_validate(found.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            loc = found.written(detail["loc"])
            code, wrong, expected = told(detail, model)
            file.faults.add(code, (*found.path, *loc), wrong, expected)
        return None
