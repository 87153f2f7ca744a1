"""Import and export of a house of 100,000 rows, beside bare SQL COPY and bare reading of YAML."""

import io
from collections.abc import Iterator
from pathlib import Path

import yaml
from django.db import connection

from bench import houses
from bench.timing import Row, once
from statenshus.archive.commands import export_file, import_file

ROWS = 100_000
TABLES = ("people_person", "people_affiliation", "portfolio_item", "portfolio_placement")


def measured(folder: Path) -> Iterator[Row]:
    house = houses.large(ROWS)
    file, copy = folder / "large.yaml", folder / "copy.yaml"

    out, _ = once(lambda: export_file(house.slug, file, houses.NOW))
    copied_out, dump = once(lambda: _copy_out(house.pk))
    yield Row(f"bare COPY out of {ROWS:,} rows", copied_out)
    yield Row(f"export of {ROWS:,} rows", out, "bare COPY", out / copied_out, more={"rows/s": round(ROWS / out * 1000)})

    megabytes = file.stat().st_size / 1e6
    copy.write_text(file.read_text().replace("slug: large\n", "slug: copied\n", 1))
    parsed, _ = once(lambda: _parse(copy))
    copied_in, _ = once(lambda: _copy_in(dump))
    read, imported = once(lambda: import_file(copy, houses.NOW))
    rate = round(imported.count / read * 1000)
    yield Row(f"bare YAML parse of the same file, {megabytes:.0f} MB", parsed)
    yield Row("bare COPY in of the same rows", copied_in)
    yield Row("import", read, "bare COPY", read / copied_in)
    yield Row(
        f"import, {imported.count:,} rows, {rate:,} rows/s",
        read,
        "bare parse",
        read / parsed,
        "≥ 5,000 rows/s",
        rate >= 5000,
    )


def _copy_out(house: int) -> dict[str, bytes]:
    dump = {}
    for table in TABLES:
        into = io.BytesIO()
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY (SELECT * FROM {table} WHERE house_id = {house}) TO STDOUT") as out,
        ):
            for piece in out:
                into.write(piece)
        dump[table] = into.getvalue()
    return dump


def _copy_in(dump: dict[str, bytes]) -> None:
    """Into tables of the same columns without constraints: the least there is to do."""
    for table, content in dump.items():
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE bare_{table} (LIKE {table})")
            with cursor.copy(f"COPY bare_{table} FROM STDIN") as into:
                into.write(content)
            cursor.execute(f"DROP TABLE bare_{table}")


def _parse(path: Path) -> None:
    with path.open("rb") as file:
        for _event in yaml.parse(file, Loader=yaml.CSafeLoader):
            pass
