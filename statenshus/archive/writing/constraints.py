"""The database's own constraints, asked of rows that are not written yet, so that all faults are told at once.

Read out of the models, so that no rule is written twice. The database remains the last judge.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db.models import CheckConstraint, F, Model, Q, UniqueConstraint

Row = Mapping[str, Any]
Test = Callable[[Row], bool]
Broken = tuple[int, str]
"""The number of a row, and the name of the constraint that it breaks."""


def broken(model: type[Model], standing: Iterable[Row], coming: Sequence[Row]) -> list[Broken]:
    """What the coming rows break, among themselves and beside the standing ones. Keys are not looked at."""
    rows = [*((-1, row) for row in standing), *enumerate(coming)]
    found: list[Broken] = []
    for constraint in model._meta.constraints:
        found += ((number, constraint.name) for number in _breaking(model, constraint, rows) if number >= 0)
    return sorted(found)


def needs(model: type[Model]) -> list[str]:
    """The columns that constraints between rows look at."""
    named = {"valid_from", "valid_to", "starts_at", "ends_at"} & {field.name for field in model._meta.concrete_fields}
    return sorted({field.attname for field in model._meta.concrete_fields if field.name in _looked_at(model)} | named)


def _looked_at(model: type[Model]) -> set[str]:
    found: set[str] = set()
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint | ExclusionConstraint):
            found |= {*_same(constraint), *_names(constraint.condition)}
    return found


def _names(condition: Any) -> set[str]:
    found: set[str] = set()
    for child in condition.children if condition else []:
        found |= _names(child) if isinstance(child, Q) else {child[0].split("__")[0]}
    return found


def _same(constraint: UniqueConstraint | ExclusionConstraint) -> list[str]:
    if isinstance(constraint, UniqueConstraint):
        return list(constraint.fields)
    return [str(field) for field, operator in constraint.expressions if operator == "="]


def _breaking(model: type[Model], constraint: Any, rows: list[tuple[int, Row]]) -> Iterable[int]:
    if isinstance(constraint, CheckConstraint):
        test = compiled(model, constraint.condition)
        return [number for number, row in rows if number >= 0 and not test(row)]
    fields = [_attname(model, name) for name in _same(constraint) if name != "house"]
    if fields == ["key"] or "key" in fields:
        return []
    groups = _grouped(rows, fields, compiled(model, constraint.condition) if constraint.condition else None)
    if isinstance(constraint, UniqueConstraint):
        return [number for group in groups for number, _ in group[1:]]
    return [number for group in groups if len(group) > 1 for number in _overlapping(group)]


def _grouped(rows: list[tuple[int, Row]], fields: list[str], test: Test | None) -> list[list[tuple[int, Row]]]:
    groups: dict[tuple[Any, ...], list[tuple[int, Row]]] = {}
    for number, row in rows:
        shared = tuple(row[field] for field in fields)
        if None not in shared and (test is None or test(row)):
            groups.setdefault(shared, []).append((number, row))
    return list(groups.values())


def _overlapping(group: list[tuple[int, Row]]) -> list[int]:
    """The later written of each two that share a day, or a moment."""
    periods: list[tuple[Any, Any, int]] = [
        (row["starts_at"], row["ends_at"], number)
        if "starts_at" in row
        else (row["valid_from"] or date.min, row["valid_to"] or date.max, number)
        for number, row in group
    ]
    ordered = sorted(period for period in periods if period[0] < period[1])
    found: set[int] = set()
    reach: tuple[Any, ...] | None = None
    for begin, end, number in ordered:
        if reach and begin < reach[0]:
            found.add(max(number, reach[1]))
        if reach is None or end > reach[0]:
            reach = (end, number)
    return sorted(found)


def _attname(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.attname)


@dataclass(frozen=True)
class _Lookup:
    column: str
    ask: Callable[[Any, Any], bool]
    value: Any

    def __call__(self, row: Row) -> bool:
        return self.ask(row[self.column], self.value(row) if callable(self.value) else self.value)


_ASKS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda mine, theirs: mine == theirs,
    "isnull": lambda mine, theirs: (mine is None) == theirs,
    "in": lambda mine, theirs: mine in theirs,
    "lt": lambda mine, theirs: mine is not None and theirs is not None and mine < theirs,
    "lte": lambda mine, theirs: mine is not None and theirs is not None and mine <= theirs,
    "gt": lambda mine, theirs: mine is not None and theirs is not None and mine > theirs,
    "gte": lambda mine, theirs: mine is not None and theirs is not None and mine >= theirs,
}


def compiled(model: type[Model], condition: Any) -> Test:
    """The condition as a function of a row. What compares with nothing is false, where SQL would not know."""
    tests = [compiled(model, c) if isinstance(c, Q) else _lookup(model, *c) for c in condition.children]
    whole: Callable[[Iterable[bool]], bool] = any if condition.connector == Q.OR else all
    if condition.negated:
        return lambda row: not whole(test(row) for test in tests)
    return lambda row: whole(test(row) for test in tests)


def _lookup(model: type[Model], path: str, value: Any) -> Test:
    name, _, ask = path.partition("__")
    if isinstance(value, F):
        named: Any = value
        other = _attname(model, named.name)
        return _Lookup(_attname(model, name), _ASKS[ask or "exact"], lambda row: row[other])
    return _Lookup(_attname(model, name), _ASKS[ask or "exact"], value)
