"""Which keys there are, in the house and in the file, and what each stands for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from statenshus.archive.format import BY_NAME, PARTS
from statenshus.archive.reading.faults import Path, one_of, shown
from statenshus.archive.reading.files import HouseFile
from statenshus.kernel.archive import Part, call
from statenshus.kernel.houses import House

Key = tuple[str, str]
"""(key of what it stands in, key); what stands in nothing has an empty first."""


class Keys:
    """The keys of a house and of a file that is added to it. Faults are told to the file."""

    def __init__(self, house: House, file: HouseFile) -> None:
        self._file = file
        self._known: dict[str, dict[Key, int]] = {}
        self._lost = {(one.section, _named(one.section, one.value)) for one in file.damaged}
        self._outer = {inner.name: part.name for part in PARTS for inner in part.inside.values() if inner.is_called}
        """Lists within others, and those others."""
        for part in _called(PARTS):
            known = self._known.setdefault(part.name, {})
            if house.pk:
                within = f"{part.parent}__key" if part.parent else "pk"
                by = [f"{name}__key" if name in part.points_to else name for name in part.called_by]
                rows = part.model._default_manager.filter(house=house).values_list("pk", within, *by)
                known.update({(outer if part.parent else "", call(names)): pk for pk, outer, *names in rows})

    def note(self, part: Part, path: Path, pk: int, key: str, within: str = "") -> None:
        """A key of the file. A fault if it is taken; those that stand twice in a list are told by the reading."""
        if self._known[part.name].setdefault((within, key), pk) == pk or part.called_by != ("key",):
            return  # what is called by other fields than a key has a constraint of its own
        if part.parent:
            wrong, expected = _("the key %(given)s stands in the list already"), _("a key of its own")
        elif key in self._file.twice.get(part.name, ()):
            return
        else:
            wrong = _("the key %(given)s stands in the house already")
            expected = _("a key of its own: a file adds to a house, and changes nothing in it")
        self._file.faults.add("duplicate_key", (*path, "key"), wrong % {"given": shown(key)}, expected)

    def find(self, target: str, key: str, path: Path, within: str = "") -> int | None:
        """What a key stands for. None where it has faults of its own; where there is no such thing, a fault."""
        outer = within if target in self._outer else ""
        known = self._known[target]
        pk = known.get((outer, key))
        if pk is None and not {(target, key), (self._outer.get(target), outer)} & self._lost:
            names = [name for inner, name in known if inner == outer]
            names += [name for section, name in self._lost if section == target]
            wrong = _("there is no %(key)s in “%(list)s”") % {"key": shown(key), "list": target}
            self._file.faults.add("unknown_key", path, wrong, one_of(names, key))
        return pk

    def find_of_damaged(self) -> None:
        """Tell also what entries with other faults point to in vain."""
        for one in self._file.damaged:
            if one.section in BY_NAME:
                for target, key, path, within in _pointing(BY_NAME[one.section], one.value, one.path):
                    self.find(target, key, path, within)


def _pointing(part: Part, value: dict[str, Any], path: Path, within: str = "") -> Iterator[tuple[str, str, Path, str]]:
    """What the fields of an unchecked entry point to, as far as they can be read."""
    own = str(value.get(part.within, within))
    for name, target in part.points_to.items():
        if isinstance(key := value.get(name), str | int):
            yield target, str(key), (*path, name), own
    for name, inner in part.inside.items():
        listed = value.get(name)
        for number, child in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(child, dict):
                yield from _pointing(inner, child, (*path, name, number), str(value.get("key")))


def _named(section: str, value: dict[str, Any]) -> str:
    """How others would call an unchecked entry."""
    part = BY_NAME.get(section)
    if part is None or not part.is_called:
        return ""
    return call(value.get(part.entry.model_fields[name].alias or name) for name in part.called_by)


def _called(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if part.is_called:
            yield part
        yield from _called(part.inside.values())
