"""Format 1 of the house file, read as format 2.

In format 1 the themes, members and leads of a subproject stood within it, and `to` was the last day, included:

    format: 1
    subprojects:
    - key: one
      name: En
      from: 2022-01-01
      to: 2022-12-31
      themes: [Samarbeid]
      members:
      - {organisation: udi, from: 2022-01-01}
      leads:
      - {person: kari, organisation: narvik-kommune, to: 2022-06-30}

All other lists were as they are, but for `to`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from statenshus.archive.reading.faults import Path


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


_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_NESTED = ("themes", "members", "leads")
_KINDS = {"members": "member", "leads": "lead"}


def from_format_1(source: Iterable[tuple[str, int | None, Any]]) -> Iterator[Placed]:
    """What format 1 says, as entries of format 2, each with the place where it was written."""
    for section, number, value in source:
        path: Path = (section,) if number is None else (section, number)
        if section == "subprojects" and isinstance(value, dict):
            yield from _subproject(path, value)
        else:
            yield _until(section, path, value)


def _until(section: str, path: Path, value: Any) -> Placed:
    """The last day becomes the first day after."""
    if not isinstance(value, dict) or "to" not in value:
        return Placed(section, path, value)
    changed = {name: given for name, given in value.items() if name != "to"}
    changed["until"] = value["to"]
    with suppress(TypeError, ValueError, OverflowError):
        changed["until"] = (date.fromisoformat(value["to"]) + timedelta(days=1)).isoformat()
    return Placed(section, path, changed, {"until": "to"})


def _subproject(path: Path, value: dict[str, Any]) -> Iterator[Placed]:
    own = {name: given for name, given in value.items() if name not in _NESTED}
    yield _until("subprojects", path, own)
    key = str(value.get("key", ""))
    for number, theme in enumerate(_listed(value, "themes")):
        at = (*path, "themes", number)
        named: dict[str, Any] = theme if isinstance(theme, dict) else {"name": theme}
        item: dict[str, Any] = {
            "key": f"{key}-{_slug(str(named.get('name', '')))}"[:60].strip("-"),
            "kind": "theme",
            **named,
        }
        yield Placed("items", at, item)
        period: dict[str, Any] = {name: own[name] for name in ("from", "to") if name in own}
        placement: dict[str, Any] = {
            "key": f"{item['key']}-in",
            "subproject": key,
            "kind": "item",
            "item": item["key"],
            **period,
        }
        yield _until("placements", at, {**placement, "source": own.get("source", "")})
    for name, kind in _KINDS.items():
        for number, given in enumerate(_listed(value, name)):
            at = (*path, name, number)
            told: dict[str, Any] = {"key": f"{key}-{kind}-{number + 1}", "subproject": key, "kind": kind}
            yield _until("placements", at, told | given if isinstance(given, dict) else given)


def _listed(value: dict[str, Any], field: str) -> list[Any]:
    given = value.get(field)
    return given if isinstance(given, list) else [] if given is None else [given]


def _slug(name: str) -> str:
    plain = name.lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
