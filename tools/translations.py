"""Shows that every text of the program is translated: python tools/translations.py

Finds every text in Python (calls of gettext and its kin) and in templates (translate, blocktranslate, _()),
and compares them with locale/<language>/*.po. A fault is a line "file:line: what is wrong".
"""

import ast
import importlib.util
import re
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.pofile import PoFileError, read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("config", "statenshus")
LANGUAGES = ("nb", "nn")
OTHERS = ("django", "allauth")
# How many leading arguments are texts, and whether a context goes before them.
CALLS = {"gettext": (1, False), "ngettext": (2, False), "pgettext": (1, True), "npgettext": (2, True)}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
CALL_IN_TEMPLATE = re.compile(r"(?<![\w.])(n?p?gettext|_)\(")

Text = tuple[str | None, tuple[str, ...]]  # context; msgid, or msgid and plural


@dataclass(frozen=True)
class Place:
    """A line of a file."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Entry:
    """One translation in one .po file."""

    place: Place
    language: str
    text: Text
    said: tuple[str, ...]
    fuzzy: bool


def texts_in_python(source: str, path: str, first_line: int = 1) -> Iterator[tuple[Place, Text | str]]:
    """Every text of a module with its place, or what is wrong with the call."""
    tree = ast.parse(source)
    called = {"_": "gettext"} if first_line > 1 or path.endswith((".html", ".txt")) else {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            called |= {alias.asname or alias.name: alias.name.removesuffix("_lazy") for alias in node.names}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) if called.get(name, name) in CALLS:
                function = called.get(name, name)
            case ast.Attribute(value=ast.Name(id="translation"), attr=name) if name.removesuffix("_lazy") in CALLS:
                function = name.removesuffix("_lazy")
            case _:
                continue
        count, has_context = CALLS[function]
        place = Place(path, node.lineno + first_line - 1)
        arguments = node.args[: count + has_context]
        said = [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if len(said) < count + has_context:
            yield place, f"{function} is given something else than a plain text"
        else:
            yield place, (said[0] if has_context else None, tuple(said[has_context:]))


def texts_in_template(source: str, path: str) -> Iterator[tuple[Place, Text | str]]:
    """Every text of a template with its place."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = templatize(source, origin=path)
    at = 0
    while found := CALL_IN_TEMPLATE.search(code, at):
        end = _end_of_call(code, found.end())
        at = end
        line = _line_in_template(source, code, found.start())
        for _place, text in texts_in_python(code[found.start() : end], path):
            yield Place(path, line), text


def _end_of_call(code: str, at: int) -> int:
    """Just past the parenthesis that closes a call whose arguments are string literals."""
    literal = re.compile(r"""u?r?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""")
    while at < len(code) and code[at] != ")":
        found = literal.match(code, at)
        at = found.end() if found else at + 1
    return at + 1


def _line_in_template(source: str, code: str, at: int) -> int:
    """templatize keeps line breaks outside texts; good enough to point at, never past the end."""
    return min(code.count("\n", 0, at) + 1, source.count("\n") + 1)


def used(root: Path) -> Iterator[tuple[Place, Text | str]]:
    """Every text of the program."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            name = str(path.relative_to(root))
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield from texts_in_python(path.read_text(), name)
            elif path.suffix in {".html", ".txt", ".subject"} and "templates" in path.parts:
                yield from texts_in_template(path.read_text(), name)


def entries(root: Path) -> Iterator[Entry | str]:
    """Every translation of the program, or why a file could not be read."""
    for package in PACKAGES:
        for path in sorted((root / package).glob("**/locale/*/*.po")):
            name, language = str(path.relative_to(root)), path.parent.name
            try:
                with path.open("rb") as file:
                    catalogue = list(read_po(file, locale=language, abort_invalid=True))
            except (PoFileError, UnicodeDecodeError) as fault:
                yield f"{name}:1: {fault}"
                continue
            for message in catalogue:
                if message.id:
                    yield Entry(
                        Place(name, message.lineno or 1),
                        language,
                        (message.context, _as_tuple(message.id)),
                        _as_tuple(message.string),
                        message.fuzzy,
                    )


def _as_tuple(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def texts_of_others() -> set[str]:
    """What the installed packages say; config/locale may translate it where they do not."""
    said: set[str] = set()
    for name in OTHERS:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            continue
        for path in Path(spec.origin).parent.glob("**/locale/nb/LC_MESSAGES/*.po"):
            with path.open("rb") as file:
                said |= {_as_tuple(message.id)[0] for message in read_po(file) if message.id}
    return said


def faults(root: Path = ROOT, theirs: set[str] | None = None) -> list[str]:
    """Everything that is wrong, in the order of the files."""
    found: list[str] = []
    wanted: dict[Text, Place] = {}
    for place, text in used(root):
        if isinstance(text, str):
            found.append(f"{place}: {text}")
        else:
            wanted.setdefault(text, place)
    given: dict[tuple[str, Text], list[Entry]] = defaultdict(list)
    for entry in entries(root):
        if isinstance(entry, str):
            found.append(entry)
        else:
            given[entry.language, entry.text].append(entry)

    for text, place in wanted.items():
        missing = [language for language in LANGUAGES if (language, text) not in given]
        if missing:
            found.append(f"{place}: {_short(text)} is not translated to {' and '.join(missing)}")
    theirs = texts_of_others() if theirs is None else theirs
    for (_language, text), same in given.items():
        found += _faults_of(text, same, text in wanted, theirs)
    return sorted(found, key=lambda fault: (fault.split(":")[0], int(fault.split(":")[1]), fault))


def _faults_of(text: Text, same: list[Entry], is_used: bool, theirs: set[str]) -> Iterable[str]:
    """What is wrong with the translations of one text to one language."""
    for entry in same:
        is_theirs = entry.place.path.startswith("config/locale/") and text[1][0] in theirs
        if not is_used and not is_theirs:
            yield f"{entry.place}: {_short(text)} is said nowhere in the program"
        if entry.fuzzy or not entry.said or not all(entry.said):
            yield f"{entry.place}: {_short(text)} has no finished translation"
        elif len(text[1]) != len(entry.said):
            yield f"{entry.place}: {_short(text)} has {len(entry.said)} forms, not {len(text[1])}"
        else:
            *rare, last = ({*PLACEHOLDER.findall(said)} for said in entry.said)
            whole = set(PLACEHOLDER.findall(text[1][-1]))
            # The singular may say "one" instead of its number; no form may name what the text does not have.
            if last != whole or any(not form <= whole for form in rare):
                yield f"{entry.place}: {_short(text)} has other placeholders: {_short((None, entry.said))}"
    for entry in same[1:]:
        if entry.said != same[0].said:
            yield f"{entry.place}: {_short(text)} is “{entry.said[0]}” here and “{same[0].said[0]}” at {same[0].place}"


def _short(text: Text) -> str:
    said = " ".join(text[1][0].split())
    return f"“{said[:67]}…”" if len(said) > 70 else f"“{said}”"


def main() -> int:
    found = faults()
    for fault in found:
        print(fault)
    if found:
        print(f"{len(found)} faults in translations. Mend them in statenshus/<app>/locale/<language>/<noun>.po")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
