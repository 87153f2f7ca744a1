"""Processes of the program that a test begins, on the database of the test."""

import os
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.db import connection


def surroundings(**more: str) -> dict[str, str]:
    """The environment for a process that is to use the test's database."""
    name = connection.settings_dict["NAME"]
    return {
        **os.environ,
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl(),
        **more,
    }


def until(true: Callable[[], object], seconds: float = 40) -> None:
    """Wait until it is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)
