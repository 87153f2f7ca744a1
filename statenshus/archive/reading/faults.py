"""What is wrong with a house file: where it stands, what is wrong, and what is expected."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from statenshus.kernel.archive import EMAIL, KEY, ONE_LINE, SHA256, WEB_ADDRESS
from statenshus.kernel.errors import Refused

Path = tuple[str | int, ...]
MOST_TOLD = 1000


class Enough(Exception):
    """Reading on would tell nothing more of use."""


@dataclass
class Fault:
    """One thing that is wrong. `line` counts from 1 and is looked up when all faults are found."""

    code: str
    path: Path
    wrong: str
    expected: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The path as it is written: subprojects[2].from."""
        return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path).lstrip(".")


class Faults:
    """All faults of a file. Stops the reading, by Enough, when there are too many to be of use."""

    def __init__(self) -> None:
        self._all: list[Fault] = []
        self.stopped = False

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def add(self, code: str, path: Path, wrong: object, expected: object, line: int | None = None) -> None:
        """One more."""
        self._all.append(Fault(code, path, str(wrong), str(expected), line))
        if len(self._all) >= MOST_TOLD:
            self.stop()

    def stop(self) -> NoReturn:
        """Read no further."""
        self.stopped = True
        raise Enough


class Faulty(Refused):
    """A house file was refused; nothing was written. Tells all its faults."""

    def __init__(self, name: str, faults: Faults) -> None:
        self.name = name
        self.faults = sorted(faults, key=lambda fault: fault.line or 0)
        super().__init__("faulty", "\n".join(self._lines(faults.stopped)))

    def _lines(self, stopped: bool) -> Iterator[str]:
        for fault in self.faults:
            place = _("line %(line)s") % {"line": fault.line} if fault.line else ""
            told = [self.name, place, fault.place, _("%(wrong)s. Expected: %(expected)s.")]
            yield ": ".join(part for part in told if part) % {"wrong": fault.wrong, "expected": fault.expected}
        count = len(self.faults)
        yield ngettext("%(count)s fault; nothing was written.", "%(count)s faults; nothing was written.", count) % {
            "count": count
        }
        if stopped:
            yield _("The file was not read further than this.")


def shown(value: Any) -> str:
    """A value as a fault tells it: in quotation marks, short."""
    text = value if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return f"«{text[:57]}…»" if len(text) > 60 else f"«{text}»"


def one_of(names: Any, given: str = "") -> str:
    """What may be written, and what was perhaps meant."""
    allowed = sorted(names)
    close = get_close_matches(given, allowed, 1) if given and len(allowed) < 5000 else []
    if close:
        return _("perhaps %(name)s") % {"name": shown(close[0])}
    if not allowed:
        return _("there are none yet")
    listed = ", ".join(allowed[:12])
    return _("one of %(names)s") % {"names": listed + (", …" if len(allowed) > 12 else "")}


def told(error: ErrorDetails, entry: type[BaseModel]) -> tuple[str, str, str]:
    """What a fault of pydantic's is called here, what it says is wrong, and what it expects."""
    value, context, kind = error.get("input"), error.get("ctx", {}), error["type"]
    given = shown(value)
    match kind:
        case "missing":
            return kind, _("it is missing"), _about(error["loc"], entry) or _("a value")
        case "extra_forbidden":
            name = str(error["loc"][-1])
            return "unknown_field", _("there is no field of this name"), one_of(_fields(error["loc"][:-1], entry), name)
        case "string_type":
            return "not_text", _("%(given)s is not text") % {"given": given}, _("text; write it in quotation marks")
        case "string_too_long":
            expected = _("at most %(most)s characters") % {"most": context["max_length"]}
            return "too_long", _("it is too long"), expected
        case "too_long":
            return "too_long", _("it is too long"), _("at most %(most)s") % {"most": context["max_length"]}
        case "string_too_short":
            return "empty", _("it is empty"), _("at least one character")
        case "string_pattern_mismatch":
            return _pattern(context["pattern"], given)
        case "literal_error":
            choices = [choice.strip("'") for choice in context["expected"].replace(" or ", ", ").split(", ")]
            return "choice", _("%(given)s is none of the choices") % {"given": given}, one_of(choices)
        case "day":
            return "day", _("%(given)s is not a day") % {"given": given}, _("a day as 2023-01-31")
        case "instant":
            expected = _("a moment with its zone, as 2023-01-31T09:00:00+01:00")
            return "instant", _("%(given)s is not a moment") % {"given": given}, expected
        case "clock":
            return "clock", _("%(given)s is not a time of day") % {"given": given}, _("a time of day as 08:00")
        case "base64":
            return "base64", _("%(given)s is not base64") % {"given": given}, _("bytes as base64 (RFC 4648)")
        case "file_name":
            return kind, _("%(given)s is not the name of a file") % {"given": given}, _("a name without a path")
        case "content":
            expected = _("bytes whose size and SHA-256 are those that are told")
            return "content", _("the content is not what it should be"), expected
        case "flag":
            return "flag", _("%(given)s is neither true nor false") % {"given": given}, "true / false"
        case "number" | "greater_than_equal" | "less_than_equal":
            expected = _("a whole number from 0")
            return "number", _("%(given)s is not such a number") % {"given": given}, expected
        case "orgnr":
            expected = _("nine digits in quotation marks, the last a check digit (modulo 11)")
            return "orgnr", _("%(given)s is not an organisation number") % {"given": given}, expected
        case "list_type":
            return "not_list", _("%(given)s is not a list") % {"given": given}, _("lines that begin with a hyphen")
        case "model_type" | "model_attributes_type" | "dict_type":
            return "not_fields", _("%(given)s has no fields") % {"given": given}, _("fields, as “name: value”")
    return kind, error["msg"], _about(error["loc"], entry) or _("a value of the format; see “statenshus schema”")


def _pattern(pattern: str, given: str) -> tuple[str, str, str]:
    if pattern == KEY:
        expected = _("small letters a–z, digits and single hyphens between them")
        return "key", _("%(given)s cannot be a key") % {"given": given}, expected
    if pattern == EMAIL:
        return "email", _("%(given)s is not an e-mail address") % {"given": given}, "name@example.org"
    if pattern == SHA256:
        return "hash", _("%(given)s is not a hash") % {"given": given}, _("64 digits 0–9 and a–f")
    if pattern == WEB_ADDRESS:
        return "web_address", _("%(given)s is not a web address") % {"given": given}, "https://example.org/"
    if pattern == ONE_LINE:
        return "lines", _("%(given)s has a line break or a tab") % {"given": given}, _("one line")
    return "pattern", _("%(given)s is not written as it must be") % {"given": given}, pattern


def _model(loc: Path, entry: type[BaseModel]) -> type[BaseModel]:
    for step in loc:
        if isinstance(step, str):
            inner = entry.model_fields[step].annotation
            entry = getattr(inner, "__args__", (entry,))[0]
    return entry


def _fields(loc: Path, entry: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in _model(loc, entry).model_fields.items()]


def _about(loc: Path, entry: type[BaseModel]) -> str:
    fields = _model(loc[:-1], entry).model_fields
    names = {field.alias or name: field for name, field in fields.items()}
    found = names.get(str(loc[-1]))
    return (found.description or "").rstrip(".") if found else ""
