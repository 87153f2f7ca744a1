"""Lays a house of the tests back as it was first made: the same rows, in a few statements instead of hundreds."""

import json
import pickle
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection, transaction

_KEPT: dict[Any, tuple[list[tuple[str, str]], bytes]] = {}
# The queue writes these itself, by a trigger, when a job is put in it.
_WRITTEN_BY_ITSELF = {"procrastinate_events"}


def kept(name: Any, make: Callable[[], Any]) -> Any:
    """What `make()` makes, with all its rows: made once a process, and laid back after that.

    Numbers of rows are never used again, so those laid back never meet others: who empties the tables lets the numbers
    go on. All in one statement, for it is done before most tests.
    """
    if name in _KEPT:
        rows, made = _KEPT[name]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("; ".join(statement for statement, _values in rows), [values for _statement, values in rows])
        return pickle.loads(made)
    with connection.cursor() as cursor:
        tables = _tables()
        before = {table: _last(cursor, table) for table, _columns in tables}
    made = make()
    with connection.cursor() as cursor:
        rows = [row for table, columns in tables if (row := _new_rows(cursor, table, columns, before[table]))]
    _KEPT[name] = (rows, pickle.dumps(made))
    return made


@cache
def _tables() -> list[tuple[str, list[str]]]:
    """Every table whose rows are numbered, with the columns that it does not make itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name, array_agg(c.column_name::text) FROM information_schema.columns c"
            " WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER' AND c.table_name IN"
            " (SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'id'"
            " AND data_type IN ('bigint', 'integer')) GROUP BY 1"
        )
        return [(table, columns) for table, columns in cursor.fetchall() if table not in _WRITTEN_BY_ITSELF]


def _last(cursor: Any, table: str) -> int:
    cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"')
    return int(cursor.fetchone()[0])


def _new_rows(cursor: Any, table: str, columns: list[str], after: int) -> tuple[str, str] | None:
    cursor.execute(f'SELECT json_agg(t ORDER BY id)::text FROM "{table}" t WHERE id > %s', [after])
    found = cursor.fetchone()[0]
    if not found or not json.loads(found):
        return None
    named = ", ".join(f'"{column}"' for column in columns)
    source = f'SELECT {named} FROM json_populate_recordset(NULL::"{table}", %s)'
    # A test on the real database empties the tables when it ends, but not those of the queue.
    return f'INSERT INTO "{table}" ({named}) {source} ON CONFLICT (id) DO NOTHING', found
