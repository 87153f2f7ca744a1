"""Reads YAML as house files need it, over PyYAML's C parser.

Scalars by the core schema of YAML 1.2 (`no` and `12:30` are text, days stay text); no anchors, aliases, tags
or second documents; a key stands once. Gives one entry at a time, so that a large file of nonsense is
answered before it is read whole. Lines are looked up afterwards, for the paths that are at fault alone.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, NoReturn

import yaml
from django.utils.translation import gettext as _
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from statenshus.archive.reading.faults import Faults, Path, shown
from statenshus.kernel.houses import HIDDEN

DEEPEST = 16
MOST_FIELDS = 1_000
MOST_VALUES = 500_000
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_FIRST = frozenset("~nNtTfF+-.0123456789")
_WHOLE = re.compile(r"[-+]?[0-9]{1,300}\Z")
_BROKEN = re.compile(r"[-+]?(?:\.[0-9]{1,300}|[0-9]{1,300}(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,3})?\Z")


def scalar(text: str) -> Any:
    """What an unquoted scalar means."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _FIRST:
        if _WHOLE.match(text):
            return int(text)
        if _BROKEN.match(text):
            return float(text)
    return text


def _end(event: Any) -> int:
    return int(event.end_mark.index)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class Loader:
    """One pass over a file. Faults are told to `faults`; what cannot be read on from ends it by Enough."""

    def __init__(self, data: bytes, faults: Faults) -> None:
        self._data, self._faults = data, faults
        self._next: Callable[[], Any] = CParser(data).get_event
        self._values = 0
        self.reached = 0
        """How many characters were read."""

    def entries(self) -> Iterator[tuple[str, int | None, Any]]:
        """Each (top-level key, number in its list, value), in the file's order; an empty list once, with no number."""
        try:
            yield from self._entries()
        except yaml.YAMLError as fault:
            where = getattr(fault, "problem_mark", None)
            line = where.line + 1 if where else 1 + self._data.count(b"\n", 0, getattr(fault, "position", 0))
            problem = getattr(fault, "problem", None) or getattr(fault, "reason", "")
            self._stop("yaml", (), _("this is not YAML: %(problem)s") % {"problem": problem}, _("YAML 1.2"), line)

    def _entries(self) -> Iterator[tuple[str, int | None, Any]]:
        self._next()
        event = self._next()
        if type(event) is StreamEndEvent:
            self._stop("empty_file", (), _("the file is empty"), "format: 2", 1)
        event = self._next()
        if type(event) is not MappingStartEvent:
            wrong = _("the file has no fields")
            self._stop("not_fields", (), wrong, _("“format: 2”, “house:” and lists, see “statenshus schema”"), 1)
        self._plain(event, ())
        seen: set[str] = set()
        while type(event := self._next()) is not MappingEndEvent:
            name = self._key(event, (), seen)
            event = self._next()
            if type(event) is not SequenceStartEvent:
                yield name, None, self._value(event, (name,))
                continue
            self._plain(event, (name,))
            number = -1
            while type(event := self._next()) is not SequenceEndEvent:
                number, self._values, self.reached = number + 1, 0, _end(event)
                yield name, number, self._value(event, (name, number))
            if number < 0:
                yield name, None, []
        self._next()
        self.reached = sys.maxsize
        if type(event := self._next()) is not StreamEndEvent:
            wrong = _("a second document begins here")
            self._stop("documents", (), wrong, _("one document a file"), _line(event))

    def _value(self, event: Any, path: Path) -> Any:
        kind: type = type(event)
        if kind is ScalarEvent:
            text: str = event.value
            if event.anchor or event.tag:
                self._plain(event, path)
            # Only a text in quotation marks can hold a control character of ASCII: YAML lets none stand elsewhere.
            if (event.style == '"' or not text.isascii()) and HIDDEN.search(text):
                wrong = _("%(given)s has a control character") % {"given": shown(HIDDEN.sub("�", text))}
                self._faults.add("control", path, wrong, _("text of letters, signs and line breaks"))
            return scalar(text) if event.implicit[0] else text
        if len(path) > DEEPEST:
            line = _line(event)
            self._stop(
                "deep", path, _("the file is too deep here"), _("at most %(most)s levels") % {"most": DEEPEST}, line
            )
        self._plain(event, path)
        if kind is MappingStartEvent:
            return self._fields(path)
        if kind is SequenceStartEvent:
            found: list[Any] = []
            while type(event := self._next()) is not SequenceEndEvent:
                self._count(event, path)
                found.append(self._value(event, (*path, len(found))))
            return found
        return None

    def _fields(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        seen: set[str] = set()
        while type(event := self._next()) is not MappingEndEvent:
            self._count(event, path)
            name = self._key(event, path, seen)
            value = self._value(self._next(), (*path, name))
            found.setdefault(name, value)
        return found

    def _key(self, event: Any, path: Path, seen: set[str]) -> str:
        if type(event) is not ScalarEvent:
            line = _line(event)
            self._stop("field_name", path, _("a field's name must be text"), _("“name: value”"), line)
        if event.anchor or event.tag:
            self._plain(event, path)
        name: str = event.value
        if name in seen:
            wrong = _("the field stands twice, here for the second time")
            self._faults.add("duplicate_field", (*path, name), wrong, _("each field once"), _line(event))
        seen.add(name)
        if len(seen) > MOST_FIELDS:
            wrong = _("there are too many fields")
            self._stop("many_fields", path, wrong, _("at most %(most)s") % {"most": MOST_FIELDS}, _line(event))
        self.reached = _end(event)
        return name

    def _count(self, event: Any, path: Path) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            wrong = _("there are too many values in one entry")
            self._stop("many_values", path[:2], wrong, _("at most %(most)s") % {"most": MOST_VALUES}, _line(event))

    def _plain(self, event: Any, path: Path) -> None:
        """Anchors, aliases and tags are not for house files: they hide what is said, or multiply it."""
        if type(event) is AliasEvent or event.anchor:
            wrong = _("there is an anchor or an alias (& or *)")
            self._faults.add(
                "anchor",
                path,
                wrong,
                _("the text itself; in quotation marks if it begins with & or *"),
                _line(event),
            )
        elif getattr(event, "tag", None):
            wrong = _("there is a tag (!)")
            self._faults.add(
                "tag",
                path,
                wrong,
                _("a value without a tag; in quotation marks if it begins with !"),
                _line(event),
            )

    def _stop(self, code: str, path: Path, wrong: str, expected: str, line: int) -> NoReturn:
        self._faults.add(code, path, wrong, expected, line)
        self._faults.stop()


def lines(data: bytes, paths: Iterable[Path], until: int) -> dict[Path, int]:
    """The line of each path, or of the nearest thing around it, counted from 1. One pass, over so many characters."""
    asked = set(paths)
    wanted = {path[:length] for path in asked for length in range(1, len(path) + 1)}
    found: dict[Path, int] = {}
    if wanted:
        # What stands before a fault of YAML is found; the fault itself is told by the loader.
        with suppress(yaml.YAMLError):
            _walk(CParser(data), wanted, found, until)
    return {path: next((found[path[:n]] for n in range(len(path), 0, -1) if path[:n] in found), 1) for path in asked}


def _walk(parser: Any, wanted: set[Path], found: dict[Path, int], until: int) -> None:
    path: list[str | int] = []
    stack: list[str] = []  # "key", "value" or "item": what comes next at each level
    while type(event := parser.get_event()) is not StreamEndEvent and event.start_mark.index <= until:
        kind = type(event)
        if kind in (MappingEndEvent, SequenceEndEvent):
            stack.pop()
            path.pop()
        elif kind not in (MappingStartEvent, SequenceStartEvent, ScalarEvent, AliasEvent):
            continue
        else:
            if stack and stack[-1] == "key":
                path[-1], stack[-1] = getattr(event, "value", ""), "value"
                at = tuple(path)
                if at in wanted and at not in found:
                    found[at] = _line(event)
                continue
            if stack and stack[-1] == "item":
                path[-1] = int(path[-1]) + 1
                at = tuple(path)
                if at in wanted:
                    found[at] = _line(event)
            if kind is MappingStartEvent:
                stack.append("key")
                path.append("")
                continue
            if kind is SequenceStartEvent:
                stack.append("item")
                path.append(-1)
                continue
        if stack and stack[-1] == "value":
            stack[-1] = "key"
