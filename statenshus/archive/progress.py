"""How long work tells how far it has come."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Told of long work: what is done, how many, and of how many where that is known."""


def silent(what: str, done: int, of: int | None) -> None:
    """Tell nobody."""
