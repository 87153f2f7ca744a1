"""The whole database to one file and back, with PostgreSQL's own programs."""

import os
import subprocess
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from config import database
from statenshus.kernel.errors import Refused


def backup(path: Path) -> None:
    """Write the database as it stands at one moment, while it is in use. The file is whole or not there."""
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={unfinished}", _address())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def restore(path: Path) -> None:
    """Fill the database from a backup, whole or not at all.

    Raises Refused with code:
        not_empty    the database has tables already
        no_backup    the file is not a backup, or is damaged
    """
    if connection.introspection.table_names():
        raise Refused(
            "not_empty", _("The database is not empty. Restore into a new one: set STATENSHUS_DATA or DATABASE_URL.")
        )
    if not path.is_file():
        raise Refused("no_backup", _("There is no file %(path)s.") % {"path": path})
    connection.close()
    _run(
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        f"--dbname={_address()}",
        str(path),
    )


def _address() -> str:
    return os.environ["DATABASE_URL"]


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run([database.program(program), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [""])[-1]
        message = _("%(program)s could not do it: %(said)s") % {"program": program, "said": said}
        raise Refused("no_backup", message)
