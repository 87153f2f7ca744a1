"""Writes YAML as house files have it: readable, the same each time, and read back as it was.

Any text that could be read as something else is quoted; lines of text stand as a block where that is safe.
"""

import json
import re
from base64 import encodebytes
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

Fields = Iterable[tuple[str, Any]]

_PLAIN = re.compile(r"[^\W\d_](?:[\w.,;()/«»!?'&+%@–—-]|:(?=[\w/])| (?=[\w.,;()/«»!?'&+%@–—-]))*\Z")
_OTHERS = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BLOCK = re.compile(r"[^\s\x00-\x1f].*", re.DOTALL)
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|[ \t]\n|[ \t]\\Z|\n\n\\Z"
)
_WIDEST = 1000


def quoted(value: Any) -> str:
    """The value as JSON, which is YAML too, with what YAML does not let stand as it is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def scalar(value: Any, indent: str) -> str:
    """One value, after its name and a colon."""
    if isinstance(value, str):
        if _PLAIN.match(value) and len(value) < _WIDEST and value.lower() not in _OTHERS:
            return value
        if "\n" in value and _BLOCK.match(value) and not _UNSAFE.search(value):
            keep = "" if value.endswith("\n") else "-"
            lines = value.removesuffix("\n").split("\n")
            return f"|{keep}\n" + "\n".join(f"{indent}  {line}" if line else "" for line in lines)
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return quoted(value.isoformat())
    if isinstance(value, bytes | memoryview):
        return scalar(encodebytes(value).decode(), indent)
    return quoted(value)


def entry(fields: Fields, indent: str = "") -> str:
    """One entry of a list: a hyphen, and each field on its line; lists within it below."""
    return f"{indent}- {mapping(fields, indent + '  ')}".replace(f"- {indent}  ", "- ", 1)


def mapping(fields: Fields, indent: str) -> str:
    """Fields, each on its line; a list of fields becomes a list of entries."""
    parts = []
    for name, value in fields:
        if isinstance(value, list) and value and isinstance(value[0], str | list):
            parts.append(f"{indent}{name}:\n" + "".join(_listed(one, indent) for one in value))
        else:
            parts.append(f"{indent}{name}: {scalar(value, indent)}\n")
    return "".join(parts)


def _listed(one: Any, indent: str) -> str:
    return f"{indent}- {scalar(one, indent)}\n" if isinstance(one, str) else entry(one, indent)
