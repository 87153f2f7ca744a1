"""Writes rows by COPY, the fastest way into PostgreSQL; every constraint holds as for any other write."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField, Model
from psycopg import sql
from psycopg.types.json import Jsonb

from statenshus.archive.progress import Progress, silent

STEP = 2000


def copy(model: type[Model], rows: Iterable[Mapping[str, Any]], progress: Progress = silent, of: int = 0) -> None:
    """Write the rows, each a value for every column but those that the database makes itself. One statement."""
    columns: list[Field] = [field for field in model._meta.concrete_fields if not field.generated]
    names = [field.attname for field in columns]
    wrapped = {field.attname for field in columns if isinstance(field, JSONField)}
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(sql.Identifier(str(f.column)) for f in columns)
    )
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as into:
        for number, row in enumerate(rows, 1):
            into.write_row([Jsonb(row[name]) if name in wrapped else row[name] for name in names])
            if number % STEP == 0:
                progress(model._meta.label_lower, number, of)
